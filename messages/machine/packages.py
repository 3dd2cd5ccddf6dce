"""The translation packages of a folder: which are installed, and the best way between two languages.

Reads only; `bot.packages` fetches, checks, installs and removes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import file_digest
from pathlib import Path

from packaging.version import Version

from messages.machine.package_metadata import BadMetadata, parse_metadata
from messages.translator import Hop, Route, Tag, UnsupportedPair

#: What the installer notes inside a package, so that nobody need hash its weights again.
RECEIPT = "ouderbrug.json"

#: A package's own tokenizer: one of these.
TOKENIZERS = ("sentencepiece.model", "bpe.model")

WEIGHTS = Path("model") / "model.bin"

_PIVOT = "en"
_SHOWN = 8
_CACHED = 512

_Snapshot = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class InstalledPackage:
    """One package on disk. `digest` is the start of the SHA-256 of its weights.

    `mask` is the shape of mark that it copies best, where that was measured when it was installed.
    """

    path: Path
    source: Tag
    target: Tag
    version: str
    digest: str
    bytes_on_disk: int
    target_prefix: str = ""
    mask: str | None = None

    @property
    def hop(self) -> Hop:
        """As the engine and the memory name it."""
        return Hop(self.source, self.target, self.version, self.digest)

    @property
    def direct(self) -> bool:
        """True when it saves the detour through English."""
        return _PIVOT not in {self.source, self.target}


class PackageFolder:
    """A folder that may change at any time; looked through again only when it did. Safe from several threads."""

    def __init__(self, folder: Path) -> None:
        """The folder need not exist yet."""
        self._folder = folder
        self._read: tuple[_Snapshot, list[InstalledPackage]] = ((), [])

    def packages(self) -> list[InstalledPackage]:
        """What is installed now."""
        seen = _snapshot(self._folder)
        before, packages = self._read
        if seen != before:
            packages = list_packages(self._folder)
            self._read = (seen, packages)
        return packages

    def find_route(self, source: Tag, target: Tag) -> Route | None:
        """The best route now, None where there is none."""
        return find_route(self.packages(), source, target)

    def routes(self) -> list[Route]:
        """The best route now for each pair."""
        return all_routes(self.packages())

    def package_of(self, hop: Hop) -> InstalledPackage:
        """The package behind a hop. Raises UnsupportedPair when it has been removed or replaced meanwhile."""
        for package in self.packages():
            if package.hop == hop:
                return package
        raise UnsupportedPair(hop.source, hop.target)


def list_packages(folder: Path) -> list[InstalledPackage]:
    """One package for each pair, the newest, by source and target. What is no package is passed over."""
    found = [package for path in _folders(folder) if (package := read_package(path))]
    found.sort(key=lambda package: (Version(package.version), package.path.name))
    newest = {(package.source, package.target): package for package in found}
    return [newest[pair] for pair in sorted(newest)]


def read_package(path: Path) -> InstalledPackage | None:
    """The package in a folder; None when it is none, or not a whole one."""
    try:
        return load_package(path)
    except (OSError, BadMetadata):
        return None


def load_package(path: Path) -> InstalledPackage:
    """The package in a folder. Raises BadMetadata, OSError where it is none, or not a whole one."""
    metadata = parse_metadata((path / "metadata.json").read_bytes())
    if not any((path / name).is_file() for name in TOKENIZERS):
        raise BadMetadata("it has no tokenizer")
    noted = _receipt(path)
    mask = noted.get("mask")
    return InstalledPackage(
        path=path,
        source=metadata.source,
        target=metadata.target,
        version=metadata.version,
        digest=_digest(path, noted)[:_SHOWN],
        bytes_on_disk=sum(file.stat().st_size for file in path.rglob("*") if file.is_file()),
        target_prefix=metadata.target_prefix,
        mask=mask if isinstance(mask, str) else None,
    )


def find_route(packages: Sequence[InstalledPackage], source: Tag, target: Tag) -> Route | None:
    """One hop where there is one, else two: through English, else through the first language by name."""
    hops = {(package.source, package.target): package.hop for package in packages}
    return _find(hops, source, target)


def all_routes(packages: Sequence[InstalledPackage]) -> list[Route]:
    """The best route for each pair, by source and target."""
    hops = {(package.source, package.target): package.hop for package in packages}
    sources, targets = ({pair[end] for pair in hops} for end in (0, 1))
    pairs = sorted((source, target) for source in sources for target in targets)
    return [route for pair in pairs if (route := _find(hops, *pair))]


def receipt_of(path: Path, **noted: str | None) -> str:
    """What the installer writes beside a package: the hash of its weights, how they stand on disk, and its notes."""
    stat = (path / WEIGHTS).stat()
    weights = _hash(path / WEIGHTS, stat.st_mtime_ns, stat.st_size)
    return json.dumps({"weights": weights, "mtime_ns": stat.st_mtime_ns, "bytes": stat.st_size, **noted}, indent=1)


def _find(hops: dict[tuple[Tag, Tag], Hop], source: Tag, target: Tag) -> Route | None:
    if source == target:
        return None
    if direct := hops.get((source, target)):
        return Route((direct,))
    pivots = [to for start, to in hops if start == source and (to, target) in hops]
    if not pivots:
        return None
    pivot = min(pivots, key=lambda tag: (tag != _PIVOT, tag))
    return Route((hops[source, pivot], hops[pivot, target]))


def _folders(folder: Path) -> Iterable[Path]:
    """Hidden ones are being installed or removed."""
    try:
        return [path for path in folder.iterdir() if not path.name.startswith(".") and path.is_dir()]
    except OSError:
        return []


def _digest(path: Path, noted: dict[str, object]) -> str:
    """From the receipt as long as the weights stand as they did then; else counted, once in this process."""
    stat = (path / WEIGHTS).stat()
    if (noted.get("mtime_ns"), noted.get("bytes")) == (stat.st_mtime_ns, stat.st_size):
        return str(noted.get("weights"))
    return _hash(path / WEIGHTS, stat.st_mtime_ns, stat.st_size)


def _receipt(path: Path) -> dict[str, object]:
    try:
        noted = json.loads((path / RECEIPT).read_bytes())
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


@lru_cache(maxsize=_CACHED)
def _hash(weights: Path, mtime_ns: int, size: int) -> str:  # noqa: ARG001  # changed weights are another entry
    with weights.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _snapshot(folder: Path) -> _Snapshot:
    """Changes when a package is put, replaced or removed: cheap enough to ask before each job."""
    return tuple(sorted((path.name, _modified(path)) for path in _folders(folder)))


def _modified(path: Path) -> int:
    """The folder changes when a file comes or goes, the two files when their content does; 0 when it has just gone."""
    try:
        files = (path, path / "metadata.json", path / WEIGHTS)
        return max(file.stat().st_mtime_ns for file in files)
    except OSError:
        return 0
