"""The page with the phones, and the stream of events that keeps it up to date."""

import asyncio
import json
from pathlib import Path

from aiohttp import web

from bot.sandbox.world import World

STATIC = Path(__file__).parent / "static"
POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
PAUSE = 0.1  # seconds between two events: a page need not follow every message of a broadcast


class Page:
    def __init__(self, world: World) -> None:
        self._world = world

    async def index(self, _request: web.Request) -> web.FileResponse:
        return web.FileResponse(STATIC / "index.html", headers={"Content-Security-Policy": POLICY})

    async def about(self, _request: web.Request) -> web.Response:
        """What the page shows besides the phones."""
        profile = self._world.bot.profile
        told = {
            "bot": {"name": self._world.bot.name, "username": self._world.bot.username},
            "links": [{"label": link.label, "url": link.url} for link in self._world.links],
            "timezone": self._world.timezone,
            "commands": {language: commands for (_, language), commands in profile.commands.items()},
            "descriptions": {
                language: words for (what, language), words in profile.words.items() if what == "Description"
            },
        }
        return web.json_response(told)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: `{"chats": [ids], "clock": bool, "bot": bool}`, true for what changed."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        subscription = self._world.events.subscribe()
        try:
            await response.prepare(request)
            await response.write(b": hello\n\n")
            while changes := await subscription.changes():
                chats, others = changes
                told = json.dumps({"chats": chats, "clock": "clock" in others, "bot": "bot" in others})
                await response.write(f"data: {told}\n\n".encode())
                await asyncio.sleep(PAUSE)
        finally:
            self._world.events.unsubscribe(subscription)
        return response


def add_page(app: web.Application, world: World) -> None:
    page = Page(world)
    app.router.add_get("/", page.index)
    app.router.add_get("/sandbox/about", page.about)
    app.router.add_get("/sandbox/events", page.events)
    app.router.add_static("/static", STATIC)
