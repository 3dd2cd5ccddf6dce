"""To whom a campaign goes, resolved at the moment it leaves: who joined, who was told, who has not answered yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Exists, Select, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import Audience, OutboxState
from bot.models import Campaign, Chat, OutboxMessage, Parent, Rsvp
from bot.queries.families import ChildLine, children_of, parents_of_groups
from bot.queries.follow_up import FOLLOW_UPS, NOTICES, TOLD, who_hears_more
from messages.languages import Language, readable_in
from messages.outgoing import MessageKind
from messages.phrases import spoken

#: "Not asked lately" (N6): no invitation within these days.
LATELY = timedelta(days=28)

_ASKED = (OutboxState.QUEUED, OutboxState.LEASED, *TOLD)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A parent who can be reached, and the children it is about."""

    parent_id: int
    name: str
    address: int
    home_language: str
    second_language: str | None
    chosen_language: str | None
    children: tuple[ChildLine, ...]
    prefers: str | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The parent's own, the first to be tried first."""
        return tuple(tag for tag in (self.chosen_language, self.home_language, self.second_language) if tag)

    def reads(self, source: str) -> Language:
        """The first of the parent's languages that we speak, else the one that staff write in."""
        return readable_in(self.languages, spoken(), source)


async def list_recipients(session: AsyncSession, campaign: Campaign, *, now: datetime, limit: int) -> list[Recipient]:
    """The next recipients after those already planned, by parent id; fewer than `limit` means: that was all."""
    query = (
        select(Parent, live_address())
        .where(Parent.id > campaign.planned_up_to, live_address().is_not(None), *_conditions(campaign, now))
        .order_by(Parent.id)
        .limit(limit)
    )
    found = (await session.execute(query)).all()
    children = await _children_meant(session, campaign, [parent.id for parent, _ in found])
    return [_recipient(parent, address, children.get(parent.id, ())) for parent, address in found]


async def still_meant(
    session: AsyncSession, campaign: Campaign, parents: Collection[int], *, now: datetime
) -> set[int]:
    """Which of these parents it is still for: while it was composed, somebody may have answered or stopped."""
    query = select(Parent.id).where(Parent.id.in_(parents), live_address().is_not(None), *_conditions(campaign, now))
    return set(await session.scalars(query))


def reachable_of(campaign: Campaign) -> Select[int]:
    """The ids of the parents who would get it, as far as that is known now."""
    return select(Parent.id).where(_is_reachable(), *_conditions(campaign, campaign.send_at))


async def count_audience(
    session: AsyncSession, campaign: Campaign
) -> list[tuple[str | None, str, str | None, bool, int]]:
    """Chosen, home and second language, whether reachable, and how many parents it is meant for when it leaves."""
    reachable = _is_reachable().label("reachable")
    meant = _meant(campaign.groups, campaign.parents)
    if campaign.kind == MessageKind.INVITATION:
        meant = and_(*_conditions(campaign, campaign.send_at))
    elif campaign.kind in NOTICES:
        meant |= who_hears_more(campaign)
    found = (
        select(Parent.chosen_language, Parent.home_language, Parent.second_language, reachable).where(meant).subquery()
    )
    query = select(*found.c, func.count()).group_by(*found.c).order_by(*found.c)
    return [(row[0], row[1], row[2], bool(row[3]), row[4]) for row in (await session.execute(query)).all()]


def _is_reachable() -> Exists:
    """Looked up for each parent: a group is small, all chats are many."""
    return exists().where(Chat.parent_id == Parent.id, Chat.stopped_at.is_(None), Chat.unreachable_at.is_(None))


def _recipient(parent: Parent, address: int, children: tuple[ChildLine, ...]) -> Recipient:
    return Recipient(
        parent_id=parent.id,
        name=parent.name,
        address=address,
        home_language=parent.home_language,
        second_language=parent.second_language,
        chosen_language=parent.chosen_language,
        children=children,
        prefers=parent.prefers,
    )


def live_address() -> ColumnElement[int]:
    """Where this parent gets messages: the chat that joined last and still lives."""
    return (
        select(Chat.address)
        .where(Chat.parent_id == Parent.id, Chat.stopped_at.is_(None), Chat.unreachable_at.is_(None))
        .order_by(Chat.joined_at.desc(), Chat.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _meant(groups: Collection[str], parents: Collection[int]) -> ColumnElement[bool]:
    return Parent.id.in_(parents) if parents else Parent.id.in_(parents_of_groups(groups))


def _conditions(campaign: Campaign, now: datetime) -> list[ColumnElement[bool]]:
    if campaign.kind in FOLLOW_UPS:
        return [who_hears_more(campaign)]
    meant = _meant(campaign.groups, campaign.parents)
    match campaign.kind:
        case MessageKind.INVITATION:
            return [meant, *_to_invite(campaign, now)]
        case MessageKind.TIP:
            return [meant, Parent.wants_tips.is_(True)]
    return [meant]


def _to_invite(campaign: Campaign, now: datetime) -> list[ColumnElement[bool]]:
    lately = [~_asked_since(campaign, now - LATELY)] if campaign.audience == Audience.NOT_ASKED_LATELY else []
    return [~_invited_before(campaign), *lately]


def _invited_before(campaign: Campaign) -> ColumnElement[bool]:
    """By another send to the same event, whatever came of it: nobody is invited to it twice."""
    others = select(Campaign.id).where(
        Campaign.event_id == campaign.event_id, Campaign.kind == MessageKind.INVITATION, Campaign.id != campaign.id
    )
    invited = select(OutboxMessage.parent_id).where(
        OutboxMessage.parent_id.is_not(None),
        OutboxMessage.kind == MessageKind.INVITATION,
        OutboxMessage.state != OutboxState.CANCELLED,
        OutboxMessage.campaign_id.in_(others),
    )
    return Parent.id.in_(invited)


def _asked_since(campaign: Campaign, moment: datetime) -> ColumnElement[bool]:
    """Looked up among the sends that were still being written then: they are few, all messages are many."""
    asked = select(OutboxMessage.parent_id).where(
        OutboxMessage.parent_id.is_not(None),  # or nobody would be NOT IN it
        OutboxMessage.kind == MessageKind.INVITATION,
        OutboxMessage.state.in_(_ASKED),
        OutboxMessage.created_at >= moment,
        OutboxMessage.campaign_id != campaign.id,
        OutboxMessage.campaign_id.in_(_written_since(moment)),
    )
    return Parent.id.in_(asked)


def _written_since(moment: datetime) -> Select[int]:
    """Sends of which a message may have been written at this moment or later."""
    return select(Campaign.id).where(Campaign.expanded_at.is_(None) | (Campaign.expanded_at >= moment))


async def _children_meant(
    session: AsyncSession, campaign: Campaign, parents: Collection[int]
) -> dict[int, tuple[ChildLine, ...]]:
    """Those in the groups, or all where they moved; a reminder names only those for whom nobody has answered yet."""
    children = await children_of(session, parents, groups=None if campaign.parents else campaign.groups)
    if moved := set(parents) - children.keys():
        children |= await children_of(session, moved)
    if campaign.kind != MessageKind.REMINDER:
        return children
    answered = set(await session.scalars(select(Rsvp.child_id).where(Rsvp.event_id == campaign.event_id)))
    return {parent: tuple(c for c in line if c.id not in answered) for parent, line in children.items()}
