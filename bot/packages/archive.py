"""Unpacking of an .argosmodel file: nothing outside the given folder, nothing that its checksums do not vouch for."""

from __future__ import annotations

import os
import shutil
import struct
import zipfile
import zlib
from hashlib import file_digest
from pathlib import Path

from bot.packages.contents import LIMITS, MEGABYTE, Limits, judge_entries
from bot.packages.refusals import AGAIN, RefusedPackage
from messages.machine.package_metadata import BadMetadata, Metadata, parse_metadata

#: Larger ones are no metadata.
_METADATA_BYTES = MEGABYTE

#: What the library says in its many ways of a file that is broken or made to hurt.
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, RuntimeError)


def sha256_of(archive: Path) -> str:
    """In hexadecimal digits."""
    with archive.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def check_sha256(found: str, wanted: str) -> None:
    """Raises RefusedPackage where they differ."""
    if found != wanted.strip().lower():
        advice = "Download it again; if it stays so, ask who publishes it."
        raise RefusedPackage(f"its SHA-256 is {found}, but should be {wanted.strip().lower()}", advice)


def unpack(archive: Path, folder: Path, limits: Limits = LIMITS) -> Metadata:
    """Unpack into a new `folder`, without the top folder. Raises RefusedPackage, and OSError where there is no room."""
    if archive.stat().st_size > limits.archive:
        raise RefusedPackage(f"it is larger than {limits.archive // MEGABYTE} MB")
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = judge_entries(opened.infolist(), archive.stat().st_size, limits)
            for entry in entries:
                _write(opened, entry.info, folder / entry.path)
    except _BROKEN as error:
        raise RefusedPackage("the file is damaged or incomplete", AGAIN) from error
    return _read_metadata(folder / "metadata.json")


def _write(opened: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> None:
    """The library compares the checksum at the end, and never gives more bytes than were announced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with opened.open(info) as packed, path.open("xb") as file:
        shutil.copyfileobj(packed, file, MEGABYTE)
        file.flush()
        os.fsync(file.fileno())


def _read_metadata(path: Path) -> Metadata:
    if path.stat().st_size > _METADATA_BYTES:
        raise RefusedPackage("its metadata.json is larger than 1 MB")
    try:
        return parse_metadata(path.read_bytes())
    except BadMetadata as error:
        raise RefusedPackage(str(error)) from error
