"""An event's page while messages leave and answers come in: server-sent events that say only "look again"."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from aiohttp import web

from bot.queries.event_pages import load_movement
from bot.queries.visitors import find_visitor
from bot.web.calls import DEPS, parse_row_id
from bot.web.pages.cookies import session_token

#: Seconds between two looks, and how long a page is followed: then the browser asks anew, and who left is let go.
_LOOK, _LONGEST = 1.0, timedelta(minutes=10)

_MOVED = b"data: moved\n\n"

#: Set when the server goes down, so that it need not wait for open pages.
CLOSING = web.AppKey("closing", asyncio.Event)


async def follow_event(request: web.Request) -> web.StreamResponse:
    """For those who may see the event. The stream holds no fact of it. Raises AppError."""
    deps, event_id = request.app[DEPS], parse_row_id(request.match_info["id"])
    ends_at = deps.clock.now() + _LONGEST
    known = await _look(request, event_id)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "X-Accel-Buffering": "no"})
    await response.prepare(request)
    await response.write(_MOVED)  # what came between the page and this stream
    while deps.clock.now() < ends_at and not await _closing(request):
        found = await _look(request, event_id)
        if found != known:
            await response.write(_MOVED)
        known = found
    return response


async def _look(request: web.Request, event_id: int) -> tuple[int, ...]:
    """Who signs out, or loses the group, sees no more. Raises AppError."""
    deps = request.app[DEPS]
    token = session_token(request, deps.settings) or ""
    async with deps.reading() as session:
        visitor = await find_visitor(session, token=token, now=deps.clock.now())
        return await load_movement(session, actor=visitor.actor if visitor else None, event_id=event_id)


async def _closing(request: web.Request) -> bool:
    try:
        async with asyncio.timeout(_LOOK):
            await request.app[CLOSING].wait()
    except TimeoutError:
        return request.transport is None
    return True


async def let_go(app: web.Application) -> None:
    """Open pages are told to come again later."""
    app[CLOSING].set()
