"""What is certain after a broken connection, against real sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp.test_utils import unused_port
from telegram import Bot
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.sandbox import Phone, Sandbox
from bot.telegram.transport import AiohttpRequest, NotSent


@asynccontextmanager
async def answering(answer: bytes | None) -> AsyncIterator[str]:
    """A server that reads a request, says these bytes and hangs up; None: it says nothing for ever."""
    open_ones: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_ones.append(writer)
        await reader.readuntil(b"\r\n\r\n")
        if answer is not None:
            writer.write(answer)
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot/x"
    finally:
        for writer in open_ones:
            writer.close()
        server.close()


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    opened = AiohttpRequest(read_timeout=0.2)
    await opened.initialize()
    yield opened
    await opened.shutdown()


async def failure(call: Callable[[], Awaitable[object]]) -> type[Exception]:
    """The very class, because a subclass says more."""
    with pytest.raises(TelegramError) as caught:
        await call()
    return type(caught.value)


async def test_nothing_left_when_the_connection_is_refused(request_: AiohttpRequest) -> None:
    url = f"http://127.0.0.1:{unused_port()}/"

    assert await failure(lambda: request_.do_request(url, "POST")) is NotSent


async def test_nothing_left_when_the_name_is_unknown(request_: AiohttpRequest) -> None:
    assert await failure(lambda: request_.do_request("http://nobody.invalid/", "POST")) is NotSent


@pytest.mark.parametrize("state", ["not opened yet", "closed"])
async def test_nothing_left_without_a_session(state: str) -> None:
    request = AiohttpRequest()
    if state == "closed":
        await request.initialize()
        await request.shutdown()

    assert await failure(lambda: request.do_request("http://127.0.0.1/", "POST")) is NotSent


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Le"],
    ids=["none", "half a body", "no HTTP", "half a head"],
)
async def test_something_may_have_left_when_the_answer_breaks(request_: AiohttpRequest, answer: bytes) -> None:
    async with answering(answer) as url:
        assert await failure(lambda: request_.do_request(url, "POST")) is NetworkError


async def test_something_may_have_left_when_no_answer_comes_in_time(request_: AiohttpRequest) -> None:
    async with answering(None) as url:
        assert await failure(lambda: request_.do_request(url, "POST")) is TimedOut


async def test_the_call_may_name_another_time(request_: AiohttpRequest) -> None:
    async with answering(None) as url, asyncio.timeout(2):
        assert await failure(lambda: request_.do_request(url, "POST", read_timeout=0.05)) is TimedOut


async def test_too_large_is_our_own_fault(request_: AiohttpRequest) -> None:
    async with answering(b"HTTP/1.1 413 Request Entity Too Large\r\nContent-Length: 0\r\n\r\n") as url:
        assert await failure(lambda: request_.do_request(url, "POST")) is BadRequest


async def test_answer_is_handed_on_with_its_status(request_: AiohttpRequest) -> None:
    async with answering(b"HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\nno") as url:
        assert await request_.do_request(url, "POST") == (500, b"no")


async def test_parameters_and_files_arrive(bot: Bot, sandbox: Sandbox, amina: Phone) -> None:
    await bot.send_message(amina.chat.id, "Dag & welkom <b>")
    await bot.send_document(amina.chat.id, b"BEGIN:VCALENDAR", filename="agenda.ics", caption="agenda")

    text, document = amina.messages
    assert text.text == "Dag & welkom <b>"
    assert document.media is not None
    assert (document.text, document.media.name, document.media.data) == ("agenda", "agenda.ics", b"BEGIN:VCALENDAR")


async def test_opening_twice_is_opening_once(request_: AiohttpRequest) -> None:
    session = request_._session

    await request_.initialize()

    assert request_._session is session
    assert request_.read_timeout == 0.2
