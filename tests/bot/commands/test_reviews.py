"""The way of a review: a file goes out, a person reads it, and what they approved is said from then on."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from bot.bootstrap import open_deps
from bot.config import load_settings
from messages.phrases import phrases_in
from tests.bot.commands.conftest import Ended, Run


@pytest.fixture
def po(ouderbrug: Run, tmp_path: Path) -> Path:
    """What a reviewer of Polish reads."""
    file = tmp_path / "pl.po"
    assert ouderbrug("languages", "export", "Pools", "--out", file, "--drafts").code == 0
    return file


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def approve(file: Path) -> None:
    """As an editor of gettext files does: what was read is not fuzzy any more."""
    change(file, "#, fuzzy, python-brace-format\n", "#, python-brace-format\n")
    change(file, "#, fuzzy\n", "")


def polish(ouderbrug: Run) -> dict[str, object]:
    rows = json.loads(ouderbrug("languages", "list", "--json").out)
    return next(row for row in rows if row["tag"] == "pl")


def today() -> str:
    return datetime.now(load_settings().timezone).date().isoformat()


def test_what_is_approved_is_said_and_counted(ouderbrug: Run, po: Path) -> None:
    drafts = po.read_text("utf-8").count("\n#, fuzzy")
    approve(po)
    change(po, 'msgstr "Tak"', 'msgstr "Oczywiście"')

    ended = ouderbrug("languages", "import-review", po, "--reviewer", "Ewa  Nowak ")

    assert ended == Ended(
        0,
        f"Polish: {drafts} sentences are reviewed by Ewa Nowak, {today()}, 1 of them in other words; "
        "0 are still drafts, 0 were approved before.\n",
        "",
    )
    row = polish(ouderbrug)
    assert (row["phrases"], row["sentences_reviewed"], row["reviewers"]) == (
        "reviewed",
        row["sentences"],
        ["Ewa Nowak"],
    )
    assert row["tips_reviewed"] == row["tips"]


async def test_service_says_what_was_approved(ouderbrug: Run, data_dir: Path) -> None:
    folder = data_dir / "locales" / "pl"
    folder.mkdir(parents=True)
    (folder / "approved.po").write_text('# reviewed by Ewa, 2026-11-22\nmsgid "Yes"\nmsgstr "Oczywiście"\n', "utf-8")

    async with open_deps(load_settings()):
        assert phrases_in("pl").say("Yes") == "Oczywiście"
    assert phrases_in("pl").say("Yes") == "Tak"


def test_dry_run_shows_and_stores_nothing(ouderbrug: Run, po: Path, data_dir: Path) -> None:
    approve(po)

    ended = ouderbrug("languages", "import-review", po, "--reviewer", "Ewa", "--dry-run")

    assert (ended.code, " would be reviewed by Ewa, " in ended.out) == (0, True)
    assert not (data_dir / "locales").exists()


def test_nothing_is_stored_when_one_sentence_is_wrong(ouderbrug: Run, po: Path, data_dir: Path) -> None:
    approve(po)
    change(po, 'msgstr "Tak"', 'msgstr "Tak  tak"')
    line = po.read_text("utf-8").splitlines().index('msgid "Yes"') + 1

    ended = ouderbrug("languages", "import-review", po, "--reviewer", "Ewa")

    assert ended == Ended(
        2,
        f"line {line}: has a double space, a line break, or a space at an end\n",
        "ouderbrug: Nothing was stored; places that are wrong: 1.\n",
    )
    assert not (data_dir / "locales").exists()


def test_table_goes_the_same_way(ouderbrug: Run, tmp_path: Path) -> None:
    table = tmp_path / "pl.csv"
    ouderbrug("languages", "export", "pl", "--out", table)
    change(table, "Ja,Yes,Tak,draft", "Ja,Yes,Tak,reviewed")

    ended = ouderbrug("languages", "import-review", table, "--reviewer", "Ewa")

    assert ended.out.startswith(f"Polish: 1 sentences are reviewed by Ewa, {today()}, 0 of them in other words; ")
    assert polish(ouderbrug)["sentences_reviewed"] == 1


def test_later_drafts_leave_what_was_approved_and_another_reviewer_asks_for_it(ouderbrug: Run, po: Path) -> None:
    draft = po.read_text("utf-8")
    approve(po)
    ouderbrug("languages", "import-review", po, "--reviewer", "Ewa")
    po.write_text(draft, "utf-8")
    change(po, 'msgstr "Tak"', 'msgstr "Owszem"')

    again = ouderbrug("languages", "import-review", po, "--reviewer", "Jan")
    approve(po)
    refused = ouderbrug("languages", "import-review", po, "--reviewer", "Jan")
    replaced = ouderbrug("languages", "import-review", po, "--reviewer", "Jan", "--replace")

    assert again.out.startswith(f"Polish: 0 sentences are reviewed by Jan, {today()}, 0 of them in other words; 0 are")
    assert f"was reviewed by Ewa, {today()} in other words; --replace puts these in their place" in refused.out
    assert replaced.out.startswith(f"Polish: 1 sentences are reviewed by Jan, {today()}, 1 of them in other words; 0 ")
    shown = polish(ouderbrug)
    assert (shown["reviewers"], shown["reviewed_on"]) == (["Ewa", "Jan"], today())
    assert f"Ewa, Jan, {today()}" in ouderbrug("languages", "list").out


def test_drafts_leaves_out_what_was_approved(ouderbrug: Run, po: Path, tmp_path: Path) -> None:
    approve(po)
    ouderbrug("languages", "import-review", po, "--reviewer", "Ewa")

    drafts = ouderbrug("languages", "export", "pl", "--drafts", "--out", tmp_path / "drafts.csv")
    everything = ouderbrug("languages", "export", "pl", "--out", tmp_path / "all.csv")

    assert drafts.out == f"0 sentences of Polish in {tmp_path}/drafts.csv: 0 of them drafts.\n"
    assert everything.out.endswith(": 0 of them drafts.\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("export", "pl", "--out", "x.txt"),
            "x.txt should end in .po (for Poedit and the like) or .csv (for a spreadsheet).",
        ),
        (("export", "pl", "--out", "no/pl.po"), "no/pl.po cannot be written: No such file or directory."),
        (("import-review", "no.po", "--reviewer", "E"), "no.po cannot be read: No such file or directory."),
        (("import-review", "no.po", "--reviewer", " "), "--reviewer is who read it, such as 'Fatma Demir'."),
    ],
)
def test_wrong_use_is_told(ouderbrug: Run, words: tuple[str, ...], sentence: str) -> None:
    assert ouderbrug("languages", *words) == Ended(2, "", f"ouderbrug: {sentence}\n")


def test_language_without_catalogue_is_told(ouderbrug: Run, tmp_path: Path) -> None:
    ended = ouderbrug("languages", "export", "it", "--out", tmp_path / "it.po")

    assert (ended.code, ended.err.startswith("ouderbrug: 'it' has no catalogue; there are: ar, bg, ")) == (2, True)


@pytest.mark.parametrize("content", [b"Tak\n", b'msgid "\xff"', b'msgid ""\nmsgstr "Language: q\\n"\n'])
def test_file_of_another_kind_is_told(ouderbrug: Run, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pl.po"
    file.write_bytes(content)

    ended = ouderbrug("languages", "import-review", file, "--reviewer", "Ewa")

    assert ended.code == 2
    assert ended.err.startswith("ouderbrug: ")
    assert len(ended.err.splitlines()) == 1


def test_folder_that_cannot_be_written_is_told(ouderbrug: Run, po: Path, data_dir: Path) -> None:
    approve(po)
    (data_dir / "locales").write_text("in the way")

    ended = ouderbrug("languages", "import-review", po, "--reviewer", "Ewa")

    assert ended == Ended(1, "", f"ouderbrug: {data_dir}/locales cannot be written: Not a directory.\n")
