"""`ouderbrug backup`, `restore` and `doctor`, as they are typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.actions.restoring import Doubts
from bot.commands.upkeep import _doubtful, _erased, _missing
from bot.upkeep.manifest import Manifest
from bot.upkeep.restore import Restored
from tests.bot.commands.conftest import Ended, Run
from tests.fakes import NOW

MANIFEST = Manifest(
    version="0.1.0",
    revision="0004",
    kind="sqlite",
    made_at=NOW,
    parts=(),
    packages=("nl-en 1.9",),
    voices=("nl/a.onnx",),
)


def test_backup_and_restore_tell_what_they_did(ouderbrug: Run, families_csv: Path, tmp_path: Path) -> None:
    file = tmp_path / "school.backup"
    ouderbrug("families", "import", families_csv)

    made = ouderbrug("backup", file)
    refused = ouderbrug("restore", file)
    done = ouderbrug("restore", file, "--replace")

    assert (made.code, made.err, done.code, done.err) == (0, "", 0, "")
    assert re.sub(r"\d\.\d MB", "N MB", made.out).splitlines() == [
        f"{file}: N MB, whole and readable by you alone. It holds:",
        "  database.sqlite  N MB",
        "Language packages and voices are not in it: they are installed again.",
        "Keep it on another machine.",
    ]
    assert refused == Ended(1, "", "ouderbrug: The database is not empty. With --replace, what is in it now is lost.\n")
    assert re.sub(r"[\d.]+", "N", done.out).splitlines() == [
        "Everything is as it was on N-N-N at N:N (SQLite, N MB, Ouderbrug N)N",
        "Everybody signs in anewN What changed since is as it was: colleagues, API tokens, and who said /stopN",
    ]


def test_restore_tells_what_a_person_has_to_look_at() -> None:
    done = Restored(MANIFEST, Doubts(3, 2, 1), erased=4, all_known=False)

    assert [*_doubtful(done), *_erased(done), *_missing(MANIFEST)] == [
        "3 messages that waited then may have left since: unknown, until you send them again.",
        "2 answers in conversations too: nobody sends those again.",
        "1 campaigns that were due since wait for you: resume or cancel them.",
        "4 families that were erased since are erased again.",
        "The old database could not be read: whoever was erased since is back. Erase them again.",
        "To install again, language packages: nl-en 1.9.",
        "To put back, voices: nl/a.onnx.",
    ]


def test_doctor_says_one_line_for_each_thing(ouderbrug: Run, data_dir: Path) -> None:
    data_dir.chmod(0o755)

    ill = ouderbrug("doctor")
    data_dir.chmod(0o700)
    well = ouderbrug("doctor", "--json")

    assert (ill.code, well.code) == (1, 0)
    assert f"problem  data folder  Other accounts may look into {data_dir}. Run: chmod 700 {data_dir}" in ill.out
    told = json.loads(well.out)
    assert told["ok"] is True
    assert len(told["checks"]) == len(ill.out.splitlines())
    assert told["checks"][0] == {"name": "settings", "state": "ok", "told": "They can be read."}


def test_doctor_tells_settings_that_cannot_be_read(ouderbrug: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUDERBRUG_TIMEZONE", "Mars")

    ended = ouderbrug("doctor")

    assert (ended.code, ended.err) == (1, "")
    assert ended.out.startswith("problem  settings     OUDERBRUG_TIMEZONE is 'Mars', but should be")
