"""`ouderbrug languages`: what can be said, and a first check of it; models brought in by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bot.commands.conftest import Ended, Run
from tests.bot.packages.builders import contents, make_archive


@pytest.fixture
def nl_en(ouderbrug: Run, tmp_path: Path) -> Path:
    """nl-en is installed, by hand."""
    assert ouderbrug("languages", "install", "--file", make_archive(tmp_path)).code == 0
    return tmp_path / "data" / "packages" / "translate-nl_en-1_0"


def test_list_shows_how_each_language_can_be_said(ouderbrug: Run, nl_en: Path) -> None:
    ended = ouderbrug("languages", "list")

    lines = ended.out.splitlines()
    assert (ended.code, ended.err, len(lines)) == (0, "", 21)
    assert [line.split() for line in lines if line.split()[0] in {"code", "nl", "en", "ti", "rif"}] == [
        ["code", "language", "phrases", "said", "by", "packages", "there", "packages", "back", "own", "name"],
        ["nl", "Nederlands", "draft", "as", "written", "-", "-", "Nederlands"],
        ["ti", "Tigrinya", "draft", "people", "only", "-", "-", "ትግርኛ"],
        ["en", "Engels", "draft", "machine", "nl-en", "1.0", "-", "English"],
        ["rif", "Riffijns", "none", "not", "at", "all", "-", "-", "Tarifit"],
    ]


def test_list_as_json_names_every_package_by_its_weights(ouderbrug: Run, nl_en: Path) -> None:
    rows = json.loads(ouderbrug("languages", "list", "--json").out)

    digest = json.loads((nl_en / "ouderbrug.json").read_text())["weights"][:8]
    assert [row for row in rows if row["tag"] == "en"] == [
        {
            "tag": "en",
            "own_name": "English",
            "name": "Engels",
            "phrases": "draft",
            "how": "machine",
            "out": [f"nl-en 1.0 {digest}"],
            "back": [],
        }
    ]


def test_check_without_packages_says_how_to_get_one(ouderbrug: Run) -> None:
    assert ouderbrug("languages", "check") == Ended(
        0, "No language package is installed; ouderbrug languages install CODE installs one.\n", ""
    )


def test_check_compares_with_the_last_time(ouderbrug: Run, nl_en: Path) -> None:
    first, second = ouderbrug("languages", "check"), ouderbrug("languages", "check")

    assert first == Ended(0, "nl-en: 12 sentences said, and kept to compare with after an upgrade.\n", "")
    assert second == Ended(0, "nl-en: 12 sentences said as before.\n", "")


def test_check_tells_each_sentence_that_is_said_otherwise(ouderbrug: Run, nl_en: Path, tmp_path: Path) -> None:
    ouderbrug("languages", "check")
    file = nl_en.parent / ".regression" / "nl-en.json"
    kept = json.loads(file.read_text("utf-8"))
    now = kept["said"]["Vrijdag is de school dicht."]
    kept["said"]["Vrijdag is de school dicht."] = "Closed on Friday."
    file.write_text(json.dumps({**kept, "route": "nl-en 0.9 0123abcd", "engine": "ctranslate2 4.0"}))

    lines = ouderbrug("languages", "check").out.splitlines()

    assert lines[0].startswith("nl-en: 1 of 12 sentences are said otherwise (likeness ")
    assert "Before: nl-en 0.9 0123abcd, ctranslate2 4.0; now: nl-en 1.0 " in lines[0]
    assert lines[1:] == ["  Vrijdag is de school dicht.", "    - Closed on Friday.", f"    + {now}"]


def test_check_ends_with_1_where_a_route_is_broken(ouderbrug: Run, nl_en: Path) -> None:
    (nl_en / "model" / "shared_vocabulary.json").write_text("{")

    ended = ouderbrug("languages", "check")

    assert (ended.code, ended.err) == (1, "")
    assert ended.out.startswith("nl-en: broken: nl-en 1.0 ")
    assert ended.out.endswith(": RuntimeError. Install its packages again.\n")


def test_wrap_makes_a_package_that_installs(ouderbrug: Run, tmp_path: Path) -> None:
    model, out = tmp_path / "model", tmp_path / "nl_tr.argosmodel"
    (model / "model").mkdir(parents=True)
    for name, content in contents().items():
        (model / name).write_bytes(content)

    wrapped = ouderbrug("languages", "wrap", model, "--from", "Nederlands", "--to", "tr", "--out", out)
    installed = ouderbrug("languages", "install", "--file", out)

    assert wrapped == Ended(
        0,
        f"{out} goes from nl to tr and translates. To install it:\nouderbrug languages install --file {out}\n",
        "",
    )
    assert installed.out.startswith("nl-tr 1.0 is installed and translates: ")


def test_wrap_of_what_is_no_model_says_what_is_missing(ouderbrug: Run, tmp_path: Path) -> None:
    assert ouderbrug("languages", "wrap", tmp_path, "--from", "nl", "--to", "tr", "--out", tmp_path / "x") == Ended(
        2,
        "",
        f"ouderbrug: {tmp_path} holds no model.bin. "
        "Convert it to CTranslate2 first, for example with ct2-opus-mt-converter.\n",
    )


@pytest.mark.parametrize(
    "command", [("remove", "Klingonees"), ("wrap", "x", "--from", "Klingonees", "--to", "tr", "--out", "x")]
)
def test_language_that_nobody_knows_is_told(ouderbrug: Run, command: list[str]) -> None:
    assert ouderbrug("languages", *command) == Ended(
        2, "", "ouderbrug: 'Klingonees' is no language that we know; write a code such as tr, or a name.\n"
    )
