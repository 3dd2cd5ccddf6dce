"""`ouderbrug languages`: what can be said, and a first check of it; models brought in by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from messages.languages import OFFERED
from messages.standing import standing_of
from messages.tips import tip_wordings
from tests.bot.commands.conftest import Ended, Run
from tests.bot.packages.builders import contents, make_archive


@pytest.fixture
def nl_en(ouderbrug: Run, tmp_path: Path) -> Path:
    """nl-en is installed, by hand."""
    assert ouderbrug("languages", "install", "--file", make_archive(tmp_path)).code == 0
    return tmp_path / "data" / "packages" / "translate-nl_en-1_0"


def test_list_shows_how_each_language_can_be_said(ouderbrug: Run, nl_en: Path) -> None:
    ended = ouderbrug("languages", "list")

    lines = [re.split(r"\s{2,}", line) for line in ended.out.splitlines()]
    sentences = standing_of("nl").phrases
    assert (ended.code, ended.err, len(lines)) == (0, "", 24)
    assert [line for line in lines if line[0] in {"code", "nl", "en"}] == [
        ["code", "language", "phrases", "reviewed", "tips (reviewed)", "by whom, when", "said by", "packages there",
         "packages back", "own name"],
        ["nl", "Nederlands", "draft", f"0 of {sentences}", "96 (0)", "-", "as written", "-", "-", "Nederlands"],
        ["en", "Engels", "draft", f"0 of {sentences}", "96 (0)", "-", "machine", "nl-en 1.0", "-", "English"],
    ]  # fmt: skip


def test_list_ends_with_what_it_comes_to(ouderbrug: Run) -> None:
    lines = ouderbrug("languages", "list").out.splitlines()

    common = set.intersection(*(set(tip_wordings(tag)) for tag in OFFERED))
    assert lines[-3:] == [
        "",
        "20 of 20 languages complete: 0 reviewed, 20 drafts.",
        f"96 tips in 8 themes, {len(common)} of them in all 20 languages.",
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
            "sentences": standing_of("en").phrases,
            "sentences_reviewed": 0,
            "tips": 96,
            "tips_reviewed": 0,
            "reviewers": [],
            "reviewed_on": None,
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
        2, "", "ouderbrug: 'Klingonees' is not a language that we know; write a code such as tr, or a name.\n"
    )
