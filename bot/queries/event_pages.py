"""All that the page of one event shows, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.events import EventDetails
from bot.enums import Audience, CampaignState, EventState, Scope
from bot.errors import NotSignedIn
from bot.models import Campaign, Child, Event, OutboxMessage, Parent, Rsvp
from bot.queries.audiences import count_audience
from bot.queries.campaigns import CampaignCounts, count_messages, state_of
from bot.queries.events import details_of, require_event
from bot.queries.reports import Responses, count_responses
from messages.facts import Answer
from messages.outgoing import MessageKind

#: Answers on the page of an event before somebody asks for all.
SHOWN = 200


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
class SeriesDate:
    """Another date of the series; `leaves` is when its invitation does, or did."""

    event_id: int
    starts_at: datetime
    state: EventState
    leaves: datetime | None


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
    """The event, its sends, its answers, and the dates of its series, itself included."""

    event: Event
    details: EventDetails
    sends: list[SendLine]
    responses: Responses
    answers: list[NamedAnswer]
    more_answers: bool
    series: list[SeriesDate]

    @property
    def invitations(self) -> list[SendLine]:
        """The sends of the invitation itself."""
        return [line for line in self.sends if line.kind == MessageKind.INVITATION]

    @property
    def invited(self) -> bool:
        """A send is done: another one is for the others."""
        return any(line.state == CampaignState.DONE for line in self.invitations)

    def can_be_sent(self, now: datetime) -> bool:
        """No send is planned or under way; the next one goes to who has no invitation yet."""
        stands = self.event.state != EventState.CANCELLED and self.event.starts_at > now
        over = (CampaignState.CANCELLED, CampaignState.DONE)
        return stands and all(line.state in over for line in self.invitations)


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Parents who take part and have no invitation yet; of them who was asked for nothing in four weeks (N6)."""

    everybody: int
    not_lately: int


async def load_event_page(
    session: AsyncSession, *, actor: Actor, event_id: int, all_answers: bool = False
) -> EventPage:
    """With the first answers by the name of the child, or all. Raises NotFound, NotAllowed."""
    event = await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_READ)
    answers = await _answers(session, event_id, limit=None if all_answers else SHOWN + 1)
    return EventPage(
        event=event,
        details=await details_of(session, event),
        sends=await _sends(session, event_id),
        responses=await count_responses(session, event_id),
        answers=answers if all_answers else answers[:SHOWN],
        more_answers=not all_answers and len(answers) > SHOWN,
        series=await _series(session, event.series_id) if event.series_id else [],
    )


async def count_to_ask(session: AsyncSession, event: Event, groups: Collection[str], now: datetime) -> ToAsk:
    """Whom of these groups the next send would reach."""

    async def count(audience: Audience) -> int:
        rehearsed = Campaign(
            kind=MessageKind.INVITATION,
            event_id=event.id,
            groups=list(groups),
            parents=[],
            audience=audience,
            send_at=now,
        )
        return sum(number for *_, reached, number in await count_audience(session, rehearsed) if reached)

    return ToAsk(everybody=await count(Audience.ALL), not_lately=await count(Audience.NOT_ASKED_LATELY))


async def _series(session: AsyncSession, series_id: int) -> list[SeriesDate]:
    invites = and_(
        Campaign.event_id == Event.id,
        Campaign.kind == MessageKind.INVITATION,
        Campaign.state != CampaignState.CANCELLED,
    )
    query = (
        select(Event.id, Event.starts_at, Event.state, func.min(Campaign.send_at))
        .outerjoin(Campaign, invites)
        .where(Event.series_id == series_id)
        .group_by(Event.id, Event.starts_at, Event.state)
        .order_by(Event.starts_at, Event.id)
    )
    return [SeriesDate(key, at, EventState(state), leaves) for key, at, state, leaves in await session.execute(query)]


async def _sends(session: AsyncSession, event_id: int) -> list[SendLine]:
    query = select(Campaign).where(Campaign.event_id == event_id).order_by(Campaign.send_at, Campaign.id)
    lines = []
    for campaign in await session.scalars(query):  # an invitation, its reminders and notices: a handful
        counts = await count_messages(session, campaign.id)
        kind, state = MessageKind(campaign.kind), state_of(campaign, counts)
        lines.append(SendLine(campaign.id, kind, campaign.send_at, state, counts, campaign.paused_why))
    return lines


async def _answers(session: AsyncSession, event_id: int, *, limit: int | None) -> list[NamedAnswer]:
    query = (
        select(Parent.name, Child.first_name, Rsvp.answer, Rsvp.people, Rsvp.cannot_then, Rsvp.answered_at)
        .join(Parent, Parent.id == Rsvp.parent_id)
        .join(Child, Child.id == Rsvp.child_id)
        .where(Rsvp.event_id == event_id)
        .order_by(Child.first_name, Rsvp.id)
        .limit(limit)
    )
    return [
        NamedAnswer(parent, child, Answer(answer), people, cannot_then, answered_at)
        for parent, child, answer, people, cannot_then, answered_at in await session.execute(query)
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
