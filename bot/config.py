"""Settings from the environment (or the file named by OUDERBRUG_ENV_FILE): typed, complete, failing loudly.

Each secret can also come as `<NAME>_FILE`, a path to a file that holds it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from bot.domain.mail import MailServer
from bot.domain.school import USUAL, School
from bot.domain.staff_hours import StaffHours
from bot.domain.timing import QuietHours
from bot.errors import BadInput
from bot.setting_values import DECISION_READERS, READERS, SHOULD_BE, Mode

PREFIX = "OUDERBRUG_"
DECIDED = tuple(setting.name for setting in fields(School) if setting.name != "timezone")
SECRETS = frozenset({"telegram_token", "webhook_secret", "database_url", "smtp_url"})


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
    reader = READERS.get(name)
    if reader is None or value is None:
        return value
    try:
        return reader(value)
    except (ValueError, KeyError, OSError) as error:
        given = "set" if name in SECRETS else repr(value)
        raise BadInput(f"{PREFIX}{name.upper()} is {given}, but should be {SHOULD_BE[name]}.") from error


def _check_together(settings: Settings) -> None:
    if settings.telegram_mode == "webhook" and not (settings.public_url and settings.webhook_secret):
        raise BadInput("OUDERBRUG_TELEGRAM_MODE=webhook needs OUDERBRUG_PUBLIC_URL and OUDERBRUG_WEBHOOK_SECRET.")
    if settings.smtp_url and not settings.mail_from:
        raise BadInput("OUDERBRUG_SMTP_URL needs OUDERBRUG_MAIL_FROM, the address that e-mail comes from.")


def read_decision(name: str, value: str) -> object:
    """What the school decided about this setting, read as the environment is. Raises BadInput."""
    try:
        return (DECISION_READERS.get(name) or READERS[name])(value)
    except (ValueError, KeyError) as error:
        raise BadInput(f"This should be {SHOULD_BE.get(name)}.") from error


def school_of(settings: Settings, decisions: Mapping[str, str]) -> School:
    """The decisions, and the machine's settings for the rest. One that cannot be read (any more) does not hold."""
    values: dict[str, Any] = {name: read_decision(name, value) for name, value in USUAL.items()}
    values |= {name: getattr(settings, name) for name in (*DECIDED, "timezone") if name not in USUAL}
    for name in decisions.keys() & set(DECIDED):
        with suppress(BadInput):
            values[name] = read_decision(name, decisions[name])
    return School(**values)
