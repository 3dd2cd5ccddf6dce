"""translation.worker: what the translating worker and its engine cost the machine that they run on.

First 400 sentences in two languages with the small packages of the tests, then a message of five sentences in twenty
languages with models of true size, which the real judge refuses and so has tried in every way. `longest_block_ms` is
the longest that the event loop stood still in either, as a ticker of 5 ms saw it. `peak_mb` is the most memory that the
engine took while its cap made it put the large models away, `base_mb` what it takes before it loads any.

Versus the same loop with nothing to do: how much later a tick comes on average.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from bot.actions.translations import record_wanted
from bot.bootstrap import open_deps
from bot.config import load_settings
from bot.engine import Engine
from bot.workers.translating import Translating
from tests.bench.true_size import LANGUAGES, make_packages, sentences
from tests.fakes import NOW
from tests.packages import package_file
from tests.packages.speaking import unpacked

_SENTENCES, _CAP_MB = 400, 1024
_TICK, _LOOK = 0.005, 0.02


@dataclass
class _Watch:
    """How late each tick came, in seconds, and the memory of the engine in bytes."""

    late: list[float] = field(default_factory=list)
    base: int = 0
    peak: int = 0


async def bench() -> list[dict[str, Any]]:
    idle = _Watch()
    async with _ticking(idle):
        await asyncio.sleep(2)
    with tempfile.TemporaryDirectory() as many, tempfile.TemporaryDirectory() as large:
        for pair in (("nl", "en"), ("en", "tr")):
            unpacked(package_file(*pair), Path(many) / "packages")
        make_packages(Path(large) / "packages", LANGUAGES)
        seconds, quick = await _work(many, sentences(_SENTENCES), ("en", "tr"))
        _, heavy = await _work(large, sentences(5), LANGUAGES)
    late = quick.late + heavy.late
    return [
        {"bench": "translation.worker", "value": round(2 * _SENTENCES / seconds), "unit": "sentences/s",
         "versus": "idle-loop", "ratio": round(statistics.mean(late) / statistics.mean(idle.late), 2),
         "longest_block_ms": round(max(late) * 1000, 1), "idle_block_ms": round(max(idle.late) * 1000, 1),
         "peak_mb": heavy.peak >> 20, "base_mb": heavy.base >> 20, "cap_mb": _CAP_MB},
    ]  # fmt: skip


async def _work(folder: str, texts: list[str], targets: Sequence[str]) -> tuple[float, _Watch]:
    settings = load_settings({"OUDERBRUG_DATA_DIR": folder, "OUDERBRUG_TRANSLATION_MEMORY_MB": str(_CAP_MB)})
    async with open_deps(settings) as deps:
        engine, watch = Engine(Path(folder) / "packages", memory_mb=settings.translation_memory_mb), _Watch()
        worker = Translating(deps, engine)
        await worker.step()  # it looks around, and tells what it speaks
        async with deps.transaction() as session:
            await record_wanted(session, texts=texts, source="nl", targets=targets, now=NOW)
        started = time.perf_counter()
        async with _weighing(watch), _ticking(watch):
            while await worker.step():
                pass
        seconds = time.perf_counter() - started
        await engine.close()
    return seconds, watch


@asynccontextmanager
async def _ticking(watch: _Watch) -> AsyncIterator[None]:
    async def tick() -> None:
        while True:
            due = time.perf_counter() + _TICK
            await asyncio.sleep(_TICK)
            watch.late.append(time.perf_counter() - due)

    ticker = asyncio.create_task(tick())
    try:
        yield
    finally:
        ticker.cancel()


@asynccontextmanager
async def _weighing(watch: _Watch) -> AsyncIterator[None]:
    """From a thread of its own, so that looking does not hold up the loop."""
    (engine,) = (child for child in psutil.Process().children() if "messages.engine" in child.cmdline())
    watch.base = engine.memory_info().rss
    done = threading.Event()

    def weigh() -> None:
        while not done.wait(_LOOK):
            watch.peak = max(watch.peak, engine.memory_info().rss)

    scales = threading.Thread(target=weigh)
    scales.start()
    try:
        yield
    finally:
        done.set()
        scales.join()
