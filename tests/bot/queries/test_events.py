"""Events as staff plan them and as messages tell them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import Scope
from bot.errors import NotFound
from bot.queries.events import (
    answers_of,
    facts_of,
    find_answer,
    find_event,
    groups_of_event,
    require_event,
    require_known_event,
)
from messages.event_kinds import EventKind
from messages.facts import Answer, EventFacts, GivenAnswer, Words
from messages.languages import Language
from tests.builders import GROUP, RUTH, SAM, make_answer, make_event, make_families, make_row, require_id
from tests.fakes import NOW

ZONE = ZoneInfo("Europe/Amsterdam")


async def test_event_is_found_by_who_may_and_by_the_clockwork(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr", group="groep 6"))
    event = await make_event(session, actor=SAM, groups=("groep 6", GROUP))

    assert await require_event(session, actor=SAM, event_id=event.id, scope=Scope.EVENTS_READ) is event
    assert await find_event(session, event.id) is event
    assert await require_known_event(session, event.id) is event
    assert await groups_of_event(session, event.id) == [GROUP, "groep 6"]


async def test_event_that_there_is_not_is_not_found(session: AsyncSession) -> None:
    assert await find_event(session, 999) is None
    with pytest.raises(NotFound, match="There is no event 999"):
        await require_event(session, actor=RUTH, event_id=999, scope=Scope.EVENTS_READ)


async def test_event_is_told_in_school_time_with_the_authors_own_words(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    facts: dict[str, Any] = {"title": "Kijkje", "ends_at": NOW + timedelta(days=21), "rsvp_by": NOW + timedelta(days=2)}
    event = await make_event(session, **facts, with_child=False)

    told = facts_of(event, zone=ZONE, reader=Language("ar"), changed=["place"])

    assert told == EventFacts(
        event_id=event.id,
        kind=EventKind.LOOK_IN_MORNING,
        asked_by="Juf Ruth",
        starts_at=event.starts_at.astimezone(ZONE),
        ends_at=(NOW + timedelta(days=21)).astimezone(ZONE),
        title=Words("Kijkje", Language("nl")),
        place="Lokaal 3",
        rsvp_by=(NOW + timedelta(days=2)).astimezone(ZONE),
        with_child=False,
        changed=frozenset({"place"}),
    )
    assert (told.starts_at.hour, told.starts_at.minute) == (8, 30)


async def test_answer_of_a_parent_is_the_newest(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Sami", "Amina"), make_row("Jan", "Piotr"))
    event = await make_event(session)
    amina, piotr = await require_id(session, "Amina"), await require_id(session, "Piotr")
    await make_answer(session, event, "Amina", Answer.NO, update_id=1)
    await make_answer(session, event, "Amina", Answer.YES, update_id=2, people=3)

    said = GivenAnswer(Answer.YES, 3)
    assert await find_answer(session, event_id=event.id, parent_id=amina) == said
    assert await find_answer(session, event_id=event.id, parent_id=piotr) is None
    assert await answers_of(session, event_id=event.id, parents=[amina, piotr]) == {amina: said}
