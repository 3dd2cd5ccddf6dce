"""The API on a real port, in a thread of its own, so that a client that blocks can be let loose on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from threading import Thread
from typing import Any, TypeVar

from aiohttp.test_utils import TestServer

from bot.config import Settings
from bot.db import Database
from bot.deps import Deps
from bot.web.application import make_app
from tests.builders import (
    GROUP,
    SAM,
    make_event,
    make_families,
    make_holiday,
    make_invitation,
    make_joined,
    make_question,
    make_row,
    make_token,
)
from tests.fakes import FakeClock

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Live:
    """Where it listens, and a token for everything."""

    url: str
    token: str


@contextmanager
def running_school(settings: Settings) -> Iterator[Live]:
    """A school with three of each thing, so that the numbers 1 to 3 hit; its clock stands still."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()

    def wait_for(work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, loop).result(timeout=60)

    school = _serve(replace(settings, telegram_bot="regenboog_bot"))
    try:
        yield wait_for(school.__aenter__())
        wait_for(school.__aexit__(None, None, None))
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@asynccontextmanager
async def _serve(settings: Settings) -> AsyncIterator[Live]:
    database = Database(settings.database_url)
    deps = Deps(settings, database, FakeClock())
    token = await _furnish(deps)
    async with TestServer(make_app(deps)) as server:
        yield Live(str(server.make_url("")).rstrip("/"), token)
    await database.close()


async def _furnish(deps: Deps) -> str:
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar"),
            make_row("Zosia", "Piotr", "pl"),
            make_row("Liya", "Selam", "ti", group="groep 4"),
        )
        await make_joined(session, "Amina", "Piotr", "Selam")
        for number, parent in enumerate(("Amina", "Piotr", "Selam"), start=1):
            event = await make_event(session, actor=SAM, groups=(GROUP,), note=f"Kom gerust {number} keer.")
            await make_invitation(session, event, actor=SAM)
            await make_question(session, parent, update_id=number)
            await make_holiday(session, f"2027-0{number}-01", f"2027-0{number}-02")
        return await make_token(session)
