"""A file with translations, TMX or CSV: the pairs that are right, and what is wrong with the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bot.domain.pairs_csv import read_csv, write_csv
from bot.errors import BadInput
from messages.exchange.pairs import MACHINE, Key, Pair, Written, WrongPair, read_pair
from messages.exchange.tmx import NotTmx, read_tmx
from messages.exchange.tmx_writing import write_tmx

#: By the end of the file's name.
WRITERS: dict[str, Callable[[Iterable[Pair]], bytes]] = {".tmx": write_tmx, ".csv": write_csv}


@dataclass(frozen=True, slots=True)
class PairError:
    """Where a pair is wrong: 'line 3, target', 'unit 7'; and why, in words that say what to do."""

    place: str
    reason: str

    def __str__(self) -> str:
        """As a command tells it."""
        return f"{self.place}: {self.reason}"


@dataclass(slots=True)
class ParsedMemory:
    """Each pair once, in the order of the file."""

    pairs: list[Pair] = field(default_factory=list)
    errors: list[PairError] = field(default_factory=list)


def check_format(suffix: str) -> str:
    """The format by the end of a file's name. Raises BadInput."""
    if suffix.lower() not in WRITERS:
        raise BadInput("The file should end in .tmx (for translation programs) or .csv (for a spreadsheet).")
    return suffix.lower()


def parse_memory(suffix: str, content: bytes, *, source_language: str) -> ParsedMemory:
    """Read a whole file; `source_language` is meant where a TMX file leaves it open. Raises BadInput."""
    if check_format(suffix) == ".csv":
        return _judge(read_csv(content))
    try:
        return _judge(read_tmx(content, source_language))
    except NotTmx as error:
        raise BadInput(str(error)) from error


def _judge(found: Iterable[tuple[str, Written | WrongPair]]) -> ParsedMemory:
    parsed = ParsedMemory()
    seen: dict[tuple[Key, bool], tuple[str, Pair]] = {}
    for place, one in found:
        pair = _read(one)
        if isinstance(pair, WrongPair):
            parsed.errors.append(PairError(", ".join(filter(None, (place, pair.column))), pair.reason))
            continue
        first, known = seen.setdefault((pair.key, pair.origin == MACHINE), (place, pair))
        if known is pair:
            parsed.pairs.append(pair)
        elif known.target != pair.target:
            parsed.errors.append(PairError(place, f"says this sentence otherwise than {first}; remove one of them"))
    return parsed


def _read(one: Written | WrongPair) -> Pair | WrongPair:
    try:
        return one if isinstance(one, WrongPair) else read_pair(one)
    except WrongPair as wrong:
        return wrong
