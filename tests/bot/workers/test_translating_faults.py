"""An engine that dies at work, and packages that are broken: nothing is lost, nothing else is held up."""

from __future__ import annotations

import asyncio
import os
import signal

import psutil
import pytest
from sqlalchemy import select
from structlog.typing import EventDict

from bot.actions.machine import MAX_ATTEMPTS
from bot.actions.translations import record_decision
from bot.models import ThreadMessage
from bot.workers.reading import read_one_message
from bot.workers.translating import translate_wanted
from messages.translator import EngineFailed
from tests.bot.workers.translating import Desk, install
from tests.builders import SAM
from tests.fakes import NOW
from tests.waiting import until

NONSENSE = "De filosofie van de wetenschapper ontrafelt kwantumverstrengeling."


async def claimed(desk: Desk) -> bool:
    return any(entry.available_at for entry in await desk.memory())


async def being_read(desk: Desk) -> bool:
    async with desk.deps.reading() as session:
        return bool(await session.scalar(select(ThreadMessage.id).where(ThreadMessage.available_at.is_not(None))))


async def running(desk: Desk) -> psutil.Process:
    """The engine, asked something first so that there is one."""
    await desk.engine.routes()
    return desk.process()


async def test_engine_that_is_killed_at_work_loses_nothing(desk: Desk) -> None:
    await desk.work()
    await desk.want("Neem een appel mee. Tot morgen!")
    process = desk.process()
    os.kill(process.pid, signal.SIGSTOP)
    asking = asyncio.create_task(translate_wanted(desk.deps, desk.engine))
    await until(lambda: claimed(desk))
    process.kill()

    with pytest.raises(EngineFailed):
        await asking
    given_back = [(entry.state, entry.attempts, entry.available_at) for entry in await desk.memory()]
    assert given_back == [("pending", 1, None)] * 2
    assert await desk.work() == 2
    assert await desk.said() == [("tr", "Bir elma getirin.", "machine"), ("tr", "Yarın görüşürüz!", "machine")]


async def test_worker_outlives_its_engine(desk: Desk, logs: list[EventDict]) -> None:
    await desk.work()
    await desk.want("Neem een appel mee.")
    desk.process().kill()

    assert await desk.worker.step() is False
    assert [entry["event"] for entry in logs][-2:] == ["translation engine ended", "translation failed"]
    assert await desk.work() == 1


async def test_way_back_that_breaks_is_let_be(desk: Desk) -> None:
    await desk.want("Neem een appel mee.")
    await desk.work()
    desk.break_package("tr_en")
    await desk.want_back(["Neem een appel mee."], ["tr"])

    seen = [await desk.worker.step() for _ in range(MAX_ATTEMPTS + 1)]

    (entry,) = await desk.memory()
    assert seen == [False] * (MAX_ATTEMPTS + 1)
    assert (entry.target, entry.state, entry.back_wanted) == ("Bir elma getirin.", "machine", False)


async def test_message_that_breaks_the_engine_is_left_to_people_after_three_times(desk: Desk) -> None:
    await desk.hear("Çocuğum bugün hasta.")
    for _ in range(MAX_ATTEMPTS):
        os.kill((await running(desk)).pid, signal.SIGSTOP)
        reading = asyncio.create_task(read_one_message(desk.deps, desk.engine))
        await until(lambda: being_read(desk))
        desk.process().kill()
        with pytest.raises(EngineFailed):
            await reading

    assert await read_one_message(desk.deps, desk.engine) is False
    assert await desk.heard() == [(None, None, None)]


async def test_broken_package_holds_its_own_sentences_and_no_others(desk: Desk) -> None:
    desk.break_package("en_tr")
    await desk.want("Neem een appel mee.", targets=("en", "tr"))

    await desk.work()

    english, turkish = await desk.memory()
    assert (english.target, english.state) == ("Bring an apple.", "machine")
    assert (turkish.target, turkish.state, turkish.reasons) == (None, "held", [["engine-failed", ""]])


async def test_repaired_package_says_what_the_broken_one_could_not(desk: Desk) -> None:
    desk.break_package("en_tr")
    await desk.want("Neem een appel mee.")
    await desk.work()
    install(desk.deps, ("en", "tr"))

    await desk.work()

    assert await desk.said() == [("tr", "Bir elma getirin.", "machine")]


async def test_what_a_person_decided_is_never_said_again(desk: Desk) -> None:
    await desk.want("Neem een appel mee.")
    await desk.work()
    async with desk.deps.transaction() as session:
        await record_decision(session, actor=SAM, now=NOW, translation_id=1, target="Elma getirin.", approve=True)
    desk.break_package("en_tr")
    await desk.work()

    assert await desk.said() == [("tr", "Elma getirin.", "approved")]
