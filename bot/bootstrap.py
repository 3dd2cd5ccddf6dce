"""The only wiring: settings → Deps → web, Telegram, workers, metronome; and the graceful way down."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Collection, Iterator
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import replace

import structlog
from aiohttp import web
from telegram import Bot

from bot.config import Settings
from bot.db import TROUBLE, Database, only_one
from bot.deps import Bells, Deps, SystemClock
from bot.engine import Engine
from bot.errors import Conflict, Unavailable
from bot.ports import Clock
from bot.scheduler import running_scheduler
from bot.telegram.application import make_messenger, open_bot, run_conversation
from bot.telegram.updates import store_updates, wait_for
from bot.upkeep.locks import hold, in_use
from bot.upkeep.restore import finish_unfinished
from bot.web.application import make_app
from bot.workers.alerting import Alerting, recover_alerts
from bot.workers.housekeeping import plan_tips, set_clock, tidy_outbox
from bot.workers.loops import run_steps
from bot.workers.planning import plan_one_batch
from bot.workers.sending import Sender, recover_leases
from bot.workers.speaking import Speaking
from bot.workers.translating import Translating
from messages.approved import approved_in

log = structlog.get_logger()

WORKERS = ("planning", "translating", "sending", "housekeeping")

#: The advisory lock of the one process that fetches and handles updates.
_CONVERSATION_LOCK = 0x0B0D

#: Seconds after which a stand-by looks whether it should take over.
_TAKE_OVER = 5.0

#: Seconds until a setting that was changed in another process holds here.
_LEARN = 3.0


@asynccontextmanager
async def open_deps(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Deps]:
    """Database at its newest schema, and everything else that commands need; no messenger."""
    with _in_use(settings):
        deps = Deps(settings, await _open_database(settings), clock or SystemClock())
        try:
            await set_clock(deps)
            await finish_unfinished(settings, deps.database, now=deps.clock.now())
            await deps.learn_decisions()
            with approved_in(settings.approved_dir):
                yield deps
        finally:
            await deps.database.close()


@contextmanager
def _in_use(settings: Settings) -> Iterator[None]:
    """No backup is restored under our feet; whoever has no data folder of its own shares none with a restore."""
    with ExitStack() as held:
        with suppress(OSError):
            held.enter_context(in_use(settings.data_dir))
        yield


async def _open_database(settings: Settings) -> Database:
    """Raises Unavailable that says why, where there is none."""
    try:
        database = Database(settings.database_url)
        await database.upgrade()
    except TROUBLE as error:
        reason = getattr(error, "orig", None) or getattr(error, "strerror", None) or error
        raise Unavailable(f"The database cannot be opened: {reason}. See OUDERBRUG_DATABASE_URL.") from error
    return database


@asynccontextmanager
async def running_web(deps: Deps) -> AsyncIterator[int]:
    """Serve pages and API; the port, which the system chooses where 0 was asked for."""

    async def store(update: dict[str, object]) -> None:
        await store_updates(deps, [update])

    webhook = deps.settings.telegram_mode == "webhook"
    runner = web.AppRunner(make_app(deps, store if webhook else None), access_log=None)
    await runner.setup()
    host, port = deps.settings.bind
    site = web.TCPSite(runner, host, port, reuse_address=True)
    try:
        await _listen(site)
        bound = runner.addresses[0][1]
        log.info("serving", port=bound)
        yield bound
    finally:
        await runner.cleanup()


async def _listen(site: web.TCPSite) -> None:
    try:
        await site.start()
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise Conflict(f"{site.name} cannot be served: {reason}. Choose another port.") from error


@asynccontextmanager
async def running_work(deps: Deps, only: Collection[str] = WORKERS) -> AsyncIterator[Deps]:
    """Workers, metronome and conversation, in this process; stopped in order when the block ends."""
    async with AsyncExitStack() as stack:
        stack.enter_context(_only_sender(deps, only))
        telegram = "sending" in only and deps.settings.telegram_token
        bot = await stack.enter_async_context(open_bot(deps.settings)) if telegram else None
        deps = replace(deps, messenger=make_messenger(bot)) if bot else deps
        stop, tasks = await stack.enter_async_context(_tasks(deps.bells))
        if "planning" in only:
            tasks.create_task(_plan(deps, stop))
        if "translating" in only:
            tasks.create_task(_translate(deps, stop))
            tasks.create_task(_speak(deps, stop))
        if bot:
            await recover_leases(deps)
            tasks.create_task(Sender(deps, make_messenger(bot), stop).run())
            tasks.create_task(_converse(deps, bot, stop))
        if "housekeeping" in only:
            tasks.create_task(_alert(deps, stop))
            await tidy_outbox(deps)
            await stack.enter_async_context(running_scheduler(deps))
        yield deps


async def run_until_signal(deps: Deps, *, web_too: bool, only: Collection[str] = WORKERS) -> None:
    """`ouderbrug run`, `web` and `work`: until SIGTERM or Ctrl-C, then finish what is in flight and go."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    if not deps.settings.telegram_token and only:
        log.warning("no OUDERBRUG_TELEGRAM_TOKEN: running without Telegram, nothing is sent")
    async with AsyncExitStack() as stack:
        if only:
            await stack.enter_async_context(running_work(deps, only))
        if web_too:
            await stack.enter_async_context(running_web(deps))
        await _follow_school(deps, stop)
        log.info("stopping")


async def _follow_school(deps: Deps, stop: asyncio.Event) -> None:
    """Until `stop`: what another process was told by the school holds here too, seconds later."""
    while not stop.is_set():
        await wait_for(stop, _LEARN)
        try:
            await deps.learn_decisions()
        except TROUBLE:
            log.warning("settings of the school not read")


async def _plan(deps: Deps, stop: asyncio.Event) -> None:
    await plan_tips(deps)
    await run_steps(lambda: plan_one_batch(deps), bell=deps.bells.planning, stop=stop, name="planning")


async def _translate(deps: Deps, stop: asyncio.Event) -> None:
    engine = Engine(deps.settings.packages_dir, memory_mb=deps.settings.translation_memory_mb)
    step = Translating(deps, engine).step
    try:
        await run_steps(step, bell=deps.bells.translating, stop=stop, name="translating")
    finally:
        await engine.close()


async def _speak(deps: Deps, stop: asyncio.Event) -> None:
    await run_steps(Speaking(deps).step, bell=deps.bells.speaking, stop=stop, name="speaking")


async def _alert(deps: Deps, stop: asyncio.Event) -> None:
    await recover_alerts(deps)
    step = Alerting(deps, stop).step
    await run_steps(step, bell=deps.bells.alerting, stop=stop, name="alerting")


async def _converse(deps: Deps, bot: Bot, stop: asyncio.Event) -> None:
    """Fetch and handle updates where this process is the one that may; else be ready to take over."""
    while not stop.is_set():
        async with only_one(deps.database, _CONVERSATION_LOCK) as ours:
            if ours:
                await run_conversation(deps, bot, stop)
                return
        await wait_for(stop, _TAKE_OVER)


@asynccontextmanager
async def _tasks(bells: Bells) -> AsyncIterator[tuple[asyncio.Event, asyncio.TaskGroup]]:
    """Loops, and the event that ends them however the block ends; what goes wrong in it is raised as it is."""
    stop = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as tasks:
            try:
                yield stop, tasks
            finally:
                stop.set()
                bells.ring()
    except BaseExceptionGroup as group:
        if len(group.exceptions) > 1:
            raise
        raise group.exceptions[0] from None


@contextmanager
def _only_sender(deps: Deps, only: Collection[str]) -> Iterator[None]:
    """With an embedded database one process sends: a lock on the data folder. Raises Conflict for a second one."""
    if not (deps.settings.embedded and "sending" in only):
        yield
        return
    folder = deps.settings.data_dir
    with hold(folder / "sending.lock", f"Another Ouderbrug already sends from {folder}. With SQLite only one may."):
        yield
