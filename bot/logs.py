"""Structured logs on stdout: JSON for machines, one line each. No text, name, chat or token can get in.

Keys that are not on the list are dropped; of an exception only its type and the places it went through are kept,
because its message may quote what a parent wrote.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog

_ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "worker", "method", "count", "seconds", "error", "places", "state", "campaign",
        "address_changed", "port", "url", "mode", "version", "logger", "file", "status", "route",
    }
)  # fmt: skip
_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}|ob_[A-Za-z0-9_-]{20,}")
_LOUD = ("httpx", "httpcore", "telegram", "apscheduler", "aiohttp.access", "alembic", "sqlalchemy")


def set_up_logs(*, service: bool) -> None:
    """Send our own log and that of the libraries through the same sieve.

    A service logs to stdout; a command whose output somebody reads keeps stdout clean and only warns, on stderr.
    """
    level, stream = (logging.INFO, sys.stdout) if service else (logging.WARNING, sys.stderr)
    structlog.configure(
        processors=[structlog.stdlib.add_log_level, structlog.processors.TimeStamper(fmt="iso"), _sieve, _to_json],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processors=[_from_library, _sieve, _to_json]))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in _LOUD:  # they log addresses with the token in them, at INFO
        logging.getLogger(name).setLevel(logging.WARNING)


def scrub(text: str) -> str:
    """The text without anything that looks like a token."""
    return _TOKEN.sub("[token]", text)


def _sieve(_logger: object, _name: str, entry: structlog.typing.EventDict) -> structlog.typing.EventDict:
    failure = entry.pop("exc_info", None)
    if failure:
        entry.update(_describe(sys.exc_info() if failure is True else failure))
    return {key: _plain(value) for key, value in entry.items() if key in _ALLOWED}


def _plain(value: object) -> object:
    """Text without tokens, numbers and lists as they are; of anything else only the type, its text may quote."""
    if isinstance(value, str):
        return scrub(value)
    return value if isinstance(value, int | float | list | None) else type(value).__name__


def _describe(failure: object) -> dict[str, Any]:
    kind, _, trace = failure if isinstance(failure, tuple) else _parts(failure)
    frames = traceback.extract_tb(trace)
    return {"error": getattr(kind, "__name__", "?"), "places": [f"{frame.filename}:{frame.lineno}" for frame in frames]}


def _parts(failure: object) -> tuple[type, object, TracebackType | None]:
    return type(failure), failure, getattr(failure, "__traceback__", None)


def _from_library(_logger: object, _name: str, entry: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """A library's sentence is dropped as well: its template says enough, its arguments may say too much."""
    record: logging.LogRecord = entry["_record"]
    return {
        "event": _template(record.msg),
        "level": record.levelname.lower(),
        "logger": record.name,
        "exc_info": entry.get("exc_info"),
    }


def _template(message: object) -> str:
    """What stands in the library's code; asyncio adds the failure in further lines, others log the failure itself."""
    return message.partition("\n")[0] if isinstance(message, str) else type(message).__name__


_to_json = structlog.processors.JSONRenderer(ensure_ascii=False)
