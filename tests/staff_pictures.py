"""Pictures of the staff pages: a colleague signs in to the demo, writes an invitation, and looks at what came in."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from playwright.async_api import Page, ViewportSize
from sqlalchemy import select

from bot.demo.runtime import Demo
from bot.demo.school import BRING, GROUP, PARENTS, SIBLINGS_WELCOME
from bot.models import ThreadMessage
from tests.bot.workers.translating import install
from tests.waiting import until

_DESK, _TELEPHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)

#: Which button of the invitation these parents press: yes, yes, no, maybe, yes, yes, no.
_ANSWERS = dict(zip(PARENTS[4:11], (0, 0, 1, 3, 0, 0, 1), strict=True))
_AYSE, _QUESTION = PARENTS[3], "Çocuğum bugün hasta. Saat kaçta başlıyor?"


async def take_staff(page: Page, demo: Demo, folder: Path) -> None:
    """What parents answer and ask; then each page, as its colleague sees it."""
    await _answer(demo)
    await _sign_in(page, demo)
    await page.set_viewport_size(_DESK)
    await _write_invitation(page, demo)
    await page.goto(f"{page.url}?language=ar")
    await page.screenshot(path=folder / "invitation.png")
    await page.goto(f"{demo.api.url}/inbox")
    await page.locator("main .rows a").first.click()
    await page.screenshot(path=folder / "inbox.png")
    for place in ("calendar", "figures"):
        await page.goto(f"{demo.api.url}/{place}")
        await page.screenshot(path=folder / f"{place}.png")
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size(_TELEPHONE)
    await page.goto(f"{demo.api.url}/")
    await page.screenshot(path=folder / "today.png")


async def _answer(demo: Demo) -> None:
    """By tap, and one by a question."""
    for parent, button in _ANSWERS.items():
        phone = demo.phone(parent)
        invited = await phone.receives(lambda message: "👇" in message.text)
        phone.tap(invited.message_id, button)
        await phone.receives(lambda message: message.edited is not None)
    install(demo.deps)
    demo.phone(_AYSE).write(_QUESTION)
    await until(lambda: _is_read(demo))


async def _is_read(demo: Demo) -> bool:
    """The machine has told staff what it says."""
    async with demo.deps.reading() as session:
        return await session.scalar(select(ThreadMessage.translation)) is not None


async def _sign_in(page: Page, demo: Demo) -> None:
    """By the one-time link: the account is set up already."""
    await page.goto(demo.sign_in)
    await page.wait_for_url(f"{demo.api.url}/")


async def _write_invitation(page: Page, demo: Demo) -> None:
    """A draft of which nobody hears yet."""
    await page.goto(f"{demo.api.url}/invite")
    await page.check(f"input[value='{GROUP}']")
    await page.fill("#day", (demo.sandbox.clock.now() + timedelta(days=16)).date().isoformat())
    await page.fill("#place", "Lokaal 3")
    await page.fill("#bring", BRING)
    await page.fill("#note", SIBLINGS_WELCOME)
    await page.click("button.main")
    await page.wait_for_url("**/events/*")
