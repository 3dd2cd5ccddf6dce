"""The one file of a backup: a ZIP with a manifest and the parts that it names, each with its hash."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from bot.errors import BadInput
from bot.upkeep.files import PIECE, create, sha256_of
from bot.upkeep.manifest import NAME, Manifest, Part

#: The longest manifest that we read, in bytes.
_LONGEST = 1_000_000

_TROUBLE = (zipfile.BadZipFile, OSError, EOFError, KeyError, NotImplementedError, zlib.error)


def describe(name: str, path: Path) -> Part:
    """A file as the manifest names it. Raises OSError."""
    return Part(name=name, sha256=sha256_of(path), bytes=path.stat().st_size)


def write_archive(path: Path, manifest: Manifest, files: Mapping[str, Path]) -> None:
    """A new file with the manifest first. Raises OSError."""
    with create(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAME, manifest.model_dump_json(indent=1))
        for part in manifest.parts:
            archive.write(files[part.name], part.name)


def read_manifest(path: Path) -> Manifest:
    """Raises BadInput where the file is no backup, or not a whole one."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(NAME) as file:
            manifest = Manifest.model_validate_json(file.read(_LONGEST))
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {path}.") from error
    except (*_TROUBLE, ValidationError) as error:
        raise BadInput(f"{path} is no backup of Ouderbrug, or not a whole one.") from error
    if manifest.database not in {part.name for part in manifest.parts}:
        raise BadInput(f"{path} holds no database.")
    return manifest


def unpack(path: Path, manifest: Manifest, folder: Path) -> None:
    """Every part into a folder, compared with its hash. Raises BadInput where one is not as it was written, OSError."""
    for part in manifest.parts:
        target = folder / part.name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with create(target) as file:
            digest = hashlib.sha256()
            for piece in _pieces(path, part):
                digest.update(piece)
                file.write(piece)
        if digest.hexdigest() != part.sha256:
            raise BadInput(f"{path} is damaged: {part.name} is not as it was written. Nothing was changed.")


def _pieces(path: Path, part: Part) -> Iterator[bytes]:
    """At most as much as the manifest says: a small file may claim to unpack into a large one."""
    left = part.bytes
    try:
        with zipfile.ZipFile(path) as archive, archive.open(part.name) as file:
            while left > 0 and (piece := file.read(min(left, PIECE))):
                left -= len(piece)
                yield piece
    except _TROUBLE as error:
        raise BadInput(f"{path} is damaged: {part.name} cannot be read. Nothing was changed.") from error
