"""Who hears what follows an invitation: a change, a cancellation, a reminder. Whom it was sent to counts.

A child may be in another group since, as in a new school year; only who was told of an event is told more of it.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import OutboxState
from bot.models import Campaign, Child, EventGroup, Group, Guardianship, OutboxMessage, Parent, Rsvp
from bot.queries.families import parents_of_groups
from messages.facts import Answer
from messages.outgoing import MessageKind

#: An invitation in these states has been, or may be, in front of the parent.
TOLD = (OutboxState.SENDING, OutboxState.SENT, OutboxState.UNKNOWN)
DELIVERED = (OutboxState.SENT, OutboxState.UNKNOWN)

NOTICES = (MessageKind.CHANGE, MessageKind.CANCELLATION)
FOLLOW_UPS = (*NOTICES, MessageKind.REMINDER, MessageKind.NUDGE)

_ABOUT_AN_EVENT = (MessageKind.INVITATION, MessageKind.REMINDER, MessageKind.NUDGE, MessageKind.CHANGE)


def who_hears_more(campaign: Campaign) -> ColumnElement[bool]:
    """Which parents a message of these kinds is for. Who left the school hears notices only."""
    match campaign.kind:
        case MessageKind.CHANGE:
            return _has(campaign, TOLD) | _has_cut_off(campaign)
        case MessageKind.CANCELLATION:
            return _has(campaign, TOLD)
        case MessageKind.NUDGE:
            return _said_yes(campaign) & Parent.id.in_(_with_child_at_school())
    return _has(campaign, DELIVERED) & (Parent.id.in_(_with_unanswered_child(campaign)) | _moved_unanswered(campaign))


async def children_meant(session: AsyncSession, event_id: int, parent_id: int) -> list[int]:
    """This parent's children for whose groups the event is, or who were answered for, by our ids.

    Of parents who were told, and whose children are all in other groups since, those who are at school.
    """
    own = select(Child.id).join(Guardianship, Guardianship.child_id == Child.id).order_by(Child.id)
    theirs = own.where(Guardianship.parent_id == parent_id)
    groups = Child.group_id.in_(select(EventGroup.group_id).where(EventGroup.event_id == event_id))
    answered = exists().where(Rsvp.child_id == Child.id, Rsvp.parent_id == parent_id, Rsvp.event_id == event_id)
    if found := (await session.scalars(theirs.where(groups | answered))).all():
        return list(found)
    at_school = Child.group_id.is_not(None), _was_told(event_id, parent_id)
    return list(await session.scalars(theirs.where(*at_school)))


def _was_told(event_id: int, parent_id: int) -> ColumnElement[bool]:
    mine = OutboxMessage.parent_id == parent_id, OutboxMessage.state.in_(TOLD)
    about = OutboxMessage.campaign_id == Campaign.id, Campaign.event_id == event_id, Campaign.kind.in_(_ABOUT_AN_EVENT)
    return exists().where(*mine, *about)


def _has(campaign: Campaign, states: Collection[OutboxState]) -> ColumnElement[bool]:
    """This parent has, or may have, a message about the event."""
    return _message_about(campaign, OutboxMessage.state.in_(states))


def _has_cut_off(campaign: Campaign) -> ColumnElement[bool]:
    """A message was on the wire when the facts changed; should it come back, it is not sent again as it was."""
    return _message_about(campaign, OutboxMessage.use_by == campaign.created_at)


def _message_about(campaign: Campaign, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Looked up among the sends about this event: they are few, all messages are many."""
    about = Campaign.event_id == campaign.event_id, Campaign.kind.in_(_ABOUT_AN_EVENT)
    sent = select(OutboxMessage.parent_id).join(Campaign, Campaign.id == OutboxMessage.campaign_id)
    return Parent.id.in_(sent.where(*about, condition))


def _said_yes(campaign: Campaign) -> ColumnElement[bool]:
    said = Rsvp.event_id == campaign.event_id, Rsvp.answer == Answer.YES
    return Parent.id.in_(select(Rsvp.parent_id).where(*said))


def _with_unanswered_child(campaign: Campaign) -> Select[int]:
    """Parents of a child for whom nobody has answered: the answer of either parent counts (N18)."""
    return (
        select(Guardianship.parent_id)
        .join(Child, Child.id == Guardianship.child_id)
        .join(Group, Group.id == Child.group_id)
        .where(Group.name.in_(campaign.groups), ~_answered(campaign))
    )


def _moved_unanswered(campaign: Campaign) -> ColumnElement[bool]:
    """Their children are in other groups by now, and for none of them anybody has answered."""
    cares = select(Guardianship.parent_id).join(Rsvp, Rsvp.child_id == Guardianship.child_id)
    answered = cares.where(Rsvp.event_id == campaign.event_id)
    none_left = Parent.id.not_in(parents_of_groups(campaign.groups))
    return and_(none_left, Parent.id.not_in(answered), Parent.id.in_(_with_child_at_school()))


def _with_child_at_school() -> Select[int]:
    cares = select(Guardianship.parent_id).join(Child, Child.id == Guardianship.child_id)
    return cares.where(Child.group_id.is_not(None))


def _answered(campaign: Campaign) -> ColumnElement[bool]:
    return exists().where(and_(Rsvp.child_id == Child.id, Rsvp.event_id == campaign.event_id))
