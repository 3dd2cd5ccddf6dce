"""`ouderbrug families`: import all or nothing, and letters for who has not joined."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.enrolment import CodeProblem, find_invited, record_consent
from bot.deps import SystemClock
from bot.domain.actors import COMMAND
from bot.queries.families import list_parents
from messages.letters import qr_picture
from tests.bot.commands.conftest import Ended, Run, in_database


def _stored() -> list[str]:
    async def names(session: AsyncSession) -> list[str]:
        return [parent.name for parent in await list_parents(session, actor=COMMAND)]

    return in_database(names)


def test_import_stores_the_file(ouderbrug: Run, families_csv: Path) -> None:
    assert ouderbrug("families", "import", families_csv) == Ended(
        0, "Imported: 3 rows created, 0 updated, 0 unchanged.\n", ""
    )
    assert _stored() == ["Amina", "Piotr Zieliński", "Selam"]


def test_import_again_lists_who_is_missing_and_keeps_them(ouderbrug: Run, families_csv: Path) -> None:
    ouderbrug("families", "import", families_csv)
    lines = families_csv.read_text("utf-8").splitlines()
    families_csv.write_text("\n".join([lines[0], lines[1].replace("groep 3", "groep 4")]), "utf-8")

    assert ouderbrug("families", "import", families_csv) == Ended(
        0, "Imported: 0 rows created, 1 updated, 0 unchanged.\nNo longer in the file, and kept: P2, P3.\n", ""
    )
    assert _stored() == ["Amina", "Piotr Zieliński", "Selam"]


def test_dry_run_tells_and_stores_nothing(ouderbrug: Run, families_csv: Path) -> None:
    assert ouderbrug("families", "import", families_csv, "--dry-run") == Ended(
        0, "Would be imported: 3 rows created, 0 updated, 0 unchanged.\n", ""
    )
    assert _stored() == []


@pytest.fixture
def wrong_csv(families_csv: Path) -> Path:
    families_csv.write_text(families_csv.read_text("utf-8").replace("Pools", "Orkisch").replace("Liya", ""), "utf-8")
    return families_csv


_TOLD = (
    "line 3, home_language: 'Orkisch' is not a language that we know; "
    "write a code such as tr, or a name such as Turks or Turkish\n"
    "line 4, child_first_name: is empty, but must be filled in\n"
)


def test_wrong_rows_are_told_and_nothing_is_stored(ouderbrug: Run, wrong_csv: Path) -> None:
    ended = ouderbrug("families", "import", wrong_csv)

    assert ended == Ended(
        2,
        _TOLD,
        "ouderbrug: Nothing was imported. Line 3, home_language: 'Orkisch' is not a language that we know; "
        "write a code such as tr, or a name such as Turks or Turkish. And 1 more.\n",
    )
    assert _stored() == []


def test_wrong_rows_are_skipped_when_asked(ouderbrug: Run, wrong_csv: Path) -> None:
    assert ouderbrug("families", "import", wrong_csv, "--skip-bad-rows") == Ended(
        0, _TOLD + "Imported: 1 rows created, 0 updated, 0 unchanged.\n", ""
    )
    assert _stored() == ["Amina"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. The first line should hold the column names."),
        (b"child_id,group\nK1,groep 3\n", "Line 1 lacks the column child_first_name (Roepnaam)"),
        (b"\xff\xfe\x00", "The file is not readable text. In Excel, save it as 'CSV UTF-8' and try again."),
        (b"a\0b", "Line 1 holds a NUL character, so it is not a text file. Save it as 'CSV UTF-8'."),
    ],
    ids=["empty", "column", "cut off", "nul"],
)
def test_file_that_is_none_is_told_in_one_sentence(
    ouderbrug: Run, families_csv: Path, content: bytes, sentence: str
) -> None:
    families_csv.write_bytes(content)

    ended = ouderbrug("families", "import", families_csv)

    assert (ended.code, ended.out, ended.err.count("\n")) == (2, "", 1)
    assert ended.err.startswith(f"ouderbrug: {sentence}")


def test_missing_file_is_told(ouderbrug: Run, tmp_path: Path) -> None:
    path = tmp_path / "nothing.csv"

    assert ouderbrug("families", "import", path) == Ended(
        2, "", f"ouderbrug: {path} cannot be read: No such file or directory.\n"
    )
    assert ouderbrug("families", "import", tmp_path) == Ended(
        2, "", f"ouderbrug: {tmp_path} cannot be read: Is a directory.\n"
    )


class TestLetters:
    @pytest.fixture(autouse=True)
    def school(self, ouderbrug: Run, families_csv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OUDERBRUG_TELEGRAM_BOT", "regenboog_bot")
        monkeypatch.setenv("OUDERBRUG_SCHOOL_NAME", "De Regenboog")
        ouderbrug("families", "import", families_csv)

    def test_letters_are_written_for_each_parent_in_the_own_language(self, ouderbrug: Run, tmp_path: Path) -> None:
        out = tmp_path / "letters"

        ended = ouderbrug("families", "letters", "--out", out)

        told = f"3 letters in {out}; letters.html holds all of them to print, cards.html the same codes on cards.\n"
        files = ["P1.html", "P2.html", "P3.html", "cards.html", "letters.html"]
        everybody = [("ar", "rtl"), ("pl", "ltr"), ("ti", "ltr")]
        assert ended == Ended(0, told, "")
        assert sorted(path.name for path in out.iterdir()) == files
        assert [_articles(out / name) for name in files] == [
            *([one] for one in everybody), everybody, everybody,
        ]  # fmt: skip
        assert {"Piotr Zieliński", "Zosia", "De Regenboog", "groep 3"} <= _words(out / "P2.html")
        assert out.stat().st_mode & 0o077 == 0

    def test_letter_shows_its_link_as_a_picture_too(self, ouderbrug: Run, tmp_path: Path) -> None:
        ouderbrug("families", "letters", "--out", tmp_path / "out")

        page = (tmp_path / "out" / "P1.html").read_text("utf-8")
        link = _link(tmp_path / "out" / "P1.html")
        assert re.fullmatch(r"https://t\.me/regenboog_bot\?start=[A-Za-z0-9_-]{22}", link)
        assert qr_picture(link) in page

    def test_letters_of_a_group_are_for_that_group_only(self, ouderbrug: Run, tmp_path: Path) -> None:
        ended = ouderbrug("families", "letters", "--group", "groep 4", "--out", tmp_path / "out")

        assert ended.out.startswith("1 letters in")
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["P3.html", "cards.html", "letters.html"]

    def test_letters_again_replace_the_codes(self, ouderbrug: Run, tmp_path: Path) -> None:
        ouderbrug("families", "letters", "--out", tmp_path / "first")
        ouderbrug("families", "letters", "--out", tmp_path / "second")

        old, new = (_open(_link(tmp_path / folder / "P1.html")) for folder in ("first", "second"))
        assert (old, new) == ("UNKNOWN", "Amina")

    def test_who_has_joined_gets_no_letter(self, ouderbrug: Run, tmp_path: Path) -> None:
        ouderbrug("families", "letters", "--out", tmp_path / "first")
        for parent in ("P1", "P2"):
            _join(_link(tmp_path / "first" / f"{parent}.html"))

        some = ouderbrug("families", "letters", "--out", tmp_path / "second")
        _join(_link(tmp_path / "second" / "P3.html"))
        none = ouderbrug("families", "letters", "--out", tmp_path / "third")

        assert some.out.startswith("1 letters in")
        assert none == Ended(0, "No letters: every parent has joined, or has joined and left.\n", "")
        assert list((tmp_path / "third").iterdir()) == []

    def test_letters_without_a_bot_say_what_to_do(
        self, ouderbrug: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("OUDERBRUG_TELEGRAM_BOT")

        assert ouderbrug("families", "letters", "--out", tmp_path / "out") == Ended(
            1,
            "",
            "ouderbrug: The name of the bot is not known yet. Start 'ouderbrug run' once with a Telegram token, "
            "or set OUDERBRUG_TELEGRAM_BOT.\n",
        )

    def test_letters_of_an_unknown_group_are_told(self, ouderbrug: Run, tmp_path: Path) -> None:
        assert ouderbrug("families", "letters", "--group", "groep 9", "--out", tmp_path / "out") == Ended(
            2, "", "ouderbrug: There is no group 'groep 9'.\n"
        )

    def test_letters_into_a_file_are_told(self, ouderbrug: Run, families_csv: Path) -> None:
        assert ouderbrug("families", "letters", "--out", families_csv) == Ended(
            2, "", f"ouderbrug: {families_csv} cannot be a folder for letters: File exists.\n"
        )


def _articles(path: Path) -> list[tuple[str, str]]:
    """Language and direction of each letter on a page."""
    return re.findall(r'<article lang="([^"]+)" dir="([^"]+)">', path.read_text("utf-8"))


def _words(path: Path) -> set[str]:
    page = unescape(path.read_text("utf-8"))
    return {word for word in ("Piotr Zieliński", "Zosia", "De Regenboog", "groep 3") if word in page}


def _link(path: Path) -> str:
    found = re.search(r'<p class="link">([^<]+)</p>', path.read_text("utf-8"))
    assert found
    return unescape(found[1])


def _open(link: str) -> str:
    """Whom the code on the link is for, or why it does not work."""

    async def look(session: AsyncSession) -> str:
        code = link.rpartition("=")[2]
        found = await find_invited(session, code=code, address=7001, now=SystemClock().now())
        return found.name

    return in_database(look)


def _join(link: str) -> None:
    async def agree(session: AsyncSession) -> None:
        code = link.rpartition("=")[2]
        joined = await record_consent(session, code=code, address=7001, consent_version="test", now=SystemClock().now())
        assert not isinstance(joined, CodeProblem)

    in_database(agree)
