"""Putting a package into the folder and taking it out: whole or not at all, and one process at a time.

Everything happens in hidden folders beside the packages, which nobody reads; a rename shows it to the service.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from packaging.version import Version

from bot.errors import Conflict, Unavailable
from bot.packages.archive import check_sha256, sha256_of, unpack
from bot.packages.contents import LIMITS, Limits
from bot.packages.refusals import RefusedPackage
from bot.packages.trial import try_out
from messages.machine.package_metadata import Metadata, to_code
from messages.machine.packages import RECEIPT, InstalledPackage, list_packages, load_package, read_package, receipt_of
from messages.translator import Tag

_LOCK = ".lock"
_WORK = ".work-"

#: Tries the one package in a folder: source, target. Gives the mark that it copies best. Raises RefusedPackage.
Trial = Callable[[Path, Tag, Tag], str]


@dataclass(frozen=True, slots=True)
class Expected:
    """What whoever offers a package promises about it; None where nothing is."""

    pair: tuple[Tag, Tag] | None = None
    sha256: str | None = None


ANYTHING = Expected()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder alone, made where it is missing, and without what a crash left. Raises Conflict, Unavailable."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)  # the data folder: its owner's alone
        folder.mkdir(exist_ok=True)
        lock = (folder / _LOCK).open("w")
    except OSError as error:
        raise Unavailable(f"{folder} cannot be a folder for packages: {error.strerror}.") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Conflict("Another process is installing or removing packages; wait until it has ended.") from error
        for left in folder.glob(f"{_WORK}*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """A hidden folder on the same disk, gone afterwards. Raises Unavailable where the disk is full."""
    work = Path(tempfile.mkdtemp(prefix=_WORK, dir=folder))
    try:
        yield work
    except OSError as error:
        raise Unavailable(f"{folder} cannot be written: {error.strerror or error}. Nothing was changed.") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)


def install_archive(
    archive: Path,
    folder: Path,
    expected: Expected = ANYTHING,
    *,
    limits: Limits = LIMITS,
    trial: Trial = try_out,
) -> InstalledPackage:
    """Judge, unpack, try, and only then put in the place of other versions of the pair. Call it inside `locked`.

    Raises RefusedPackage, Unavailable; what was installed is then as it was.
    """
    with workplace(folder) as work:
        sha256 = sha256_of(archive)
        if expected.sha256:
            check_sha256(sha256, expected.sha256)
        staged = work / "package"
        metadata = unpack(archive, staged, limits)
        _check_pair(metadata, expected, list_packages(folder))
        mask = trial(work, metadata.source, metadata.target)
        _write_receipt(staged, sha256, mask)
        return _put(staged, folder, metadata)


def remove_packages(folder: Path, packages: Sequence[InstalledPackage]) -> None:
    """Take out every version of these pairs. Call it inside `locked`. Raises Unavailable."""
    pairs = {(package.source, package.target) for package in packages}
    _take_out(folder, [found for found in _all_versions(folder) if (found.source, found.target) in pairs])


def _check_pair(metadata: Metadata, expected: Expected, installed: Sequence[InstalledPackage]) -> None:
    pair = (metadata.source, metadata.target)
    if expected.pair and pair != expected.pair:
        raise RefusedPackage(f"it goes from {pair[0]} to {pair[1]}, not from {expected.pair[0]} to {expected.pair[1]}")
    for package in installed:
        if (package.source, package.target) == pair and Version(package.version) > Version(metadata.version):
            reason = f"version {package.version} is installed, which is newer than {metadata.version}"
            raise RefusedPackage(reason, "Remove that first if you want the older one.")


def _write_receipt(staged: Path, archive_sha256: str, mask: str) -> None:
    with (staged / RECEIPT).open("w", encoding="utf-8") as file:
        file.write(receipt_of(staged, archive=archive_sha256, mask=mask))
        file.flush()
        os.fsync(file.fileno())


def _put(staged: Path, folder: Path, metadata: Metadata) -> InstalledPackage:
    """First the new one, then away with the old: at no moment is there none."""
    before = [found for found in _all_versions(folder) if (found.source, found.target) == _pair(metadata)]
    place = _free_place(folder, metadata)
    staged.rename(place)
    _sync(folder)
    _take_out(folder, before)
    return load_package(place)


def _free_place(folder: Path, metadata: Metadata) -> Path:
    """Named by us: what an archive calls itself can overwrite nothing."""
    pair = f"{to_code(metadata.source)}_{to_code(metadata.target)}"
    name = f"translate-{pair}-{metadata.version.replace('.', '_')}"
    places = (folder / (name if number == 1 else f"{name}-{number}") for number in count(1))
    return next(place for place in places if not place.exists())


def _take_out(folder: Path, packages: Sequence[InstalledPackage]) -> None:
    if not packages:
        return
    with workplace(folder) as work:
        for number, package in enumerate(packages):
            package.path.rename(work / str(number))
    _sync(folder)


def _all_versions(folder: Path) -> list[InstalledPackage]:
    visible = (path for path in folder.iterdir() if not path.name.startswith("."))
    return [package for path in visible if (package := read_package(path))]


def _pair(metadata: Metadata) -> tuple[Tag, Tag]:
    return metadata.source, metadata.target


def _sync(folder: Path) -> None:
    """Makes the rename outlive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
