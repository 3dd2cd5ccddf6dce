"""The clock counts what moved, and once a day the rest of the school."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from bot.deps import Deps
from bot.domain.spread import Spread
from bot.models import EventCount, Parent, SpreadFigure
from bot.queries.figures import load_figures
from bot.workers.counting import count_answers
from messages.facts import Answer
from tests.builders import SAM, make_answer, make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW, FakeClock
from tests.steps import deliver


async def shown(deps: Deps, by: str) -> dict[str, tuple[int, int]]:
    async with deps.reading() as session:
        found = await load_figures(session, actor=SAM, by=["event", "language"], since=None, until=None)
        rows = found.figures["event" if by == "event" else "language"]
        return {key: (figure.counts.delivered, figure.counts.yes) for key, figure in rows.items()}


async def test_clock_counts_and_keeps_what_was_counted(deps: Deps, clock: FakeClock) -> None:
    homes = {
        "Amina": "ar",
        **{f"Wali {number}": "ar" for number in range(5)},
        **{f"Rodzic {n}": "pl" for n in range(5)},
    }
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Kind van {name}", name, tag) for name, tag in homes.items()))
        await make_joined(session, *homes)
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    await count_answers(deps)
    async with deps.transaction() as session:
        await make_answer(session, event, "Amina", Answer.YES)
        (await session.get_one(Parent, 1)).chosen_language = "pl"

    assert await shown(deps, "language") == {"ar": (5, 0), "pl": (6, 1)}  # it moved, so it is counted anew
    clock.moment = NOW + timedelta(days=30)
    await count_answers(deps)
    async with deps.reading() as session:
        assert await session.scalar(select(func.count()).where(EventCount.final)) == 1
        kept = await session.get_one(SpreadFigure, 2026)
    assert Spread(kept.never, kept.seldom, kept.sometimes, kept.often) == Spread(seldom=11)
    assert await shown(deps, "event") == {str(event.id): (11, 1)}
