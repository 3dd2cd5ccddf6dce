"""`python -m tests.pictures`: the README's pictures, of the real demo in a real browser.

With `--languages FOLDER` instead a phone, a letter and a card in each language, to be looked at and not to be kept.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
from pathlib import Path

from playwright.async_api import Page, async_playwright

from bot.demo.live import open_school_day
from bot.demo.runtime import Demo, running_demo
from bot.demo.school import NEWCOMERS, PARENTS
from bot.logs import set_up_logs
from tests.language_pictures import take_languages
from tests.staff_pictures import take_staff

FOLDER = Path(__file__).parent.parent / "deploy" / "pictures"
_ARGUMENTS = ["--lang=nl-NL", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


async def main(languages: Path | None) -> None:
    """All of them, or those of the languages."""
    set_up_logs(service=False)
    async with running_demo() as demo, async_playwright() as play:
        await open_school_day(demo)
        await _everybody_invited(demo)
        browser = await play.chromium.launch(executable_path=shutil.which("chromium"), args=_ARGUMENTS)
        page = await browser.new_page(viewport={"width": 1440, "height": 1000}, locale="nl-NL")
        if languages:
            await take_languages(page, demo, languages)
        else:
            await page.goto(demo.sandbox.url, wait_until="domcontentloaded")
            await _take(page, "phones")
            await take_staff(page, demo, FOLDER)
        await browser.close()


async def _everybody_invited(demo: Demo) -> None:
    for parent in (*PARENTS, *NEWCOMERS):
        await demo.phone(parent).receives(lambda message: "👇" in message.text, seconds=120)


async def _take(page: Page, name: str) -> None:
    await page.wait_for_selector("text=👇")
    await page.screenshot(path=FOLDER / f"{name}.png")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", metavar="FOLDER", type=Path)
    asyncio.run(main(parser.parse_args().languages))
