"""What people approved at this school, kept in a folder of its own and read over the words that we ship.

`<folder>/<tag>/approved.po` holds each sentence with the English for which it was approved, by whom and when. An
upgrade brings other shipped files and leaves this one alone; a service that runs reads a new one by itself.
"""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from messages.exchange.wording_files import read_wordings, write_wordings
from messages.exchange.wordings import Key, Wording

_NAME = "approved.po"
_NOTHING: Mapping[Key, Wording] = MappingProxyType({})

#: A file as it was when it was last written, in nanoseconds, and its number on the disk, for two writes in one tick of
#: the disk's clock: what is remembered of it holds for that long.
Stamp = tuple[Path, int, int]


class _Place:
    """Set once by whoever starts us; None where no school has approved anything."""

    folder: Path | None = None


@contextmanager
def approved_in(folder: Path) -> Iterator[None]:
    """Within the block, sentences are said as they were approved in this folder."""
    before, _Place.folder = _Place.folder, folder
    try:
        yield
    finally:
        _Place.folder = before


def stamp_of(tag: str) -> Stamp | None:
    """Which file holds for a language now; None where there is none."""
    if _Place.folder is None:
        return None
    path = _Place.folder / tag / _NAME
    try:
        found = path.stat()
    except OSError:
        return None
    return path, found.st_mtime_ns, found.st_ino


def approved_words(tag: str) -> Mapping[Key, Wording]:
    """What was approved here in a language, by place and English."""
    stamp = stamp_of(tag)
    return _read(stamp) if stamp else _NOTHING


def keep_approved(folder: Path, tag: str, plural_forms: str, wordings: Iterable[Wording]) -> None:
    """Write the file of a language anew: whole or not at all. Raises OSError."""
    text = write_wordings(tag, plural_forms, sorted(wordings, key=lambda wording: wording.key), {})
    place = folder / tag
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=place, delete=False) as file:
        file.write(text)
    Path(file.name).replace(place / _NAME)


def change_approved(
    folder: Path, tag: str, plural_forms: str, *, approved: Iterable[Wording] = (), withdrawn: Iterable[Key] = ()
) -> None:
    """Add to what was approved in a language, or take from it; one at a time. Raises OSError."""
    place = folder / tag
    place.mkdir(parents=True, exist_ok=True)
    with _alone_in(place):
        known = _read_file(place / _NAME) if (place / _NAME).exists() else {}
        words = {**known, **{wording.key: wording for wording in approved}}
        gone = set(withdrawn)
        keep_approved(folder, tag, plural_forms, [words[key] for key in words if key not in gone])


@contextmanager
def _alone_in(place: Path) -> Iterator[None]:
    """Another process that changes this language waits."""
    number = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        yield
    finally:
        os.close(number)


@lru_cache(maxsize=64)
def _read(stamp: Stamp) -> Mapping[Key, Wording]:
    return MappingProxyType(_read_file(stamp[0]))


def _read_file(path: Path) -> dict[Key, Wording]:
    _, entries = read_wordings(path.read_bytes())
    return {wording.key: wording for _, wording, draft in entries if not draft}
