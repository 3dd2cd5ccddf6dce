from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from bot.workers.scribe import Scribe


@dataclass
class Notebook:
    """Stands for a database: what a block wrote is kept when it ends well."""

    commits: list[list[str]] = field(default_factory=list)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[list[str]]:
        page: list[str] = []
        yield page
        await asyncio.sleep(0)  # a commit takes its time, in which others come
        self.commits.append(page)


def writing(word: str) -> Callable[[list[str]], Awaitable[str]]:
    async def write(page: list[str]) -> str:
        page.append(word)
        return word.upper()

    return write


async def failing(_page: list[str]) -> str:
    raise ValueError("no")


async def test_writes_that_come_during_a_commit_share_the_next_one() -> None:
    notebook = Notebook()
    scribe = Scribe(notebook.transaction)

    answers = await asyncio.gather(*(scribe.write(writing(word)) for word in ("a", "b", "c")))

    assert answers == ["A", "B", "C"]
    assert notebook.commits in ([["a"], ["b", "c"]], [["a", "b", "c"]])


async def test_write_that_fails_takes_no_other_with_it() -> None:
    notebook = Notebook()
    scribe = Scribe(notebook.transaction)

    found = await asyncio.gather(
        *(scribe.write(write) for write in (writing("a"), failing, writing("b"))), return_exceptions=True
    )

    assert [found[0], found[2]] == ["A", "B"]
    assert isinstance(found[1], ValueError)
    assert sorted(word for page in notebook.commits for word in page) == ["a", "b"]


async def test_write_alone_raises_what_it_raised() -> None:
    with pytest.raises(ValueError, match="no"):
        await Scribe(Notebook().transaction).write(failing)
