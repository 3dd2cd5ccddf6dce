"""A worker with the real engine on our own small packages, and what it leaves in the memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from sqlalchemy import func, select

from bot.actions.inbox import record_question
from bot.actions.translations import record_back_wanted, record_wanted
from bot.deps import Deps
from bot.engine import Engine
from bot.models import ThreadMessage, Translation
from bot.workers.loops import run_steps
from bot.workers.translating import Translating
from tests.builders import make_families, make_row, require_id
from tests.fakes import NOW
from tests.packages import package_file
from tests.packages.speaking import unpacked

PAIRS = (("nl", "en"), ("en", "tr"), ("tr", "en"), ("en", "nl"))


def install(deps: Deps, *pairs: tuple[str, str]) -> list[Path]:
    """The packages of these pairs, all unless told otherwise; the folder of each."""
    return [unpacked(package_file(*pair), deps.settings.packages_dir) for pair in pairs or PAIRS]


@dataclass(frozen=True)
class Desk:
    """The worker, its engine, and the database that both serve."""

    deps: Deps
    engine: Engine
    worker: Translating

    async def work(self) -> int:
        """Until nothing waits; how many steps did something."""
        steps = 0
        while await self.worker.step():
            steps += 1
        return steps

    async def want(self, *texts: str, targets: Sequence[str] = ("tr",), private: bool = False) -> None:
        now = self.deps.clock.now()
        async with self.deps.transaction() as session:
            await record_wanted(session, texts=texts, source="nl", targets=targets, now=now, private=private)

    async def want_back(self, texts: Sequence[str], targets: Sequence[str]) -> None:
        async with self.deps.transaction() as session:
            await record_back_wanted(session, texts=texts, source="nl", targets=targets)

    async def hear(self, text: str, language: str = "tr") -> None:
        """Emine writes."""
        async with self.deps.transaction() as session:
            number = await session.scalar(select(func.count()).select_from(ThreadMessage))
            await make_families(session, make_row("Emre", "Emine", language))
            parent = await require_id(session, "Emine")
            await record_question(
                session, parent_id=parent, text=text, language=language, update_id=number or 0, now=NOW
            )

    async def heard(self) -> list[tuple[str | None, str | None, str | None]]:
        """Of each message: the language that it is in, what staff read, and how."""
        async with self.deps.reading() as session:
            found = await session.scalars(select(ThreadMessage).order_by(ThreadMessage.id))
            return [(message.identified, message.translation, message.how) for message in found]

    async def memory(self) -> list[Translation]:
        async with self.deps.reading() as session:
            return list(await session.scalars(select(Translation).order_by(Translation.id)))

    async def said(self) -> list[tuple[str, str | None, str]]:
        """Language, words and state of each sentence."""
        return [(entry.target_language, entry.target, entry.state) for entry in await self.memory()]

    def break_package(self, pair: str) -> None:
        """Its weights are cut off, as by a full disk."""
        (model,) = self.deps.settings.packages_dir.glob(f"*{pair}*/model/model.bin")
        model.write_bytes(model.read_bytes()[:1000])

    def process(self) -> psutil.Process:
        """The engine's own."""
        (process,) = (child for child in psutil.Process().children() if "messages.engine" in child.cmdline())
        return process


@asynccontextmanager
async def open_desk(deps: Deps) -> AsyncIterator[Desk]:
    engine = Engine(deps.settings.packages_dir, memory_mb=128)
    try:
        yield Desk(deps, engine, Translating(deps, engine))
    finally:
        await engine.close()


@asynccontextmanager
async def translating(deps: Deps) -> AsyncIterator[Desk]:
    """The worker in its loop for as long as the block lasts; it has looked around."""
    stop = asyncio.Event()
    async with open_desk(deps) as desk:
        await desk.worker.step()
        loop = run_steps(desk.worker.step, bell=deps.bells.translating, stop=stop, name="translating")
        task = asyncio.create_task(loop)
        try:
            yield desk
        finally:
            stop.set()
            deps.bells.translating.ring()
            await task
