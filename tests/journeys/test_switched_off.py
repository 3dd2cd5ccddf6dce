"""A school that has switched Telegram off: nothing is asked of it, nothing is lost, and switching on goes on."""

from __future__ import annotations

import pytest

from bot.actions.school import record_setting
from bot.bootstrap import open_deps, running_work
from bot.config import Settings
from bot.deps import Deps
from bot.sandbox import Sandbox
from tests.builders import SAM, make_row
from tests.journeys.school import PIOTR, School
from tests.waiting import until


async def switch(deps: Deps, value: str) -> None:
    """In another process; this one learns of it by itself."""
    async with deps.transaction() as session:
        await record_setting(session, actor=SAM, now=deps.clock.now(), name="telegram", value=value)
    await deps.learn_decisions()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_what_waited_goes_on_when_telegram_is_on_again(settings: Settings, sandbox: Sandbox) -> None:
    async with open_deps(settings, sandbox.clock) as deps:
        await switch(deps, "off")
    phone = sandbox.phone(PIOTR, language="pl")

    async with open_deps(settings, sandbox.clock) as deps, running_work(deps) as working:
        school = School(working, sandbox)
        await school.admit(make_row("Zosia", "Piotr", "pl"))
        await school.join("Piotr", PIOTR)
        phone.write("/help")
        await school.invite(await school.plan())
        await until(school.has_planned)
        sent, waiting = list(sandbox.world.log.sent), len(sandbox.world.bot.updates)
        await switch(deps, "on")
        await phone.receives("/agenda")
        await until(lambda: sum(message.outgoing for message in phone.messages) == 2)

    assert (sent, waiting) == ([], 1)
