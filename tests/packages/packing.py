"""Write a trained model as an Argos package: CTranslate2 weights, SentencePiece model, metadata, in one zip.

The model is handed in, so torch is not asked for here.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.packages.weights import save_weights

VERSION = "1.0"
_NAMES = {"nl": "Dutch", "en": "English", "tr": "Turkish"}
_WRITTEN = (2026, 11, 22, 0, 0, 0)

_README = """# {source} to {target}, for tests

A very small model that knows some thousand plain sentences about school and nothing else. Made by the Ouderbrug
project from sentences it wrote itself; AGPL-3.0-or-later. Not for translating what people should rely on.
"""


def write_package(model: Any, vocabulary: list[str], pieces: bytes, pair: tuple[str, str], folder: Path) -> Path:
    """The package of a trained model, in the form of the Argos index: one top folder. Same model, same bytes."""
    source, target = pair
    with TemporaryDirectory() as work:
        top = Path(work) / f"translate-{source}_{target}-{VERSION.replace('.', '_')}"
        top.mkdir()
        save_weights(model, vocabulary, top / "model")
        (top / "sentencepiece.model").write_bytes(pieces)
        (top / "metadata.json").write_text(json.dumps(_metadata(source, target), indent=2) + "\n", "utf-8")
        readme = _README.format(source=_NAMES[source], target=_NAMES[target])
        (top / "README.md").write_text(readme, "utf-8")
        return _zipped(top, folder / f"translate-{source}_{target}.argosmodel")


def write_index(folder: Path) -> None:
    """`index.json` as Argos publishes it, and `checksums.json`: file name to SHA-256."""
    packages = sorted(folder.glob("*.argosmodel"))
    sums = {package.name: hashlib.sha256(package.read_bytes()).hexdigest() for package in packages}
    entries = [_index_entry(package) for package in packages]
    (folder / "index.json").write_text(json.dumps(entries, indent=2) + "\n", "utf-8")
    (folder / "checksums.json").write_text(json.dumps(sums, indent=2) + "\n", "utf-8")


def _index_entry(package: Path) -> dict[str, Any]:
    with zipfile.ZipFile(package) as archive:
        name = next(name for name in archive.namelist() if name.endswith("/metadata.json"))
        metadata: dict[str, Any] = json.loads(archive.read(name))
    code = f"translate-{metadata['from_code']}_{metadata['to_code']}"
    return metadata | {"code": code, "links": [package.name]}


def _metadata(source: str, target: str) -> dict[str, Any]:
    return {
        "package_version": VERSION,
        "argos_version": "1.9.0",
        "from_code": source,
        "from_name": _NAMES[source],
        "to_code": target,
        "to_name": _NAMES[target],
        "type": "translate",
    }


def _zipped(top: Path, package: Path) -> Path:
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(path for path in top.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(top.parent).as_posix(), _WRITTEN)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return package
