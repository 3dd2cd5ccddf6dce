"""The caretaker's nephew on the first morning: from a one-time link to the first parent who answers."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from bot.enums import Role
from tests.browser.journeys.hand import Hand
from tests.browser.journeys.school import PASSWORD, Report, Site
from tests.builders import GROUP
from tests.journeys.school import AMINA


async def set_up(site: Site, secret: str) -> Hand:
    """A password, a telephone, codes on paper."""
    hand = await site.sit_down("nl")
    await hand.visit(f"/sign-in#{secret}")
    await hand.write("New password", PASSWORD, ready=True)
    await hand.press("Continue")
    key = await hand.page.locator("input[name=secret]").input_value()
    await hand.write("Code", site.code(key), ready=True)
    await hand.press("Continue")
    await hand.follow("I have written them down")
    return hand


async def bring_in(hand: Hand, families: Path) -> None:
    await hand.follow("Bring families in")
    await hand.hand_in("The file (CSV, from Excel: “Save as CSV UTF-8”)", families)
    await hand.press("See what changes")
    await hand.reads("Nothing is stored yet.")
    await hand.press("Bring them in")
    await hand.reads("The school's list is in. Now print letters for those who are new.")


async def print_letters(hand: Hand) -> list[str]:
    """The letters of a group as they lie in the printer; the codes in their links."""
    await hand.follow("Families", within=".menu")
    await hand.follow("Print letters")
    await hand.choose("Group", GROUP)
    await hand.press("Make the letters")
    await hand.page.locator("text=Amina").first.wait_for()
    return re.findall(r"start=([\w-]+)", await hand.page.content())


async def test_school_gets_going_in_one_morning(site: Site, families: Path, report: Report) -> None:
    hand = await set_up(site, await site.hire("Sam", Role.COORDINATOR))
    await bring_in(hand, families)
    codes = await print_letters(hand)
    amina = site.school.phone(AMINA, "ar")
    notice = await site.school.start(amina, codes[0])
    await site.school.tap(amina, notice, 0)
    await hand.visit()
    await hand.follow("Invite parents", within="main")
    await hand.write("Day", (site.school.now + timedelta(days=20)).date().isoformat())
    await hand.press("See what parents will read")
    await hand.press("Send the invitation")

    invited = await amina.receives(lambda message: "👇" in message.text)
    amina.tap(invited.message_id, 0)
    await hand.reads("Amina", within="[data-follow]")
    report("first run, from the one-time link to the first answer", hand.tally)
