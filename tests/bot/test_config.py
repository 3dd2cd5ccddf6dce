"""Settings: complete without an environment, loud when one is wrong, and silent about secrets."""

from __future__ import annotations

import re
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.config import DEFAULTS, Settings, load_settings, setting_names
from bot.domain.mail import MailServer
from bot.domain.staff_hours import StaffHours
from bot.domain.timing import QuietHours
from bot.errors import BadInput

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQ"


def test_settings_are_complete_when_nothing_is_set() -> None:
    settings = load_settings({})

    home = Path("~/.local/share/ouderbrug").expanduser()
    assert settings == Settings(
        telegram_token=None,
        telegram_api="https://api.telegram.org",
        telegram_mode="polling",
        telegram_bot=None,
        webhook_secret=None,
        public_url=None,
        database_url=f"sqlite+aiosqlite:///{home}/ouderbrug.db",
        data_dir=home,
        bind=("127.0.0.1", 8080),
        timezone=ZoneInfo("Europe/Amsterdam"),
        source_language="nl",
        quiet_hours=QuietHours(time(20), time(7, 30)),
        school_name="de school",
        send_per_second=settings.send_per_second,
        package_index=None,
        translation_memory_mb=1024,
        translation_wait=timedelta(hours=2),
        espeak="espeak-ng",
        piper=None,
        messages_per_week=5,
        staff_hours=StaffHours(time(8), time(16, 30)),
        alert_to=(),
        smtp_url=None,
        mail_from=None,
        emergency_number="112",
        help_lines=("Veilig Thuis 0800-2000",),
    )
    assert settings.packages_dir == home / "packages"


def test_default_pace_is_a_little_below_what_telegram_takes() -> None:
    assert 25 <= load_settings({}).send_per_second < 30


def test_settings_are_read_from_the_environment(tmp_path: Path) -> None:
    settings = load_settings(
        {
            "OUDERBRUG_TELEGRAM_TOKEN": TOKEN,
            "OUDERBRUG_TELEGRAM_API": "http://127.0.0.1:8081/",
            "OUDERBRUG_TELEGRAM_MODE": "webhook",
            "OUDERBRUG_TELEGRAM_BOT": "ouderbrug_bot",
            "OUDERBRUG_WEBHOOK_SECRET": "geheim",
            "OUDERBRUG_PUBLIC_URL": "https://school.example",
            "OUDERBRUG_DATABASE_URL": "postgres://ruth:pw@db/ouderbrug?sslmode=require",
            "OUDERBRUG_DATA_DIR": str(tmp_path),
            "OUDERBRUG_BIND": "[::1]:9000",
            "OUDERBRUG_TIMEZONE": "Europe/Brussels",
            "OUDERBRUG_SOURCE_LANGUAGE": "Engels",
            "OUDERBRUG_QUIET_HOURS": "21:00 - 08:00",
            "OUDERBRUG_SCHOOL_NAME": "De Regenboog",
            "OUDERBRUG_SEND_PER_SECOND": "10",
            "OUDERBRUG_PACKAGE_INDEX": "https://packages.school.example/argos/",
            "OUDERBRUG_TRANSLATION_MEMORY_MB": "512",
            "OUDERBRUG_TRANSLATION_WAIT": "PT30M",
            "OUDERBRUG_MESSAGES_PER_WEEK": "3",
            "OUDERBRUG_STAFF_HOURS": "08:30-15:00",
            "OUDERBRUG_ALERT_TO": "lio@school.example, sam@school.example, lio@school.example,",
            "OUDERBRUG_SMTP_URL": "smtps://ruth:pw@mail.school.example",
            "OUDERBRUG_MAIL_FROM": "ouderbrug@school.example",
            "OUDERBRUG_EMERGENCY_NUMBER": "101",
            "OUDERBRUG_HELP_LINES": "1712, Awel 102",
            "OUDERBRUG_UNHEARD_OF": "x",
        }
    )

    assert settings == Settings(
        telegram_token=TOKEN,
        telegram_api="http://127.0.0.1:8081",
        telegram_mode="webhook",
        telegram_bot="ouderbrug_bot",
        webhook_secret="geheim",
        public_url="https://school.example",
        database_url="postgresql+asyncpg://ruth:pw@db/ouderbrug?sslmode=require",
        data_dir=tmp_path,
        bind=("::1", 9000),
        timezone=ZoneInfo("Europe/Brussels"),
        source_language="en",
        quiet_hours=QuietHours(time(21), time(8)),
        school_name="De Regenboog",
        send_per_second=10.0,
        package_index="https://packages.school.example/argos",
        translation_memory_mb=512,
        translation_wait=timedelta(minutes=30),
        espeak="espeak-ng",
        piper=None,
        messages_per_week=3,
        staff_hours=StaffHours(time(8, 30), time(15)),
        alert_to=("lio@school.example", "sam@school.example"),
        smtp_url=MailServer("mail.school.example", 465, tls=True, username="ruth", password="pw"),
        mail_from="ouderbrug@school.example",
        emergency_number="101",
        help_lines=("1712", "Awel 102"),
    )


def test_settings_come_from_the_process_when_none_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUDERBRUG_SCHOOL_NAME", "De Regenboog")

    assert load_settings().school_name == "De Regenboog"


def test_setting_names_are_the_environments() -> None:
    assert setting_names() == ["OUDERBRUG_" + name.upper() for name in Settings.__dataclass_fields__]
    assert set(Settings.__dataclass_fields__) == DEFAULTS.keys()


def test_database_lies_in_the_data_folder(tmp_path: Path) -> None:
    settings = load_settings({"OUDERBRUG_DATA_DIR": str(tmp_path)})

    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/ouderbrug.db"


@pytest.mark.parametrize(
    ("written", "url", "embedded"),
    [
        ("sqlite+aiosqlite:////srv/o.db", "sqlite+aiosqlite:////srv/o.db", True),
        ("postgresql://db/o", "postgresql+asyncpg://db/o", False),
        ("postgresql+psycopg://db/o", "postgresql+asyncpg://db/o", False),
        ("postgresql+asyncpg://db/postgres://x", "postgresql+asyncpg://db/postgres://x", False),
    ],
)
def test_database_url_is_read_as_people_write_it(written: str, url: str, embedded: bool) -> None:
    settings = load_settings({"OUDERBRUG_DATABASE_URL": written})

    assert (settings.database_url, settings.embedded) == (url, embedded)


@pytest.mark.parametrize(
    ("name", "value", "should_be"),
    [
        ("TELEGRAM_MODE", "pigeon", "polling or webhook"),
        ("TELEGRAM_API", "api.telegram.org", "the address of a Bot API server, such as https://api.telegram.org"),
        (
            "PACKAGE_INDEX",
            "packages.school.example",
            "the address of a folder with an index.json, such as https://packages.school.example/",
        ),
        ("BIND", "8080", "HOST:PORT, such as 127.0.0.1:8080"),
        ("BIND", ":8080", "HOST:PORT, such as 127.0.0.1:8080"),
        ("BIND", "127.0.0.1:65536", "HOST:PORT, such as 127.0.0.1:8080"),
        ("BIND", "127.0.0.1:-1", "HOST:PORT, such as 127.0.0.1:8080"),
        ("BIND", "127.0.0.1:http", "HOST:PORT, such as 127.0.0.1:8080"),
        ("TIMEZONE", "Europe/Delft", "a time zone such as Europe/Amsterdam"),
        ("TIMEZONE", "Europe", "a time zone such as Europe/Amsterdam"),
        ("TIMEZONE", "../etc/passwd", "a time zone such as Europe/Amsterdam"),
        ("SOURCE_LANGUAGE", "Klingonees", "a language that has a catalogue, such as nl or en"),
        ("SOURCE_LANGUAGE", "hu", "a language that has a catalogue, such as nl or en"),
        ("QUIET_HOURS", "at night", "two times such as 20:00-07:30"),
        ("QUIET_HOURS", "20:00", "two times such as 20:00-07:30"),
        ("QUIET_HOURS", "20:00-25:00", "two times such as 20:00-07:30"),
        ("QUIET_HOURS", "20:00Z-07:30", "two times such as 20:00-07:30"),
        ("STAFF_HOURS", "16:30-08:00", "two times of one day such as 08:00-16:30"),
        ("STAFF_HOURS", "08:00", "two times of one day such as 08:00-16:30"),
        ("ALERT_TO", "lio at school", "e-mail addresses with commas between them"),
        ("ALERT_TO", "x@" + "y" * 253, "e-mail addresses with commas between them"),
        ("MAIL_FROM", "Ouderbrug <a@b.example>", "an e-mail address"),
        ("EMERGENCY_NUMBER", "help", "a telephone number such as 112"),
        ("SEND_PER_SECOND", "fast", "a number of messages a second, such as 28.5"),
        ("SEND_PER_SECOND", "0", "a number of messages a second, such as 28.5"),
        ("SEND_PER_SECOND", "-1", "a number of messages a second, such as 28.5"),
        ("SEND_PER_SECOND", "nan", "a number of messages a second, such as 28.5"),
        ("SEND_PER_SECOND", "10001", "a number of messages a second, such as 28.5"),
        ("MESSAGES_PER_WEEK", "9" * 20, "a number of messages from 0 to 100, such as 5; 0 is no limit"),
    ],
)
def test_setting_that_is_wrong_is_named_with_what_it_should_be(name: str, value: str, should_be: str) -> None:
    with pytest.raises(BadInput) as refused:
        load_settings({f"OUDERBRUG_{name}": value})

    assert refused.value.sentence == f"OUDERBRUG_{name} is {value!r}, but should be {should_be}."


@pytest.mark.parametrize("url", ["mysql://ruth:pw@db/o", "sqlite:///o.db", "postgresql:ruth:pw@db", "postgres"])
def test_wrong_database_url_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(BadInput) as refused:
        load_settings({"OUDERBRUG_DATABASE_URL": url})

    assert refused.value.sentence == (
        "OUDERBRUG_DATABASE_URL is set, but should be "
        "sqlite+aiosqlite:///FILE or postgresql+asyncpg://USER:PASSWORD@HOST/DATABASE."
    )


def test_settings_do_not_show_their_secrets() -> None:
    settings = load_settings(
        {
            "OUDERBRUG_TELEGRAM_TOKEN": TOKEN,
            "OUDERBRUG_WEBHOOK_SECRET": "geheim",
            "OUDERBRUG_DATABASE_URL": "postgresql://ruth:wachtwoord@db/o",
            "OUDERBRUG_SMTP_URL": "smtp://ruth:wachtwoord@mail.school.example",
            "OUDERBRUG_MAIL_FROM": "ruth@school.example",
        }
    )

    assert re.findall(f"{TOKEN}|geheim|wachtwoord", repr(settings)) == []


@pytest.mark.parametrize(
    "given", [{}, {"OUDERBRUG_PUBLIC_URL": "https://school.example"}, {"OUDERBRUG_WEBHOOK_SECRET": "geheim"}]
)
def test_webhook_needs_its_address_and_secret(given: dict[str, str]) -> None:
    with pytest.raises(BadInput) as refused:
        load_settings({"OUDERBRUG_TELEGRAM_MODE": "webhook", **given})

    assert refused.value.sentence == (
        "OUDERBRUG_TELEGRAM_MODE=webhook needs OUDERBRUG_PUBLIC_URL and OUDERBRUG_WEBHOOK_SECRET."
    )


@pytest.mark.parametrize("url", ["mail.school.example", "http://ruth:pw@mail", "smtp://ruth:pw@", "smtp://m:port"])
def test_wrong_mail_server_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(BadInput) as refused:
        load_settings({"OUDERBRUG_SMTP_URL": url})

    assert refused.value.sentence == (
        "OUDERBRUG_SMTP_URL is set, but should be smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST:PORT."
    )


def test_mail_server_needs_the_address_that_mail_comes_from() -> None:
    with pytest.raises(BadInput, match="OUDERBRUG_SMTP_URL needs OUDERBRUG_MAIL_FROM"):
        load_settings({"OUDERBRUG_SMTP_URL": "smtp://mail.school.example"})


def test_env_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / "ouderbrug.env"
    file.write_text("OUDERBRUG_SCHOOL_NAME='De Regenboog'\nOUDERBRUG_BIND=0.0.0.0:80\nOUDERBRUG_TIMEZONE\n")

    settings = load_settings({"OUDERBRUG_ENV_FILE": str(file), "OUDERBRUG_BIND": "127.0.0.1:81"})

    assert (settings.school_name, settings.bind) == ("De Regenboog", ("127.0.0.1", 81))
    assert settings.timezone == ZoneInfo("Europe/Amsterdam")


def test_env_file_that_is_not_there_is_named() -> None:
    with pytest.raises(BadInput) as refused:
        load_settings({"OUDERBRUG_ENV_FILE": "/nowhere/ouderbrug.env"})

    assert refused.value.sentence == "OUDERBRUG_ENV_FILE names /nowhere/ouderbrug.env, but there is no such file."


def test_env_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "env").write_bytes(b"\xff\xfe")

    with pytest.raises(BadInput) as refused:
        load_settings({"OUDERBRUG_ENV_FILE": str(tmp_path / "env")})

    assert refused.value.sentence == f"OUDERBRUG_ENV_FILE names {tmp_path}/env, which cannot be read as text."


def test_empty_setting_is_as_if_it_were_not_set() -> None:
    assert load_settings(dict.fromkeys(setting_names(), "")) == load_settings({})


def test_secret_comes_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{TOKEN}\n")

    settings = load_settings({"OUDERBRUG_TELEGRAM_TOKEN_FILE": str(tmp_path / "token")})

    assert settings.telegram_token == TOKEN


def test_only_secrets_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "name").write_text("De Regenboog")

    settings = load_settings({"OUDERBRUG_SCHOOL_NAME_FILE": str(tmp_path / "name")})

    assert settings.school_name == "de school"


def test_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        load_settings({"OUDERBRUG_TELEGRAM_TOKEN_FILE": str(tmp_path / "token")})

    assert refused.value.sentence == (
        f"OUDERBRUG_TELEGRAM_TOKEN_FILE names {tmp_path}/token, which cannot be read: No such file or directory."
    )


def test_secret_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "token").write_bytes(b"\xff\xfe")

    with pytest.raises(BadInput) as refused:
        load_settings({"OUDERBRUG_TELEGRAM_TOKEN_FILE": str(tmp_path / "token")})

    assert refused.value.sentence == f"OUDERBRUG_TELEGRAM_TOKEN_FILE names {tmp_path}/token, which is no text."
