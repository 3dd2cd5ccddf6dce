"""memory.lookup: one sentence in eight languages from a memory of 20,000 entries, versus reading it by primary key."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import insert, select

from bot.db import Database
from bot.enums import TranslationState
from bot.models import Translation
from bot.queries.translations import load_memory
from messages.sentences import loose_key, sentence_key
from tests.fakes import NOW

_LANGUAGES = ("en", "ar", "tr", "pl", "uk", "ti", "so", "fa")
_SENTENCES, _LOOKS = 2_500, 300


async def bench() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/bench.db")
        await database.upgrade()
        async with database.transaction() as session:
            await session.execute(insert(Translation), _rows())
        ours, bare = await _lookups(database), await _by_key(database)
        await database.close()
    return [
        {"bench": "memory.lookup", "value": round(ours * 1000, 3), "unit": "ms", "versus": "primary-key",
         "ratio": round(ours / bare, 2), "entries": _SENTENCES * len(_LANGUAGES)},
    ]  # fmt: skip


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "source_key": sentence_key(_sentence(number)),
            "loose_key": loose_key(_sentence(number)),
            "source": _sentence(number),
            "source_language": "nl",
            "target_language": language,
            "target": f"{language} {number}",
            "state": TranslationState.APPROVED,
            "created_at": NOW,
        }
        for number in range(_SENTENCES)
        for language in _LANGUAGES
    ]


def _sentence(number: int) -> str:
    return f"Neem morgen {number} appels mee."


async def _lookups(database: Database) -> float:
    async with database.reading() as session:
        return await _median(
            lambda number: load_memory(session, texts=[_sentence(number)], source="nl", targets=_LANGUAGES)
        )


async def _by_key(database: Database) -> float:
    async with database.reading() as session:
        return await _median(lambda number: session.scalar(select(Translation).where(Translation.id == number + 1)))


async def _median(look: Callable[[int], Awaitable[object]]) -> float:
    """Seconds a look."""
    took = []
    for number in range(_LOOKS):
        started = time.perf_counter()
        await look(number)
        took.append(time.perf_counter() - started)
    return statistics.median(took)
