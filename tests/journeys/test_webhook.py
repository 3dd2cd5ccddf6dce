"""Telegram brings the updates itself: through the web door, into the same rows."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import unused_port

from bot.bootstrap import open_deps, running_web, running_work
from bot.config import Settings
from bot.sandbox import Sandbox
from bot.sandbox.bots import Webhook
from messages.languages import Language
from messages.screens import HOW_TO_JOIN, help_screen
from tests.journeys.school import AMINA, PIOTR, School, said, seen, sentence
from tests.waiting import until

SECRET = "webhook-secret_1"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    port = unused_port()
    return replace(
        settings,
        telegram_mode="webhook",
        bind=("127.0.0.1", port),
        public_url=f"http://127.0.0.1:{port}",
        webhook_secret=SECRET,
    )


@pytest.fixture
async def school(settings: Settings, sandbox: Sandbox) -> AsyncIterator[School]:
    async with open_deps(settings, sandbox.clock) as deps, running_work(deps) as working, running_web(working):
        await until(lambda: sandbox.world.bot.webhook is not None)
        yield School(working, sandbox)


async def test_webhook_is_set_with_its_secret_and_the_updates_we_want(school: School) -> None:
    bot = school.sandbox.world.bot

    assert bot.webhook == Webhook(f"{school.deps.settings.public_url}/telegram/webhook", SECRET)
    assert bot.updates.allowed == frozenset({"message", "edited_message", "callback_query", "my_chat_member"})


async def test_update_that_telegram_brings_is_answered(school: School) -> None:
    answer = await school.write(school.phone(PIOTR, "pl"), "/help")

    assert seen(answer) == said(help_screen(Language("pl")))


@pytest.mark.parametrize(
    "body", ["{not json", "[]", '{"update_id": "seven"}', '{"update_id": 1e400}', '{"update_id": true}']
)
async def test_bad_update_does_not_hold_up_the_next(school: School, body: str) -> None:
    school.sandbox.world.bot.updates.inject_text(body)

    answer = await school.start(school.phone(AMINA, "ar"))

    assert seen(answer) == sentence(HOW_TO_JOIN, "ar")


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "guess"}])
async def test_stranger_who_knows_the_address_finds_nothing(school: School, headers: dict[str, str]) -> None:
    assert school.sandbox.world.bot.webhook is not None
    address = school.sandbox.world.bot.webhook.url

    async with ClientSession() as session, session.post(address, json={"update_id": 1}, headers=headers) as response:
        status = response.status

    assert status == web.HTTPNotFound.status_code
