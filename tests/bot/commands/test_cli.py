"""The command line as a whole: help everywhere, wrong use and wrong settings in one sentence, exit codes kept."""

from __future__ import annotations

import argparse
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import make_parser
from tests.bot.commands.conftest import Ended, Run


def _commands(parser: argparse.ArgumentParser, *words: str) -> Iterator[tuple[str, ...]]:
    """Every command with its parents."""
    yield words
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from _commands(below, *words, name)


COMMANDS = list(_commands(make_parser()))


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help(ouderbrug: Run, words: tuple[str, ...]) -> None:
    ended = ouderbrug(*words, "--help")

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"usage: {' '.join(('ouderbrug', *words))}")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "the following arguments are required: COMMAND"),
        (("dance",), "argument COMMAND: invalid choice: 'dance'"),
        (("families",), "the following arguments are required: WHAT"),
        (("families", "dance"), "argument WHAT: invalid choice: 'dance'"),
        (("families", "import"), "the following arguments are required: FILE.csv"),
        (("families", "letters"), "the following arguments are required: --out"),
        (("staff", "add", "a@b.example"), "the following arguments are required: --role"),
        (("staff", "add", "a@b.example", "--role", "king"), "argument --role: invalid choice: 'king'"),
        (("token", "add", "x"), "the following arguments are required: --scope"),
        (("languages", "remove"), "the following arguments are required: CODE"),
        (("languages", "wrap", "x"), "the following arguments are required: --from, --to, --out"),
        (("report", "response-rate", "--format", "pdf"), "argument --format: invalid choice: 'pdf'"),
        (("sandbox", "--port", "70000"), "argument --port: '70000' should be a number from 0 to 65535"),
        (("demo", "--port", "x"), "argument --port: 'x' should be a number from 0 to 65535"),
        (("run", "--fast"), "unrecognized arguments: --fast"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_use_ends_with_2_and_says_why(ouderbrug: Run, words: tuple[str, ...], sentence: str) -> None:
    ended = ouderbrug(*words)

    assert (ended.code, ended.out) == (2, "")
    assert f"error: {sentence}" in ended.err.splitlines()[-1]


def test_unknown_worker_is_told(ouderbrug: Run) -> None:
    assert ouderbrug("work", "--only", "planning,dancing") == Ended(
        2,
        "",
        "ouderbrug: There is no worker 'dancing'; there are: planning, translating, sending, housekeeping.\n",
    )


def test_story_as_json_needs_the_story(ouderbrug: Run) -> None:
    assert ouderbrug("demo", "--json") == Ended(
        2, "", "ouderbrug: --json belongs to --story: ouderbrug demo --story --json\n"
    )


def test_db_upgrade_says_that_it_is_done(ouderbrug: Run, data_dir: Path) -> None:
    (data_dir / "ouderbrug.db").unlink()

    first, second = ouderbrug("db", "upgrade"), ouderbrug("db", "upgrade")

    assert first == second == Ended(0, "The database has the newest schema.\n", "")
    assert (data_dir / "ouderbrug.db").exists()


def test_data_folder_is_made_for_its_owner_only(
    ouderbrug: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUDERBRUG_DATA_DIR", str(tmp_path / "new"))

    assert ouderbrug("db", "upgrade").code == 0
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("name", "value", "should_be"),
    [
        ("OUDERBRUG_BIND", "8080", "HOST:PORT, such as 127.0.0.1:8080"),
        ("OUDERBRUG_TIMEZONE", "Amsterdam", "a time zone such as Europe/Amsterdam"),
        ("OUDERBRUG_QUIET_HOURS", "at night", "two times such as 20:00-07:30"),
        ("OUDERBRUG_SOURCE_LANGUAGE", "ja", "a language that has a catalogue, such as nl or en"),
        ("OUDERBRUG_TELEGRAM_MODE", "pigeon", "polling or webhook"),
        ("OUDERBRUG_TELEGRAM_API", "telegram", "the address of a Bot API server, such as https://api.telegram.org"),
        (
            "OUDERBRUG_PUBLIC_URL",
            "school",
            "the address at which this service is reached, such as https://ouderbrug.school.example",
        ),
        ("OUDERBRUG_SEND_PER_SECOND", "fast", "a number of messages a second, such as 28.5"),
    ],
)
def test_wrong_setting_is_named_with_what_it_should_be(
    ouderbrug: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, should_be: str
) -> None:
    monkeypatch.setenv(name, value)

    assert ouderbrug("db", "upgrade") == Ended(2, "", f"ouderbrug: {name} is {value!r}, but should be {should_be}.\n")


def test_wrong_secret_is_named_but_not_repeated(ouderbrug: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUDERBRUG_DATABASE_URL", "mysql://ruth:geheim@db/school")

    ended = ouderbrug("db", "upgrade")

    assert ended.code == 2
    assert ended.err.startswith("ouderbrug: OUDERBRUG_DATABASE_URL is")
    assert "geheim" not in ended.err


def test_webhook_names_what_it_needs(ouderbrug: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUDERBRUG_TELEGRAM_MODE", "webhook")

    assert ouderbrug("db", "upgrade") == Ended(
        2,
        "",
        "ouderbrug: OUDERBRUG_TELEGRAM_MODE=webhook needs OUDERBRUG_PUBLIC_URL and OUDERBRUG_WEBHOOK_SECRET.\n",
    )


def test_secret_is_read_from_its_file(ouderbrug: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "url").write_text(f"sqlite+aiosqlite:///{tmp_path}/elsewhere.db\n")
    monkeypatch.setenv("OUDERBRUG_DATABASE_URL_FILE", str(tmp_path / "url"))

    assert ouderbrug("db", "upgrade").code == 0
    assert (tmp_path / "elsewhere.db").exists()


def test_missing_secret_file_is_told(ouderbrug: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUDERBRUG_TELEGRAM_TOKEN_FILE", str(tmp_path / "none"))

    assert ouderbrug("db", "upgrade") == Ended(
        2,
        "",
        f"ouderbrug: OUDERBRUG_TELEGRAM_TOKEN_FILE names {tmp_path}/none, which cannot be read: "
        "No such file or directory.\n",
    )


def test_settings_come_from_the_file_that_is_named(
    ouderbrug: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ouderbrug.env"
    file.write_text(f'OUDERBRUG_DATA_DIR="{tmp_path}/other"\nOUDERBRUG_PUBLIC_URL=https://school.example\n')
    monkeypatch.setenv("OUDERBRUG_ENV_FILE", str(file))
    monkeypatch.delenv("OUDERBRUG_DATA_DIR")

    ended = ouderbrug("staff", "add", "sam@school.example", "--role", "coordinator")

    assert ended.out.startswith("https://school.example/sign-in#")
    assert (tmp_path / "other" / "ouderbrug.db").exists()


def test_environment_wins_over_the_file(ouderbrug: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "ouderbrug.env"
    file.write_text("OUDERBRUG_PUBLIC_URL=https://file.example\n")
    monkeypatch.setenv("OUDERBRUG_ENV_FILE", str(file))
    monkeypatch.setenv("OUDERBRUG_PUBLIC_URL", "https://environment.example")

    ended = ouderbrug("staff", "add", "sam@school.example", "--role", "coordinator")

    assert ended.out.startswith("https://environment.example/")


@pytest.mark.parametrize(
    ("content", "end"), [(None, "but there is no such file."), (b"\xff\xfe", "which cannot be read as text.")]
)
def test_settings_file_that_is_none_is_told(
    ouderbrug: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, end: str
) -> None:
    file = tmp_path / "ouderbrug.env"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.setenv("OUDERBRUG_ENV_FILE", str(file))

    assert ouderbrug("db", "upgrade") == Ended(2, "", f"ouderbrug: OUDERBRUG_ENV_FILE names {file}, {end}\n")


@pytest.mark.parametrize(
    "url",
    [
        "sqlite+aiosqlite:////dev/null/ouderbrug.db",
        "postgresql://nobody:geheim@127.0.0.1:1/ouderbrug",
    ],
)
def test_database_that_cannot_be_opened_is_told(ouderbrug: Run, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("OUDERBRUG_DATABASE_URL", url)

    ended = ouderbrug("db", "upgrade")

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert ended.err.startswith("ouderbrug: The database cannot be opened: ")
    assert ended.err.endswith(" See OUDERBRUG_DATABASE_URL.\n")
    assert "geheim" not in ended.err


def test_file_that_is_no_database_is_told(ouderbrug: Run, data_dir: Path) -> None:
    (data_dir / "ouderbrug.db").write_text("Beste ouders" * 100)

    assert ouderbrug("db", "upgrade") == Ended(
        1,
        "",
        "ouderbrug: The database cannot be opened: file is not a database. See OUDERBRUG_DATABASE_URL.\n",
    )


@pytest.fixture
def used_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


@pytest.mark.parametrize("command", ["run", "web"])
def test_service_on_a_used_port_is_told(
    ouderbrug: Run, monkeypatch: pytest.MonkeyPatch, used_port: int, command: str
) -> None:
    monkeypatch.setenv("OUDERBRUG_BIND", f"127.0.0.1:{used_port}")

    ended = ouderbrug(command)

    assert ended.code == 1
    assert ended.err == (
        f"ouderbrug: http://127.0.0.1:{used_port} cannot be served: address already in use. Choose another port.\n"
    )


@pytest.mark.parametrize("option", ["--port", "--sandbox-port"])
def test_demo_on_a_used_port_is_told(ouderbrug: Run, used_port: int, option: str) -> None:
    ended = ouderbrug("demo", option, str(used_port))

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert "address already in use" in ended.err


def test_sandbox_on_a_used_port_is_told(ouderbrug: Run, used_port: int) -> None:
    ended = ouderbrug("sandbox", "--port", str(used_port))

    assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
    assert ended.err.startswith("ouderbrug: The sandbox cannot start: ")


def test_sandbox_with_a_faults_file_that_does_not_fit_is_told(ouderbrug: Run, tmp_path: Path) -> None:
    file = tmp_path / "faults.yaml"
    file.write_text("- do: explode\n")

    ended = ouderbrug("sandbox", "--faults", file)

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"ouderbrug: {file}: ")
