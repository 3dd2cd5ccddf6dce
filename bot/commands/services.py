"""Commands that run until they are told to stop, and the one before them."""

from __future__ import annotations

import asyncio
import signal
from argparse import Namespace
from pathlib import Path

from bot.bootstrap import WORKERS, open_deps, run_until_signal
from bot.commands.base import say
from bot.config import Settings
from bot.errors import BadInput, Conflict
from bot.sandbox import World, serve
from bot.sandbox.faults_file import read_faults


async def run(_options: Namespace, settings: Settings) -> int:
    """Everything in one process."""
    async with open_deps(settings) as deps:
        await run_until_signal(deps, web_too=True)
    return 0


async def web(_options: Namespace, settings: Settings) -> int:
    """Pages and API only."""
    async with open_deps(settings) as deps:
        await run_until_signal(deps, web_too=True, only=())
    return 0


async def work(options: Namespace, settings: Settings) -> int:
    """Workers only. Raises BadInput for a worker that there is not."""
    only = options.only.split(",") if options.only else list(WORKERS)
    if unknown := sorted(set(only) - set(WORKERS)):
        raise BadInput(f"There is no worker {unknown[0]!r}; there are: {', '.join(WORKERS)}.")
    async with open_deps(settings) as deps:
        await run_until_signal(deps, web_too=False, only=only)
    return 0


async def db_upgrade(_options: Namespace, settings: Settings) -> int:
    """Migrations also run at every start; this runs them alone."""
    async with open_deps(settings):
        say("The database has the newest schema.")
    return 0


async def sandbox(options: Namespace, _settings: Settings) -> int:
    """The make-believe Telegram. Raises BadInput for a faults file that does not fit."""
    world = World(token=options.token)
    if options.faults:
        try:
            world.break_with(read_faults(Path(options.faults)))
        except (OSError, ValueError) as error:
            raise BadInput(f"{options.faults}: {error}") from error
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    try:
        async with serve(world, "127.0.0.1", options.port) as running:
            say(f"The parents' phones: {running.url}", f"The Bot API:         OUDERBRUG_TELEGRAM_API={running.url}")
            await stop.wait()
    except OSError as error:
        raise Conflict(f"The sandbox cannot start: {error.strerror}.") from error
    return 0
