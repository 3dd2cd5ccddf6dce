"""Files that are there whole or not at all, for their owner's eyes only."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

#: Bytes that are read at once.
PIECE = 1024 * 1024


def create(path: Path) -> BinaryIO:
    """A new file that nobody else may read. Raises FileExistsError, OSError."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def put_in_place(new: Path, place: Path) -> None:
    """To disk first, then under its name: a power cut leaves the old one or the new one. Raises OSError."""
    _flush(new)
    new.replace(place)
    _flush(place.parent)


def write_whole(path: Path, content: bytes) -> None:
    """In place of what stood there. Raises OSError."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    with create(new) as file:
        file.write(content)
    put_in_place(new, path)


def sha256_of(path: Path) -> str:
    """In hexadecimal. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
