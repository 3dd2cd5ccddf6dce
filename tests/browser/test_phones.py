"""The page that a newcomer sees first, in a real browser: Debian's Chromium, driven by playwright."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from bot.demo.live import open_school_day
from bot.demo.runtime import Demo, running_demo
from bot.demo.school import PARENTS
from tests.browser.chromium import chromium

ARABIC = [parent for parent in PARENTS if parent.language == "ar"]


@pytest.fixture
async def demo() -> AsyncIterator[Demo]:
    """A school day on which everybody has just been invited."""
    async with running_demo() as demo:
        await open_school_day(demo)
        for parent in PARENTS:
            await demo.phone(parent).receives(lambda message: "👇" in message.text, seconds=60)
        yield demo


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    async with chromium() as browser:
        yield await browser.new_page(viewport={"width": 1440, "height": 1000})


async def test_tap_on_a_phone_is_answered_in_place_in_the_parents_language(demo: Demo, page: Page) -> None:
    problems: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda line: problems.append(line.text) if line.type == "error" else None)
    page.on("request", lambda request: hosts.add("/".join(request.url.split("/")[:3])))

    await page.goto(demo.sandbox.url, wait_until="domcontentloaded")
    await page.get_by_role("button", name="✅ نعم").first.click(timeout=15_000)

    await expect(page.get_by_text("كم شخصًا سيأتي").first).to_be_visible(timeout=15_000)
    assert problems == []
    assert hosts == {demo.sandbox.url}
    answered = [parent for parent in ARABIC if demo.phone(parent).messages[-1].edited is not None]
    assert len(answered) == 1
