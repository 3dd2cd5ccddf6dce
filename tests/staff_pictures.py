"""Pictures of the staff pages: a colleague signs in to the demo, writes an invitation, and looks at it in Arabic."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from playwright.async_api import Page

from bot.demo.runtime import Demo
from bot.demo.school import BRING, GROUP, SIBLINGS_WELCOME


async def sign_in(page: Page, demo: Demo) -> None:
    """By the one-time link: the account is set up already."""
    await page.goto(demo.sign_in)
    await page.wait_for_url(f"{demo.api.url}/")


async def write_invitation(page: Page, demo: Demo) -> None:
    """A draft of which nobody hears yet."""
    await page.goto(f"{demo.api.url}/invite")
    await page.check(f"input[value='{GROUP}']")
    await page.fill("#day", (demo.sandbox.clock.now() + timedelta(days=16)).date().isoformat())
    await page.fill("#place", "Lokaal 3")
    await page.fill("#bring", BRING)
    await page.fill("#note", SIBLINGS_WELCOME)
    await page.click("button.main")
    await page.wait_for_url("**/events/*")


async def take_staff(page: Page, demo: Demo, folder: Path) -> None:
    """The draft with the phone in Arabic, light; and the start page, dark, on a telephone."""
    await sign_in(page, demo)
    await write_invitation(page, demo)
    await page.goto(f"{page.url}?language=ar")
    await page.set_viewport_size({"width": 1280, "height": 1000})
    await page.screenshot(path=folder / "invitation.png")
    await page.emulate_media(color_scheme="dark")
    await page.set_viewport_size({"width": 390, "height": 800})
    await page.goto(f"{demo.api.url}/")
    await page.screenshot(path=folder / "today.png")
