"""Putting the make-believe world on a port."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from bot.sandbox.bot_api import add_bot_api
from bot.sandbox.chats import Chat
from bot.sandbox.clock import Clock
from bot.sandbox.control import add_control
from bot.sandbox.faults_file import faults_plan
from bot.sandbox.groups import Group
from bot.sandbox.page import add_page
from bot.sandbox.phone import Phone
from bot.sandbox.world import World

LARGEST_BODY = 55 * 1024 * 1024
KEEP_ALIVE_SECONDS = 10.0  # as long as Telegram's
SHUTDOWN_SECONDS = 0.5


@dataclass(slots=True, frozen=True)
class Sandbox:
    """A running sandbox."""

    world: World
    host: str
    port: int

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    @property
    def clock(self) -> Clock:
        return self.world.clock

    def phone(self, chat_id: int, *, name: str | None = None, language: str | None = None) -> Phone:
        """The phone with this chat id; made when it is not there yet."""
        chat = self.world.chats.get(chat_id) or self.world.new_chat(chat_id, name, language)
        return Phone(self.world, chat)

    def group(self, chat_id: int, *, title: str = "Group") -> Group:
        """The group with this number, which is below zero; made when it is not there yet."""
        return Group(self.world, self.world.groups.setdefault(chat_id, Chat(chat_id, title)))


def make_app(world: World) -> web.Application:
    app = web.Application(client_max_size=LARGEST_BODY)
    add_bot_api(app, world)
    add_control(app, world)
    add_page(app, world)

    async def end(_app: web.Application) -> None:
        await world.close()

    app.on_shutdown.append(end)
    return app


@asynccontextmanager
async def serve(world: World, host: str = "127.0.0.1", port: int = 8081) -> AsyncIterator[Sandbox]:
    """Serve a world; port 0 takes any free port."""
    # Cancelling the handlers of clients that left ends their long polls, as Telegram does.
    runner = web.AppRunner(
        make_app(world),
        access_log=None,
        handler_cancellation=True,
        keepalive_timeout=KEEP_ALIVE_SECONDS,
        shutdown_timeout=SHUTDOWN_SECONDS,
    )
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield Sandbox(world, host, runner.addresses[0][1])
    finally:
        await runner.cleanup()


@asynccontextmanager
async def running_sandbox(
    token: str | None = None,
    faults: object = None,
    port: int = 0,
    host: str = "127.0.0.1",
    *,
    clock: Clock | None = None,
    links: Sequence[tuple[str, str]] = (),
    timezone: str = "Europe/Amsterdam",
) -> AsyncIterator[Sandbox]:
    """A sandbox for as long as the block lasts. `faults` has one of the shapes of the faults file."""
    world = World(token=token, clock=clock, links=links, timezone=timezone)
    world.break_with(faults_plan(faults))
    async with serve(world, host, port) as sandbox:
        yield sandbox
