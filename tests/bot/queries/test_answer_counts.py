"""Who has the invitation, and who of them answered; an event to which nobody was invited has no count."""

from __future__ import annotations

from bot.deps import Deps
from bot.queries.answer_counts import AnswerCount, count_answers
from messages.facts import Answer
from tests.builders import make_answer, make_event, make_families, make_invitation, make_joined, make_row
from tests.steps import deliver


async def test_answers_are_counted_of_those_who_have_the_invitation(deps: Deps) -> None:
    async with deps.transaction() as session:
        rows = [make_row("Noor", "Amina"), make_row("Sami", "Omar"), make_row("Jan", "Piotr")]
        await make_families(session, *rows)
        await make_joined(session, "Amina", "Omar")
        event, other = await make_event(session), await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    async with deps.transaction() as session:
        await make_answer(session, event, "Omar", Answer.YES)
        await make_answer(session, other, "Piotr", Answer.YES, update_id=2)

        assert await count_answers(session, [event.id, other.id]) == {event.id: AnswerCount(invited=2, answered=1)}
