"""Words of a language that waits for a person: found, mended, approved, read by the parent (N25)."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.enums import Role
from bot.models import Translation
from bot.queries.translations import waits_for_person
from tests.bot.workers.translating import install
from tests.browser.journeys.school import Report, Site
from tests.builders import GROUP, make_row
from tests.journeys.school import AMINA as AYSE
from tests.journeys.school import School
from tests.waiting import until

BOTTLE, MENDED = "Neem een flesje water mee.", "Lütfen bir şişe su getirin."


async def waits(school: School) -> bool:
    """The machine has done its part, and now a person is asked."""
    async with school.deps.reading() as session:
        return await session.scalar(select(Translation.id).where(waits_for_person())) is not None


async def test_liaison_approves_what_waits_and_then_the_parent_reads_it(site: Site, report: Report) -> None:
    school = site.school
    install(school.deps)
    await school.admit(make_row("Elif", "Ayşe", "tr"))
    ayse = await school.join("Ayşe", AYSE, "tr")
    await site.hire_ready("Juf Ruth", Role.TEACHER, GROUP)
    await site.hire_ready("Lio", Role.LIAISON)
    lio = await site.sign_in("Lio", Role.LIAISON)
    await lio.follow("Translations", within=".menu")
    await lio.follow("Which languages are ready")
    await lio.press("Let them wait", within="#tr")
    ruth = await site.sign_in("Juf Ruth", Role.TEACHER)
    await ruth.follow("Invite parents", within="main")
    await ruth.write("Day", (school.now + timedelta(days=20)).date().isoformat())
    await ruth.write("In your own words", BOTTLE)
    await ruth.press("See what parents will read")
    await ruth.press("Send the invitation")
    await ruth.reads("The invitation leaves now. Here you see how it goes.")

    await until(lambda: waits(school))
    lio.clicks = lio.keys = 0
    await lio.follow("Today", within=".menu")
    await lio.follow("1 translation waits for a person")
    await lio.reads(BOTTLE)
    await lio.write("In this language: Turkish", MENDED)
    await lio.press("Approve")

    invited = await ayse.receives(lambda message: "👇" in message.text)
    assert MENDED in invited.text
    report("a translation that waits, found and approved", lio.tally)
