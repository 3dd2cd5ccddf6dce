"""The command line in this process: its own data folder, what it printed, and how it ended."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bootstrap import open_deps
from bot.cli import main
from bot.config import load_settings

T = TypeVar("T")

FAMILIES = """\
child_id,child_first_name,group,parent_id,parent_name,home_language,second_language,relation
K1,Noor,groep 3,P1,Amina,ar,en,mother
K2,Zosia,groep 3,P2,Piotr Zieliński,Pools,,father
K3,Liya,groep 4,P3,Selam,Tigrinya,,
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """Exit code and what was said, line by line."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("OUDERBRUG_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    """A command sets up the logs of its process, which is ours here."""
    root, configured = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.configure(**configured)


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_template: Path) -> Path:
    """A school's own folder with its database."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(sqlite_template, folder / "ouderbrug.db")
    monkeypatch.setenv("OUDERBRUG_DATA_DIR", str(folder))
    return folder


Run = Callable[..., Ended]


@pytest.fixture
def ouderbrug(data_dir: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run one command to its end."""

    def run(*words: str | Path) -> Ended:
        try:
            code = main([str(word) for word in words])
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = capfd.readouterr()
        return Ended(code, out, err)

    return run


@pytest.fixture
def families_csv(tmp_path: Path) -> Path:
    path = tmp_path / "families.csv"
    path.write_text(FAMILIES, encoding="utf-8")
    return path


def in_database(work: Callable[[AsyncSession], Awaitable[T]]) -> T:
    """Do or look up something in the school's database, as a command would."""

    async def open_and_work() -> T:
        async with open_deps(load_settings()) as deps, deps.transaction() as session:
            return await work(session)

    return asyncio.run(open_and_work())
