"""What a translation package may hold: judged from the list of entries of its zip file, before a byte is unpacked."""

from __future__ import annotations

import re
import stat
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from bot.packages.refusals import AGAIN, RefusedPackage
from messages.machine.packages import TOKENIZERS, WEIGHTS

MEGABYTE = 1_000_000

_ALLOWED = re.compile(
    r"metadata\.json|README\.md|LICENSE(\.txt|\.md)?|sentencepiece\.model|bpe\.model|target\.spm"
    r"|model/(model\.bin|config\.json|(shared|source|target)_vocabulary(_\d)?\.(json|txt))"
    r"|minisbd/[\w.-]+\.onnx"
)

#: Splitters that would download more; we split sentences ourselves.
_PASSED_OVER = ("stanza", "spacy")

_OUTSIDE = re.compile(r"[\\:\x00-\x1f\x7f]|^/")
_NO_NAMES = frozenset({"", ".", ".."})
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes. The largest published package has about 300 MB; weights hardly compress."""

    archive: int = 500 * MEGABYTE
    unpacked: int = 2_000 * MEGABYTE
    ratio: int = 100
    files: int = 200


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Entry:
    """One file to unpack: its place in the zip file, and its path below the package's folder."""

    info: zipfile.ZipInfo
    path: str


def judge_entries(infos: Sequence[zipfile.ZipInfo], archive_size: int, limits: Limits = LIMITS) -> list[Entry]:
    """What is to be unpacked. Raises RefusedPackage."""
    _judge_amount(infos, archive_size, limits)
    for info in infos:
        _judge_path(info)
        _judge_kind(info)
    files = [info for info in infos if not info.is_dir()]
    _judge_together(infos, files)
    entries = [Entry(info, info.filename.partition("/")[2]) for info in files]
    wanted = [entry for entry in entries if entry.path.partition("/")[0] not in _PASSED_OVER]
    _judge_parts(wanted)
    return wanted


def _judge_amount(infos: Sequence[zipfile.ZipInfo], archive_size: int, limits: Limits) -> None:
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > limits.files:
        raise RefusedPackage(f"it holds more than {limits.files} files")
    if unpacked > limits.unpacked:
        raise RefusedPackage(f"it would unpack to more than {limits.unpacked // MEGABYTE} MB")
    if unpacked > limits.ratio * archive_size:
        raise RefusedPackage(f"it would unpack to more than {limits.ratio} times its size")


def _judge_path(info: zipfile.ZipInfo) -> None:
    """`orig_filename` is what the file says; the library already cuts and turns what it hands out."""
    parts = info.orig_filename.removesuffix("/").split("/")
    if _OUTSIDE.search(info.orig_filename) or _NO_NAMES.intersection(parts):
        raise RefusedPackage(f"it holds {info.orig_filename!r}, a path that may lead out of its folder")


def _judge_kind(info: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise RefusedPackage(f"{info.filename!r} in it is a link or a device, not a file")
    if info.flag_bits & _ENCRYPTED:
        raise RefusedPackage("it is locked with a password")
    if info.compress_type not in _PACKED:
        raise RefusedPackage(f"{info.filename!r} in it is packed in a way that we do not read")


def _judge_together(infos: Sequence[zipfile.ZipInfo], files: Sequence[zipfile.ZipInfo]) -> None:
    tops = {PurePosixPath(info.filename).parts[0] for info in infos}
    if len(tops) > 1:
        raise RefusedPackage(f"it has {len(tops)} top folders instead of one")
    if stray := [info.filename for info in files if "/" not in info.filename]:
        raise RefusedPackage(f"{stray[0]!r} in it lies outside a top folder")
    counted = Counter(info.filename.casefold() for info in infos)
    if twice := [info.filename for info in infos if counted[info.filename.casefold()] > 1]:
        raise RefusedPackage(f"it holds {twice[0]!r} twice")


def _judge_parts(entries: Sequence[Entry]) -> None:
    paths = {entry.path for entry in entries}
    if strange := [entry.info.filename for entry in entries if not _ALLOWED.fullmatch(entry.path)]:
        raise RefusedPackage(f"{strange[0]!r} in it is no part of a translation package")
    if missing := [part for part in ("metadata.json", WEIGHTS.as_posix()) if part not in paths]:
        raise RefusedPackage(f"it has no {missing[0]}", AGAIN)
    if not paths.intersection(TOKENIZERS):
        raise RefusedPackage("it has neither a sentencepiece.model nor a bpe.model", AGAIN)
