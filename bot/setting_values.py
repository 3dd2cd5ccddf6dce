"""How each setting is read from its text, and what it should be where that fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time
from typing import Literal, cast
from zoneinfo import ZoneInfo

from bot.domain.durations import parse_wait
from bot.domain.mail import parse_mail_server
from bot.domain.staff_hours import StaffHours
from bot.domain.timing import QuietHours
from messages.languages import UnknownLanguage, parse_language
from messages.phrases import spoken

Mode = Literal["polling", "webhook"]
_HIGHEST_PORT, _FASTEST = 65_535, 10_000.0
#: One model of true size must fit.
_LEAST_MEMORY = 128
_POSTGRES = re.compile(r"postgres(ql)?(\+\w+)?://")
_EMAIL, _LONGEST_EMAIL = re.compile(r"[^@\s,;:<>()\"\\]+@[^@\s,;:<>()\"\\]+"), 254
_LONGEST_NAME = 100
_TELEPHONE = re.compile(r"\+?[0-9][0-9 -]{1,19}")


def _read_address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError(value)
    return value.rstrip("/")


def _read_bind(value: str) -> tuple[str, int]:
    host, port = value.rsplit(":", 1)
    if not host or not 0 <= int(port) <= _HIGHEST_PORT:
        raise ValueError(value)
    return host.strip("[]"), int(port)


def _read_quiet_hours(value: str) -> QuietHours:
    return QuietHours(*_read_times(value))


def _read_staff_hours(value: str) -> StaffHours:
    return StaffHours(*_read_times(value))


def _read_times(value: str) -> tuple[time, time]:
    start, end = (time.fromisoformat(part.strip()) for part in value.split("-"))
    if start.tzinfo or end.tzinfo:
        raise ValueError(value)
    return start, end


def read_list(value: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _read_emails(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_read_email(address) for address in read_list(value)))


def _read_email(value: str) -> str:
    if not _EMAIL.fullmatch(value) or len(value) > _LONGEST_EMAIL:
        raise ValueError(value)
    return value


def _read_number(value: str) -> str:
    if not _TELEPHONE.fullmatch(value):
        raise ValueError(value)
    return value


def _read_mode(value: str) -> Mode:
    if value not in ("polling", "webhook"):
        raise ValueError(value)
    return cast("Mode", value)


def _read_pace(value: str) -> float:
    pace = float(value)
    if not 0 < pace <= _FASTEST:
        raise ValueError(value)
    return pace


def _between(least: int, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        number = int(value)
        if not least <= number <= most:
            raise ValueError(value)
        return number

    return read


def _read_switch(value: str) -> bool:
    return {"on": True, "off": False}[value]


def _read_name(value: str) -> str:
    if not value.strip() or len(value) > _LONGEST_NAME:
        raise ValueError(value)
    return value.strip()


def _read_language(value: str) -> str:
    try:
        tag = parse_language(value).tag
    except UnknownLanguage as error:
        raise ValueError(value) from error
    if tag not in spoken():
        raise ValueError(value)
    return tag


def _read_database_url(value: str) -> str:
    if found := _POSTGRES.match(value):
        return "postgresql+asyncpg://" + value[found.end() :]
    if not value.startswith("sqlite+aiosqlite:///"):
        raise ValueError(value)
    return value


def _read_memory(value: str) -> int:
    megabytes = int(value)
    if megabytes < _LEAST_MEMORY:
        raise ValueError(value)
    return megabytes


#: A parent with more than so many messages in a week reads none of them; and a database has a highest number.
A_WEEK = (0, 100)

READERS = {
    "telegram_api": _read_address,
    "public_url": _read_address,
    "telegram_mode": _read_mode,
    "database_url": _read_database_url,
    "bind": _read_bind,
    "timezone": ZoneInfo,
    "source_language": _read_language,
    "quiet_hours": _read_quiet_hours,
    "send_per_second": _read_pace,
    "package_index": _read_address,
    "translation_memory_mb": _read_memory,
    "translation_wait": parse_wait,
    "messages_per_week": _between(*A_WEEK),
    "staff_hours": _read_staff_hours,
    "alert_to": _read_emails,
    "smtp_url": parse_mail_server,
    "mail_from": _read_email,
    "emergency_number": _read_number,
    "help_lines": read_list,
}

#: Least and most of what is kept, in months; what Telegram brought in days. A school that keeps less cannot answer for
#: what it did, and one that keeps more keeps it without a reason (GDPR, article 5, paragraph 1e).
KEPT = {
    "keep_messages": (3, 24),
    "keep_answers": (1, 24),
    "keep_left": (1, 12),
    "keep_updates": (1, 14),
    "keep_audit": (12, 60),
}

#: Least and most of each number that a school decides.
BOUNDS = {"messages_per_week": A_WEEK, **KEPT}

#: The same for what is decided on the pages only.
DECISION_READERS: dict[str, Callable[[str], object]] = {
    "school_name": _read_name,
    "telegram": _read_switch,
    "second_key": _read_switch,
    **{name: _between(*bounds) for name, bounds in KEPT.items()},
}

SHOULD_BE = {
    "telegram_api": "the address of a Bot API server, such as https://api.telegram.org",
    "public_url": "the address at which this service is reached, such as https://ouderbrug.school.example",
    "telegram_mode": "polling or webhook",
    "database_url": "sqlite+aiosqlite:///FILE or postgresql+asyncpg://USER:PASSWORD@HOST/DATABASE",
    "bind": "HOST:PORT, such as 127.0.0.1:8080",
    "timezone": "a time zone such as Europe/Amsterdam",
    "source_language": "a language that has a catalogue, such as nl or en",
    "quiet_hours": "two times such as 20:00-07:30",
    "send_per_second": "a number of messages a second, such as 28.5",
    "package_index": "the address of a folder with an index.json, such as https://packages.school.example/",
    "translation_memory_mb": f"a number of megabytes, at least {_LEAST_MEMORY}",
    "translation_wait": "a duration such as PT2H, or PT0S for not at all",
    "messages_per_week": "a number of messages from 0 to 100, such as 5; 0 is no limit",
    "staff_hours": "two times of one day such as 08:00-16:30",
    "alert_to": "e-mail addresses with commas between them",
    "smtp_url": "smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST:PORT",
    "mail_from": "an e-mail address",
    "emergency_number": "a telephone number such as 112",
    "school_name": "a name of at most 100 letters",
    "telegram": "on or off",
    "second_key": "on or off",
    **{name: f"a whole number from {least} to {most}" for name, (least, most) in KEPT.items()},
}
