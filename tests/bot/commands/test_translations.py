"""`ouderbrug translations`: out to other programs, and in from them, all or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.translations import record_decision, record_wanted
from bot.deps import SystemClock
from bot.domain.actors import COMMAND
from bot.enums import Origin, TranslationState
from bot.models import Translation
from bot.queries.pairs import list_pairs
from messages.exchange.pairs import Pair
from tests.bot.commands.conftest import Ended, Run, in_database
from tests.builders import LIO
from tests.fakes import NOW

HEADING = "source,target,source_language,target_language,origin,decided_by,decided_at"
ROWS = ["Kom gerust.,Rahatça gelin.,nl,TR-TR,,,", "Ga nu.,Idź teraz.,Nederlands,Pools,,,"]


@pytest.fixture
def memory_csv(tmp_path: Path) -> Path:
    path = tmp_path / "geheugen.csv"
    path.write_text("\n".join([HEADING, *ROWS]), "utf-8")
    return path


def stored() -> list[tuple[str, str, str]]:
    async def look(session: AsyncSession) -> list[Pair]:
        return await list_pairs(session, actor=COMMAND)

    return [(pair.source, pair.target, pair.target_language) for pair in in_database(look)]


def decide(target: str) -> None:
    """A person approves the first entry."""

    async def approve(session: AsyncSession) -> None:
        now = SystemClock().now()
        await record_decision(session, actor=LIO, now=now, translation_id=1, target=target, approve=True)

    in_database(approve)


def make_machine_work() -> None:
    """One sentence that nobody has approved."""

    async def make(session: AsyncSession) -> None:
        await record_wanted(session, texts=["Tot dan!"], source="nl", targets=["tr"], now=NOW)
        said = {"state": TranslationState.MACHINE, "target": "Görüşürüz!", "origin": Origin.MACHINE}
        await session.execute(update(Translation).where(Translation.source == "Tot dan!").values(**said))

    in_database(make)


def test_import_stores_the_file_once(ouderbrug: Run, memory_csv: Path) -> None:
    assert ouderbrug("translations", "import", memory_csv) == Ended(
        0, "Imported: 2 translations created, 0 updated, 0 unchanged.\n", ""
    )
    assert ouderbrug("translations", "import", memory_csv) == Ended(
        0, "Imported: 0 translations created, 0 updated, 2 unchanged.\n", ""
    )
    assert sorted(stored()) == [("Ga nu.", "Idź teraz.", "pl"), ("Kom gerust.", "Rahatça gelin.", "tr")]


def test_dry_run_tells_and_stores_nothing(ouderbrug: Run, memory_csv: Path) -> None:
    assert ouderbrug("translations", "import", memory_csv, "--dry-run") == Ended(
        0, "Would be imported: 2 translations created, 0 updated, 0 unchanged.\n", ""
    )
    assert stored() == []


def test_what_was_decided_here_stays_unless_it_shall_be_replaced(ouderbrug: Run, memory_csv: Path) -> None:
    memory_csv.write_text(f"{HEADING}\n{ROWS[0]}", "utf-8")
    ouderbrug("translations", "import", memory_csv)
    decide("Buyurun.")

    assert ouderbrug("translations", "import", memory_csv) == Ended(
        0,
        "Imported: 0 translations created, 0 updated, 0 unchanged.\n"
        "1 were decided otherwise at this school, and stay so; --replace takes over the file's.\n",
        "",
    )
    assert stored() == [("Kom gerust.", "Buyurun.", "tr")]
    assert ouderbrug("translations", "import", memory_csv, "--replace") == Ended(
        0, "Imported: 0 translations created, 1 updated, 0 unchanged.\n", ""
    )
    assert stored() == [("Kom gerust.", "Rahatça gelin.", "tr")]


@pytest.fixture
def wrong_csv(memory_csv: Path) -> Path:
    memory_csv.write_text("\n".join([HEADING, *ROWS, "Eén. Twee.,x,nl,tr,,,", "Kom.,,nl,tr,,,"]), "utf-8")
    return memory_csv


TOLD = (
    "line 4, source: is more than one sentence; translations are kept for each sentence by itself, so split it\n"
    "line 5, target: is empty, but must be filled in\n"
)


def test_wrong_lines_are_told_and_nothing_is_stored(ouderbrug: Run, wrong_csv: Path) -> None:
    assert ouderbrug("translations", "import", wrong_csv) == Ended(
        2,
        TOLD,
        "ouderbrug: Nothing was imported. Line 4, source: is more than one sentence; translations are kept for each "
        "sentence by itself, so split it. And 1 more.\n",
    )
    assert stored() == []


def test_wrong_lines_are_skipped_when_asked(ouderbrug: Run, wrong_csv: Path) -> None:
    assert ouderbrug("translations", "import", wrong_csv, "--skip-bad-rows") == Ended(
        0, TOLD + "Imported: 2 translations created, 0 updated, 0 unchanged.\n", ""
    )


@pytest.mark.parametrize("end", ["tmx", "csv"])
def test_memory_goes_from_one_school_to_another(
    ouderbrug: Run, memory_csv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    out = tmp_path / f"uit.{end}"
    ouderbrug("translations", "import", memory_csv)
    make_machine_work()
    here = stored()

    exported = ouderbrug("translations", "export", out, "--machine")
    monkeypatch.setenv("OUDERBRUG_DATA_DIR", str(tmp_path / "other school"))
    imported = ouderbrug("translations", "import", out)

    assert exported == Ended(0, f"3 translations in {out}.\n", "")
    assert imported == Ended(
        0,
        "Imported: 2 translations created, 0 updated, 0 unchanged.\n"
        "1 were made by a machine and approved by nobody; passed over.\n",
        "",
    )
    assert sorted(stored()) == sorted(here)


def test_export_of_a_language_holds_that_language_only(ouderbrug: Run, memory_csv: Path, tmp_path: Path) -> None:
    ouderbrug("translations", "import", memory_csv)
    out = tmp_path / "uit.csv"

    assert ouderbrug("translations", "export", out, "--language", "Turks") == Ended(
        0, f"1 translations in {out}.\n", ""
    )
    assert out.read_text("utf-8-sig").splitlines()[1].startswith("Kom gerust.,Rahatça gelin.,nl,tr,imported,command,20")


def test_file_that_cannot_be_used_is_told(ouderbrug: Run, tmp_path: Path) -> None:
    def told(*words: str | Path) -> str:
        ended = ouderbrug("translations", *words)
        assert (ended.code, ended.out) == (2, "")
        return ended.err

    wrong_end = "ouderbrug: The file should end in .tmx (for translation programs) or .csv (for a spreadsheet).\n"
    nothing, folder = tmp_path / "nothing.tmx", tmp_path / "folder.tmx"
    folder.mkdir()
    (tmp_path / "geheugen.xlsx").touch()

    assert told("import", tmp_path / "geheugen.xlsx") == wrong_end
    assert told("export", tmp_path / "geheugen") == wrong_end
    assert told("import", nothing) == f"ouderbrug: {nothing} cannot be read: No such file or directory.\n"
    assert told("export", folder) == f"ouderbrug: {folder} cannot be written: Is a directory.\n"
    assert told("export", nothing, "--language", "Klingonees").startswith("ouderbrug: 'Klingonees' is not a language")
