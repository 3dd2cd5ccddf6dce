"""Events, sends, series, recordings and programmes."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import (
    calendar_import,
    decisions,
    events,
    programmes,
    recordings,
    series,
)
from bot.actions import campaigns as campaign_actions
from bot.domain.actors import Actor
from bot.domain.events import EventDetails
from bot.enums import EventState, Scope
from bot.models import Programme
from bot.queries import (
    campaigns,
    doubts,
    event_pages,
    spoken,
    started,
    unanswered,
    year_calendar,
)
from bot.queries import events as event_queries
from bot.queries import programmes as programme_queries
from bot.queries import recordings as recording_queries
from messages.event_kinds import EventKind
from tests.bot.rights.right import OF_GROUP, ZONE, Right, at
from tests.builders import (
    GROUP,
    make_event,
)
from tests.fakes import NOW
from tests.voices import make_recording


async def erase_draft(session: AsyncSession, actor: Actor) -> None:
    event = await make_event(session)
    event.state = EventState.DRAFT
    await events.erase_draft(session, **at(actor), event_id=event.id)


async def schedule_programme(session: AsyncSession, actor: Actor) -> Any:
    return await programmes.schedule_programme(
        session,
        **at(actor),
        theme="reading_together",
        groups=[GROUP],
        weekdays=["monday"],
        at=time(16),
        starts_on=date(2026, 12, 1),
        zone=ZONE,
    )


async def announce(session: AsyncSession, actor: Actor) -> Any:
    return await campaign_actions.schedule_announcement(
        session, **at(actor), text="Vrij!", language="nl", school="S", groups=[GROUP]
    )


async def erase_recording(session: AsyncSession, actor: Actor, campaign: int) -> Any:
    await make_recording(session, campaign)
    return await recordings.erase_recording(session, **at(actor), campaign_id=campaign, language="ti")


async def load_recording(session: AsyncSession, actor: Actor, campaign: int) -> Any:
    await make_recording(session, campaign)
    return await spoken.load_recording(session, actor=actor, campaign_id=campaign, language="ti")


async def schedule_two(session: AsyncSession, actor: Actor) -> Any:
    dates = [EventDetails(EventKind.CELEBRATION, (GROUP,), NOW + timedelta(days=days)) for days in (7, 14)]
    return await series.schedule_series(session, **at(actor), dates=dates, language="nl", school="S")


async def resume_programme(session: AsyncSession, actor: Actor, programme: int) -> object:
    (await session.get_one(Programme, programme)).stopped_at = NOW
    return await programmes.resume_programme(session, **at(actor), programme_id=programme, zone=ZONE)


EVENTS = {
    "schedule_event": Right(lambda s, a, _: make_event(s, actor=a), Scope.EVENTS_WRITE),
    "record_change": Right(
        lambda s, a, x: events.record_change(s, **at(a), event_id=x.event, changes={"place": "Zaal"}, zone=ZONE),
        Scope.EVENTS_WRITE,
    ),
    "cancel_event": Right(lambda s, a, x: events.cancel_event(s, **at(a), event_id=x.event), Scope.EVENTS_WRITE),
    "schedule_invitation": Right(
        lambda s, a, x: campaign_actions.schedule_invitation(s, **at(a), event_id=x.event, zone=ZONE),
        Scope.EVENTS_WRITE,
    ),
    "schedule_announcement": Right(lambda s, a, _: announce(s, a), Scope.EVENTS_WRITE),
    "cancel_campaign": Right(
        lambda s, a, x: campaign_actions.cancel_campaign(s, **at(a), campaign_id=x.campaign), Scope.EVENTS_WRITE
    ),
    "record_resend": Right(
        lambda s, a, x: decisions.record_resend(s, **at(a), campaign_id=x.campaign), Scope.EVENTS_WRITE
    ),
    "record_resume": Right(
        lambda s, a, x: decisions.record_resume(s, **at(a), campaign_id=x.campaign), Scope.EVENTS_WRITE
    ),
    "schedule_programme": Right(lambda s, a, _: schedule_programme(s, a), Scope.EVENTS_WRITE),
    "list_programmes": Right(
        lambda s, a, _: programme_queries.list_programmes(s, actor=a), Scope.EVENTS_READ, by_group=False
    ),
    "require_programme": Right(
        lambda s, a, x: programme_queries.require_programme(s, actor=a, programme_id=x.programme), Scope.EVENTS_READ
    ),
    "stop_programme": Right(
        lambda s, a, x: programmes.stop_programme(s, **at(a), programme_id=x.programme), Scope.EVENTS_WRITE
    ),
    "resume_programme": Right(lambda s, a, x: resume_programme(s, a, x.programme), Scope.EVENTS_WRITE),
    "list_started": Right(lambda s, a, _: started.list_started(s, **at(a)), Scope.EVENTS_READ, by_group=False),
    "record_settled": Right(
        lambda s, a, x: decisions.record_settled(s, **at(a), campaign_id=x.campaign), Scope.EVENTS_WRITE
    ),
    "require_event": Right(
        lambda s, a, x: event_queries.require_event(s, actor=a, event_id=x.event, scope=Scope.EVENTS_READ),
        Scope.EVENTS_READ,
    ),
    "require_campaign": Right(lambda s, a, x: campaigns.require_campaign(s, actor=a, campaign_id=x.campaign), None),
    "record_recording": Right(lambda s, a, x: make_recording(s, x.campaign, actor=a), Scope.EVENTS_WRITE),
    "erase_recording": Right(lambda s, a, x: erase_recording(s, a, x.campaign), Scope.EVENTS_WRITE),
    "list_recordings": Right(
        lambda s, a, x: recording_queries.list_recordings(s, actor=a, campaign_id=x.campaign), Scope.EVENTS_READ
    ),
    "load_spoken": Right(
        lambda s, a, x: spoken.load_spoken(s, actor=a, event_id=x.event, source="nl"), Scope.EVENTS_READ
    ),
    "load_recording": Right(lambda s, a, x: load_recording(s, a, x.campaign), Scope.EVENTS_READ),
    "load_voice_message": Right(
        lambda s, a, x: recording_queries.load_voice_message(s, actor=a, thread_id=x.thread, message_id=x.voice),
        Scope.INBOX_READ,
    ),
    "schedule_series": Right(lambda s, a, _: schedule_two(s, a), Scope.EVENTS_WRITE),
    "invite_series": Right(
        lambda s, a, x: series.invite_series(s, **at(a), event_id=x.event, lead=timedelta(weeks=1), zone=ZONE),
        Scope.EVENTS_WRITE,
    ),
    "cancel_rest": Right(lambda s, a, x: series.cancel_rest(s, **at(a), event_id=x.event), Scope.EVENTS_WRITE),
    "record_calendar": Right(
        lambda s, a, _: calendar_import.record_calendar(
            s, **at(a), entries=[], groups=[GROUP], school=calendar_import.School("nl", "S", None)
        ),
        Scope.EVENTS_WRITE,
    ),
    "list_year_events": Right(
        lambda s, a, _: year_calendar.list_year_events(s, actor=a, wanted=OF_GROUP), Scope.EVENTS_READ
    ),
    "load_school_entries": Right(
        lambda s, a, _: year_calendar.load_school_entries(
            s, actor=a, wanted=OF_GROUP, clock=year_calendar.Publishing(ZONE, "nl", None)
        ),
        Scope.EVENTS_READ,
    ),
    "count_by_month": Right(
        lambda s, a, _: year_calendar.count_by_month(s, actor=a, months=[OF_GROUP.stretch], group=GROUP),
        Scope.EVENTS_READ,
    ),
    "list_group_years": Right(
        lambda s, a, _: year_calendar.list_group_years(s, **at(a), year=OF_GROUP.stretch),
        Scope.EVENTS_READ,
        by_group=False,
    ),
    "erase_draft": Right(lambda s, a, _: erase_draft(s, a), Scope.EVENTS_WRITE),
    "load_event_page": Right(
        lambda s, a, x: event_pages.load_event_page(s, actor=a, event_id=x.event), Scope.EVENTS_READ
    ),
    "load_movement": Right(lambda s, a, x: event_pages.load_movement(s, actor=a, event_id=x.event), Scope.EVENTS_READ),
    "count_doubts": Right(lambda s, a, _: doubts.count_doubts(s, **at(a)), Scope.EVENTS_READ, by_group=False),
    "list_doubts": Right(lambda s, a, _: doubts.list_doubts(s, **at(a)), Scope.EVENTS_READ, by_group=False),
    "load_unanswered": Right(
        lambda s, a, x: unanswered.load_unanswered(s, **at(a), event_id=x.event, source="nl"), Scope.FAMILIES_READ
    ),
}
