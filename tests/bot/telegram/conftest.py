"""The Telegram door by itself: the true library at a make-believe Telegram, on SQLite unless a test says both."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from telegram import Bot

from bot.config import Settings
from bot.sandbox import Phone, Sandbox
from bot.telegram.application import open_bot
from tests.beside_telegram import TOKEN, database_url, logs, sandbox

AMINA = 7001

__all__ = ["database_url", "logs", "sandbox"]


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
