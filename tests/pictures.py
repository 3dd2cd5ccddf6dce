"""`python -m tests.pictures`: the README's pictures, of the real demo in a real browser."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

from playwright.async_api import Page, async_playwright

from bot.demo.live import open_school_day
from bot.demo.runtime import Demo, running_demo
from bot.demo.school import PARENTS
from bot.logs import set_up_logs

FOLDER = Path(__file__).parent.parent / "deploy" / "pictures"
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


async def main() -> None:
    """All of them."""
    set_up_logs(service=False)
    async with running_demo() as demo, async_playwright() as play:
        await open_school_day(demo)
        await _everybody_invited(demo)
        browser = await play.chromium.launch(executable_path=shutil.which("chromium"), args=_ARGUMENTS)
        page = await browser.new_page(viewport={"width": 1440, "height": 1000})
        await page.goto(demo.sandbox.url, wait_until="domcontentloaded")
        await _take(page, "phones")
        await browser.close()


async def _everybody_invited(demo: Demo) -> None:
    for parent in PARENTS:
        await demo.phone(parent).receives(lambda message: "👇" in message.text, seconds=30)


async def _take(page: Page, name: str) -> None:
    await page.wait_for_selector("text=👇")
    await page.screenshot(path=FOLDER / f"{name}.png")


asyncio.run(main())
