"""How many families an invitation reached, and who of them answered; an event that reached nobody has no count."""

from __future__ import annotations

import pytest

from bot.deps import Deps
from bot.models import Event
from bot.queries.answer_counts import AnswerCount, count_answers, count_told
from bot.workers.counting import count_events
from messages.facts import Answer
from tests.builders import make_answer, make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW
from tests.steps import deliver


@pytest.fixture
async def event(deps: Deps) -> Event:
    """Three parents in two families were invited, and one who does not take part."""
    async with deps.transaction() as session:
        rows = [
            make_row("Noor", "Amina"),
            make_row("Noor", "Karim"),
            make_row("Sami", "Omar"),
            make_row("Jan", "Piotr"),
        ]
        await make_families(session, *rows)
        await make_joined(session, "Amina", "Karim", "Omar")
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    return event


async def counted(deps: Deps) -> None:
    await count_events(deps, now=NOW, answers_since=NOW)


async def test_families_are_counted_whoever_of_them_answers(deps: Deps, event: Event) -> None:
    async with deps.transaction() as session:
        other = await make_event(session)
        await make_answer(session, event, "Karim", Answer.YES)
        await make_answer(session, other, "Piotr", Answer.YES, update_id=2)

        assert await count_answers(session, [event.id, other.id]) == {event.id: AnswerCount(invited=2, answered=1)}
        assert (await count_told(session, event.id), await count_told(session, other.id)) == (3, 0)


async def test_what_was_counted_before_is_taken_until_it_moves(deps: Deps, event: Event) -> None:
    await counted(deps)
    async with deps.transaction() as session:
        assert await count_answers(session, [event.id]) == {event.id: AnswerCount(2, 0)}
        await make_answer(session, event, "Karim", Answer.YES)

        assert await count_answers(session, [event.id]) == {event.id: AnswerCount(2, 1)}


async def test_event_too_large_to_count_at_once_waits_for_the_clock(deps: Deps, event: Event) -> None:
    async with deps.reading() as session:
        assert await count_answers(session, [event.id], at_once=2) == {event.id: AnswerCount(3, 0)}
    await counted(deps)
    async with deps.transaction() as session:
        await make_answer(session, event, "Karim", Answer.YES)

        assert await count_answers(session, [event.id], at_once=2) == {event.id: AnswerCount(2, 0)}
