"""The same few sentences through each route, compared with what it said before: does an upgrade say it otherwise?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sacrebleu.metrics.chrf import CHRF

from bot.packages.sentences import sentences_in
from messages.translator import EngineFailed, Route, Translator, UnsupportedPair

#: Beside the packages; hidden, so that nobody takes it for one.
_FOLDER = ".regression"


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence that is said otherwise."""

    sentence: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Checked:
    """How a route fared. `likeness` is chrF (0 to 100) of what it says now against before; None the first time."""

    route: Route
    sentences: int
    broken: str | None = None
    before: str | None = None
    changes: tuple[Change, ...] = ()
    likeness: float | None = None


def check_route(translator: Translator, route: Route, packages: Path) -> Checked:
    """Say the sentences, compare, and remember. What a broken route said before is kept."""
    sentences = sentences_in(route.source)
    try:
        said = [one.text for one in translator.translate_many(sentences, route.source, route.target)]
    except (EngineFailed, UnsupportedPair) as error:
        return Checked(route, len(sentences), broken=str(error))
    if not all(said):
        return Checked(route, len(sentences), broken=f"{said.count('')} of {len(sentences)} sentences came out empty")
    now = dict(zip(sentences, said, strict=True))
    path = packages / _FOLDER / f"{route.source}-{route.target}.json"
    checked = _compare(route, now, _read(path))
    _write(path, route, now)
    return checked


def engine_version() -> str:
    """Another engine may say it otherwise too."""
    return f"ctranslate2 {version('ctranslate2')}"


def _compare(route: Route, now: dict[str, str], stored: dict[str, object]) -> Checked:
    said = stored.get("said")
    earlier = {key: str(text) for key, text in said.items() if key in now} if isinstance(said, dict) else {}
    if not earlier:
        return Checked(route, len(now))
    changes = tuple(Change(key, text, now[key]) for key, text in earlier.items() if text != now[key])
    likeness = CHRF().corpus_score([now[key] for key in earlier], [list(earlier.values())]).score
    before = f"{stored.get('route')}, {stored.get('engine')}"
    return Checked(route, len(now), before=before, changes=changes, likeness=likeness)


def _read(path: Path) -> dict[str, object]:
    try:
        stored = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def _write(path: Path, route: Route, now: dict[str, str]) -> None:
    path.parent.mkdir(exist_ok=True)
    stored = {"route": str(route), "engine": engine_version(), "said": now}
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=1), encoding="utf-8")
