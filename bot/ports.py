"""What the outside world must be able to do for us, and how it may fail. A second channel is a second Messenger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from messages.outgoing import Attachment, Button


class Clock(Protocol):
    """The time, asked only at entry points; everything below is handed `now`."""

    def now(self) -> datetime:
        """Aware, UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Delivery:
    """One frozen message for one address. With `edits`, it takes the place of that earlier message.

    With an `attachment` the text is its caption (Bot API: at most 1024 characters), and may be empty.
    """

    address: int
    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    edits: int | None = None
    attachment: Attachment | None = None


class Messenger(Protocol):
    """Carries messages to parents."""

    async def deliver(self, delivery: Delivery) -> int | None:
        """Send or edit; the message's number in that chat, None where the answer named none.

        Raises a DeliveryError that says what is certain.
        """
        ...

    async def probe(self) -> None:
        """One cheap call: does the channel answer? Raises DeliveryError."""
        ...


class DeliveryError(Exception):
    """A message did not verifiably arrive. `code` is safe to store and log: no text, no token.

    DeliveryError
    ├── TryLater      certainly not sent: 429 (retry_after), refused, no connection
    ├── Paused        the channel refuses us altogether (401, 404): certainly not sent, somebody must act
    ├── Moved         certainly not sent; the address is now another
    ├── Unreachable   certainly not sent, and never will be: blocked, deactivated, chat gone
    ├── Rejected      certainly not sent: our own fault (400, 413)
    └── Unknown       may have arrived: time-out, cut connection, 5xx
    """

    def __init__(self, code: str) -> None:
        """`code` such as 'HTTP 403 blocked'."""
        super().__init__(code)
        self.code = code


class TryLater(DeliveryError):
    """Not sent; `retry_after` in seconds when the other side named a time."""

    def __init__(self, code: str, *, retry_after: float | None = None) -> None:
        """`retry_after` None means: by our own back-off."""
        super().__init__(code)
        self.retry_after = retry_after


class Paused(DeliveryError):
    """The token is wrong or withdrawn: nothing can be sent until somebody looks."""


class Moved(DeliveryError):
    """Not sent; the chat has another address now."""

    def __init__(self, code: str, *, address: int) -> None:
        """The new address."""
        super().__init__(code)
        self.address = address


class Unreachable(DeliveryError):
    """This address will not get messages any more."""


class Rejected(DeliveryError):
    """The content itself was refused."""


class Unknown(DeliveryError):
    """It may have arrived: never repeated by itself in bulk."""
