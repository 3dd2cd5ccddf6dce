"""What runs until it is stopped, as its own process: what it says, what it answers, how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from bot.demo.school import FAMILIES_CSV
from bot.domain.csv_rows import parse_families
from tests.bot.commands.conftest import Run

Process = subprocess.Popen[str]

ROOT = Path(__file__).parents[3]


def _environment(data_dir: Path | None = None, **settings: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith("OUDERBRUG_")}
    folder = {"OUDERBRUG_DATA_DIR": str(data_dir)} if data_dir else {}
    return ours | folder | {f"OUDERBRUG_{name.upper()}": value for name, value in settings.items()}


@contextmanager
def _started(*words: str, environment: dict[str, str]) -> Iterator[Process]:
    command = [sys.executable, "-m", "bot", *words]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _read_until(process: Process, wanted: str) -> str:
    """What it said up to and with the first line that holds `wanted`."""
    assert process.stdout
    said = ""
    for line in process.stdout:
        said += line
        if wanted in line:
            return said
    raise AssertionError(f"ended without saying {wanted!r}: {said}")


def _ended(process: Process) -> tuple[int, str]:
    """Asked to stop: exit code, and what it said on stderr."""
    process.send_signal(signal.SIGTERM)
    _, err = process.communicate(timeout=30)
    return process.returncode, err


def _get(url: str) -> Any:
    with urlopen(url, timeout=10) as response:
        return json.loads(response.read())


@pytest.mark.parametrize("command", ["run", "web"])
def test_service_without_telegram_serves_until_it_is_stopped(data_dir: Path, command: str) -> None:
    with _started(command, environment=_environment(data_dir, bind="127.0.0.1:0")) as process:
        said = _read_until(process, '"serving"')
        port = json.loads(said.splitlines()[-1])["port"]

        answers = [_get(f"http://127.0.0.1:{port}/{path}") for path in ("healthz", "readyz")]
        ended = _ended(process)

    assert answers == [{"status": "ok"}, {"status": "ready"}]
    assert ended == (0, "")
    assert ("no OUDERBRUG_TELEGRAM_TOKEN: running without Telegram, nothing is sent" in said) is (command == "run")


def test_workers_run_apart_and_end_when_they_are_stopped(data_dir: Path) -> None:
    environment = _environment(data_dir)
    with _started("work", "--only", "planning,housekeeping", environment=environment) as process:
        _read_until(process, "no OUDERBRUG_TELEGRAM_TOKEN")

        assert _ended(process) == (0, "")


def test_second_sender_of_one_folder_is_refused_and_a_restore_too(data_dir: Path, ouderbrug: Run) -> None:
    file = data_dir / "school.backup"
    with _started("run", environment=_environment(data_dir, bind="127.0.0.1:0")) as process:
        _read_until(process, '"serving"')

        second = ouderbrug("work")
        made = ouderbrug("backup", file)
        restored = ouderbrug("restore", file, "--replace")

    assert (second.code, second.err) == (
        1,
        f"ouderbrug: Another Ouderbrug already sends from {data_dir}. With SQLite only one may.\n",
    )
    assert (made.code, restored.code, restored.err) == (
        0,
        1,
        f"ouderbrug: An Ouderbrug runs from {data_dir}. Stop it first, then restore.\n",
    )


def test_sandbox_names_its_addresses_and_takes_faults(tmp_path: Path) -> None:
    faults = tmp_path / "faults.yaml"
    faults.write_text("- {method: getMe, do: '500', times: 1}\n")
    words = ("sandbox", "--port", "0", "--token", "123456:" + "x" * 30, "--faults", str(faults))

    with _started(*words, environment=_environment()) as process:
        said = _read_until(process, "OUDERBRUG_TELEGRAM_API=")
        ended = _ended(process)

    assert re.fullmatch(
        r"The parents' phones: (http://127\.0\.0\.1:\d+)\nThe Bot API:         OUDERBRUG_TELEGRAM_API=\1\n", said
    )
    assert ended == (0, "")


def test_demo_welcomes_with_its_addresses_and_ends_without_a_trace(tmp_path: Path) -> None:
    environment = _environment() | {"TMPDIR": str(tmp_path)}
    with _started("demo", environment=environment) as process:
        said = _read_until(process, "families: ")
        api = re.search(r"The school's API +(http://\S+)", said)
        phones = re.search(r"The parents' phones +(http://\S+)", said)
        link = re.search(r"staff pages +(http://\S+/sign-in#ob_\S+)", said)
        assert api
        document = _get(api[1])
        ended = _ended(process)

    assert phones
    assert link
    assert document["openapi"] == "3.1.0"
    assert ended == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_story_is_one_object_and_every_step_holds() -> None:
    command = [sys.executable, "-m", "bot", "demo", "--story", "--json"]

    done = subprocess.run(
        command, cwd=ROOT, env=_environment(), capture_output=True, text=True, timeout=300, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    story = json.loads(done.stdout)
    messages = story["messages"]
    assert list(story) == ["ok", "seconds", "steps", "messages", "responses", "reminded", "not_reminded"]
    assert story["ok"] is True
    assert [(list(step), step["ok"]) for step in story["steps"]] == [(["name", "ok", "detail"], True)] * 17
    assert {tuple(message) for message in messages} == {
        ("parent", "name", "language", "kind", "text", "buttons", "how")
    }
    assert {message["kind"] for message in messages} == {"invitation", "reminder", "tip", "reply", "announcement"}
    assert {message["language"] for message in messages} == {
        row.home_language for row in parse_families(FAMILIES_CSV.encode()).rows
    }
    assert {message["how"]["facts"] for message in messages} == {"reviewed"}
    assert {message["how"]["free_text"] for message in messages} <= {"reviewed", "approved", "machine", "original"}
    assert story["responses"] == {"invited": 10, "delivered": 10, "yes": 3, "no": 2, "maybe": 1, "none_yet": 4}
    assert story["reminded"] == ["D10a", "D11a", "D3a", "D4a"]
    assert story["not_reminded"] == ["D1a", "D1b", "D5a", "D6a", "D7a", "D8a", "D9a"]
