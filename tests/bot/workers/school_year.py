"""A school year on a fast clock: what staff schedule, what parents tap, and the real planner and sender in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.delivery import claim_messages, record_sending, record_sent
from bot.actions.rsvps import record_rsvp
from bot.deps import Deps
from bot.domain.programmes import school_days
from bot.domain.staff_hours import Closed
from bot.domain.timing import to_utc
from bot.enums import Lane, OutboxState
from bot.models import Campaign, Holiday, OutboxMessage, Parent
from bot.workers.housekeeping import plan_tips
from messages.facts import Answer, GivenAnswer
from messages.outgoing import MessageKind
from messages.tap_values import DayPart
from tests.budgets import AMSTERDAM
from tests.builders import SAM, make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import FakeClock
from tests.programmes import make_programme
from tests.steps import plan

GROUPS = ("groep 1", "groep 5")
LANGUAGES = ("ar", "tr", "pl", "ti", "nl", "uk", "so", "zh-Hans")
FAMILIES, EVENTS = 24, 30

#: Each sixth parent says yes at once; the others never say a word.
ANSWERS_EACH = 6

#: Forty weeks.
FIRST_DAY, LAST_DAY = date(2026, 9, 7), date(2027, 6, 11)
HOLIDAYS = (
    Closed(date(2026, 10, 17), date(2026, 10, 24)),
    Closed(date(2026, 12, 19), date(2027, 1, 3)),
    Closed(date(2027, 2, 20), date(2027, 2, 28)),
)

#: In the nights before these Sundays the clocks change; reminders of events on the next two Mondays fall on them.
DST_SUNDAYS = (date(2026, 10, 25), date(2027, 3, 28))

#: Five things at once were forgotten until two days before.
IN_A_HURRY = date(2027, 3, 11)

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def school_time(day: date, hour: int, minute: int = 0) -> datetime:
    return to_utc(datetime.combine(day, time(hour, minute)), AMSTERDAM)


def planned_events() -> Iterator[tuple[datetime, datetime]]:
    """When each begins, and when parents are asked: three weeks before as a rule, at night too."""
    days = [day for day in school_days(FIRST_DAY + timedelta(days=28), _WEEKDAYS, HOLIDAYS) if day < LAST_DAY]
    busy = [days[number * len(days) // 7] for number in range(7) for _ in range(3)]
    behind = [day + timedelta(days=later) for day in DST_SUNDAYS for later in (1, 7)]
    for number, day in enumerate((*busy, *behind)):
        yield school_time(day, 8, 30), school_time(day - timedelta(days=21), (8, 13, 21)[number % 3])
    for _ in range(5):
        yield school_time(IN_A_HURRY, 8, 30), school_time(IN_A_HURRY - timedelta(days=2), 13)


@dataclass
class SchoolYear:
    """The clock is pushed here, from one due moment to the next; it starts on the day before the first."""

    deps: Deps
    clock: FakeClock

    async def prepare(self) -> None:
        """Families in eight languages, each third with wishes of its own; holidays, events and two programmes."""
        self.clock.moment = now = school_time(FIRST_DAY - timedelta(days=1), 12)
        names = [f"Ouder {number}" for number in range(FAMILIES)]
        rows = [
            make_row(f"Kind {number}", name, LANGUAGES[number % len(LANGUAGES)], group=GROUPS[number % 2])
            for number, name in enumerate(names)
        ]
        async with self.deps.transaction() as session:
            await make_families(session, *rows)
            await make_joined(session, *names, now=now)
            for parent in await session.scalars(select(Parent)):
                parent.prefers = (None, *DayPart)[parent.id % 4]
                parent.wants_tips = parent.id % 12 != 0
            for gap in HOLIDAYS:
                session.add(Holiday(starts_on=str(gap.first), ends_on=str(gap.last), name="Vakantie"))
            for starts_at, leaves in planned_events():
                event = await make_event(session, actor=SAM, now=now, groups=GROUPS, starts_at=starts_at)
                await make_invitation(session, event, actor=SAM, now=now, send_at=leaves)
            for theme, starts_on in (("reading_together", FIRST_DAY), ("daily_routines", date(2027, 2, 22))):
                facts = {"actor": SAM, "now": now, "groups": GROUPS, "weekdays": ("sunday", "tuesday", "thursday")}
                await make_programme(session, theme=theme, starts_on=starts_on, **facts)

    async def run(self) -> None:
        """Until the last day; what is due at each moment is planned and leaves by the real steps and actions."""
        midnight = school_time(FIRST_DAY, 0)
        while self.clock.now() < school_time(LAST_DAY, 18):
            if self.clock.now() >= midnight:
                await plan_tips(self.deps)
                midnight = school_time(midnight.astimezone(AMSTERDAM).date() + timedelta(days=1), 0)
            await plan(self.deps)
            self.clock.moment = min(midnight, await self._deliver() or midnight)

    async def _deliver(self) -> datetime | None:
        """All that is due arrives, by the hour of its row alone; each sixth parent says yes at once. When is next?"""
        now = self.clock.now()
        async with self.deps.transaction() as session:
            claimed = await claim_messages(session, now=now, lanes=[Lane.BULK], full_pace=1000.0, limit=1000)
            for message in claimed:
                await record_sending(session, claimed=message, now=now)
                await record_sent(session, claimed=message, number=message.id, now=now)
            if claimed:
                await self._answer(session, [message.id for message in claimed])
            return await self._next_due(session)

    async def _answer(self, session: AsyncSession, arrived: Sequence[int]) -> None:
        query = (
            select(OutboxMessage.parent_id, Campaign.event_id, OutboxMessage.id)
            .join(Campaign, Campaign.id == OutboxMessage.campaign_id)
            .where(OutboxMessage.kind == MessageKind.INVITATION, OutboxMessage.id.in_(arrived))
            .where(OutboxMessage.parent_id % ANSWERS_EACH == 0)
        )
        for parent, event, number in (await session.execute(query)).all():
            await record_rsvp(
                session,
                event_id=event or 0,
                parent_id=parent or 0,
                given=GivenAnswer(Answer.YES),
                update_id=number,
                now=self.clock.now(),
            )

    async def _next_due(self, session: AsyncSession) -> datetime | None:
        """A message or a campaign; a chat gets its second message two seconds after the first."""
        now = self.clock.now()
        message = select(func.min(OutboxMessage.available_at)).where(
            OutboxMessage.state == OutboxState.QUEUED, OutboxMessage.available_at > now
        )
        campaign = select(func.min(Campaign.send_at)).where(Campaign.expanded_at.is_(None), Campaign.send_at > now)
        due = [await session.scalar(message), await session.scalar(campaign)]
        return min((max(moment, now + timedelta(seconds=2)) for moment in due if moment), default=None)

    async def messages(self) -> list[OutboxMessage]:
        async with self.deps.reading() as session:
            return list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))

    async def campaigns(self) -> dict[int | None, Campaign]:
        async with self.deps.reading() as session:
            return {campaign.id: campaign for campaign in await session.scalars(select(Campaign))}
