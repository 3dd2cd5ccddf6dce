"""Settings from the environment (or the file named by OUDERBRUG_ENV_FILE): typed, complete, failing loudly.

Each secret can also come as `<NAME>_FILE`, a path to a file that holds it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import time, timedelta
from pathlib import Path
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from bot.domain.budget import Budget
from bot.domain.durations import parse_wait
from bot.domain.mail import MailServer, parse_mail_server
from bot.domain.staff_hours import StaffHours
from bot.domain.timing import QuietHours
from bot.errors import BadInput
from messages.languages import UnknownLanguage, parse_language
from messages.phrases import spoken

PREFIX = "OUDERBRUG_"
SECRETS = frozenset({"telegram_token", "webhook_secret", "database_url", "smtp_url"})

Mode = Literal["polling", "webhook"]

_HIGHEST_PORT, _FASTEST = 65_535, 10_000.0

#: One model of true size must fit.
_LEAST_MEMORY = 128
_TELEPHONE = re.compile(r"\+?[0-9][0-9 -]{1,19}")
_EMAIL, _LONGEST_EMAIL = re.compile(r"[^@\s,;:<>()\"\\]+@[^@\s,;:<>()\"\\]+"), 254
_POSTGRES = re.compile(r"postgres(ql)?(\+\w+)?://")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a school can set; names are the environment's without the prefix, in lower case."""

    telegram_token: str | None = field(repr=False)
    telegram_api: str
    telegram_mode: Mode
    telegram_bot: str | None
    webhook_secret: str | None = field(repr=False)
    public_url: str | None
    database_url: str = field(repr=False)
    data_dir: Path
    bind: tuple[str, int]
    timezone: ZoneInfo
    source_language: str
    quiet_hours: QuietHours
    school_name: str
    send_per_second: float
    package_index: str | None
    translation_memory_mb: int
    translation_wait: timedelta
    espeak: str
    piper: str | None
    messages_per_week: int
    staff_hours: StaffHours
    alert_to: tuple[str, ...]
    smtp_url: MailServer | None = field(repr=False)
    mail_from: str | None
    emergency_number: str
    help_lines: tuple[str, ...]

    @property
    def budget(self) -> Budget:
        """How many messages one parent gets in a week, and when none leave."""
        return Budget(self.messages_per_week, self.timezone, self.quiet_hours)

    @property
    def packages_dir(self) -> Path:
        """Where the language packages are installed."""
        return self.data_dir / "packages"

    @property
    def voices_dir(self) -> Path:
        """Where a school puts voices for Piper, in a folder for each language."""
        return self.data_dir / "voices"

    @property
    def approved_dir(self) -> Path:
        """Where the sentences are kept that people approved at this school."""
        return self.data_dir / "locales"

    @property
    def embedded(self) -> bool:
        """True with SQLite: one process writes and sends."""
        return self.database_url.startswith("sqlite")


#: What holds when nothing is set. `data_dir` and `database_url` depend on the machine, see `load_settings`.
DEFAULTS: dict[str, str | None] = {
    "telegram_token": None,
    "telegram_api": "https://api.telegram.org",
    "telegram_mode": "polling",
    "telegram_bot": None,
    "webhook_secret": None,
    "public_url": None,
    "database_url": None,
    "data_dir": None,
    "bind": "127.0.0.1:8080",
    "timezone": "Europe/Amsterdam",
    "source_language": "nl",
    "quiet_hours": "20:00-07:30",
    "school_name": "de school",
    "send_per_second": "28.5",
    "package_index": None,
    "translation_memory_mb": "1024",
    "translation_wait": "PT2H",
    "espeak": "espeak-ng",
    "piper": None,
    "messages_per_week": "5",
    "staff_hours": "08:00-16:30",
    "alert_to": "",
    "smtp_url": None,
    "mail_from": None,
    "emergency_number": "112",
    "help_lines": "Veilig Thuis 0800-2000",
}


def setting_names() -> list[str]:
    """Every setting as the environment writes it."""
    return [PREFIX + setting.name.upper() for setting in fields(Settings)]


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read, check and complete the settings. Raises BadInput that names the setting and what it should be."""
    values = _gather(os.environ if environment is None else environment)
    data_dir = Path(values["data_dir"] or "~/.local/share/ouderbrug").expanduser()
    values["database_url"] = values["database_url"] or f"sqlite+aiosqlite:///{data_dir}/ouderbrug.db"
    read: dict[str, Any] = {name: _read(name, value) for name, value in values.items()}
    settings = Settings(**{**read, "data_dir": data_dir})
    _check_together(settings)
    return settings


def _gather(environment: Mapping[str, str]) -> dict[str, str | None]:
    env_file = environment.get(PREFIX + "ENV_FILE")
    if env_file and not Path(env_file).is_file():
        raise BadInput(f"OUDERBRUG_ENV_FILE names {env_file}, but there is no such file.")
    merged = {**(_read_env_file(env_file) if env_file else {}), **environment}
    return {name: _secret_or_plain(name, merged) or default for name, default in DEFAULTS.items()}


def _read_env_file(path: str) -> dict[str, str]:
    try:
        return {name: value for name, value in dotenv_values(path).items() if value is not None}
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"OUDERBRUG_ENV_FILE names {path}, which cannot be read as text.") from error


def _secret_or_plain(name: str, environment: Mapping[str, str]) -> str | None:
    key = PREFIX + name.upper()
    path = environment.get(key + "_FILE") if name in SECRETS else None
    if not path:
        return environment.get(key)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadInput(f"{key}_FILE names {path}, which cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{key}_FILE names {path}, which is no text.") from error


def _read(name: str, value: str | None) -> object:
    reader = _READERS.get(name)
    if reader is None or value is None:
        return value
    try:
        return reader(value)
    except (ValueError, KeyError, OSError) as error:
        given = "set" if name in SECRETS else repr(value)
        raise BadInput(f"{PREFIX}{name.upper()} is {given}, but should be {_SHOULD_BE[name]}.") from error


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


def _read_list(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _read_emails(value: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_read_email(address) for address in _read_list(value)))


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


def _read_count(value: str) -> int:
    count = int(value)
    if count < 0:
        raise ValueError(value)
    return count


_READERS = {
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
    "messages_per_week": _read_count,
    "staff_hours": _read_staff_hours,
    "alert_to": _read_emails,
    "smtp_url": parse_mail_server,
    "mail_from": _read_email,
    "emergency_number": _read_number,
    "help_lines": _read_list,
}

_SHOULD_BE = {
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
    "messages_per_week": "a number of messages such as 5, or 0 for no limit",
    "staff_hours": "two times of one day such as 08:00-16:30",
    "alert_to": "e-mail addresses with commas between them",
    "smtp_url": "smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST:PORT",
    "mail_from": "an e-mail address",
    "emergency_number": "a telephone number such as 112",
}


def _check_together(settings: Settings) -> None:
    if settings.telegram_mode == "webhook" and not (settings.public_url and settings.webhook_secret):
        raise BadInput("OUDERBRUG_TELEGRAM_MODE=webhook needs OUDERBRUG_PUBLIC_URL and OUDERBRUG_WEBHOOK_SECRET.")
    if settings.smtp_url and not settings.mail_from:
        raise BadInput("OUDERBRUG_SMTP_URL needs OUDERBRUG_MAIL_FROM, the address that e-mail comes from.")
