"""Who was reached and who answered: for one event exactly, for a period with small numbers suppressed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.figures import KEYS, By
from bot.domain.responses import Counts, count_by, count_families, shown
from bot.models import Child, Parent, Rsvp
from bot.queries.figures import EventName, load_event_names, load_figures
from bot.queries.told import load_told
from messages.facts import Answer

__all__ = ["AnswerLine", "By", "Responses", "count_responses", "load_response_rates", "load_responses"]


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
    counted = await count_responses(session, event_id)
    return replace(counted, answers=await _load_answers(session, event_id))


async def count_responses(session: AsyncSession, event_id: int) -> Responses:
    """The same without the single answers."""
    told, family = await load_told(session, [event_id])
    return Responses(
        total=count_families(told, family),
        by_group=count_by(told, family, KEYS["group"]),
        by_language=count_by(told, family, KEYS["language"]),
        answers=[],
    )


async def load_response_rates(
    session: AsyncSession, *, actor: Actor, by: Sequence[By], since: datetime | None, until: datetime | None
) -> list[dict[str, object]]:
    """A row for each event, group or language of the events that begin within the period, half-open."""
    found = await load_figures(session, actor=actor, by=by, since=since, until=until)
    events = await load_event_names(session, [int(key) for key in found.figures.get("event", {})])
    rows: list[dict[str, object]] = []
    for dimension in by:
        for key, figure in found.figures[dimension].items():
            name: dict[str, object] = _title(int(key), events[int(key)]) if dimension == "event" else {dimension: key}
            rows.append({"by": dimension, **name, **shown(figure.counts, hidden=key in found.hidden[dimension])})
    return rows


async def _load_answers(session: AsyncSession, event_id: int) -> list[AnswerLine]:
    query = (
        select(
            Parent.external_id,
            Child.external_id,
            Rsvp.answer,
            Rsvp.people,
            Rsvp.cannot_then,
            Rsvp.note,
            Rsvp.answered_at,
        )
        .join(Rsvp, Rsvp.parent_id == Parent.id)
        .join(Child, Child.id == Rsvp.child_id)
        .where(Rsvp.event_id == event_id)
        .order_by(Rsvp.answered_at, Rsvp.id)
    )
    return [
        AnswerLine(parent, child, Answer(answer), people, cannot_then, note, at)
        for parent, child, answer, people, cannot_then, note, at in await session.execute(query)
    ]


def _title(key: int, event: EventName) -> dict[str, object]:
    return {"event": key, "kind": event.kind, "title": event.title, "starts_at": event.starts_at.isoformat()}
