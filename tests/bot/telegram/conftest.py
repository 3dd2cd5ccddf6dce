"""The Telegram door by itself: the true library at a make-believe Telegram, on SQLite unless a test says both."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict
from telegram import Bot

from bot.config import Settings
from bot.sandbox import Phone, Sandbox, running_sandbox
from bot.telegram.application import open_bot
from tests.conftest import fresh_database

TOKEN = "123456789:test-test-test-test-test-test-test"
AMINA = 7001


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
        yield running


@pytest.fixture
def settings(settings: Settings, sandbox: Sandbox) -> Settings:
    return replace(settings, telegram_token=TOKEN, telegram_api=sandbox.url)


@pytest.fixture
async def bot(settings: Settings) -> AsyncIterator[Bot]:
    async with open_bot(settings) as opened:
        yield opened


@pytest.fixture
def amina(sandbox: Sandbox) -> Phone:
    """Amina pressed Start some time ago."""
    phone = sandbox.phone(AMINA, name="Amina", language="ar")
    phone.chat.started = True
    return phone
