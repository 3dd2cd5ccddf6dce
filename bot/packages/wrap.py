"""Wrapping a CTranslate2 model, such as a converted OPUS-MT one, into a package: a direct pair saves the detour."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.version import InvalidVersion, Version

from bot.errors import BadInput
from bot.packages.install import Trial
from bot.packages.refusals import RefusedPackage
from bot.packages.trial import try_out
from messages.languages import Language
from messages.machine.package_metadata import to_code
from messages.translator import Tag

#: Where converters and publishers put the tokenizer: ours, then the source side of OPUS-MT.
_TOKENIZERS = ("sentencepiece.model", "spm.model", "source.spm")
_TARGET = "target.spm"

_VOCABULARY = re.compile(r"(shared|source|target)_vocabulary\.(json|txt)")
_MANY_LANGUAGES = re.compile(r">>\w+<<")

_CONVERT = "Convert it to CTranslate2 first, for example with ct2-opus-mt-converter."


@dataclass(frozen=True, slots=True)
class Naming:
    """What the package says about itself."""

    source: Tag
    target: Tag
    version: str


def wrap_model(model: Path, naming: Naming, out: Path, *, trial: Trial = try_out) -> None:
    """Write an .argosmodel that was tried. `model` holds model.bin (or model/model.bin) and SentencePiece models.

    Raises BadInput that says what is missing.
    """
    weights = _find_weights(model)
    with TemporaryDirectory(dir=_existing(out.parent)) as work:
        staged = Path(work) / f"translate-{to_code(naming.source)}_{to_code(naming.target)}"
        (staged / "model").mkdir(parents=True)
        _copy_model(weights, staged / "model")
        _copy_tokenizers(model, staged)
        _describe(staged, naming)
        _try(model, Path(work), naming, trial)
        archive = _zip(staged, Path(work) / "wrapped")
        archive.replace(out)


def _try(model: Path, work: Path, naming: Naming, trial: Trial) -> None:
    try:
        trial(work, naming.source, naming.target)
    except RefusedPackage as error:
        raise BadInput(f"{model} does not translate once it is wrapped. {_CONVERT}") from error


def _existing(folder: Path) -> Path:
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder to write to.")
    return folder


def _find_weights(model: Path) -> Path:
    for folder in (model, model / "model"):
        if (folder / "model.bin").is_file():
            return folder
    raise BadInput(f"{model} holds no model.bin. {_CONVERT}")


def _copy_model(weights: Path, into: Path) -> None:
    vocabularies = [path for path in weights.iterdir() if _VOCABULARY.fullmatch(path.name)]
    if not vocabularies or not (weights / "config.json").is_file():
        raise BadInput(f"{weights} holds no config.json or no vocabulary beside model.bin. {_CONVERT}")
    for path in vocabularies:
        if len(set(_MANY_LANGUAGES.findall(path.read_text("utf-8")))) > 1:
            raise BadInput(f"{weights} is a model of several languages; a package needs a model of one pair.")
        shutil.copy(path, into)
    for name in ("model.bin", "config.json"):
        shutil.copy(weights / name, into)


def _copy_tokenizers(model: Path, staged: Path) -> None:
    found = [model / name for name in _TOKENIZERS if (model / name).is_file()]
    if not found:
        raise BadInput(f"{model} holds no SentencePiece model: neither {', '.join(_TOKENIZERS[:-1])} nor source.spm.")
    shutil.copy(found[0], staged / "sentencepiece.model")
    if found[0].name != "source.spm":
        return
    if not (model / _TARGET).is_file():
        raise BadInput(f"{model} holds source.spm without target.spm; both are needed.")
    shutil.copy(model / _TARGET, staged / _TARGET)
    _mark_ends(staged / "model" / "config.json")


def _mark_ends(config: Path) -> None:
    """OPUS-MT was trained with an end mark on what it reads; only one of the converters notes that."""
    try:
        noted = json.loads(config.read_bytes())
    except ValueError as error:
        raise BadInput(f"{config.name} of the model is no JSON. {_CONVERT}") from error
    config.write_text(json.dumps({**noted, "add_source_eos": True}, indent=2), encoding="utf-8")


def _describe(staged: Path, naming: Naming) -> None:
    try:
        version = str(Version(naming.version))
    except InvalidVersion as error:
        raise BadInput(f"{naming.version!r} is no version such as 1.0.") from error
    source, target = Language(naming.source), Language(naming.target)
    described = {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": to_code(source.tag),
        "from_name": source.name_in(Language("en")),
        "to_code": to_code(target.tag),
        "to_name": target.name_in(Language("en")),
        "type": "translate",
    }
    (staged / "metadata.json").write_text(json.dumps(described, indent=1), encoding="utf-8")


def _zip(staged: Path, stem: Path) -> Path:
    path = stem.with_suffix(".argosmodel")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path for path in staged.rglob("*") if path.is_file()):
            archive.write(file, file.relative_to(staged.parent))
    return path
