"""A server of this machine with an index and packages, which answers well or as badly as they come."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer

from bot.packages.download import Downloads

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(**answers: Answer) -> AsyncIterator[str]:
    """A server of this machine that answers so, by path; `index` is index.json. Gives its address."""
    app = web.Application()
    for name, answer in answers.items():
        app.router.add_get("/index.json" if name == "index" else f"/{name}", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


@asynccontextmanager
async def downloads() -> AsyncIterator[Downloads]:
    async with ClientSession(timeout=ClientTimeout(sock_read=0.5)) as session:
        yield Downloads(session, pauses=(0.0, 0.0))


def says(text: str | bytes, status: int = 200) -> Answer:
    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=text, status=status)

    return answer


def sends(path: Path) -> Answer:
    async def answer(_request: web.Request) -> web.FileResponse:
        return web.FileResponse(path)

    return answer


def moves_to(place: str) -> Answer:
    async def answer(_request: web.Request) -> web.Response:
        raise web.HTTPFound(place)

    return answer


async def pours_without_end(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    try:
        while True:
            await response.write(bytes(1_000_000))
    except ConnectionError:  # the reader has had enough
        return response


async def announces_too_much(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "600000000"})
    await response.prepare(request)
    return response


class Silence:
    """Begins an answer and says no more until the test is over."""

    def __init__(self) -> None:
        self.over = asyncio.Event()

    async def answer(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"[")
        await self.over.wait()
        return response


class Hiccup:
    """Breaks off twice, and then gives what was asked for."""

    def __init__(self, path: Path) -> None:
        self.asked, self._path = 0, path

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        if self.asked == 1:
            return web.Response(status=503)
        if self.asked == 2:
            response = web.StreamResponse(headers={"Content-Length": "1000"})
            await response.prepare(request)
            await response.write(b"PK")
            assert request.transport is not None
            request.transport.close()
            return response
        return web.FileResponse(self._path)
