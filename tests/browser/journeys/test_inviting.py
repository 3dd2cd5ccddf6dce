"""An invitation from signing in to the first answer: what a teacher with one minute does (N28)."""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from time import perf_counter

from bot.enums import Role
from tests.browser.journeys.hand import Hand
from tests.browser.journeys.school import Report, Site
from tests.builders import GROUP, make_row
from tests.journeys.school import AMINA, PIOTR

MOST_CLICKS = 12
TIMES = 3


async def invite(site: Site, *, day: str) -> Hand:
    """From the sign-in page on; seen as parents will read it before it leaves."""
    hand = await site.sign_in("Juf Ruth", Role.TEACHER)
    await hand.follow("Invite parents", within="main")
    await hand.write("Day", day)
    await hand.write("Where?", "Lokaal 3")
    await hand.write("What to bring?", "Een stuk fruit.")
    await hand.press("See what parents will read")
    await hand.press("Send the invitation")
    await hand.reads("The invitation leaves now. Here you see how it goes.")
    return hand


async def test_teacher_invites_and_sees_the_first_answer_come_in(site: Site, report: Report) -> None:
    school = site.school
    await school.admit(make_row("Noor", "Amina", "ar"), make_row("Kacper", "Piotr", "pl"))
    amina, piotr = await school.join("Amina", AMINA, "ar"), await school.join("Piotr", PIOTR, "pl")
    await site.hire_ready("Juf Ruth", Role.TEACHER, GROUP)
    hands, took = [], []

    for turn in range(TIMES):
        began = perf_counter()
        hands.append(await invite(site, day=(school.now + timedelta(days=20 + turn)).date().isoformat()))
        took.append(perf_counter() - began)
    await school.settle()
    amina.tap(amina.messages[-1].message_id, 0)
    await hands[-1].reads("Amina", within="[data-follow]")

    assert [len(phone.messages) for phone in (amina, piotr)] == [TIMES, TIMES]
    assert hands[-1].clicks <= MOST_CLICKS
    report("invitation, signing in included", f"{hands[-1].tally}, {median(took):.1f} s by script (of {TIMES})")


async def test_who_stands_on_a_control_keeps_standing_there_while_answers_come_in(site: Site) -> None:
    """Without a mouse, the next key must not land elsewhere because a parent tapped."""
    school = site.school
    await school.admit(make_row("Noor", "Amina", "ar"), make_row("Kacper", "Piotr", "pl"))
    amina = await school.join("Amina", AMINA, "ar")
    await school.join("Piotr", PIOTR, "pl")
    await site.hire_ready("Juf Ruth", Role.TEACHER, GROUP)
    hand = await invite(site, day=(school.now + timedelta(days=20)).date().isoformat())
    await school.settle()
    await hand.reads("2 sent")

    await hand.page.focus("[data-follow] [href$='/unanswered']")
    amina.tap(amina.messages[-1].message_id, 0)
    await hand.reads("Amina", within="[data-follow]")

    assert await hand.page.evaluate("[document.activeElement.textContent, document.activeElement.pathname]") == [
        "1",
        f"{hand.page.url.removeprefix(site.url).partition('?')[0]}/unanswered",
    ]
