"""A Bot API server that is not Telegram's: what only decorates may be missing, and is told once."""

from __future__ import annotations

import pytest
from structlog.typing import EventDict

from bot.bootstrap import open_deps, running_work
from bot.config import Settings
from bot.sandbox import Sandbox
from bot.sandbox.faults_file import faults_plan
from messages.languages import Language
from messages.screens import help_screen
from tests.journeys.school import PIOTR, School, said, seen

OPTIONAL = ("setMyCommands", "deleteWebhook", "getWebhookInfo", "answerCallbackQuery")


@pytest.fixture(params=["404", "500", "garbage"])
async def bare_sandbox(request: pytest.FixtureRequest, sandbox: Sandbox) -> Sandbox:
    sandbox.world.break_with(faults_plan([{"method": method, "do": request.param} for method in OPTIONAL]))
    return sandbox


async def test_missing_methods_are_told_once_and_parents_are_answered(
    settings: Settings, bare_sandbox: Sandbox, logs: list[EventDict]
) -> None:
    async with open_deps(settings, bare_sandbox.clock) as deps, running_work(deps) as working:
        school = School(working, bare_sandbox)
        answer = await school.write(school.phone(PIOTR, "pl"), "/help")

    assert seen(answer) == said(help_screen(Language("pl")))
    told = [entry["method"] for entry in logs if entry["event"] == "optional method failed"]
    assert told == ["deleteWebhook", "setMyCommands"]


@pytest.mark.parametrize("fault", ["401", "garbage"])
async def test_bot_waits_for_telegram_at_start(settings: Settings, sandbox: Sandbox, fault: str) -> None:
    sandbox.world.break_with(faults_plan([{"method": "getMe", "do": fault, "times": 1}]))

    async with open_deps(settings, sandbox.clock) as deps, running_work(deps) as working:
        school = School(working, sandbox)
        answer = await school.write(school.phone(PIOTR, "pl"), "/help")

    assert seen(answer) == said(help_screen(Language("pl")))
