"""To whom a campaign goes, resolved at the moment it leaves: who joined, who was told, who has not answered yet."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import Audience, OutboxState
from bot.models import Campaign, Chat, Child, Group, Guardianship, OutboxMessage, Parent, Rsvp
from bot.queries.families import ChildLine, children_of, parents_of_groups
from messages.facts import Answer
from messages.languages import Language, readable_in
from messages.outgoing import MessageKind
from messages.phrases import spoken

#: "Not asked lately" (N6): no invitation within these days.
LATELY = timedelta(days=28)

#: An invitation in these states has been, or may be, in front of the parent.
TOLD = (OutboxState.SENDING, OutboxState.SENT, OutboxState.UNKNOWN)
DELIVERED = (OutboxState.SENT, OutboxState.UNKNOWN)
_ASKED = (OutboxState.QUEUED, OutboxState.LEASED, *TOLD)

_ABOUT_AN_EVENT = (MessageKind.INVITATION, MessageKind.REMINDER, MessageKind.NUDGE, MessageKind.CHANGE)


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
    chats = select(Chat.parent_id).where(Chat.stopped_at.is_(None), Chat.unreachable_at.is_(None))
    return select(Parent.id).where(Parent.id.in_(chats), *_conditions(campaign, campaign.send_at))


async def count_audience(
    session: AsyncSession, campaign: Campaign
) -> list[tuple[str | None, str, str | None, bool, int]]:
    """Chosen, home and second language, whether reachable, and how many parents it is meant for when it leaves."""
    alive = Chat.parent_id == Parent.id, Chat.stopped_at.is_(None), Chat.unreachable_at.is_(None)
    reachable = exists().where(*alive).label("reachable")
    invites = campaign.kind == MessageKind.INVITATION
    meant = _conditions(campaign, campaign.send_at) if invites else [_meant(campaign.groups, campaign.parents)]
    found = (
        select(Parent.chosen_language, Parent.home_language, Parent.second_language, reachable).where(*meant).subquery()
    )
    query = select(*found.c, func.count()).group_by(*found.c).order_by(*found.c)
    return [(row[0], row[1], row[2], bool(row[3]), row[4]) for row in (await session.execute(query)).all()]


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
    return [_meant(campaign.groups, campaign.parents), *_more_conditions(campaign, now)]


def _more_conditions(campaign: Campaign, now: datetime) -> list[ColumnElement[bool]]:
    match campaign.kind:
        case MessageKind.REMINDER:
            return [_has(campaign, DELIVERED), Parent.id.in_(_with_unanswered_child(campaign))]
        case MessageKind.NUDGE:
            return [_said_yes(campaign)]
        case MessageKind.TIP:
            return [Parent.wants_tips.is_(True)]
        case MessageKind.CHANGE:
            return [_has(campaign, TOLD) | _has_cut_off(campaign)]
        case MessageKind.CANCELLATION:
            return [_has(campaign, TOLD)]
    lately = campaign.kind == MessageKind.INVITATION and campaign.audience == Audience.NOT_ASKED_LATELY
    return [~_asked_since(campaign, now - LATELY)] if lately else []


def _has(campaign: Campaign, states: Collection[OutboxState]) -> ColumnElement[bool]:
    """This parent has, or may have, a message about the event."""
    return _message_about(campaign, OutboxMessage.state.in_(states))


def _has_cut_off(campaign: Campaign) -> ColumnElement[bool]:
    """A message was on the wire when the facts changed; should it come back, it is not sent again as it was."""
    return _message_about(campaign, OutboxMessage.use_by == campaign.created_at)


def _message_about(campaign: Campaign, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        OutboxMessage.parent_id == Parent.id,
        condition,
        OutboxMessage.campaign_id == Campaign.id,
        Campaign.event_id == campaign.event_id,
        Campaign.kind.in_(_ABOUT_AN_EVENT),
    )


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


def _said_yes(campaign: Campaign) -> ColumnElement[bool]:
    return exists().where(
        and_(Rsvp.parent_id == Parent.id, Rsvp.event_id == campaign.event_id, Rsvp.answer == Answer.YES)
    )


def _with_unanswered_child(campaign: Campaign) -> Select[int]:
    """Parents of a child for whom nobody has answered: the answer of either parent counts (N18)."""
    return (
        select(Guardianship.parent_id)
        .join(Child, Child.id == Guardianship.child_id)
        .join(Group, Group.id == Child.group_id)
        .where(Group.name.in_(campaign.groups), ~_answered(campaign))
    )


def _answered(campaign: Campaign) -> ColumnElement[bool]:
    return exists().where(and_(Rsvp.child_id == Child.id, Rsvp.event_id == campaign.event_id))


async def _children_meant(
    session: AsyncSession, campaign: Campaign, parents: Collection[int]
) -> dict[int, tuple[ChildLine, ...]]:
    """Those in the groups; a reminder names only the children for whom nobody has answered yet."""
    children = await children_of(session, parents, groups=None if campaign.parents else campaign.groups)
    if campaign.kind != MessageKind.REMINDER:
        return children
    answered = set(await session.scalars(select(Rsvp.child_id).where(Rsvp.event_id == campaign.event_id)))
    return {parent: tuple(c for c in line if c.id not in answered) for parent, line in children.items()}
