"""The Bot API's door: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

import asyncio
import json
from collections.abc import Awaitable

from aiohttp import web

from bot.sandbox import groups, methods_editing, methods_profile, methods_sending, methods_updates
from bot.sandbox.errors import ApiError
from bot.sandbox.faults import ACCEPTED, DESCRIPTIONS, Fault
from bot.sandbox.methods import METHODS, Call, RawJson
from bot.sandbox.parameters import read_parameters
from bot.sandbox.world import World

# Imported for their methods, which register themselves.
__all__ = ["add_bot_api", "groups", "methods_editing", "methods_profile", "methods_sending", "methods_updates"]
GARBAGE = "<html>502 upstream said something odd</html>"
TOO_MANY = 429
LONGER_THAN_ANY_CLIENT_WAITS = 60


class BotApi:
    def __init__(self, world: World) -> None:
        self._world = world

    async def call(self, request: web.Request) -> web.Response:
        try:
            call = await self._read(request)
        except ApiError as error:
            self._world.log.refuse(request.match_info["method"], None, error.code, error.description)
            return _refusal(error)
        fault = self._world.faults.draw(call.method, call.chat_id)
        if fault is None:
            return await _answer(call)
        return await _broken(request, call, fault)

    async def download(self, request: web.Request) -> web.Response:
        if self._world.bot_with(request.match_info["token"]) is None:
            return _refusal(ApiError(401, "Unauthorized"))
        media = self._world.files.by_path(request.match_info["path"])
        if media is None:
            return _refusal(ApiError(404, "Not Found"))
        return web.Response(body=media.data, content_type="application/octet-stream")

    async def _read(self, request: web.Request) -> Call:
        bot = self._world.bot_with(request.match_info["token"])
        parameters = await read_parameters(request)
        if bot is None:
            raise ApiError(401, "Unauthorized")
        asked = request.match_info["method"]
        name, _ = METHODS.get(asked.lower(), (asked, None))
        return Call(self._world, bot, name, parameters)


def add_bot_api(app: web.Application, world: World) -> None:
    api = BotApi(world)
    app.router.add_route("*", "/bot{token}/{method}", api.call)
    app.router.add_get("/file/bot{token}/{path:.+}", api.download)


async def _answer(call: Call) -> web.Response:
    try:
        return await _performed(call)
    except ApiError as error:
        return _refused(call, error)


async def _broken(request: web.Request, call: Call, fault: Fault) -> web.Response:
    """A call that meets a fault: refused, never answered, or done with the answer lost."""
    call.fault = fault.do
    if fault.do.isdigit():
        return _refused(call, _error(fault))
    if fault.do in ACCEPTED:
        await _answer(call)
        if fault.do == "garbage":
            return web.Response(text=GARBAGE, content_type="text/html")
    else:
        call.world.log.refuse(call.method, call.chat_id, 0, fault.do)
        if fault.do == "timeout":
            await asyncio.sleep(LONGER_THAN_ANY_CLIENT_WAITS)
    return _hung_up(request)


async def _performed(call: Call) -> web.Response:
    _, function = METHODS.get(call.method.lower(), (call.method, None))
    if function is None:
        raise ApiError(404, "Not Found")
    result = function(call)
    if isinstance(result, Awaitable):
        result = await result
    text = result if isinstance(result, RawJson) else json.dumps(result)
    return web.Response(text=f'{{"ok":true,"result":{text}}}', content_type="application/json")


def _error(fault: Fault) -> ApiError:
    code = int(fault.do)
    words = fault.description or DESCRIPTIONS[code].format(retry_after=fault.retry_after)
    return ApiError(code, words, fault.retry_after if code == TOO_MANY else None)


def _refused(call: Call, error: ApiError) -> web.Response:
    call.world.log.refuse(call.method, call.chat_id, error.code, error.description)
    return _refusal(error)


def _refusal(error: ApiError) -> web.Response:
    body: dict[str, object] = {"ok": False, "error_code": error.code, "description": error.description}
    headers = {}
    if error.retry_after:
        body["parameters"] = {"retry_after": error.retry_after}
        headers["Retry-After"] = str(error.retry_after)
    return web.json_response(body, status=error.code, headers=headers)


def _hung_up(request: web.Request) -> web.Response:
    """Close the connection; what is returned here finds nobody."""
    if request.transport:
        request.transport.close()
    return web.Response()
