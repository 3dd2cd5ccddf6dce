"""Who was told of an event before the roll-over hears that it changes or is cancelled, and can still answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.events import cancel_event, record_change
from bot.actions.leaving import record_next_year
from bot.actions.rsvps import RsvpOutcome
from bot.deps import Deps
from bot.domain.csv_rows import ParsedFile
from bot.models import Child, Event, Parent, Rsvp, Translation
from messages.facts import Answer
from messages.outgoing import MessageKind
from tests.bot.talks import book, list_booked, list_waiting, make_talks
from tests.builders import (
    GROUP,
    RUTH,
    SAM,
    make_answer,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
)
from tests.fakes import NOW, FakeClock
from tests.steps import deliver, list_texts, list_told

ZONE = ZoneInfo("Europe/Amsterdam")
INVITATION, REMINDER = MessageKind.INVITATION, MessageKind.REMINDER


async def invite(deps: Deps) -> Event:
    """Of Noor's, Zosia's and Ida's parents, all in groep 3, each has the invitation."""
    async with deps.transaction() as session:
        rows = [make_row("Noor", "Amina"), make_row("Zosia", "Piotr", "pl"), make_row("Ida", "Eva")]
        await make_families(session, *rows, make_row("Sami", "Amina", group="groep 5"))
        await make_joined(session, "Amina", "Piotr", "Eva")
        event = await make_event(session, note="Neem brood mee.")
        await make_invitation(session, event)
    await deliver(deps)
    return event


async def roll_over(session: AsyncSession) -> None:
    """Noor, Zosia and Sami go one group up, Ida leaves the school, Liya is new in groep 3."""
    rows = [make_row("Noor", "Amina", group="groep 4"), make_row("Zosia", "Piotr", "pl", group="groep 4")]
    rows += [make_row("Sami", "Amina", group="groep 6"), make_row("Liya", "Selam")]
    await record_next_year(session, actor=SAM, now=NOW, parsed=ParsedFile(rows, []))
    await make_joined(session, "Selam", first_address=7009)


async def test_who_was_told_hears_of_the_change_and_of_the_cancellation(deps: Deps) -> None:
    event = await invite(deps)
    async with deps.transaction() as session:
        await roll_over(session)

    amended: dict[str, Any] = {"actor": RUTH, "event_id": event.id, "now": NOW}
    async with deps.transaction() as session:
        await record_change(session, changes={"note": "Neem drinken mee."}, zone=ZONE, **amended)
        wanted = select(Translation.target_language).where(Translation.source == "Neem drinken mee.")
        assert set(await session.scalars(wanted)) == {"pl"}
    await deliver(deps)
    async with deps.transaction() as session:
        await cancel_event(session, **amended)
    await deliver(deps)

    told = await list_told(deps)
    assert told[3:] == [(kind, name) for kind in ("change", "cancellation") for name in ("Amina", "Piotr", "Eva")]


async def test_reminder_reaches_who_moved_and_was_told_and_names_a_child(deps: Deps, clock: FakeClock) -> None:
    event = await invite(deps)
    async with deps.transaction() as session:
        await make_answer(session, event, "Piotr", Answer.MAYBE)
        await roll_over(session)

    clock.push(timedelta(days=14))
    await deliver(deps)

    assert (await list_told(deps))[3:] == [(REMINDER, "Amina")]
    assert "Noor en Sami" in (await list_texts(deps, "Amina"))[-1]


async def test_short_reminder_reaches_who_said_yes_and_moved_but_not_who_left(deps: Deps, clock: FakeClock) -> None:
    event = await invite(deps)
    async with deps.transaction() as session:
        for update_id, name in enumerate(("Amina", "Piotr", "Eva"), 1):
            await make_answer(session, event, name, Answer.YES, update_id=update_id)
        await roll_over(session)

    clock.push(timedelta(days=20))
    await deliver(deps)

    assert (await list_told(deps))[3:] == [(MessageKind.NUDGE, "Amina"), (MessageKind.NUDGE, "Piotr")]


async def test_who_was_told_can_answer_and_change_the_answer_and_nobody_else(deps: Deps) -> None:
    event = await invite(deps)
    async with deps.transaction() as session:
        await make_answer(session, event, "Piotr", Answer.MAYBE, update_id=1)
        await roll_over(session)
        await make_families(session, make_row("Jan", "Kees", group="groep 5"))

        taps = [
            await make_answer(session, event, name, Answer.YES, update_id=update_id)
            for update_id, name in enumerate(("Amina", "Piotr", "Eva", "Kees"), 2)
        ]

        query = select(Parent.name, Child.first_name, Rsvp.answer).join(Rsvp, Rsvp.parent_id == Parent.id)
        rows = await session.execute(query.join(Child, Child.id == Rsvp.child_id))
        answers = {tuple(row) for row in rows}

    saved, not_theirs = RsvpOutcome.SAVED, RsvpOutcome.NOT_THEIRS
    assert taps == [saved, saved, not_theirs, not_theirs]
    assert answers == {("Amina", "Noor", "yes"), ("Amina", "Sami", "yes"), ("Piotr", "Zosia", "yes")}


async def test_place_of_a_child_that_left_goes_to_who_waits(session: AsyncSession) -> None:
    await make_families(session, make_row("Ida", "Eva"), make_row("Jan", "Piotr"), make_row("Noor", "Amina"))
    await make_joined(session, "Eva", "Piotr", "Amina")
    event = await make_talks(session, 0)
    for child, parent in (("Ida", "Eva"), ("Jan", "Piotr"), ("Noor", "Amina")):
        await book(session, event, 0, child, parent)

    rows = [make_row("Jan", "Piotr", group="groep 4"), make_row("Noor", "Amina", group=GROUP)]
    await record_next_year(session, actor=SAM, now=NOW, parsed=ParsedFile(rows, []))

    assert await list_booked(session) == [(0, "Jan", "Piotr")]
    assert await list_waiting(session) == [("Noor", "Amina")]
