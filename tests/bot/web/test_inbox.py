"""What parents wrote: who waits and how long, in the order in which somebody should look, in pages that stay right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import Role
from bot.models import Thread
from bot.queries.conversations import PAGE
from messages.tap_values import DayPart
from tests.bot.web.conftest import ON_SQLITE, Api, problem
from tests.bot.web.shown import AMSTERDAM, TEN, conversation, make_two_questions, message, thread
from tests.builders import GROUP, make_families, make_holiday, make_question, make_row, make_token
from tests.fakes import NOW, FakeClock

#: Who wrote on Tuesday at ten was promised an answer by Wednesday at ten.
PROMISED = datetime(2026, 11, 25, 10, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    await make_two_questions(deps)


async def change(deps: Deps, number: int, **facts: Any) -> None:
    """As the parent's side wrote it."""
    async with deps.transaction() as session:
        found = await session.get_one(Thread, number)
        for name, value in facts.items():
            setattr(found, name, value)


async def ids(api: Api, query: str = "") -> list[int]:
    return [item["thread_id"] for item in (await api.get(f"/inbox{query}")).body["items"]]


async def test_inbox_shows_what_parents_wrote(api: Api) -> None:
    reply = await api.get("/inbox?state=open")

    assert (reply.status, reply.body) == (200, {"items": [thread(1, "Amina"), thread(2, "Selam")], "next": None})
    assert (await api.get("/inbox?state=closed")).body == {"items": [], "next": None}


async def test_inbox_shows_what_is_urgent_the_call_that_is_wanted_and_how_long_somebody_waits(
    deps: Deps, api: Api, clock: FakeClock
) -> None:
    await change(deps, 2, urgent_at=NOW, call_day="2026-11-25", call_part=DayPart.MORNING, with_liaison=True)
    clock.moment = PROMISED

    first, second = (await api.get("/inbox")).body["items"]

    call = {"day": "2026-11-25", "part": "morning", "done": False}
    assert first == thread(2, "Selam", urgent=True, waits_hours=24, with_liaison=True, call=call)
    assert second == thread(1, "Amina", waits_hours=24)


@pytest.mark.parametrize(
    ("since", "until", "overdue"),
    [(timedelta(0), timedelta(0), False), (timedelta(0), timedelta(seconds=1), True)],
    ids=["in time", "a moment later"],
)
async def test_waiting_is_overdue_after_the_promised_moment(
    deps: Deps, api: Api, clock: FakeClock, since: timedelta, until: timedelta, overdue: bool
) -> None:
    clock.moment = PROMISED + until

    assert [item["overdue"] for item in (await api.get("/inbox")).body["items"]] == [overdue] * 2
    assert (await api.get("/inbox/summary")).body["overdue"] == 2 * overdue


async def test_holidays_that_are_over_still_count_for_who_waits_since_before(
    deps: Deps, api: Api, clock: FakeClock
) -> None:
    async with deps.transaction() as session:
        await make_holiday(session, "2026-11-25", "2026-11-27")
    clock.moment = datetime(2026, 11, 30, 9, 59, tzinfo=AMSTERDAM)
    in_time = (await api.get("/inbox/summary")).body["overdue"]
    clock.push(timedelta(minutes=2))

    assert [in_time, (await api.get("/inbox/summary")).body["overdue"]] == [0, 2]


async def test_inbox_is_filtered(deps: Deps, api: Api, as_caller: Callable[[str], Api]) -> None:
    await change(deps, 2, with_liaison=True, assigned_to=None)
    async with deps.transaction() as session:
        ruth = as_caller(await make_token(session, role=Role.COORDINATOR))
    await ruth.post("/inbox/1/assign", {"staff": "coordinator@school.example"})

    found = {
        query: await ids(ruth, query)
        for query in ("?mine=true", "?with_liaison=true", "?with_liaison=false", "?group=groep+3", "?group=groep+9")
    }

    assert found == {
        "?mine=true": [1],
        "?with_liaison=true": [2],
        "?with_liaison=false": [1],
        "?group=groep+3": [1],
        "?group=groep+9": [],
    }
    assert await ids(api, "?mine=true") == []


async def test_inbox_comes_in_pages(deps: Deps, api: Api) -> None:
    people = [f"Ouder{number}" for number in range(PAGE)]
    async with deps.transaction() as session:
        await make_families(session, *(make_row(name, name) for name in people))
        for number, name in enumerate(people):
            await make_question(session, name, update_id=100 + number)

    first = (await api.get("/inbox")).body
    await api.post("/inbox/1/replies", {"text": "Ja."})  # it goes to the end
    second = (await api.get(f"/inbox?after={first['next']}")).body

    numbers = [[item["thread_id"] for item in page["items"]] for page in (first, second)]
    assert (numbers, second["next"]) == ([list(range(1, PAGE + 1)), [PAGE + 1, PAGE + 2, 1]], None)
    assert first["next"] < 2**53


async def test_summary_counts_what_needs_somebody(deps: Deps, api: Api, clock: FakeClock) -> None:
    before = (await api.get("/inbox/summary")).body
    await change(deps, 1, urgent_at=NOW, call_day="2026-11-25", call_part=DayPart.MORNING)
    await change(deps, 2, with_liaison=True, waits_since=None)
    clock.moment = PROMISED + timedelta(hours=1)

    after = (await api.get("/inbox/summary")).body

    nothing = {"urgent": 0, "overdue": 0, "calls_wanted": 0, "with_liaison": 0}
    assert before == {**nothing, "open": 2, "oldest_waits_since": TEN}
    assert after == {
        "open": 2, "urgent": 1, "overdue": 1, "oldest_waits_since": TEN, "calls_wanted": 1, "with_liaison": 1,
    }  # fmt: skip


async def test_summary_of_a_quiet_day(api: Api) -> None:
    for number in (1, 2):
        await api.post(f"/inbox/{number}/close")

    assert (await api.get("/inbox/summary")).body == {
        "open": 0, "urgent": 0, "overdue": 0, "oldest_waits_since": None, "calls_wanted": 0, "with_liaison": 0,
    }  # fmt: skip


async def test_conversation_is_read_alone_with_who_looked_and_to_whom_it_can_be_given(
    deps: Deps, api: Api, as_caller: Callable[[str], Api], clock: FakeClock
) -> None:
    async with deps.transaction() as session:
        ruth = as_caller(await make_token(session, role=Role.TEACHER, groups=(GROUP,)))
    clock.push(timedelta(minutes=5))
    await ruth.get("/inbox/1")
    clock.push(timedelta(minutes=1))

    reply = await api.get("/inbox/1")

    assert (reply.status, reply.body) == (
        200,
        conversation(
            1,
            "Amina",
            looked=[
                {"name": "test", "at": "2026-11-24T10:06:00+01:00"},
                {"name": "Juf Ruth", "at": "2026-11-24T10:05:00+01:00"},
            ],
            colleagues=[{"email": "teacher@school.example", "name": "Juf Ruth"}],
        ),
    )


async def test_teacher_sees_the_own_group_only(deps: Deps, as_caller: Callable[[str], Api]) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Sami", "Amina", "ar", group="groep 6"))
        teacher = as_caller(await make_token(session, role=Role.TEACHER, groups=(GROUP,)))

    other = await teacher.get("/inbox/2")
    foreign = await teacher.get("/inbox?group=groep+4")

    assert (other.status, other.body) == (404, problem(404, "Not found", "There is no thread 2."))
    assert (foreign.status, foreign.body["detail"]) == (404, "No group 'groep 4' among yours.")
    assert (await teacher.get("/inbox")).body["items"] == [thread(1, "Amina", message(1))]
    assert (await teacher.get("/inbox/summary")).body["open"] == 1


@ON_SQLITE
@pytest.mark.parametrize(
    "query", ["?state=answered", "?after=-1", "?after=99999999999999999999", "?page=1", "?mine=perhaps"]
)
async def test_inbox_tells_what_it_does_not_take(api: Api, query: str) -> None:
    reply = await api.get(f"/inbox{query}")

    assert (reply.status, reply.body["detail"]) == (400, "The query does not fit.")


async def test_administrator_does_not_read_what_parents_wrote(deps: Deps, as_caller: Callable[[str], Api]) -> None:
    async with deps.transaction() as session:
        administrator = as_caller(await make_token(session, role=Role.ADMINISTRATOR))

    replies = [
        await administrator.get("/inbox"),
        await administrator.get("/inbox/summary"),
        await administrator.get("/inbox/1"),
        await administrator.post("/inbox/1/replies", {"text": "Ja."}),
    ]

    sentence = "An administrator does not read what parents write. Ask a teacher, liaison or coordinator."
    assert [(reply.status, reply.body) for reply in replies] == [(403, problem(403, "Not allowed", sentence))] * 4
