"""Days on which the school is closed: said by who may, kept by what parents read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import Role
from tests.bot.web.conftest import ON_SQLITE, Api, problem
from tests.bot.web.shown import AMSTERDAM
from tests.builders import GROUP, make_families, make_row, make_token
from tests.fakes import FakeClock

AUTUMN = {"starts_on": "2026-10-17", "ends_on": "2026-10-25", "name": "Herfstvakantie"}
WINTER = {"starts_on": "2026-12-19", "ends_on": "2027-01-03", "name": "Kerstvakantie"}


async def test_holiday_is_kept_changed_listed_and_taken_away(api: Api) -> None:
    kept = await api.post("/holidays", AUTUMN | {"name": "Herfst"})
    changed = await api.post("/holidays", AUTUMN)
    await api.post("/holidays", WINTER)

    now, ever = await api.get("/holidays"), await api.get("/holidays?since=2026-01-01")
    left = await api.delete("/holidays/2")

    assert (kept.status, kept.body) == (201, {"id": 1, **AUTUMN, "name": "Herfst"})
    assert (changed.status, changed.body) == (201, {"id": 1, **AUTUMN})
    assert (now.status, now.body) == (200, {"items": [{"id": 2, **WINTER}]})
    assert ever.body == {"items": [{"id": 1, **AUTUMN}, {"id": 2, **WINTER}]}
    assert (left.status, left.body) == (200, {"items": []})


async def test_holiday_of_today_is_listed_by_school_time(api: Api, clock: FakeClock) -> None:
    await api.post("/holidays", WINTER)
    clock.moment = datetime(2027, 1, 3, 23, 59, tzinfo=AMSTERDAM)
    last_day = (await api.get("/holidays")).body["items"]
    clock.moment = datetime(2027, 1, 4, 0, 30, tzinfo=AMSTERDAM)

    assert (len(last_day), (await api.get("/holidays")).body["items"]) == (1, [])


async def test_holiday_that_is_not_there_is_not_found(api: Api) -> None:
    reply = await api.delete("/holidays/7")

    assert (reply.status, reply.body) == (404, problem(404, "Not found", "There is no holiday 7."))


@ON_SQLITE
@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.TEACHER, 403), (Role.LIAISON, 403), (Role.COORDINATOR, 201), (Role.ADMINISTRATOR, 201)],
)
async def test_only_a_coordinator_or_administrator_closes_the_school(
    deps: Deps, as_caller: Callable[[str], Api], role: Role, status: int
) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        caller = as_caller(await make_token(session, role=role, groups=(GROUP,)))

    replies = [
        await caller.post("/holidays", AUTUMN),
        await caller.get("/holidays"),
        await caller.delete("/holidays/1"),
    ]

    assert [reply.status for reply in replies] == [status, 200, 403 if status == 403 else 200]


@ON_SQLITE
@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (AUTUMN | {"ends_on": "2026-10-16"}, "A holiday ends on or after its first day, and has at most 100 days."),
        (AUTUMN | {"ends_on": "2027-10-25"}, "A holiday ends on or after its first day, and has at most 100 days."),
        (AUTUMN | {"starts_on": "17-10-2026"}, "The body does not fit."),
        ({"starts_on": "2026-10-17", "ends_on": "2026-10-25"}, "The body does not fit."),
    ],
)
async def test_holiday_that_does_not_fit_is_told(api: Api, body: dict[str, Any], detail: str) -> None:
    reply = await api.post("/holidays", body)

    assert (reply.status, reply.body["detail"]) == (400, detail)
