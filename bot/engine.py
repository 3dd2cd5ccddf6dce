"""The translation engine, asked from here and run in a process of its own: its crash or hang is ours to survive."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from bot.domain.spoken import ReadText
from messages.machine.packages import PackageFolder
from messages.translator import EngineFailed

log = structlog.get_logger()

#: A batch takes a second or so; loading a model from a cold disk some more. Seconds.
PATIENCE = 120.0

#: When its input has ended it needs a moment to end by itself. Seconds.
FAREWELL = 5.0

#: glibc keeps what CTranslate2 frees: five models took 1.3 GB instead of 0.6, and hardly less once they were unloaded.
_THRIFTY = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "2097152", "MALLOC_TRIM_THRESHOLD_": "16777216"}

#: The longest line that either side writes, in bytes.
_LONGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence as the machine says it, and whether a person must look at it first."""

    target: str | None
    held: bool
    reasons: tuple[tuple[str, str], ...]
    score: float | None
    engine: str


@dataclass(frozen=True, slots=True)
class Job:
    """Sentences wanted in one language, each with the names in it; the school's words for this pair."""

    target: str
    wanted: tuple[tuple[str, tuple[str, ...]], ...]
    fixed: dict[str, str] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    plain: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As the engine reads it."""
        glossary = {"fixed": self.fixed, "keep": self.keep, "plain": self.plain}
        return {"target": self.target, "wanted": self.wanted, "glossary": glossary}


class Engine:
    """Asks one thing at a time. Whatever goes wrong is EngineFailed, and the next question starts a new process."""

    def __init__(
        self, packages: Path, *, memory_mb: int, patience: float = PATIENCE, farewell: float = FAREWELL
    ) -> None:
        """Starts nothing yet. `patience` for a question, `farewell` for its end, both in seconds."""
        self._packages, self._memory_mb = packages, memory_mb
        self._patience, self._farewell = patience, farewell
        self._folder = PackageFolder(packages)
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    async def routes(self) -> dict[tuple[str, str], str]:
        """The packages on the way between each two languages that can be said now. Raises EngineFailed.

        With nothing installed no process is started for it.
        """
        if not self._folder.packages():
            return {}
        return {(source, target): engine for source, target, engine in await self._ask("routes")}

    async def translate(self, source: str, jobs: Sequence[Job]) -> list[list[Judged] | None]:
        """For each job its sentences in order, None where nothing installed goes that way. Raises EngineFailed."""
        said = await self._ask("translate", source=source, jobs=[job.as_json() for job in jobs])
        return [None if job is None else [_judged(**sentence) for sentence in job] for job in said]

    async def back(self, source: str, target: str, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, int]]:
        """Translations brought back into `source`, each with its likeness to the original. Raises EngineFailed."""
        said = await self._ask("back", source=source, target=target, pairs=pairs)
        return [(text, number) for text, number in said]

    async def read(self, text: str, *, likely: Sequence[str], into: str) -> ReadText:
        """A parent's message in the language of staff. Raises EngineFailed."""
        return ReadText(**await self._ask("read", text=text, likely=likely, into=into))

    async def close(self) -> None:
        """Let the process end by itself, and if it does not, end it."""
        async with self._turn:
            if self._process is None:
                return
            if self._process.stdin:
                self._process.stdin.close()
            try:
                await asyncio.wait_for(self._process.wait(), self._farewell)
            except TimeoutError:
                await self._kill()
            self._process = None

    async def _ask(self, do: str, **facts: Any) -> Any:  # noqa: ANN401  # JSON
        async with self._turn:
            try:
                async with asyncio.timeout(self._patience):
                    said = await self._exchange(json.dumps({"do": do, **facts}))
            except (TimeoutError, OSError, ValueError) as error:
                await self._kill()
                raise EngineFailed(f"the engine broke down: {type(error).__name__}") from error
            except BaseException:  # half an answer must not be taken for the next one
                await self._kill()
                raise
        if "failed" in said:
            raise EngineFailed(said["failed"])
        return said["said"]

    async def _exchange(self, line: str) -> Any:  # noqa: ANN401  # JSON
        process = self._process = self._process or await self._start()
        if process.stdin is None or process.stdout is None:  # pragma: no cover  # both are pipes
            raise OSError
        process.stdin.write(line.encode() + b"\n")
        await process.stdin.drain()
        return json.loads(await process.stdout.readline())

    async def _start(self) -> Process:
        """Without our secrets in its environment; what it complains of may hold words, so nobody keeps it."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("OUDERBRUG_")}
        words = (sys.executable, "-m", "messages.engine", str(self._packages), str(self._memory_mb))
        return await asyncio.create_subprocess_exec(
            *words, stdin=PIPE, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL, env=kept | _THRIFTY, limit=_LONGEST
        )

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            with suppress(ProcessLookupError):  # not process.kill(): that may take the exit code from who waits for it
                os.kill(process.pid, signal.SIGKILL)
        log.warning("translation engine ended", exit_code=await process.wait())


def _judged(*, target: str | None, held: bool, reasons: list[list[str]], score: float | None, engine: str) -> Judged:
    return Judged(target, held, tuple((code, detail) for code, detail in reasons), score, engine)
