"""Small numbers do not come out of many events together: not by asking one family often, not by subtracting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import pytest

from bot.deps import Deps
from bot.domain.actors import Actor
from bot.enums import Role
from bot.queries.reports import By, load_response_rates
from bot.workers.counting import count_events
from tests.builders import GROUP, SAM, make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW
from tests.steps import deliver

SIX = "groep 6"
NOOR = Actor("staff:1", "Noor", Role.TEACHER, frozenset({SIX}))
WEEK = timedelta(weeks=1)
Row = dict[str, object]


async def make_asked(deps: Deps, families: Iterable[tuple[str, str, str]], *events: tuple[str, ...]) -> Deps:
    """Families by name, language and group; each event is a week after the one before."""
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Kind {name}", name, tag, group=g) for name, tag, g in families))
        await make_joined(session, *(name for name, _, _ in families))
        for week, groups in enumerate(events, start=1):
            event = await make_event(session, actor=SAM, groups=groups, starts_at=NOW + week * WEEK)
            await make_invitation(session, event, actor=SAM, remind=())
    await deliver(deps)
    return deps


@pytest.fixture(params=["moved", "kept"])
async def asked(request: pytest.FixtureRequest, deps: Deps) -> Deps:
    """Six families of groep 3 and one of groep 6: twice both groups, then three times groep 6 alone."""
    homes = [*((f"Ouder {number}", "nl", GROUP) for number in range(6)), ("Rodzic", "pl", SIX)]
    await make_asked(deps, homes, (GROUP, SIX), (GROUP, SIX), (SIX,), (SIX,), (SIX,))
    if request.param == "kept":
        assert await count_events(deps, now=NOW, answers_since=NOW) == 5
    return deps


async def invited(deps: Deps, by: By, *, weeks: int = 9, actor: Actor = SAM) -> list[object]:
    """Families of each row of the first weeks; None where it is hidden."""
    async with deps.reading() as session:
        until = NOW + weeks * WEEK + timedelta(hours=1)
        found = await load_response_rates(session, actor=actor, by=[by], since=None, until=until)
    return [row["invited"] for row in found]


async def test_one_family_that_is_asked_five_times_is_not_five_families(asked: Deps) -> None:
    assert (await invited(asked, "group"), await invited(asked, "language")) == ([None, None], [None, None])


async def test_teacher_sees_the_own_group_however_small(asked: Deps) -> None:
    assert (await invited(asked, "group", actor=NOOR), await invited(asked, "language", actor=NOOR)) == ([5], [5])


async def test_event_of_few_families_hides_no_other(asked: Deps) -> None:
    assert await invited(asked, "event") == [7, 7, None, None, None]


async def test_period_less_a_shorter_one_tells_no_small_number(deps: Deps) -> None:
    homes = [*((f"Ouder {number}", "nl", GROUP) for number in range(6)), ("Moeder", "nl", SIX)]
    homes += [(f"Rodzic {number}", "pl", SIX) for number in range(5)]
    await make_asked(deps, homes, (GROUP,), (SIX,))

    assert [await invited(deps, "language", weeks=weeks) for weeks in (1, 2)] == [[6], [6, 5]]
