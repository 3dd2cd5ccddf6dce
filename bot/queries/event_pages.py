"""All that the page of one event shows, in a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.events import EventDetails
from bot.enums import CampaignState, Scope
from bot.errors import NotSignedIn
from bot.models import Campaign, Child, Event, OutboxMessage, Parent, Rsvp
from bot.queries.campaigns import CampaignCounts, count_messages, state_of
from bot.queries.events import details_of, require_event
from bot.queries.reports import Responses, load_responses
from messages.facts import Answer
from messages.outgoing import MessageKind


@dataclass(frozen=True, slots=True)
class SendLine:
    """One send about the event: what, when, and where it stands."""

    campaign_id: int
    kind: MessageKind
    send_at: datetime
    state: CampaignState
    counts: CampaignCounts
    paused_why: str | None


@dataclass(frozen=True, slots=True)
class NamedAnswer:
    """An answer with names, for the staff of the group."""

    parent: str
    child: str
    answer: Answer
    people: int | None
    cannot_then: bool
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class EventPage:
    """The event, its sends, and its answers."""

    event: Event
    details: EventDetails
    sends: list[SendLine]
    responses: Responses
    answers: list[NamedAnswer]


async def load_event_page(session: AsyncSession, *, actor: Actor, event_id: int) -> EventPage:
    """Raises NotFound, NotAllowed."""
    event = await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_READ)
    return EventPage(
        event=event,
        details=await details_of(session, event),
        sends=await _sends(session, event_id),
        responses=await load_responses(session, event_id),
        answers=await _answers(session, event_id),
    )


async def _sends(session: AsyncSession, event_id: int) -> list[SendLine]:
    query = select(Campaign).where(Campaign.event_id == event_id).order_by(Campaign.send_at, Campaign.id)
    lines = []
    for campaign in await session.scalars(query):  # an invitation, its reminders and notices: a handful
        counts = await count_messages(session, campaign.id)
        kind, state = MessageKind(campaign.kind), state_of(campaign, counts)
        lines.append(SendLine(campaign.id, kind, campaign.send_at, state, counts, campaign.paused_why))
    return lines


async def _answers(session: AsyncSession, event_id: int) -> list[NamedAnswer]:
    query = (
        select(Rsvp, Parent.name, Child.first_name)
        .join(Parent, Parent.id == Rsvp.parent_id)
        .join(Child, Child.id == Rsvp.child_id)
        .where(Rsvp.event_id == event_id)
        .order_by(Child.first_name, Rsvp.id)
    )
    return [
        NamedAnswer(parent, child, Answer(rsvp.answer), rsvp.people, rsvp.cannot_then, rsvp.answered_at)
        for rsvp, parent, child in await session.execute(query)
    ]


async def load_movement(session: AsyncSession, *, actor: Actor | None, event_id: int) -> tuple[int, ...]:
    """Messages written, messages that left, and the newest answer: when one of them differs, something moved.

    Raises NotSignedIn, NotFound.
    """
    if actor is None:
        raise NotSignedIn("Sign in to see this.")
    await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_READ)
    about = select(Campaign.id).where(Campaign.event_id == event_id)
    messages = select(func.count(), func.count(OutboxMessage.finished_at)).where(OutboxMessage.campaign_id.in_(about))
    written, left = (await session.execute(messages)).one()
    answers = select(func.count(), func.max(Rsvp.update_id)).where(Rsvp.event_id == event_id)
    given, newest = (await session.execute(answers)).one()
    return written, left, given, newest or 0
