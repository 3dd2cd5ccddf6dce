"""The control API of the phones, below `/sandbox/chats`: look at them, and do what a parent can do."""

from urllib.parse import quote

from aiohttp import web

from bot.sandbox.chats import Chat, Message
from bot.sandbox.control_bodies import NewChat, Start, Tap, Text, number, read_body
from bot.sandbox.errors import SandboxError
from bot.sandbox.phone import Phone
from bot.sandbox.views import chat_view, message_view
from bot.sandbox.world import World

CHATS = "/sandbox/chats"
ONE = CHATS + r"/{chat_id:\d+}"
SHOWN_IN_PLACE = ("audio/", "image/")


class Phones:
    def __init__(self, world: World) -> None:
        self._world = world

    async def listed(self, request: web.Request) -> web.Response:
        """Phones in the order they were made; `search`, `limit` and `last` (messages of each) ask for less."""
        search = request.query.get("search", "").casefold()
        limit = number(request, "limit", len(self._world.chats))
        found = [chat for chat in self._world.chats.values() if _matches(chat, search)]
        items = [chat_view(chat, _last(request)) for chat in found[:limit]]
        return web.json_response({"items": items, "total": len(found)})

    async def made(self, request: web.Request) -> web.Response:
        body = await read_body(request, NewChat)
        chat = self._world.new_chat(body.chat_id, body.name, body.language)
        return web.json_response(chat_view(chat), status=201)

    async def one(self, request: web.Request) -> web.Response:
        return web.json_response(chat_view(self._phone(request).chat, _last(request)))

    async def messages(self, request: web.Request) -> web.Response:
        after = number(request, "after", 0)
        found = [message_view(each) for each in self._phone(request).messages if each.message_id > after]
        return web.json_response({"items": found})

    async def start(self, request: web.Request) -> web.Response:
        body = await read_body(request, Start)
        chat_id = int(request.match_info["chat_id"])
        if chat_id not in self._world.chats:
            self._world.new_chat(chat_id, None, None)
        return _said(self._phone(request).start(body.payload))

    async def text(self, request: web.Request) -> web.Response:
        body = await read_body(request, Text)
        return _said(self._phone(request).write(body.text))

    async def voice(self, request: web.Request) -> web.Response:
        """The body is the sound (audio/…), or the first file of a form; without one it is silence."""
        data, mime_type = await _sound(request)
        message = self._phone(request).speak(data, number(request, "duration", 1), mime_type)
        return _said(message)

    async def tap(self, request: web.Request) -> web.Response:
        body = await read_body(request, Tap)
        callback_id = self._phone(request).tap(body.message_id, body.button, data=body.data)
        return web.json_response({"callback_query_id": callback_id})

    async def read(self, request: web.Request) -> web.Response:
        phone = self._phone(request)
        phone.chat.unread = 0
        return web.json_response({"unread": 0})

    async def block(self, request: web.Request) -> web.Response:
        phone = self._phone(request)
        phone.block()
        return web.json_response({"blocked": phone.chat.blocked})

    async def unblock(self, request: web.Request) -> web.Response:
        phone = self._phone(request)
        phone.unblock()
        return web.json_response({"blocked": phone.chat.blocked})

    async def deactivate(self, request: web.Request) -> web.Response:
        self._phone(request).deactivate()
        return web.json_response({"deactivated": True})

    async def file(self, request: web.Request) -> web.Response:
        media = self._world.files.by_id(request.match_info["file_id"])
        if media is None:
            raise SandboxError("There is no such file.", 404)
        # What was uploaded must not run in the page, not even a picture with a script in it.
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
        if not media.mime_type.startswith(SHOWN_IN_PLACE):
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(media.name)}"
        return web.Response(body=media.data, headers=headers | {"Content-Type": media.mime_type})

    def _phone(self, request: web.Request) -> Phone:
        return Phone(self._world, self._world.chat(int(request.match_info["chat_id"])))


def add_phones(app: web.Application, world: World) -> None:
    phones = Phones(world)
    router = app.router
    router.add_get(CHATS, phones.listed)
    router.add_post(CHATS, phones.made)
    router.add_get(ONE, phones.one)
    router.add_get(ONE + "/messages", phones.messages)
    router.add_get("/sandbox/files/{file_id}", phones.file)
    acts = [phones.start, phones.text, phones.voice, phones.tap, phones.read]
    for act in [*acts, phones.block, phones.unblock, phones.deactivate]:
        router.add_post(f"{ONE}/{act.__name__}", act)


async def _sound(request: web.Request) -> tuple[bytes, str]:
    data, mime_type = b"", request.content_type
    if mime_type == "multipart/form-data":
        for part in (await request.post()).values():
            if isinstance(part, web.FileField) and not data:
                data, mime_type = part.file.read(), part.content_type
    elif mime_type != "application/json":
        data = await request.read()
    return data, mime_type if mime_type.startswith("audio/") else "audio/ogg"


def _last(request: web.Request) -> int | None:
    return number(request, "last", 0) if "last" in request.query else None


def _matches(chat: Chat, search: str) -> bool:
    return search in f"{chat.name} {chat.id} {chat.language or ''}".casefold()


def _said(message: Message) -> web.Response:
    return web.json_response(message_view(message))
