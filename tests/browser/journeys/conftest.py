"""Pages in Debian's Chromium over the whole service, with the make-believe Telegram behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.bootstrap import open_deps, running_web, running_work
from bot.config import Settings
from bot.sandbox import Sandbox
from tests.beside_telegram import database_url, sandbox
from tests.browser.chromium import chromium
from tests.browser.journeys.school import Report, Site
from tests.journeys.conftest import logs, settings
from tests.journeys.school import School

__all__ = ["database_url", "logs", "sandbox", "settings"]


@pytest.fixture
async def site(settings: Settings, sandbox: Sandbox) -> AsyncIterator[Site]:
    """A school's whole service. Nothing on the way is an error in a browser, and nobody else is asked for anything."""
    async with AsyncExitStack() as stack:
        deps = await stack.enter_async_context(open_deps(settings, sandbox.clock))
        working = await stack.enter_async_context(running_work(deps))
        port = await stack.enter_async_context(running_web(working))
        browser = await stack.enter_async_context(chromium())
        site = Site(School(working, sandbox), f"http://127.0.0.1:{port}", browser, stack)
        yield site
        assert site.problems == []


@pytest.fixture
def families(tmp_path: Path) -> Path:
    """The school's list, as a file that a colleague has saved."""
    rows = ["child_id,child_first_name,group,parent_id,parent_name,home_language"]
    rows += [f"K-{child},{child},groep 3,P-{parent},{parent},{language}" for child, parent, language in _FAMILIES]
    path = tmp_path / "families.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


_FAMILIES = (("Noor", "Amina", "ar"), ("Kacper", "Piotr", "pl"), ("Elif", "Ayşe", "tr"), ("Sem", "Marit", "nl"))


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Report:
    """Figures of a journey, printed at the end of the run."""

    def keep(name: str, figures: str) -> None:
        request.node.user_properties.append(("journey", f"{name}: {figures}"))

    return keep
