"""Workers on a real database; the sender over HTTP to a make-believe Telegram, with a messenger that is impatient."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.deps import Deps
from bot.sandbox import Sandbox
from tests.beside_telegram import database_url, logs, sandbox
from tests.bot.workers.office import Office, open_messenger
from tests.bot.workers.translating import Desk, install, open_desk
from tests.bot.workers.words import make_four_languages
from tests.fakes import FakeMessenger

__all__ = ["database_url", "logs", "sandbox"]


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
