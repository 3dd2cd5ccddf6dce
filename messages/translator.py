"""What can turn sentences into another language, as a protocol. Which engine does it, nobody above needs to know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

#: Languages are BCP 47 tags as in messages.languages; an engine's own codes stay inside it.
Tag = str


@dataclass(frozen=True, slots=True)
class Hop:
    """One installed package. `digest` is the start of the SHA-256 of its weights: a repaired package is another one."""

    source: Tag
    target: Tag
    version: str
    digest: str

    def __str__(self) -> str:
        """As kept beside a machine translation, such as `nl-en 1.9 3f2a9c1b`."""
        return f"{self.source}-{self.target} {self.version} {self.digest}"


@dataclass(frozen=True, slots=True)
class Route:
    """The way from one language to another: one hop, or two with a pivot between."""

    hops: tuple[Hop, ...]

    @property
    def source(self) -> Tag:
        """Where it begins."""
        return self.hops[0].source

    @property
    def target(self) -> Tag:
        """Where it ends."""
        return self.hops[-1].target

    def __str__(self) -> str:
        """Names every package on the way: another text means another engine."""
        return " + ".join(str(hop) for hop in self.hops)


@dataclass(frozen=True, slots=True)
class Said:
    """What the engine made of a text. `score` is the mean log-probability of a token on the worst hop, at most 0."""

    text: str
    score: float


class UnsupportedPair(Exception):
    """No installed package, nor two in a row, goes this way."""

    def __init__(self, source: Tag, target: Tag) -> None:
        """Tags, never a text."""
        super().__init__(f"nothing installed translates from {source} to {target}")
        self.source, self.target = source, target


class EngineFailed(Exception):
    """The engine broke down: a package that does not load, no memory, an answer that is none. Names no text."""


class Translator(Protocol):
    """Sentences in, sentences out; blocking. Safe to call from several threads."""

    def routes(self) -> list[Route]:
        """The best route for each pair that can be said now, by source and target."""
        ...

    def find_route(self, source: Tag, target: Tag) -> Route | None:
        """The best route, None where there is none."""
        ...

    def translate_many(self, texts: Sequence[str], source: Tag, target: Tag, *, beam: int = 2) -> list[Said]:
        """Each text, in order. Raises UnsupportedPair, EngineFailed."""
        ...
