"""Argos packages, driven by their own tokenizer and CTranslate2 in real batches. The only module that loads them.

The library's own way translates one sentence at a time, keeps every model for ever, downloads a sentence splitter and
may be switched to a remote provider by a file in somebody's home folder. Here: batches, a cap, and no network at all.
"""

from __future__ import annotations

import os
import tempfile
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from messages.machine.model_pool import ModelPool
from messages.machine.packages import InstalledPackage, PackageFolder
from messages.protection.masks import DEFAULT_SHAPE
from messages.translator import EngineFailed, Hop, Route, Said, Tag, UnsupportedPair

if TYPE_CHECKING:
    import ctranslate2

#: What a model takes in memory for each byte of its file, room to work included: 1.42 as measured, true-size in int8.
_SPREAD = 1.5

#: Sentences in a batch: more gains nothing, and less does not pay for sharing them out among the cores.
_BATCH, _SHARE = 32, 16

#: As the library decodes, so that the same package says the same.
_LENGTH_PENALTY = 0.2

#: With ARGOS_DEBUG it prints every text; other providers than OPENNMT send it away.
_LOCAL = {"ARGOS_DEBUG": "0", "ARGOS_MODEL_PROVIDER": "OPENNMT", "ARGOS_DEVICE_TYPE": "cpu"}
_FOLDERS = ("ARGOS_PACKAGES_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")

#: The environment is everybody's: one thread at a time may bend it.
_ALONE = Lock()


class ArgosTranslator:
    """A Translator on a folder of packages. Sees at once what is installed or removed; safe from several threads."""

    #: Sentences kept of all hops: twenty languages share the first hop through English.
    KEPT = 4096

    def __init__(self, packages: Path, *, memory_mb: int) -> None:
        """Loads nothing yet. `memory_mb` caps the models kept in memory."""
        self._folder = PackageFolder(packages)
        self._pool: ModelPool[_Model] = ModelPool(memory_mb * 1024 * 1024)
        self._said: OrderedDict[tuple[Hop, int, str], Said] = OrderedDict()
        self._turns: dict[Hop, Lock] = {}
        self._lock = Lock()

    @property
    def bytes_in_memory(self) -> int:
        """What the loaded models take."""
        return self._pool.size

    @property
    def sentences_in_memory(self) -> int:
        """How many are kept for the next that asks."""
        return len(self._said)

    def routes(self) -> list[Route]:
        """The best route for each pair that can be said now."""
        return self._folder.routes()

    def find_route(self, source: Tag, target: Tag) -> Route | None:
        """The best route, None where there is none."""
        return self._folder.find_route(source, target)

    def mask_shape(self, source: Tag, target: Tag) -> str:
        """The mark that all packages on the way copy best, as measured when they were installed."""
        route = self.find_route(source, target)
        shapes = {self._folder.package_of(hop).mask for hop in route.hops} if route else set()
        shape = shapes.pop() if len(shapes) == 1 else None
        return shape or DEFAULT_SHAPE

    def translate_many(self, texts: Sequence[str], source: Tag, target: Tag, *, beam: int = 2) -> list[Said]:
        """Each text, in order, each distinct one once. Raises UnsupportedPair, EngineFailed."""
        route = self.find_route(source, target)
        if route is None:
            raise UnsupportedPair(source, target)
        said = {text: Said(text, 0.0) for text in texts}
        for hop in route.hops:
            further = self._hop(hop, list(dict.fromkeys(before.text for before in said.values())), beam)
            said = {text: _after(before, further[before.text]) for text, before in said.items()}
        return [said[text] for text in texts]

    def _hop(self, hop: Hop, texts: list[str], beam: int) -> dict[str, Said]:
        with self._turns.setdefault(hop, Lock()):  # who wants the same at this moment waits, and finds it said
            known = self._known(hop, texts, beam)
            missing = [text for text in texts if text not in known]
            new = dict(zip(missing, self._say(hop, missing, beam), strict=True))
            self._keep({(hop, beam, text): said for text, said in new.items()})
            return known | new

    def _known(self, hop: Hop, texts: list[str], beam: int) -> dict[str, Said]:
        with self._lock:
            return {text: self._said[hop, beam, text] for text in texts if (hop, beam, text) in self._said}

    def _keep(self, said: dict[tuple[Hop, int, str], Said]) -> None:
        with self._lock:
            self._said.update(said)
            while len(self._said) > self.KEPT:
                self._said.popitem(last=False)

    def _say(self, hop: Hop, texts: list[str], beam: int) -> list[Said]:
        if not texts:
            return []
        package = self._folder.package_of(hop)
        try:
            with self._pool.lease(hop, int(package.bytes_on_disk * _SPREAD), lambda: _Model(package)) as model:
                return model.say(texts, beam)
        except Exception as error:  # whatever a foreign package does: the callers know one way to fail
            raise EngineFailed(f"{hop}: {type(error).__name__}") from error


class _Model:
    """One package in memory."""

    def __init__(self, package: InstalledPackage) -> None:
        """Loads the weights: 60 to 270 ms for a package of true size."""
        library = _library()
        self._package = library.Package(package.path)
        self._decoder = _target_tokenizer(library, package) or self._package.tokenizer
        self._engine = _engine(package.path / "model")

    def say(self, texts: list[str], beam: int) -> list[Said]:
        """In batches; each sentence at most about three times as long as the longest source."""
        tokens = [self._package.tokenizer.encode(text) for text in texts]
        prefix = self._package.target_prefix
        results = self._engine.translate_batch(
            tokens,
            target_prefix=[[prefix]] * len(tokens) if prefix else None,
            beam_size=beam,
            max_batch_size=_batch(len(tokens)),
            length_penalty=_LENGTH_PENALTY,
            max_decoding_length=3 * max(map(len, tokens)) + 10,
            replace_unknowns=True,
            return_scores=True,
        )
        return [self._said(result.hypotheses[0], result.scores[0]) for result in results]

    def unload(self) -> None:
        """Give the memory back."""
        self._engine.unload_model()

    def _said(self, tokens: list[str], score: float) -> Said:
        prefix = self._package.target_prefix
        text = str(self._decoder.decode(tokens)).removeprefix(prefix).strip()
        return Said(text, score * len(tokens) ** (_LENGTH_PENALTY - 1) if tokens else 0.0)


def _batch(sentences: int) -> int:
    """A share for each core; each batch keeps one of them busy."""
    return min(_BATCH, max(_SHARE, -(-sentences // usable_cores())))


def usable_cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _after(before: Said, said: Said) -> Said:
    """A chain is as sure as its least sure hop."""
    return Said(said.text, min(before.score, said.score))


def _engine(model: Path) -> ctranslate2.Translator:
    import ctranslate2  # noqa: PLC0415  # heavy: only where something is translated

    return ctranslate2.Translator(str(model), device="cpu", inter_threads=usable_cores(), intra_threads=1)


def _target_tokenizer(library: Any, package: InstalledPackage) -> Any:  # noqa: ANN401  # the library has no types
    """OPUS-MT models have a tokenizer of their own for each side."""
    own = package.path / "target.spm"
    return library.SentencePieceTokenizer(own) if own.exists() else None


@cache
def _library() -> Any:  # noqa: ANN401  # the library has no types
    """argostranslate.package, told to stay local: environment beats the settings file, and its folders are our own."""
    with _ALONE, tempfile.TemporaryDirectory() as nowhere, _environment(_LOCAL | dict.fromkeys(_FOLDERS, nowhere)):
        from argostranslate import package  # noqa: PLC0415  # heavy, and reads the environment when it is imported
    return package


def default_index() -> str:
    """The address of the index that the library itself would ask: a folder with an index.json."""
    _library()
    from argostranslate import settings  # noqa: PLC0415  # only after it was told to stay local

    return str(settings.package_index)


@contextmanager
def _environment(forced: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    os.environ.update(forced)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
