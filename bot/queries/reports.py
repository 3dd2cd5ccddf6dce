"""Who was reached and who answered: for one event exactly, for a period with small numbers suppressed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.families import families_of
from bot.domain.responses import Counts, Told, count_by, count_families, shown
from bot.enums import OutboxState, Scope
from bot.models import Campaign, Child, Event, EventGroup, Group, Guardianship, OutboxMessage, Parent, Rsvp
from messages.facts import Answer
from messages.outgoing import MessageKind

By = Literal["event", "group", "language"]

_DELIVERED = (OutboxState.SENT, OutboxState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One parent's answer for one child, by the school's ids."""

    parent_id: str
    child_id: str
    answer: Answer
    people: int | None
    cannot_then: bool
    note: str | None
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Responses:
    """How an event is answered: families in total, by group and by language, and every single answer."""

    total: Counts
    by_group: dict[str, Counts]
    by_language: dict[str, Counts]
    answers: list[AnswerLine]


async def load_responses(session: AsyncSession, event_id: int) -> Responses:
    """For staff of the groups; who may see it was checked where the event was found."""
    told = await _load_told(session, select(Event.id).where(Event.id == event_id))
    family = await _load_families(session)
    return Responses(
        total=count_families(told, family),
        by_group=count_by(told, family, _groups),
        by_language=count_by(told, family, _language),
        answers=await _load_answers(session, event_id),
    )


async def load_response_rates(
    session: AsyncSession, *, actor: Actor, by: Sequence[By], since: datetime | None, until: datetime | None
) -> list[dict[str, object]]:
    """A row for each event, group or language of the events that begin within the period, half-open."""
    actor.check_scope(Scope.REPORTS_READ)
    told = [line for line in await _load_told(session, _events_between(since, until)) if _may_see(actor, line)]
    family = await _load_families(session)
    titles = await _titles(session, {line.event_id for line in told})
    rows: list[dict[str, object]] = []
    for dimension in by:
        foreign = _foreign_keys(actor, told, dimension)
        for key, counts in count_by(told, family, _KEYS[dimension]).items():
            name: dict[str, object] = titles[int(key)] if dimension == "event" else {dimension: key}
            rows.append({"by": dimension, **name, **shown(counts, own=key not in foreign)})
    return rows


def _may_see(actor: Actor, line: Told) -> bool:
    return actor.whole_school or bool(line.groups & actor.groups)


def _foreign_keys(actor: Actor, told: Iterable[Told], dimension: By) -> set[str]:
    """The rows that count a family of others' groups."""
    keys = ((key, {key} if dimension == "group" else line.groups) for line in told for key in _KEYS[dimension](line))
    return {key for key, groups in keys if not groups & actor.groups}


def _groups(told: Told) -> Iterable[str]:
    return told.groups


def _language(told: Told) -> Iterable[str]:
    return (told.language,)


def _event(told: Told) -> Iterable[str]:
    return (str(told.event_id),)


_KEYS: dict[By, Callable[[Told], Iterable[str]]] = {"event": _event, "group": _groups, "language": _language}


def _events_between(since: datetime | None, until: datetime | None) -> Select[int]:
    query = select(Event.id)
    if since is not None:
        query = query.where(Event.starts_at >= since)
    if until is not None:
        query = query.where(Event.starts_at < until)
    return query


async def _load_told(session: AsyncSession, events: Select[int]) -> list[Told]:
    """Every invitation to these events, with the groups of the children concerned and the answers."""
    invited = (
        select(Event.id, Parent.id, OutboxMessage.state, Parent.chosen_language, Parent.home_language)
        .join(Campaign, Campaign.event_id == Event.id)
        .join(OutboxMessage, OutboxMessage.campaign_id == Campaign.id)
        .join(Parent, Parent.id == OutboxMessage.parent_id)
        .where(OutboxMessage.kind == MessageKind.INVITATION, Event.id.in_(events))
        .where(OutboxMessage.state != OutboxState.CANCELLED)
    )
    answers = await _answers_by_parent(session, events)
    groups = await _groups_by_parent(session, events)
    return [
        Told(
            event_id=event,
            parent_id=parent,
            language=chosen or home,
            delivered=state in _DELIVERED,
            groups=frozenset(groups.get((event, parent), ())),
            answers=tuple(answers.get((event, parent), ())),
        )
        for event, parent, state, chosen, home in (await session.execute(invited))
    ]


async def _answers_by_parent(session: AsyncSession, events: Select[int]) -> dict[tuple[int, int], list[Answer]]:
    query = select(Rsvp.event_id, Rsvp.parent_id, Rsvp.answer).where(Rsvp.event_id.in_(events))
    found: dict[tuple[int, int], list[Answer]] = {}
    for event, parent, answer in await session.execute(query):
        found.setdefault((event, parent), []).append(Answer(answer))
    return found


async def _groups_by_parent(session: AsyncSession, events: Select[int]) -> dict[tuple[int, int], set[str]]:
    query = (
        select(EventGroup.event_id, Guardianship.parent_id, Group.name)
        .join(Group, Group.id == EventGroup.group_id)
        .join(Child, Child.group_id == Group.id)
        .join(Guardianship, Guardianship.child_id == Child.id)
        .where(EventGroup.event_id.in_(events))
    )
    found: dict[tuple[int, int], set[str]] = {}
    for event, parent, group in await session.execute(query):
        found.setdefault((event, parent), set()).add(group)
    return found


async def _load_families(session: AsyncSession) -> dict[int, int]:
    return families_of(await session.execute(select(Guardianship.child_id, Guardianship.parent_id)))


async def _load_answers(session: AsyncSession, event_id: int) -> list[AnswerLine]:
    query = (
        select(Rsvp, Parent.external_id, Child.external_id)
        .join(Parent, Parent.id == Rsvp.parent_id)
        .join(Child, Child.id == Rsvp.child_id)
        .where(Rsvp.event_id == event_id)
        .order_by(Rsvp.answered_at, Rsvp.id)
    )
    return [
        AnswerLine(parent, child, Answer(rsvp.answer), rsvp.people, rsvp.cannot_then, rsvp.note, rsvp.answered_at)
        for rsvp, parent, child in (await session.execute(query))
    ]


async def _titles(session: AsyncSession, events: Iterable[int]) -> dict[int, dict[str, object]]:
    query = select(Event).where(Event.id.in_(list(events)))
    return {event.id: _title(event) for event in await session.scalars(query)}


def _title(event: Event) -> dict[str, object]:
    return {"event": event.id, "kind": event.kind, "title": event.title, "starts_at": event.starts_at.isoformat()}
