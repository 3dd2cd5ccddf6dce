"""Sends about which a person decides: they stopped themselves, or something of them may not have arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.enums import CampaignState, OutboxState, Scope
from bot.models import Campaign, Event, OutboxMessage
from bot.queries.outbox import still_of_use

#: What left longer ago is no use to anybody any more; about an event it is, until that begins.
_RECENT = timedelta(days=21)
PAGE = 50


@dataclass(frozen=True, slots=True)
class Doubt:
    """A send, what it is about, how many of it may not have arrived, and how many wait because it stopped itself."""

    campaign_id: int
    kind: str
    event_id: int | None
    event_kind: str | None
    title: str | None
    send_at: datetime
    unknown: int
    paused: int
    paused_why: str | None


async def count_doubts(session: AsyncSession, *, actor: Actor, now: datetime) -> int:
    """One's own; of the whole school for who has it."""
    actor.check_scope(Scope.EVENTS_READ)
    query = select(func.count()).select_from(Campaign).where(*_doubtful(actor, now))
    return int(await session.scalar(query) or 0)


async def count_undecided(session: AsyncSession, *, now: datetime) -> tuple[int, int]:
    """Of the whole school: messages that may not have arrived, and sends that stopped themselves."""
    messages = select(func.count()).select_from(OutboxMessage).join(Campaign, _of_campaign())
    unknown = await session.scalar(messages.where(_in_time(now), *_unknown(now)))
    stopped = await session.scalar(select(func.count()).select_from(Campaign).where(_in_time(now), _stopped()))
    return int(unknown or 0), int(stopped or 0)


async def list_doubts(session: AsyncSession, *, actor: Actor, now: datetime) -> list[Doubt]:
    """The newest first, at most PAGE."""
    actor.check_scope(Scope.EVENTS_READ)
    paused = select(func.count()).where(_of_campaign(), OutboxMessage.state == OutboxState.PAUSED).scalar_subquery()
    unknown = select(func.count()).where(_of_campaign(), *_unknown(now)).scalar_subquery()
    query = select(Campaign, Event.kind, Event.title, unknown, paused).outerjoin(Event, Event.id == Campaign.event_id)
    found = query.where(*_doubtful(actor, now)).order_by(Campaign.send_at.desc(), Campaign.id.desc()).limit(PAGE)
    return [
        Doubt(
            campaign_id=campaign.id,
            kind=campaign.kind,
            event_id=campaign.event_id,
            event_kind=kind,
            title=title,
            send_at=campaign.send_at,
            unknown=maybe,
            paused=waiting,
            paused_why=campaign.paused_why,
        )
        for campaign, kind, title, maybe, waiting in (await session.execute(found)).all()
    ]


def _doubtful(actor: Actor, now: datetime) -> list[ColumnElement[bool]]:
    """Asked campaign by campaign, because those still of use are few and messages are many."""
    own = [] if actor.whole_school else [Campaign.created_by == actor.key]
    unsure = exists().where(_of_campaign(), *_unknown(now)).correlate(Campaign)
    return [_in_time(now), or_(_stopped(), unsure), *own]


def _stopped() -> ColumnElement[bool]:
    return Campaign.paused_why.is_not(None) & (Campaign.state != CampaignState.CANCELLED)


def _in_time(now: datetime) -> ColumnElement[bool]:
    """By when it leaves: it may have been planned a school year before."""
    ahead = Campaign.event_id.in_(select(Event.id).where(Event.starts_at > now))
    return ahead | (Campaign.event_id.is_(None) & (Campaign.send_at > now - _RECENT))


def _of_campaign() -> ColumnElement[bool]:
    return OutboxMessage.campaign_id == Campaign.id


def _unknown(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What staff left as it is, is no question any more; what became unknown after that, is.

    Nor is what would be no use: it was called off meanwhile, or the parent is told of newer facts.
    """
    newer = or_(Campaign.settled_at.is_(None), OutboxMessage.available_at > Campaign.settled_at)
    return OutboxMessage.state == OutboxState.UNKNOWN, still_of_use(now), newer
