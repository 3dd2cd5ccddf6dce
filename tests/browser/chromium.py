"""A real browser for tests: Debian's Chromium, and what a page in it did that it should not."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, async_playwright

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

#: Chromium says of every answer that is no 2xx that it failed to load; a form with a mistake is answered by 422.
_MEANT = "Failed to load resource: the server responded with a status of"

_WATCH_POLICY = """
addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Skips where there is none; CI may not skip."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        assert not os.environ.get("CI"), "CI must have Chromium"
        pytest.skip("no Chromium on this machine: install chromium")
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield browser
        await browser.close()


@dataclass
class Watched:
    """A context whose pages tell what went wrong in them: errors on the console, other hosts, dialogs, scripts."""

    context: BrowserContext
    home: str
    problems: list[str] = field(default_factory=list)

    def seen(self, where: str) -> list[str]:
        """What went wrong since last asked."""
        found = [f"{where}: {problem}" for problem in self.problems]
        self.problems.clear()
        return found

    async def be(self, cookies: dict[str, str]) -> None:
        """Whoever these cookies say; without any, nobody."""
        await self.context.clear_cookies()
        for name, value in cookies.items():
            await self.context.add_cookies([{"name": name, "value": value, "url": self.home}])

    async def open(self) -> Page:
        page = await self.context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("request", self._see_request)
        page.on("dialog", self._see_dialog)
        return page

    async def _see_dialog(self, dialog: Dialog) -> None:
        self.problems.append(f"dialog: {dialog.message}")
        await dialog.dismiss()

    def _hear(self, line: ConsoleMessage) -> None:
        if line.type == "error" and not line.text.startswith(_MEANT):
            self.problems.append(f"{line.type}: {line.text}")

    def _see_request(self, request: Request) -> None:
        if not request.url.startswith((self.home + "/", "data:", "blob:")):
            self.problems.append(f"request: {request.url}")


async def watch(browser: Browser, home: str, **how: Any) -> Watched:
    """A context that obeys the pages' policy, and tells of every breach."""
    context = await browser.new_context(base_url=home, **how)
    await context.add_init_script(_WATCH_POLICY)
    return Watched(context, home)
