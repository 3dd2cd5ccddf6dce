"""Answers counted the slow and plain way: every guardianship, every invitation, every answer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.families import families_of
from bot.domain.responses import Counts, Told, count_by
from bot.enums import OutboxState
from bot.models import Campaign, Child, EventGroup, Group, Guardianship, OutboxMessage, Parent, Rsvp
from messages.facts import Answer
from messages.outgoing import MessageKind


async def count_by_hand(session: AsyncSession, actor: Actor) -> dict[str, dict[str, Counts]]:
    """As it was done at first: every guardianship and every invitation."""
    family = families_of(
        [(c, p) for c, p in await session.execute(select(Guardianship.child_id, Guardianship.parent_id))]
    )
    groups: dict[tuple[int, int], set[str]] = {}
    concerned = (
        select(EventGroup.event_id, Guardianship.parent_id, Group.name)
        .join(Group, Group.id == EventGroup.group_id)
        .join(Child, Child.group_id == Group.id)
        .join(Guardianship, Guardianship.child_id == Child.id)
    )
    for event, parent, group in await session.execute(concerned):
        groups.setdefault((event, parent), set()).add(group)
    answers: dict[tuple[int, int], list[Answer]] = {}
    for event, parent, answer in await session.execute(select(Rsvp.event_id, Rsvp.parent_id, Rsvp.answer)):
        answers.setdefault((event, parent), []).append(Answer(answer))
    invited = (
        select(Campaign.event_id, Parent.id, OutboxMessage.state, Parent.chosen_language, Parent.home_language)
        .join(OutboxMessage, OutboxMessage.campaign_id == Campaign.id)
        .join(Parent, Parent.id == OutboxMessage.parent_id)
        .where(OutboxMessage.kind == MessageKind.INVITATION, OutboxMessage.state != OutboxState.CANCELLED)
    )
    told = [
        Told(
            event_id=event or 0,
            parent_id=parent,
            language=chosen or home,
            delivered=state in (OutboxState.SENT, OutboxState.UNKNOWN),
            groups=frozenset(groups.get((event or 0, parent), ())),
            answers=tuple(answers.get((event or 0, parent), ())),
        )
        for event, parent, state, chosen, home in await session.execute(invited)
    ]
    mine = [one for one in told if actor.whole_school or one.groups & actor.groups]

    def event_of(one: Told) -> Iterable[str]:
        return (str(one.event_id),)

    def counted(keys: Callable[[Told], Iterable[str]], own: Collection[str]) -> dict[str, Counts]:
        """Each event by itself: fewer than five of others' families at one event are in no sum."""
        found: dict[str, Counts] = {}
        for event in sorted({one.event_id for one in mine}):
            for key, counts in count_by([one for one in mine if one.event_id == event], family, keys).items():
                few = key not in own and counts.invited < 5
                found[key] = found.get(key, Counts()) + (Counts() if few else counts)
        return found

    languages = {one.language for one in mine} if not actor.whole_school else set()
    return {
        "event": count_by(mine, family, event_of),
        "group": counted(lambda one: one.groups, actor.groups),
        "language": counted(lambda one: (one.language,), languages),
    }
