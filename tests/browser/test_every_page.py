"""Every page and state in Chromium: no barrier, nothing wider than the window, no error, no other host, no breach."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page

from tests.browser.axe import axe_script, find_barriers, find_low_contrast
from tests.browser.chromium import Watched, watch
from tests.browser.conftest import School
from tests.browser.views import View, different_views

WIDTHS = (1280, 768, 320)
_HEIGHT = 900

#: CSS pixels of the root's letters: what a browser's own setting makes of 200 per cent.
_TWICE = 32
_CLIPPED = """() => [...document.querySelectorAll("body *")]
  .filter((one) => getComputedStyle(one).overflow !== "visible" && !one.closest(".unseen, .wide, textarea, input, svg"))
  .filter((one) => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
  .map((one) => `${one.tagName}.${one.className}`)"""


@pytest.mark.parametrize("language", ["nl", "en"])
async def test_every_page_is_open_to_everybody(school: School, browser: Browser, language: str) -> None:
    axe_script()
    watched = await watch(browser, school.url, locale=language)
    page = await watched.open()
    found: list[str] = []
    count = 0

    async for view in different_views(school, language):
        await watched.be(school.cookies(language, view.visitor))
        found += await _look(page, watched, view)
        count += 1

    assert "\n".join(found) == ""
    assert count > 50


async def _look(page: Page, watched: Watched, view: View) -> list[str]:
    """At three widths in the light, at the smallest in the dark too, and with letters twice as large."""
    found = []
    await view.show(page)
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": _HEIGHT})
        found += [f"{width} px: {line}" for line in await _find_too_wide(page, width) + await find_barriers(page)]
    await page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in await find_low_contrast(page)]
    await page.emulate_media(color_scheme="light")
    return [f"{view.name}: {line}" for line in found] + watched.seen(view.name)


async def _find_too_wide(page: Page, width: int) -> list[str]:
    needed = await page.evaluate("document.documentElement.scrollWidth")
    return [f"needs {needed} px"] if needed > width else []
