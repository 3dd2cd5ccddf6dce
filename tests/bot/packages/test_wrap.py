"""A converted model becomes a package that installs and is preferred to the detour."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from bot.errors import BadInput
from bot.packages.install import install_archive, locked
from bot.packages.wrap import Naming, wrap_model
from messages.argos import ArgosTranslator
from tests.bot.packages.builders import contents, make_archive

NAMING = Naming("nl", "zh-Hans", "1.0")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """As ct2-opus-mt-converter leaves it, beside the tokenizers of OPUS-MT."""
    folder = tmp_path / "opus-nl-zh"
    folder.mkdir()
    files = contents()
    for name in ("model.bin", "config.json", "shared_vocabulary.json"):
        (folder / name).write_bytes(files[f"model/{name}"])
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(files["sentencepiece.model"])
    return folder


def test_wrapped_model_installs_and_saves_the_detour(model: Path, packages: Path, tmp_path: Path) -> None:
    wrap_model(model, NAMING, tmp_path / "nl_zh.argosmodel")
    with locked(packages):
        install_archive(make_archive(tmp_path, "en_zh"), packages)
        installed = install_archive(tmp_path / "nl_zh.argosmodel", packages)

    engine = ArgosTranslator(packages, memory_mb=100)
    route = engine.find_route("nl", "zh-Hans")
    assert (installed.direct, route and route.hops) == (True, (installed.hop,))
    assert engine.translate_many(["Goedemorgen"], "nl", "zh-Hans")[0].text


def test_wrapped_model_holds_both_tokenizers_and_marks_ends(model: Path, tmp_path: Path) -> None:
    wrap_model(model, NAMING, tmp_path / "x.argosmodel")

    with zipfile.ZipFile(tmp_path / "x.argosmodel") as archive:
        assert sorted(archive.namelist()) == [
            f"translate-nl_zh/{name}"
            for name in (
                "metadata.json",
                "model/config.json",
                "model/model.bin",
                "model/shared_vocabulary.json",
                "sentencepiece.model",
                "target.spm",
            )
        ]
        assert json.loads(archive.read("translate-nl_zh/model/config.json"))["add_source_eos"] is True
        assert json.loads(archive.read("translate-nl_zh/metadata.json")) == {
            "package_version": "1.0",
            "argos_version": "1.9.0",
            "from_code": "nl",
            "from_name": "Dutch",
            "to_code": "zh",
            "to_name": "Simplified Chinese",
            "type": "translate",
        }


def test_model_with_one_tokenizer_keeps_its_configuration(model: Path, tmp_path: Path) -> None:
    (model / "source.spm").rename(model / "sentencepiece.model")
    (model / "model").mkdir()
    for name in ("model.bin", "config.json", "shared_vocabulary.json"):
        (model / name).rename(model / "model" / name)

    wrap_model(model, NAMING, tmp_path / "x.argosmodel")

    with zipfile.ZipFile(tmp_path / "x.argosmodel") as archive:
        assert "translate-nl_zh/target.spm" not in archive.namelist()
        assert archive.read("translate-nl_zh/model/config.json") == (model / "model" / "config.json").read_bytes()


CONVERT = "Convert it to CTranslate2 first, for example with ct2-opus-mt-converter."


@pytest.mark.parametrize(
    ("gone", "sentence"),
    [
        (["model.bin"], f"{{model}} holds no model.bin. {CONVERT}"),
        (["shared_vocabulary.json"], f"{{model}} holds no config.json or no vocabulary beside model.bin. {CONVERT}"),
        (["config.json"], f"{{model}} holds no config.json or no vocabulary beside model.bin. {CONVERT}"),
        (["target.spm"], "{model} holds source.spm without target.spm; both are needed."),
        (
            ["source.spm", "target.spm"],
            "{model} holds no SentencePiece model: neither sentencepiece.model, spm.model nor source.spm.",
        ),
    ],
)
def test_model_that_lacks_a_part_is_refused(model: Path, tmp_path: Path, gone: list[str], sentence: str) -> None:
    for name in gone:
        (model / name).unlink()

    with pytest.raises(BadInput) as refused:
        wrap_model(model, NAMING, tmp_path / "x.argosmodel")

    assert refused.value.sentence == sentence.format(model=model)
    assert list(tmp_path.iterdir()) == [model]


def test_model_of_several_languages_is_refused(model: Path, tmp_path: Path) -> None:
    (model / "shared_vocabulary.json").write_text(json.dumps([">>tur<<", ">>azj<<"]))

    with pytest.raises(BadInput) as refused:
        wrap_model(model, NAMING, tmp_path / "x.argosmodel")

    assert refused.value.sentence == f"{model} is a model of several languages; a package needs a model of one pair."


def test_model_that_does_not_translate_is_refused(model: Path, tmp_path: Path) -> None:
    (model / "model.bin").write_bytes((model / "model.bin").read_bytes()[:20_000])

    with pytest.raises(BadInput) as refused:
        wrap_model(model, NAMING, tmp_path / "x.argosmodel")

    assert refused.value.sentence == f"{model} does not translate once it is wrapped. {CONVERT}"
    assert list(tmp_path.iterdir()) == [model]


def test_configuration_that_is_no_json_is_refused(model: Path, tmp_path: Path) -> None:
    (model / "config.json").write_text("{")

    with pytest.raises(BadInput) as refused:
        wrap_model(model, NAMING, tmp_path / "x.argosmodel")

    assert refused.value.sentence == f"config.json of the model is no JSON. {CONVERT}"


def test_version_and_place_are_checked(model: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as version:
        wrap_model(model, Naming("nl", "tr", "newest"), tmp_path / "x.argosmodel")
    with pytest.raises(BadInput) as place:
        wrap_model(model, NAMING, tmp_path / "nowhere" / "x.argosmodel")

    assert version.value.sentence == "'newest' is no version such as 1.0."
    assert place.value.sentence == f"{tmp_path}/nowhere is no folder to write to."
