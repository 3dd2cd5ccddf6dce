"""The control API below `/sandbox/`: books, clock, faults and updates. The phones are in `control_phones`."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable

import yaml
from aiohttp import web

from bot.sandbox.control_bodies import ClockChange, number, read_body
from bot.sandbox.control_phones import add_phones
from bot.sandbox.errors import SandboxError
from bot.sandbox.faults_file import faults_plan
from bot.sandbox.log import Refused, Sent
from bot.sandbox.views import entry_view
from bot.sandbox.world import World

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
PIECE = 500


class Control:
    def __init__(self, world: World) -> None:
        self._world = world

    async def log(self, request: web.Request) -> web.Response:
        return await _books(request, self._world.log.sent)

    async def refused(self, request: web.Request) -> web.Response:
        return await _books(request, self._world.log.refused)

    async def clear_log(self, _request: web.Request) -> web.Response:
        self._world.log.clear()
        return web.json_response({"items": []})

    async def faults(self, _request: web.Request) -> web.Response:
        limits = self._world.limits
        told = {"per_second": limits.per_second, "per_chat_per_second": limits.per_chat_per_second}
        return web.json_response({"faults": self._world.faults.as_json(), "limits": told})

    async def set_faults(self, request: web.Request) -> web.Response:
        """The body has one of the shapes of the faults file, in JSON or YAML."""
        try:
            self._world.break_with(faults_plan(yaml.safe_load(await request.text())))
        except (ValueError, yaml.YAMLError) as error:
            raise SandboxError(str(error)) from None
        return await self.faults(request)

    async def clear_faults(self, request: web.Request) -> web.Response:
        self._world.break_with(faults_plan(None))
        return await self.faults(request)

    async def clock(self, _request: web.Request) -> web.Response:
        clock = self._world.clock
        offset = clock.offset.total_seconds()
        return web.json_response({"now": clock.now().isoformat(), "offset_seconds": offset})

    async def set_clock(self, request: web.Request) -> web.Response:
        change = await read_body(request, ClockChange)
        if (change.advance is None) == (change.set is None):
            raise SandboxError("Give either 'advance' or 'set'.")
        try:
            if change.set is not None:
                self._world.clock.set(change.set)
            elif change.advance is not None:
                self._world.clock.advance(change.advance)
        except OverflowError:
            raise SandboxError("The clock cannot go that far.") from None
        return await self.clock(request)

    async def inject(self, request: web.Request) -> web.Response:
        """Any update; what is not a JSON object is delivered as it is, once."""
        text = await request.text()
        try:
            update = json.loads(text)
        except ValueError:
            update = None
        if not isinstance(update, dict):
            self._world.bot.updates.inject_text(text)
            return web.json_response({"update_id": None})
        return web.json_response({"update_id": self._world.bot.updates.inject(update)})


def add_control(app: web.Application, world: World) -> None:
    control = Control(world)
    routes: list[tuple[str, str, Handler]] = [
        ("GET", "/sandbox/log", control.log),
        ("DELETE", "/sandbox/log", control.clear_log),
        ("GET", "/sandbox/refused", control.refused),
        ("GET", "/sandbox/faults", control.faults),
        ("PUT", "/sandbox/faults", control.set_faults),
        ("DELETE", "/sandbox/faults", control.clear_faults),
        ("GET", "/sandbox/clock", control.clock),
        ("POST", "/sandbox/clock", control.set_clock),
        ("POST", "/sandbox/updates", control.inject),
    ]
    for verb, path, handler in routes:
        app.router.add_route(verb, path, handler)
    add_phones(app, world)
    app.middlewares.append(_complain)


@web.middleware
async def _complain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Wrong uses become sentences, and pages of other sites are kept from steering the sandbox."""
    if not request.path.startswith("/sandbox/"):
        return await handler(request)
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return _error("Another site's page cannot steer the sandbox.", 403)
    try:
        return await handler(request)
    except SandboxError as error:
        return _error(str(error), error.status)
    except web.HTTPException as error:
        return _error(f"{request.method} {request.path}: {error.reason}.", error.status)


def _error(sentence: str, status: int) -> web.Response:
    return web.json_response({"error": sentence}, status=status)


async def _books(request: web.Request, entries: Iterable[Sent | Refused]) -> web.Response:
    """Entries after a number, of one method or chat if asked, at most so many."""
    after, chat_id = number(request, "after", 0), number(request, "chat_id", 0)
    method = request.query.get("method")
    found = [
        entry
        for entry in entries
        if entry.n > after and method in {None, entry.method} and chat_id in {0, entry.chat_id}
    ]
    return await _told_in_pieces(found[: number(request, "limit", len(found))])


async def _told_in_pieces(entries: list[Sent | Refused]) -> web.Response:
    """A long list must not hold up the messages that arrive meanwhile."""
    pieces = []
    for start in range(0, len(entries), PIECE):
        views = [entry_view(entry) for entry in entries[start : start + PIECE]]
        pieces.append(json.dumps(views)[1:-1])
        await asyncio.sleep(0)
    return web.Response(text=f'{{"items": [{", ".join(pieces)}]}}', content_type="application/json")
