"""Our own API from outside, as a script of a school would call it."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import aiohttp


class Api:
    """A token and an address. Raises RuntimeError with the problem's sentence on any refusal."""

    def __init__(self, url: str, token: str) -> None:
        """`url` without the path; connects when entered."""
        self.url = url
        self.token = token
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the connection."""
        self._session = aiohttp.ClientSession(headers={"Authorization": f"Bearer {self.token}"})
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        if self._session is not None:
            await self._session.close()

    async def get(self, path: str) -> Any:  # noqa: ANN401  # JSON
        """GET below /api/v1."""
        return await self._call("GET", path)

    async def post(self, path: str, body: object = None) -> Any:  # noqa: ANN401  # JSON
        """POST JSON."""
        return await self._call("POST", path, json={} if body is None else body)

    async def put(self, path: str, body: object) -> Any:  # noqa: ANN401  # JSON
        """PUT JSON."""
        return await self._call("PUT", path, json=body)

    async def post_csv(self, path: str, text: str) -> Any:  # noqa: ANN401  # JSON
        """POST a CSV file."""
        return await self._call("POST", path, data=text.encode())

    async def _call(self, method: str, path: str, **what: Any) -> Any:  # noqa: ANN401  # JSON
        if self._session is None:
            raise RuntimeError("the API client is not open")
        try:
            async with self._session.request(method, f"{self.url}/api/v1{path}", **what) as response:
                answer = await response.json(content_type=None)
        except aiohttp.ClientError as error:
            raise RuntimeError(f"{method} {path}: no answer ({type(error).__name__})") from error
        if not response.ok:
            raise RuntimeError(f"{method} {path}: {answer.get('detail')} {answer.get('errors', '')}".rstrip())
        return answer
