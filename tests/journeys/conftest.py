"""The service as a school runs it, beside a make-believe Telegram, on a Tuesday morning at ten.

On SQLite unless a test says `@on_both_databases`: what a journey adds to the rooms' own tests is the whole road.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.bootstrap import open_deps, running_work
from bot.config import Settings, load_settings
from bot.sandbox import Sandbox
from tests.beside_telegram import TOKEN, database_url, sandbox
from tests.journeys.school import School

__all__ = ["database_url", "sandbox"]

#: Seconds for which an author waits for the machine: here what it says counts, on a busy machine too.
_PATIENCE = 60


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[EventDict]]:
    """What is logged. Nothing in a journey is an error; a test that makes one takes it out of the list."""
    with capture_logs() as entries:
        yield entries
    assert [entry for entry in entries if entry["log_level"] == "error"] == []


@pytest.fixture
def settings(database_url: str, tmp_path: Path, sandbox: Sandbox) -> Settings:
    """As a school would set them; only the pace is higher, because nobody here counts seconds, and no voice is made."""
    return load_settings(
        {
            "OUDERBRUG_DATABASE_URL": database_url,
            "OUDERBRUG_DATA_DIR": str(tmp_path),
            "OUDERBRUG_BIND": "127.0.0.1:0",
            "OUDERBRUG_SCHOOL_NAME": "De Regenboog",
            "OUDERBRUG_SEND_PER_SECOND": "1000",
            "OUDERBRUG_TELEGRAM_TOKEN": TOKEN,
            "OUDERBRUG_TELEGRAM_API": sandbox.url,
            "OUDERBRUG_ESPEAK": "nobody speaks",
        }
    )


@pytest.fixture
async def school(settings: Settings, sandbox: Sandbox) -> AsyncIterator[School]:
    async with open_deps(settings, sandbox.clock) as deps, running_work(replace(deps, patience=_PATIENCE)) as working:
        yield School(working, sandbox)
