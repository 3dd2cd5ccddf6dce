"""How calendars know an event again, and the secret in the address of a family's own calendar."""

from __future__ import annotations

import secrets
from datetime import timedelta
from urllib.parse import urlsplit

#: How long a followed calendar still shows what was, and what was cancelled.
SHOWN_FOR = timedelta(days=30)

_TOKEN_PREFIX = "ob_"  # noqa: S105  # logs hide what begins so


#: The longest number that both databases keep.
_DIGITS = 16


def new_feed_token() -> str:
    """256 bits."""
    return _TOKEN_PREFIX + secrets.token_urlsafe(32)


def feed_address(public_url: str, token: str) -> str:
    """What a parent enters in the own calendar."""
    return f"{public_url}/calendar/{token}.ics"


def event_uid(event_id: int, public_url: str | None, *, child_id: int | None = None) -> str:
    """The same for ever (RFC 5545, UID). A family with talks about two children has a second entry: `child_id`."""
    host = urlsplit(public_url or "").hostname or "ouderbrug"
    whose = f"-{child_id}" if child_id else ""
    return f"event-{event_id}{whose}@{host}"


def own_event_id(uid: str, public_url: str | None) -> int | None:
    """Which of our events an entry of another file is, where we gave it out ourselves."""
    number = uid.removeprefix("event-").partition("@")[0]
    is_number = number.isdecimal() and len(number) <= _DIGITS
    return int(number) if is_number and uid == event_uid(int(number), public_url) else None
