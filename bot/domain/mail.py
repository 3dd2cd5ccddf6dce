"""The mail server of a school, from one address: smtp://USER:PASSWORD@HOST:PORT or smtps://…"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465}
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in; `tls` from the first byte on (RFC 8314)."""

    host: str
    port: int
    tls: bool
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def start_tls(self) -> bool | None:
        """Whether to ask for TLS on the way (RFC 3207): a password never leaves this machine without.

        None: where the server offers it.
        """
        if self.tls or self.host in _THIS_MACHINE:
            return False
        return True if self.username else None


def parse_mail_server(url: str) -> MailServer:
    """Without a port it is 587, or 465 for smtps. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/"):
        raise ValueError("an address of a mail server is smtp://HOST or smtps://HOST")
    return MailServer(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        tls=parts.scheme == "smtps",
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )
