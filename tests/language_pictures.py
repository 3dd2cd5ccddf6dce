"""How each of our languages looks on a phone, in a letter and on a card: pictures for a person to look at."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Page, ViewportSize

from bot.demo.runtime import Demo
from bot.demo.school import NEWCOMERS, NEWCOMERS_CSV, PARENTS, SCHOOL_NAME, DemoParent
from bot.domain.csv_rows import FamilyRow, parse_families
from messages.facts import Reader
from messages.languages import Language
from messages.letters import Letter, qr_picture, render_cards, render_letters

_LINK = "https://t.me/ouderbrug_bot?start=demo-demo-demo-demo-demo"
_PAPER = ViewportSize(width=794, height=1123)  # A4 at 96 pixels an inch


async def take_languages(page: Page, demo: Demo, folder: Path) -> None:
    """`<tag>-phone.png`, `<tag>-letter.png` and `<tag>-card.png` for each home language of the demo."""
    people = {parent.parent_id: parent for parent in (*PARENTS, *NEWCOMERS)}
    rows = {row.home_language: row for row in reversed(parse_families(NEWCOMERS_CSV.encode()).rows)}
    for tag, row in rows.items():
        await _take_phone(page, demo, people[row.parent_id], folder / f"{tag}-phone.png")
    await page.goto("about:blank")  # the page of the phones lets no style in but its own
    for tag, row in rows.items():
        letter = _letter(demo, row)
        await _take_paper(page, render_letters([letter], school=SCHOOL_NAME), folder / f"{tag}-letter.png")
        await _take_paper(page, render_cards([letter]), folder / f"{tag}-card.png")


async def _take_phone(page: Page, demo: Demo, parent: DemoParent, path: Path) -> None:
    if page.url != demo.sandbox.url:
        await page.goto(demo.sandbox.url, wait_until="domcontentloaded")
    await page.fill("#search", parent.name)
    phone = page.locator(f'[aria-label^="Phone of {parent.name},"]')
    await phone.get_by_text("👇").wait_for()
    await phone.screenshot(path=path)


async def _take_paper(page: Page, html: str, path: Path) -> None:
    await page.set_viewport_size(_PAPER)
    await page.emulate_media(media="print")
    await page.set_content(html)
    await page.locator("article").first.screenshot(path=path)


def _letter(demo: Demo, row: FamilyRow) -> Letter:
    reader = Reader(1, row.parent_name, (row.child_first_name,), Language(row.home_language))
    return Letter(reader, row.group, _LINK, qr_picture(_LINK), demo.deps.clock.now().astimezone(demo.zone))
