"""Events: scheduled for the own groups, changed and cancelled once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.events import cancel_event, record_change
from bot.domain.events import EventDetails, SlotTime
from bot.enums import EventState
from bot.errors import BadInput, Conflict, NotFound
from bot.models import AuditEntry, Campaign, Event, Translation
from bot.queries.events import details_of
from messages.event_kinds import EventKind
from messages.outgoing import MessageKind
from tests.builders import GROUP, RUTH, SAM, make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW

STARTS = NOW + timedelta(days=21)
SLOT = SlotTime(STARTS, 10)


async def change(session: AsyncSession, event: Event, **changes: Any) -> Event:
    return await record_change(
        session, actor=RUTH, now=NOW, event_id=event.id, changes=changes, zone=ZoneInfo("Europe/Amsterdam")
    )


async def make_school(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Jan", "Piotr", "pl", group="groep 6"))
    await make_joined(session, "Amina", "Piotr")


async def test_event_is_stored_as_told_in_the_name_of_its_teacher(session: AsyncSession) -> None:
    await make_school(session)
    facts: dict[str, Any] = {
        "kind": EventKind.OTHER,
        "title": "Pannenkoeken",
        "starts_at": STARTS,
        "ends_at": STARTS + timedelta(hours=1),
        "place": "De keuken",
        "bring": "Stroop",
        "note": "Kom gerust.",
        "rsvp_by": NOW + timedelta(days=7),
        "capacity": 20,
        "slots": (SLOT,),
        "with_child": False,
    }

    event = await make_event(session, **facts)

    assert await details_of(session, event) == EventDetails(groups=(GROUP,), asked_by="Juf Ruth", **facts)
    audited = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "event-schedule"))).one()
    assert (audited.actor, audited.object_id) == ("staff:1", event.id)


@pytest.mark.parametrize(
    ("given", "name", "asked_by"),
    [("Juf Sanne", "Sam", "Juf Sanne"), (None, "Sam", "Sam"), (None, None, "De Regenboog")],
)
async def test_event_names_who_asks_best(
    session: AsyncSession, given: str | None, name: str | None, asked_by: str
) -> None:
    await make_school(session)

    event = await make_event(session, actor=replace(SAM, name=name), asked_by=given)

    assert event.asked_by == asked_by


async def test_event_for_a_group_that_there_is_not_is_refused(session: AsyncSession) -> None:
    with pytest.raises(NotFound, match="There is no group 'groep 9'"):
        await make_event(session, actor=SAM, groups=("groep 9",))


async def test_event_that_does_not_fit_is_refused(session: AsyncSession) -> None:
    await make_school(session)

    with pytest.raises(BadInput, match="starts_at lies in the past"):
        await make_event(session, starts_at=NOW)


async def test_change_stores_the_new_facts_and_the_new_slots(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session, starts_at=STARTS, slots=(SLOT,))
    before = await details_of(session, event)
    moved = SlotTime(STARTS + timedelta(hours=1), 15)

    await change(session, event, place="De zaal", slots=(moved,), asked_by="Juf Sanne")

    after = await details_of(session, event)
    assert (after.place, after.slots, after.asked_by) == ("De zaal", (moved,), "Juf Sanne")
    assert (after.starts_at, after.kind, after.groups) == (before.starts_at, before.kind, before.groups)


async def test_change_plans_a_notice_that_names_what_changed(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session)

    await change(session, event, place="De zaal", bring="Een appel")

    (notice,) = await session.scalars(select(Campaign))
    assert (notice.kind, notice.changed, notice.send_at) == (MessageKind.CHANGE, ["bring", "place"], NOW)
    assert await session.scalar(select(Translation.source)) == "Een appel"


async def test_change_of_the_schools_own_business_plans_no_notice(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session)

    await change(session, event, capacity=10)

    assert list(await session.scalars(select(Campaign))) == []


async def test_change_that_does_not_fit_is_refused(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session)

    with pytest.raises(BadInput, match="rsvp_by must not be later"):
        await change(session, event, rsvp_by=event.starts_at + timedelta(days=1))


async def test_cancelled_event_stays_cancelled(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session)
    await cancel_event(session, actor=RUTH, now=NOW, event_id=event.id)

    with pytest.raises(Conflict, match="was cancelled"):
        await cancel_event(session, actor=RUTH, now=NOW, event_id=event.id)
    with pytest.raises(Conflict, match="was cancelled"):
        await change(session, event, place="De zaal")
    with pytest.raises(Conflict, match="was cancelled"):
        await make_invitation(session, event)
    assert event.state == EventState.CANCELLED


async def test_calendars_are_told_each_time_to_replace_the_event(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session)
    seen = [(event.sequence, event.changed_at)]

    await change(session, event, place="Aula")
    seen.append((event.sequence, event.changed_at))
    await cancel_event(session, actor=RUTH, now=NOW + timedelta(hours=1), event_id=event.id)
    seen.append((event.sequence, event.changed_at))

    assert seen == [(0, None), (1, NOW), (2, NOW + timedelta(hours=1))]


async def test_event_of_others_groups_does_not_exist_for_a_teacher(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session, actor=SAM, groups=(GROUP, "groep 6"))

    with pytest.raises(NotFound, match="There is no event"):
        await change(session, event, place="De zaal")


async def test_event_whose_answers_are_closed_already_is_refused(session: AsyncSession) -> None:
    await make_school(session)

    with pytest.raises(BadInput, match="rsvp_by lies in the past"):
        await make_event(session, rsvp_by=NOW)
