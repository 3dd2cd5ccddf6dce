"""A question in Turkish, read and answered in Dutch, read in Turkish (N3, N25)."""

from __future__ import annotations

from sqlalchemy import select

from bot.enums import Role
from bot.models import ThreadMessage
from tests.bot.workers.translating import install
from tests.browser.journeys.school import Report, Site
from tests.builders import GROUP, make_row
from tests.journeys.school import AMINA as AYSE
from tests.journeys.school import School
from tests.waiting import until

ASKED, IN_DUTCH = "Çocuğum bugün hasta.", "Mijn kind is vandaag ziek."
ANSWER, IN_TURKISH = "Bedankt voor uw hulp.", "Yardımınız için teşekkürler."


async def is_read(school: School) -> bool:
    """The machine has told staff what it says."""
    async with school.deps.reading() as session:
        return await session.scalar(select(ThreadMessage.translation)) is not None


async def test_teacher_answers_a_question_in_a_language_that_she_does_not_read(site: Site, report: Report) -> None:
    school = site.school
    install(school.deps)
    await school.admit(make_row("Elif", "Ayşe", "tr"))
    ayse = await school.join("Ayşe", AYSE, "tr")
    await site.hire_ready("Juf Ruth", Role.TEACHER, GROUP)
    await school.write(ayse, ASKED)
    await until(lambda: is_read(school))
    ruth = await site.sign_in("Juf Ruth", Role.TEACHER)
    ruth.clicks = ruth.keys = 0

    await ruth.follow("Ayşe", within="main")
    await ruth.reads(IN_DUTCH)
    await ruth.write("In your own words", ANSWER)
    await ruth.press("See what the parent will read")
    await ruth.reads(IN_TURKISH)
    await ruth.press("Send")

    answered = await ayse.receives(lambda message: IN_TURKISH in message.text)
    report("a question, read and answered", ruth.tally)
    assert ANSWER not in answered.text
