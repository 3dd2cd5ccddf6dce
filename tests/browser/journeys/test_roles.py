"""A new teacher: invited, signed in, at home in her own groups only; and out at once when she leaves."""

from __future__ import annotations

from bot.enums import Role
from tests.browser.journeys.hand import Hand
from tests.browser.journeys.school import PASSWORD, Report, Site
from tests.builders import GROUP, make_row


async def invite(hand: Hand) -> str:
    """By an administrator; what stands behind the '#' of the link that she hands over."""
    await hand.follow("School", within=".menu")
    await hand.follow("Invite a colleague")
    await hand.write("Name", "Juf Ruth", ready=True)
    await hand.write("E-mail address", "ruth@school.example")
    await hand.tick(GROUP)
    await hand.press("Make the one-time link")
    return (await hand.page.locator("#link").input_value()).rpartition("#")[2]


async def come_in(site: Site, secret: str) -> Hand:
    """A teacher's account needs a password only; its pages begin in Dutch."""
    hand = await site.sit_down("nl")
    await hand.visit(f"/sign-in#{secret}")
    await hand.write("New password", PASSWORD, ready=True)
    await hand.press("Continue")
    await hand.page.locator(".menu").wait_for()
    return hand


async def test_teacher_is_invited_sees_her_own_groups_and_is_out_when_she_leaves(site: Site, report: Report) -> None:
    await site.school.admit(make_row("Noor", "Amina", "ar"), make_row("Kacper", "Piotr", "pl", group="groep 6"))
    await site.hire_ready("Anna", Role.ADMINISTRATOR)
    anna = await site.sign_in("Anna", Role.ADMINISTRATOR)
    anna.clicks = anna.keys = 0
    ruth = await come_in(site, await invite(anna))
    report("a colleague invited", anna.tally)

    await ruth.follow("Families", within=".menu")
    seen = await ruth.page.locator("main").inner_text()
    menu = await ruth.page.locator(".menu a").all_inner_texts()
    await anna.follow("I have handed it over")
    await anna.follow("Juf Ruth", within="main table")
    await anna.press("Has left")
    await ruth.follow("Families", within=".menu")
    await ruth.page.wait_for_url("**/sign-in?then=/families")

    assert ("Amina" in seen, "Piotr" in seen) == (True, False)
    assert menu == ["Vandaag", "Uitnodigen", "Kalender", "Gezinnen", "Postvak", "Ideeën", "Cijfers"]
