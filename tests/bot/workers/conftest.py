"""Workers on a real database; the sender over HTTP to a make-believe Telegram, with a messenger that is impatient."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.deps import Deps
from bot.sandbox import Sandbox, running_sandbox
from tests.bot.workers.office import TOKEN, Office, open_messenger
from tests.bot.workers.translating import Desk, install, open_desk
from tests.bot.workers.words import make_four_languages
from tests.conftest import fresh_database
from tests.fakes import NOW, FakeMessenger


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


@pytest.fixture
async def office(deps: Deps, sandbox: Sandbox) -> AsyncIterator[Office]:
    """Over HTTP, with the true library; the clock runs."""
    async with open_messenger(sandbox.url) as messenger:
        yield Office(replace(deps, clock=sandbox.clock), messenger, sandbox)


@pytest.fixture
def still_office(deps: Deps, sandbox: Sandbox, messenger: FakeMessenger) -> Office:
    """With a messenger that fails as told, and a clock that stands still."""
    return Office(deps, messenger, sandbox)


@pytest.fixture
async def desk(deps: Deps) -> AsyncIterator[Desk]:
    """From Dutch into English and, through it, Turkish; and back."""
    install(deps)
    async with open_desk(deps) as desk:
        yield desk


@pytest.fixture
async def four_languages(deps: Deps) -> None:
    await make_four_languages(deps)
