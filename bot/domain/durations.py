"""Durations such as P7D: how long before an event a reminder leaves, how long a message waits for its words."""

from __future__ import annotations

from datetime import timedelta

from pydantic import TypeAdapter, ValidationError

from bot.errors import BadInput

_ISO_8601 = TypeAdapter(timedelta)
_LONGEST, _LONGEST_WAIT = timedelta(days=60), timedelta(days=7)


def parse_notice(text: str) -> timedelta:
    """An ISO 8601 duration of up to 60 days. Raises BadInput."""
    try:
        notice = _ISO_8601.validate_python(text if text.startswith("P") else "")
    except ValidationError as error:
        raise BadInput(f"{text!r} is not a notice; write an ISO 8601 duration such as P7D, P1D or PT3H.") from error
    if not timedelta(0) < notice <= _LONGEST:
        raise BadInput(f"The notice {text!r} should be longer than nothing and at most 60 days.")
    return notice


def parse_wait(text: str) -> timedelta:
    """An ISO 8601 duration from nothing up to seven days. Raises ValueError."""
    wait = _ISO_8601.validate_python(text if text.startswith("P") else "")
    if not timedelta(0) <= wait <= _LONGEST_WAIT:
        raise ValueError(text)
    return wait
