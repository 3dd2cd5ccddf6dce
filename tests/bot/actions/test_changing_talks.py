"""An event with talks moves: its times go with it, until families chose among them; groups stand once it is planned."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.events import record_change
from bot.domain.events import SlotTime
from bot.enums import EventState
from bot.errors import Conflict, NotFound
from bot.models import Campaign, Event
from bot.queries.events import details_of, groups_of_event
from tests.bot.talks import TALKS, at, book, list_booked, make_afternoon
from tests.builders import RUTH, SAM
from tests.fakes import NOW


async def change(session: AsyncSession, event: Event, actor: Any = SAM, **changes: Any) -> Event:
    zone = ZoneInfo("Europe/Amsterdam")
    return await record_change(session, actor=actor, now=NOW, event_id=event.id, changes=changes, zone=zone)


@pytest.mark.parametrize("by", [timedelta(days=-7), timedelta(minutes=10), timedelta(days=1)])
async def test_talks_go_where_the_event_goes(session: AsyncSession, by: timedelta) -> None:
    event = await make_afternoon(session)

    await change(session, event, starts_at=TALKS + by)

    after = await details_of(session, event)
    assert after.starts_at == TALKS + by
    assert after.slots == tuple(SlotTime(at(minutes) + by, 10) for minutes in (0, 10, 20))


async def test_times_that_families_chose_stay_theirs(session: AsyncSession) -> None:
    event = await make_afternoon(session)
    await book(session, event, 10, "Noor", "Amina")

    for changes in ({"starts_at": TALKS + timedelta(days=1)}, {"slots": ()}):
        with pytest.raises(Conflict, match="Families have chosen times already"):
            await change(session, event, **changes)
    await change(session, event, place="Aula", ends_at=at(30))

    assert (event.starts_at, event.place, await list_booked(session)) == (TALKS, "Aula", [(10, "Noor", "Amina")])


async def test_groups_change_as_long_as_it_is_a_draft(session: AsyncSession) -> None:
    event = await make_afternoon(session)
    event.state = EventState.DRAFT

    await change(session, event, groups=("groep 6",))
    drafted = await groups_of_event(session, event.id)
    with pytest.raises(NotFound, match="There is no event"):
        await change(session, event, RUTH, groups=("groep 3",))
    with pytest.raises(NotFound, match="There is no group"):
        await change(session, event, groups=("groep 9",))
    event.state = EventState.PLANNED
    with pytest.raises(Conflict, match="as long as nobody is invited"):
        await change(session, event, groups=("groep 3", "groep 6"))

    assert (drafted, await groups_of_event(session, event.id)) == (["groep 6"], ["groep 6"])
    assert list(await session.scalars(select(Campaign))) == []
