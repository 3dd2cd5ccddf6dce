"""Every page and state in Chromium: no barrier, nothing wider than the window, no error, no other host, no breach."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from playwright.async_api import Browser, Page

from tests.browser.axe import axe_script, find_barriers, find_low_contrast
from tests.browser.chromium import watch
from tests.browser.conftest import School
from tests.browser.views import different_views

Look: TypeAlias = Callable[[Page], Awaitable[list[str]]]

WIDTHS = (1280, 768, 320)
_HEIGHT = 900

#: Pixels of the letters that all others are measured by, as a browser's own setting makes them.
_USUAL, _TWICE = 16, 32

#: What is cut off at its edge; what scrolls, or is for ears only, loses nothing.
_CLIPPED = """() => [...document.querySelectorAll("body *")]
  .filter((one) => !one.closest(".unseen, .skip, .wide, .glimpse, textarea, input, select, svg, audio"))
  .filter((one) => ["hidden", "clip"].includes(getComputedStyle(one).overflowX))
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  .map((one) => `${one.tagName}.${one.className} is cut off`)"""


async def test_every_page_is_open_to_everybody(school: School, browser: Browser) -> None:
    """In Dutch, at three widths in the light and at the smallest in the dark."""
    assert await _walk(school, browser, "nl", _look_closely) == ""


async def test_english_pages_and_large_letters_fit(school: School, browser: Browser) -> None:
    """The same pages with longer words, and with letters twice as large."""
    assert await _walk(school, browser, "en", _look_at_room) == ""


async def _walk(school: School, browser: Browser, language: str, look: Look) -> str:
    axe_script()
    watched = await watch(browser, school.url, locale=language)
    page = await watched.open()
    found: list[str] = []
    async for view in different_views(school, language):
        await watched.be(school.cookies(language, view.visitor))
        await view.show(page)
        found += [f"{view.name}: {line}" for line in await look(page)] + watched.seen(view.name)
    return "\n".join(found)


async def _look_closely(page: Page) -> list[str]:
    found = await _look_at_widths(page)
    await page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in await find_low_contrast(page)]
    await page.emulate_media(color_scheme="light")
    return found


async def _look_at_room(page: Page) -> list[str]:
    found = await _look_at_widths(page)
    await page.set_viewport_size({"width": WIDTHS[0], "height": _HEIGHT})
    await _set_letters(page, _TWICE)
    found += [f"200 %: {line}" for line in await _find_too_wide(page, WIDTHS[0]) + await page.evaluate(_CLIPPED)]
    await _set_letters(page, _USUAL)
    return found


async def _look_at_widths(page: Page) -> list[str]:
    found = []
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": _HEIGHT})
        found += [f"{width} px: {line}" for line in await _find_too_wide(page, width) + await find_barriers(page)]
    return found


async def _set_letters(page: Page, pixels: int) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send("Page.setFontSizes", {"fontSizes": {"standard": pixels, "fixed": pixels}})
    await session.detach()
    assert await page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{pixels}px"


async def _find_too_wide(page: Page, width: int) -> list[str]:
    needed = await page.evaluate("document.documentElement.scrollWidth")
    return [f"needs {needed} px"] if needed > width else []
