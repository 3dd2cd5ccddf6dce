"""Who answered what, for one event and over time; families are counted, and small numbers are not shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import Role
from messages.facts import Answer
from tests.bot.web.conftest import ON_SQLITE, Api, problem, send_all
from tests.builders import (
    GROUP,
    SAM,
    make_answer,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
    make_token,
)
from tests.fakes import NOW, FakeMessenger


def counts(invited: int, yes: int = 0, no: int = 0, maybe: int = 0, *, reached: int | None = None) -> dict[str, Any]:
    delivered = invited if reached is None else reached
    answered = yes + no + maybe
    return {
        "invited": invited,
        "delivered": delivered,
        "yes": yes,
        "no": no,
        "maybe": maybe,
        "none_yet": delivered - answered,
    }


@pytest.fixture
async def invited(deps: Deps, messenger: FakeMessenger) -> None:
    """Event 1 for groep 3 and groep 4, in three weeks: Amina and Piotr answered, Omar shares Amina's child."""
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar"),
            make_row("Noor", "Omar", "ar"),
            make_row("Zosia", "Piotr", "pl"),
            make_row("Liya", "Selam", "ti", group="groep 4"),
            make_row("Sem", "Marit", "nl", group="groep 4"),
        )
        await make_joined(session, "Amina", "Omar", "Piotr", "Selam")
        event = await make_event(session, actor=SAM, groups=(GROUP, "groep 4"))
        await make_invitation(session, event, actor=SAM)
    await send_all(deps, messenger)
    async with deps.transaction() as session:
        await make_answer(session, event, "Amina", Answer.YES, people=2, now=NOW + timedelta(minutes=1))
        await make_answer(session, event, "Piotr", Answer.NO, update_id=2, now=NOW + timedelta(minutes=2))


@pytest.fixture
def teacher(deps: Deps, as_caller: Callable[[str], Api]) -> Callable[..., Any]:
    async def make(*groups: str) -> Api:
        async with deps.transaction() as session:
            return as_caller(await make_token(session, role=Role.TEACHER, groups=groups))

    return make


@pytest.mark.usefixtures("invited")
async def test_responses_count_families_and_list_answers(api: Api) -> None:
    reply = await api.get("/events/1/responses")

    def line(parent: str, child: str, answer: str, people: int | None, minute: int) -> dict[str, Any]:
        return {
            "parent_id": f"P-{parent}",
            "child_id": f"K-{child}",
            "answer": answer,
            "people": people,
            "note": None,
            "cannot_then": False,
            "answered_at": f"2026-11-24T10:0{minute}:00+01:00",
        }

    assert (reply.status, reply.body) == (
        200,
        {
            **counts(3, yes=1, no=1),
            "response_rate": 0.6667,
            "by_group": {"groep 3": counts(2, yes=1, no=1), "groep 4": counts(1)},
            "by_language": {"ar": counts(1, yes=1), "pl": counts(1, no=1), "ti": counts(1)},
            "answers": [line("Amina", "Noor", "yes", 2, 1), line("Piotr", "Zosia", "no", None, 2)],
        },
    )


async def test_responses_before_any_invitation_are_empty(deps: Deps, api: Api) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_event(session)

    reply = await api.get("/events/1/responses")

    assert reply.body == {
        **counts(0),
        "response_rate": None,
        "by_group": {},
        "by_language": {},
        "answers": [],
    }


@pytest.mark.usefixtures("invited")
async def test_responses_of_an_event_for_two_groups_are_not_one_teachers(teacher: Callable[..., Any]) -> None:
    assert (await (await teacher("groep 3")).get("/events/1/responses")).status == 404
    assert (await (await teacher("groep 3", "groep 4")).get("/events/1/responses")).status == 200


def hidden(by: str, **name: Any) -> dict[str, Any]:
    """A row whose numbers could point at a family."""
    return {**rate(by, **name), **dict.fromkeys(counts(0)), "response_rate": None, "suppressed": True}


def rate(by: str, **facts: Any) -> dict[str, Any]:
    names = dict.fromkeys(("event", "kind", "title", "starts_at", "group", "language"))
    return {"by": by, **names, "response_rate": None, "suppressed": False, **facts}


EVENT = {"event": 1, "kind": "look_in_morning", "starts_at": "2026-12-15T08:30:00+01:00"}


@pytest.mark.usefixtures("invited")
async def test_report_hides_small_numbers_from_the_whole_school(api: Api) -> None:
    reply = await api.get("/reports/response-rate?by=event,group,language")

    assert (reply.status, reply.body) == (
        200,
        {
            "rows": [
                hidden("event", **EVENT),
                hidden("group", group="groep 3"),
                hidden("group", group="groep 4"),
                hidden("language", language="ar"),
                hidden("language", language="pl"),
                hidden("language", language="ti"),
            ]
        },
    )


@pytest.mark.usefixtures("invited")
async def test_report_shows_teachers_all_of_their_own_groups(teacher: Callable[..., Any]) -> None:
    reply = await (await teacher("groep 3", "groep 4")).get("/reports/response-rate?by=event,group")

    assert reply.body == {
        "rows": [
            rate("event", **EVENT, **counts(3, yes=1, no=1), response_rate=0.6667),
            rate("group", group="groep 3", **counts(2, yes=1, no=1), response_rate=1.0),
            rate("group", group="groep 4", **counts(1), response_rate=0.0),
        ]
    }


@pytest.mark.usefixtures("invited")
async def test_report_shows_five_families_to_the_whole_school(deps: Deps, api: Api, messenger: FakeMessenger) -> None:
    people = [(f"Ouder{number}", f"groep {5 if number < 5 else 6}") for number in range(11)]
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Kind{name}", name, group=group) for name, group in people))
        await make_joined(session, *(name for name, _ in people), first_address=8001)
        event = await make_event(session, actor=SAM, groups=("groep 5", "groep 6"))
        await make_invitation(session, event, actor=SAM)
    await send_all(deps, messenger)

    rows = (await api.get("/reports/response-rate?by=group")).body["rows"]

    assert rows[-2:] == [
        hidden("group", group="groep 5"),  # else the three families of the other two groups would follow from the sum
        rate("group", group="groep 6", **counts(6), response_rate=0.0),
    ]


@ON_SQLITE
@pytest.mark.usefixtures("invited")
@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", 1),
        ("?from=&to=&by=", 1),
        ("?by=group", 2),
        ("?by=language,group", 5),
        ("?by=event,event", 1),
        ("?from=2026-12-15", 1),
        ("?from=2026-12-16", 0),
        ("?to=2026-12-15", 1),
        ("?to=2026-12-14", 0),
        ("?from=2026-12-15&to=2026-12-15", 1),
        ("?from=0001-01-01&to=9999-12-31", 1),
        ("?from=9999-12-31", 0),
        ("?to=0001-01-01", 0),
    ],
)
async def test_report_takes_a_period_and_dimensions(api: Api, query: str, rows: int) -> None:
    reply = await api.get(f"/reports/response-rate{query}")

    assert (reply.status, len(reply.body["rows"])) == (200, rows)


@ON_SQLITE
@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ("?by=child", "by", "Value error, should be event, group or language, or several with commas between"),
        ("?by=event,", "by", "Value error, should be event, group or language, or several with commas between"),
        ("?from=yesterday", "from", "Input should be a valid date or datetime, input is too short"),
        ("?to=2026-02-30", "to", "Input should be a valid date or datetime, day value is outside expected range"),
        ("?since=2026-01-01", "since", "Extra inputs are not permitted"),
    ],
)
async def test_report_tells_what_it_does_not_take(api: Api, query: str, field: str, reason: str) -> None:
    reply = await api.get(f"/reports/response-rate{query}")

    errors = [{"field": field, "reason": reason}]
    assert (reply.status, reply.body) == (400, problem(400, "Bad input", "The query does not fit.", errors))


@ON_SQLITE
async def test_report_of_a_period_that_runs_backwards_is_told(api: Api) -> None:
    reply = await api.get("/reports/response-rate?from=2026-12-02&to=2026-12-01")

    assert (reply.status, reply.body) == (400, problem(400, "Bad input", "'from' must not be later than 'to'."))
