"""Pages in Debian's Chromium over the whole service, with the make-believe Telegram behind it."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import async_playwright

from bot.bootstrap import open_deps, running_web, running_work
from bot.config import Settings
from bot.sandbox import Sandbox
from tests.beside_telegram import database_url, sandbox
from tests.browser.journeys.school import Report, Site
from tests.journeys.conftest import logs, settings
from tests.journeys.school import School

__all__ = ["database_url", "logs", "sandbox", "settings"]

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture
async def site(settings: Settings, sandbox: Sandbox) -> AsyncIterator[Site]:
    """A school's whole service. Nothing on the way is an error in a browser, and nobody else is asked for anything."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        assert not os.environ.get("CI"), "CI must have Chromium"
        pytest.skip("no Chromium on this machine: install chromium")
    async with AsyncExitStack() as stack:
        deps = await stack.enter_async_context(open_deps(settings, sandbox.clock))
        working = await stack.enter_async_context(running_work(deps))
        port = await stack.enter_async_context(running_web(working))
        play = await stack.enter_async_context(async_playwright())
        browser = await play.chromium.launch(executable_path=program, args=_ARGUMENTS)
        stack.push_async_callback(browser.close)
        url = f"http://127.0.0.1:{port}"
        site = Site(School(working, sandbox), url, browser, stack)
        yield site
        assert (site.complaints, site.hosts) == ([], {urlsplit(url).netloc})


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
