"""Logs: one JSON line each, and nothing in them that a parent wrote, that names somebody, or that opens a door."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.logs import scrub, set_up_logs

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQ"
PARENT_WROTE = "Noor is ziek"

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers = []
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def test_service_logs_json_lines_to_stdout(capsys: Capture) -> None:
    set_up_logs(service=True)

    structlog.get_logger().info("serving", port=8080)
    structlog.get_logger().debug("chatter")

    (line,) = _lines(capsys)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "serving", "level": "info", "port": 8080}


def test_command_keeps_stdout_clean_and_only_warns(capsys: Capture) -> None:
    set_up_logs(service=False)

    structlog.get_logger().info("serving")
    structlog.get_logger().warning("no updates")
    logging.getLogger("some.library").info("hello")

    captured = capsys.readouterr()
    assert captured.out == ""
    assert [json.loads(line)["event"] for line in captured.err.splitlines()] == ["no updates"]


def test_keys_that_are_not_on_the_list_are_dropped(capsys: Capture) -> None:
    set_up_logs(service=True)

    structlog.get_logger().info("update failed", text=PARENT_WROTE, name="Amina", chat=7001, count=3)

    (line,) = _lines(capsys)
    assert line.keys() == {"event", "level", "timestamp", "count"}


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (f"https://api.telegram.org/bot{TOKEN}/getMe", "https://api.telegram.org/bot[token]/getMe"),
        (ValueError(PARENT_WROTE), "ValueError"),
        ({"text": PARENT_WROTE}, "dict"),
        (1.5, 1.5),
        (True, True),
        (None, None),
        ("José", "José"),
    ],
)
def test_values_are_plain_and_without_tokens(capsys: Capture, value: object, shown: object) -> None:
    set_up_logs(service=True)

    structlog.get_logger().info("x", state=value)

    (line,) = _lines(capsys)
    assert line["state"] == shown


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        (f"/bot{TOKEN}/sendMessage and {TOKEN}", "/bot[token]/sendMessage and [token]"),
        ("Bearer ob_" + "x" * 43, "Bearer [token]"),
        ("at 08:30, 12:45", "at 08:30, 12:45"),
    ],
)
def test_scrub_takes_tokens_out(text: str, scrubbed: str) -> None:
    assert scrub(text) == scrubbed


@pytest.mark.parametrize("how", ["exception", "instance", "tuple"])
def test_failure_is_told_by_type_and_place_but_never_quoted(capsys: Capture, how: str) -> None:
    set_up_logs(service=True)

    try:
        _fail()
    except ValueError as error:
        given: dict[str, Any] = {"exception": True, "instance": error, "tuple": sys.exc_info()}
        structlog.get_logger().error("update failed", exc_info=given[how])

    (line,) = _lines(capsys)
    assert (line["event"], line["error"]) == ("update failed", "ValueError")
    assert [place.rpartition(":")[0] for place in line["places"]] == [__file__, __file__]
    assert PARENT_WROTE not in str(line)


def test_failure_that_is_none_is_told_as_unknown(capsys: Capture) -> None:
    set_up_logs(service=True)

    structlog.get_logger().error("update failed", exc_info=True)

    (line,) = _lines(capsys)
    assert (line["error"], line["places"]) == ("?", [])


def test_failure_that_was_never_raised_has_no_places(capsys: Capture) -> None:
    set_up_logs(service=True)

    structlog.get_logger().error("update failed", exc_info=KeyError(PARENT_WROTE))

    (line,) = _lines(capsys)
    assert (line["error"], line["places"]) == ("KeyError", [])


def test_library_is_logged_by_its_template_without_arguments(capsys: Capture) -> None:
    set_up_logs(service=True)

    logging.getLogger("some.library").warning("Cannot parse %s of %s", PARENT_WROTE, TOKEN)

    assert _lines(capsys) == [{"event": "Cannot parse %s of %s", "level": "warning", "logger": "some.library"}]


def test_library_keeps_where_it_failed_and_nothing_it_quotes(capsys: Capture) -> None:
    set_up_logs(service=True)

    try:
        _fail()
    except ValueError:
        logging.getLogger("aiohttp.server").exception("Error handling request from %s", "10.0.0.1")

    (line,) = _lines(capsys)
    assert [place.rpartition(":")[0] for place in line.pop("places")] == [__file__, __file__]
    assert line == {
        "event": "Error handling request from %s",
        "level": "error",
        "logger": "aiohttp.server",
        "error": "ValueError",
    }


@pytest.mark.parametrize(
    ("message", "event"),
    [
        (f"Task exception was never retrieved\nfuture: <Task exception=ValueError('{PARENT_WROTE}')>",
         "Task exception was never retrieved"),
        (ValueError(PARENT_WROTE), "ValueError"),
        (f"HTTP Request: POST https://api.telegram.org/bot{TOKEN}/sendMessage",
         "HTTP Request: POST https://api.telegram.org/bot[token]/sendMessage"),
    ],
    ids=["asyncio adds the failure", "logs the failure itself", "address with the token"],
)  # fmt: skip
def test_library_that_quotes_is_cut_short(capsys: Capture, message: object, event: str) -> None:
    set_up_logs(service=True)

    logging.getLogger("some.library").error(message)

    assert _lines(capsys) == [{"event": event, "level": "error", "logger": "some.library"}]


@pytest.mark.parametrize(
    "name", ["httpx", "telegram.ext", "apscheduler.scheduler", "aiohttp.access", "sqlalchemy.engine"]
)
def test_library_that_logs_addresses_or_rows_at_info_is_silent(capsys: Capture, name: str) -> None:
    set_up_logs(service=True)

    logging.getLogger(name).info("hello")

    assert _lines(capsys) == []


def _fail() -> None:
    raise ValueError(PARENT_WROTE)


def _lines(capsys: Capture) -> list[dict[str, Any]]:
    captured = capsys.readouterr()
    assert captured.err == ""
    return [json.loads(line) for line in captured.out.splitlines()]
