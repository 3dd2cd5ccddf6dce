"""Whom an interpreter is offered."""

from __future__ import annotations

from tests.bot.talks import make_talks
from tests.builders import make_row
from tests.journeys.school import School, seen
from tests.journeys.test_talks import press


async def test_no_interpreter_is_offered_for_the_language_of_the_school(school: School) -> None:
    await school.admit(make_row("Daan", "Jan", "nl"))
    phone = await school.join("Jan", 7009, "nl")
    async with school.deps.transaction() as session:
        event = await make_talks(session, 0, now=school.now)
    await school.invite(event)
    await phone.receives(lambda message: len(message.buttons) > 1)

    await press(school, phone, "🕐 Kies een tijd")
    booked = seen(await press(school, phone, "15:00"))

    assert booked.labels == ("🔁 Andere tijd kiezen", "❌ Ik kom niet", "🔊 Luister")
