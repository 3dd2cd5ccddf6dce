"""Starting, stopping and standing by: the service as a whole."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

import pytest

from bot.bootstrap import open_deps, running_work
from bot.config import Settings
from bot.errors import Conflict
from bot.sandbox import Sandbox
from messages.languages import Language
from messages.screens import help_screen
from tests.builders import make_row
from tests.journeys.school import PIOTR, School, said, seen
from tests.waiting import until

HELP = said(help_screen(Language("pl")))


async def test_service_stops_at_once_although_it_waits_for_telegram(settings: Settings, sandbox: Sandbox) -> None:
    async with AsyncExitStack() as stack:
        deps = await stack.enter_async_context(open_deps(settings, sandbox.clock))
        await stack.enter_async_context(running_work(deps))
        await sandbox.world.bot.updates.polled()

        async with asyncio.timeout(0.5):
            await stack.aclose()


async def test_restart_goes_on_where_it_stopped(settings: Settings, sandbox: Sandbox) -> None:
    phone = sandbox.phone(PIOTR, language="pl")
    async with open_deps(settings, sandbox.clock) as deps, running_work(deps) as working:
        await School(working, sandbox).settle()
    phone.write("/help")

    async with open_deps(settings, sandbox.clock) as deps, running_work(deps) as working:
        await phone.receives("/agenda")
        await School(working, sandbox).settle()

    assert [seen(message) for message in phone.messages if message.outgoing] == [HELP]


async def test_restarts_between_taps_lose_none(settings: Settings, sandbox: Sandbox) -> None:
    phones = [sandbox.phone(address, language="pl") for address in range(1, 31)]

    for start in range(0, len(phones), 10):
        async with open_deps(settings, sandbox.clock) as deps, running_work(deps):
            for phone in phones[start : start + 10]:
                phone.write("/help")
            await phones[start].receives("/agenda")
    async with open_deps(settings, sandbox.clock) as deps, running_work(deps) as working:
        await School(working, sandbox).settle()

    answers = [[seen(message) for message in phone.messages if message.outgoing] for phone in phones]
    assert answers == [[HELP]] * len(phones)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_second_sender_on_an_embedded_database_is_refused(settings: Settings, sandbox: Sandbox) -> None:
    async with open_deps(settings, sandbox.clock) as deps, running_work(deps), AsyncExitStack() as stack:
        with pytest.raises(Conflict, match="Another Ouderbrug already sends"):
            await stack.enter_async_context(running_work(deps))


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_of_two_processes_one_fetches_and_both_may_send(settings: Settings, sandbox: Sandbox) -> None:
    async with AsyncExitStack() as first, open_deps(settings, sandbox.clock) as second:
        deps = await first.enter_async_context(open_deps(settings, sandbox.clock))
        await first.enter_async_context(running_work(deps))
        await sandbox.world.bot.updates.polled()
        async with running_work(second) as working:
            school = School(working, sandbox)
            await school.admit(*(make_row(f"Kind {number}", f"Ouder {number}") for number in range(20)))
            phones = [await school.join(f"Ouder {number}", 100 + number) for number in range(20)]
            await school.invite(await school.plan())
            await until(lambda: all(phone.messages for phone in phones))
            await school.settle()
            await first.aclose()

    conflicts = [entry for entry in sandbox.world.log.refused if entry.code == 409]
    assert conflicts == []
    assert [len(phone.messages) for phone in phones] == [1] * 20


async def test_work_without_telegram_runs_and_sends_nothing(settings: Settings, sandbox: Sandbox) -> None:
    async with open_deps(settings, sandbox.clock) as deps, running_work(deps, only=["planning"]) as working:
        school = School(working, sandbox)
        await school.admit(make_row("Zosia", "Piotr", "pl"))
        phone = await school.join("Piotr", PIOTR)
        await school.invite(await school.plan())
        await until(school.has_planned)

    assert phone.messages == []
    assert working.messenger is None
