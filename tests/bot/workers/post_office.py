"""A real SMTP server on this machine, which takes mail, refuses it as told, or hears it in silence."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class PostOffice:
    """What arrived; and what it says instead of yes, in order: to a recipient, and to a whole mail."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    refuse_recipient: list[str] = field(default_factory=list)
    refuse_mail: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    before_yes: Callable[[], None] = lambda: None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802
        if self.refuse_recipient:
            return self.refuse_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's names
        if self.refuse_mail:
            return self.refuse_mail.pop(0)
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.arrived.set()
        self.before_yes()
        return "250 OK"

    async def arrives(self, seconds: float = 20) -> EmailMessage:
        """The next mail."""
        async with asyncio.timeout(seconds):
            await self.arrived.wait()
        self.arrived.clear()
        return self.mails[-1]


@asynccontextmanager
async def open_post_office(password: str | None = None) -> AsyncIterator[PostOffice]:
    """While the block runs; with a password it takes nothing from who does not know it."""
    office = PostOffice()
    loop = asyncio.get_running_loop()
    guard: dict[str, Any] = {"authenticator": _knows(password), "auth_required": True, "auth_require_tls": False}
    how = guard if password else {}
    server = await loop.create_server(lambda: SMTP(office, loop=loop, hostname="post.example", **how), "127.0.0.1", 0)
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()


def _knows(password: str | None) -> Callable[..., AuthResult]:
    def check(_: SMTP, __: Session, ___: Envelope, ____: str, said: LoginPassword) -> AuthResult:
        return AuthResult(success=said.password.decode() == password, handled=False)

    return check


@asynccontextmanager
async def open_silence() -> AsyncIterator[int]:
    """A port where somebody listens and never says a word."""
    doors: list[asyncio.StreamWriter] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        doors.append(writer)
        await reader.read()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        for door in doors:
            door.close()
        server.close()
