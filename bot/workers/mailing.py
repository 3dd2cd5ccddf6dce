"""Hand one e-mail to the school's mail server (SMTP), or say why it did not take it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from email.message import EmailMessage

import aiosmtplib

from bot.domain.mail import MailServer

_PERMANENT = 500

#: Seconds for a last word, when all is said.
_GOODBYE = 1.0


class MailFailed(Exception):
    """The server did not take it, as far as we know. `code` is safe to store and log: no address, no password."""

    def __init__(self, code: str, *, permanent: bool = False) -> None:
        """`permanent`: this recipient will never be taken."""
        super().__init__(code)
        self.code = code
        self.permanent = permanent


async def send_mail(server: MailServer, mail: EmailMessage, *, seconds: float) -> None:
    """It is taken when this returns. Raises MailFailed, also when it takes longer than `seconds`."""
    try:
        async with asyncio.timeout(seconds):
            await _hand_in(server, mail)
    except aiosmtplib.SMTPRecipientsRefused as refused:
        code = max(one.code for one in refused.recipients)
        raise MailFailed(f"recipient refused {code}", permanent=code >= _PERMANENT) from refused
    except aiosmtplib.SMTPResponseException as refused:
        raise MailFailed(f"{type(refused).__name__} {refused.code}") from refused
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:  # a time-out is an OSError
        raise MailFailed(type(error).__name__) from error


async def _hand_in(server: MailServer, mail: EmailMessage) -> None:
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        username=server.username,
        password=server.password,
        use_tls=server.tls,
        start_tls=server.start_tls,
        local_hostname=mail["From"].addresses[0].domain,
        timeout=None,
    )
    try:
        await client.connect()
        await client.send_message(mail)
        with suppress(aiosmtplib.SMTPException, OSError):  # it was taken before
            await client.quit(timeout=_GOODBYE)
    finally:
        client.close()
