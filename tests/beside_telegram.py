"""What rooms share that work beside a make-believe Telegram: on SQLite unless a test says both, on a Tuesday at ten.

A room's conftest imports the fixtures that it wants by name.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.sandbox import Sandbox, running_sandbox
from tests.conftest import fresh_database
from tests.fakes import NOW

TOKEN = "123456789:test-test-test-test-test-test-test"


@pytest.fixture(autouse=True)
def logs() -> Iterator[list[EventDict]]:
    """What is logged; and drawing tracebacks for nobody takes time."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return fresh_database(request, tmp_path)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with running_sandbox(token=TOKEN) as running:
        running.clock.set(NOW)
        yield running
