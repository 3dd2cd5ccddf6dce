"""One colleague's hand on mouse and keyboard, in a real browser; it counts what it does."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.async_api import Locator, Page

from bot.web.pages.wording import page_words


class Hand:
    """A click is one click; a field costs one to get into it, and each letter a keystroke.

    Journeys name things in English; on Dutch pages the hand looks for the Dutch words.
    """

    def __init__(self, page: Page, url: str, language: str) -> None:
        """Nothing is open yet; `url` is where the pages are served."""
        self.page, self._url = page, url
        self._words = page_words(language)
        self.clicks = self.keys = 0

    async def visit(self, path: str = "/") -> None:
        """By a bookmark or a link that somebody handed over: no work of the hand."""
        await self.page.goto(self._url + path)

    async def press(self, name: str, *, within: str | None = None) -> None:
        """A button."""
        await self._click(self._part(within).get_by_role("button", name=self._beginning(name)).first)

    async def follow(self, name: str, *, within: str | None = None) -> None:
        """A link, or a word of the menu."""
        await self._click(self._part(within).get_by_role("link", name=self._beginning(name)).first)

    async def tick(self, name: str) -> None:
        """A box, or one of several answers."""
        await self._click(self.page.get_by_label(self._say(name), exact=True))

    async def unfold(self, words: str) -> None:
        """What is folded away."""
        await self._click(self.page.locator("summary", has_text=self._say(words)))

    async def write(self, label: str, text: str, *, ready: bool = False) -> None:
        """Into a field; `ready` where the page has put the cursor there already."""
        field = self.page.get_by_label(self._say(label), exact=True)
        self.clicks += not ready
        self.keys += len(text)
        await field.fill(text)

    async def choose(self, label: str, words: str) -> None:
        """From a list: open it, and pick."""
        self.clicks += 2
        await self.page.get_by_label(self._say(label), exact=True).select_option(label=self._say(words))

    async def hand_in(self, label: str, file: Path) -> None:
        """A file: the button, and the file."""
        self.clicks += 2
        await self.page.get_by_label(self._say(label)).set_input_files(file)

    async def reads(self, words: str, *, within: str = "main") -> None:
        """Wait until this stands on the page."""
        await self.page.locator(within).get_by_text(self._say(words)).first.wait_for(timeout=20_000)

    @property
    def tally(self) -> str:
        """For who wants to know how much work it is."""
        return f"{self.clicks} clicks, {self.keys} keystrokes"

    def _say(self, words: str) -> str:
        return self._words.gettext(words)

    def _beginning(self, words: str) -> re.Pattern[str]:
        """Some end with words that only a screen reader says."""
        return re.compile(rf"^\W*{re.escape(self._say(words))}")

    def _part(self, within: str | None) -> Locator:
        return self.page.locator(within or "body")

    async def _click(self, target: Locator) -> None:
        self.clicks += 1
        await target.click()
