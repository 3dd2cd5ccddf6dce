"""Fetching a file over HTTP: patient with a bad line, never larger than allowed, with its progress told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import aiohttp

#: Bytes so far, and of the whole where the server says so.
Progress = Callable[[int, int | None], None]

#: Seconds before another try.
PAUSES = (1.0, 5.0)

_PATIENCE = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=30)
_PIECE = 256 * 1024
_REDIRECTS = 5


class DownloadFailed(Exception):
    """The file did not come; the message is a clause. `passing` where another try may help."""

    def __init__(self, reason: str, *, passing: bool) -> None:
        """`reason` such as 'it answers HTTP 404'."""
        super().__init__(reason)
        self.passing = passing


class TooMuch(Exception):
    """There is more than was allowed."""


@dataclass(frozen=True, slots=True)
class Downloads:
    """How to fetch: over one session, with these pauses between tries."""

    session: aiohttp.ClientSession
    pauses: Sequence[float] = PAUSES

    async def fetch(self, url: str, path: Path, *, limit: int, progress: Progress) -> None:
        """Into `path`, which is new or written anew. Raises DownloadFailed, TooMuch; OSError where there is no room."""
        for pause in self.pauses:
            try:
                return await self._try(url, path, limit, progress)
            except DownloadFailed as error:
                if not error.passing:
                    raise
                await asyncio.sleep(pause)
        return await self._try(url, path, limit, progress)

    async def _try(self, url: str, path: Path, limit: int, progress: Progress) -> None:
        try:
            async with self.session.get(url, max_redirects=_REDIRECTS) as response:
                _judge(response, limit)
                await _write(response, path, limit, progress)
        except aiohttp.ClientConnectorError as error:
            raise DownloadFailed("no connection", passing=True) from error
        except TimeoutError as error:
            raise DownloadFailed("no answer in time", passing=True) from error
        except (aiohttp.InvalidURL, aiohttp.TooManyRedirects) as error:
            raise DownloadFailed("it leads nowhere", passing=False) from error
        except aiohttp.ClientError as error:
            raise DownloadFailed("the connection broke off", passing=True) from error


@asynccontextmanager
async def open_downloads() -> AsyncIterator[Downloads]:
    """With the proxy of the machine's environment, which many schools have."""
    async with aiohttp.ClientSession(timeout=_PATIENCE, trust_env=True) as session:
        yield Downloads(session)


def _judge(response: aiohttp.ClientResponse, limit: int) -> None:
    if response.status != HTTPStatus.OK:
        again = response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status == HTTPStatus.TOO_MANY_REQUESTS
        raise DownloadFailed(f"it answers HTTP {response.status}", passing=again)
    if (response.content_length or 0) > limit:
        raise TooMuch


async def _write(response: aiohttp.ClientResponse, path: Path, limit: int, progress: Progress) -> None:
    done = 0
    with path.open("wb") as file:
        async for piece in response.content.iter_chunked(_PIECE):
            done += len(piece)
            if done > limit:
                raise TooMuch
            file.write(piece)
            progress(done, response.content_length)
