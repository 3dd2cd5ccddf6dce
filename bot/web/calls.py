"""One way in for every API route: who calls, the body and query as values, the answer as JSON.

A route is a row in a table (bot.web.routes); the OpenAPI document is made from the same row.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web
from aiohttp.http import HttpProcessingError
from pydantic import BaseModel, ValidationError

from bot.deps import Deps
from bot.domain.actors import Actor
from bot.enums import Scope
from bot.errors import BadInput, NotFound, NotSignedIn, TooLarge
from bot.queries.staff import require_actor
from messages.reasons import Reader

DEPS = web.AppKey("deps", Deps)

SMALL, LARGE = 256 * 1024, 5 * 1024 * 1024
_MAX_ID = 2**63 - 1
_NUMBER = re.compile(r"[0-9]{1,19}")

#: What aiohttp's form reader raises for forms that are none: no boundary, cut off, unreadable headers or characters.
NO_FORM = (ValueError, LookupError, RuntimeError, AssertionError, HttpProcessingError)


def parse_row_id(text: str) -> int:
    """A number in a path. Raises NotFound for what no row can have."""
    if not _NUMBER.fullmatch(text) or not 0 < int(text) <= _MAX_ID:
        raise NotFound(f"There is nothing with the number {text[:20]!r}.")
    return int(text)


@dataclass(frozen=True, slots=True)
class Call:
    """A request as a handler sees it. `body` and `query` are of the models that the route names.

    `reader` is the language of whoever calls.
    """

    deps: Deps
    actor: Actor
    body: Any
    query: Any
    path: dict[str, str]
    content: bytes
    reader: Reader = "en"

    def row_id(self, name: str = "id") -> int:
        """A number in the path. Raises NotFound for what no row can have."""
        return parse_row_id(self.path[name])


@dataclass(frozen=True, slots=True)
class File:
    """An answer that is no document but a file, to be played or kept."""

    content: bytes
    mime: str
    name: str


Handler = Callable[[Call], Awaitable[BaseModel | File]]


@dataclass(frozen=True, slots=True)
class Route:
    """One row of the API: where, what comes in, what goes out, which scope it takes."""

    method: str
    path: str
    handler: Handler
    answer: type[BaseModel | File]
    scope: Scope
    summary: str
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    takes_csv: bool = False
    takes_sound: bool = False
    status: int = 200

    @property
    def limit(self) -> int:
        """Bytes that the body may have."""
        return LARGE if self.takes_csv or self.takes_sound else SMALL


def serve(route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The aiohttp handler of a route."""

    async def respond(request: web.Request) -> web.Response:
        deps = request.app[DEPS]
        actor = await _sign_in(deps, request)
        actor.check_scope(route.scope)
        content = await _read(request, route)
        call = Call(
            deps=deps,
            actor=actor,
            body=_parse_body(route, content),
            query=_parse_query(route, request),
            path=_parse_path(request),
            content=content,
            reader=_reader(request),
        )
        return _respond(await route.handler(call), route.status)

    return respond


def _respond(answer: BaseModel | File, status: int) -> web.Response:
    """A browser is told what a file is, and (bot.web.problems) not to guess otherwise."""
    if isinstance(answer, File):
        headers = {"Content-Disposition": f'inline; filename="{answer.name}"'}
        return web.Response(body=answer.content, status=status, content_type=answer.mime, headers=headers)
    return web.Response(text=answer.model_dump_json(by_alias=True), status=status, content_type="application/json")


def _reader(request: web.Request) -> Reader:
    """Staff read Dutch or English: the one that the browser asks for first."""
    wanted = [part.strip()[:2].lower() for part in request.headers.get("Accept-Language", "").split(",")]
    return "nl" if "nl" in wanted and "en" not in wanted[: wanted.index("nl")] else "en"


async def _sign_in(deps: Deps, request: web.Request) -> Actor:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.casefold() != "bearer" or not token or not token.isascii():
        raise NotSignedIn("Send the header 'Authorization: Bearer …' with a token from: ouderbrug token add.")
    async with deps.reading() as session:
        return await require_actor(session, token=token.strip(), now=deps.clock.now())


async def _read(request: web.Request, route: Route) -> bytes:
    try:
        if (route.takes_csv or route.takes_sound) and request.content_type == "multipart/form-data":
            return await _read_upload(request)
        content = await request.read()
    except web.RequestPayloadError as error:
        raise BadInput("The body was cut off, or is packed in a way that we cannot unpack.") from error
    if len(content) > route.limit:
        raise TooLarge(f"The body has {len(content)} bytes, but at most {route.limit} are taken.")
    return content


async def _read_upload(request: web.Request) -> bytes:
    """The first file of a form, as a browser or `curl -F` sends it; the form is read to its end, lest it is cut off."""
    content = None
    try:
        reader = await request.multipart()
        while part := await reader.next():
            if isinstance(part, BodyPartReader) and part.filename and content is None:
                content = await _read_part(part)
    except NO_FORM as error:
        raise BadInput("The form cannot be read. Send the file as: curl -F file=@FILE") from error
    if content is None:
        raise BadInput("The form holds no file. Send it as: curl -F file=@FILE")
    return content


async def _read_part(part: BodyPartReader) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > LARGE:
            raise TooLarge(f"The file has more than the {LARGE} bytes that are taken.")
    return bytes(content)


def _parse_body(route: Route, content: bytes) -> BaseModel | None:
    if route.body is None:
        return None
    try:
        return route.body.model_validate_json(content)
    except ValidationError as error:
        raise BadInput("The body does not fit.", errors=_places(error)) from error


def _parse_path(request: web.Request) -> dict[str, str]:
    """The parts of the address that name something. Raises NotFound for NUL, which no stored name has."""
    if any("\0" in part for part in request.match_info.values()):
        raise NotFound("There is nothing here.")
    return dict(request.match_info)


def _parse_query(route: Route, request: web.Request) -> BaseModel | None:
    """An empty value is one that was not given, as in `?group=&reached=`."""
    model = route.query
    if model is None:
        return None
    try:
        return model.model_validate({name: value for name, value in request.query.items() if value})
    except ValidationError as error:
        raise BadInput("The query does not fit.", errors=_places(error)) from error


def _places(error: ValidationError) -> list[dict[str, Any]]:
    """Where and why, without echoing what was sent."""
    return [
        {"field": ".".join(str(part) for part in place["loc"]), "reason": place["msg"]}
        for place in error.errors(include_url=False, include_context=False, include_input=False)
    ]
