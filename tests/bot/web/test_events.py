"""Events: scheduled, changed, called off, and what their author is told about the time parents have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import Role
from messages.event_kinds import EventKind
from tests.bot.web.conftest import ON_SQLITE, Api, problem
from tests.builders import make_families, make_row, make_token
from tests.fakes import FakeClock

SHORT = "Parents hear of this less than 14 days before: working parents need time to arrange leave."
VERY_SHORT = "Parents hear of this less than 5 days before: for many that is too late to come."


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Liya", "Selam", "ti", group="groep 4"))


def make_body(**facts: Any) -> dict[str, Any]:
    """A look-in morning in three weeks."""
    return {"kind": "look_in_morning", "groups": ["groep 3"], "starts_at": "2026-12-15T08:30:00+01:00", **facts}


def make_shown(**facts: Any) -> dict[str, Any]:
    """The same as the API answers it."""
    return {
        "id": 1,
        "kind": "look_in_morning",
        "groups": ["groep 3"],
        "starts_at": "2026-12-15T08:30:00+01:00",
        "title": None,
        "ends_at": None,
        "place": None,
        "bring": None,
        "note": None,
        "rsvp_by": None,
        "capacity": None,
        "slots": [],
        "with_child": True,
        "asked_by": "De Regenboog",
        "state": "planned",
        "lead_time": "fine",
        "warnings": [],
        **facts,
    }


async def test_event_with_the_least_facts_is_scheduled(api: Api) -> None:
    reply = await api.post("/events", make_body())

    assert (reply.status, reply.body) == (201, make_shown())
    assert (await api.get("/events/1")).body == make_shown()


async def test_event_with_all_facts_is_scheduled(api: Api) -> None:
    facts: dict[str, Any] = {
        "title": "Kerst in de klas",
        "place": "Lokaal 3",
        "bring": "Een stuk fruit.",
        "note": "Broertjes en zusjes mogen mee.\nKom gerust later.",
        "capacity": 20,
        "with_child": False,
        "asked_by": "Juf Ruth",
    }
    times = {
        "ends_at": "2026-12-15T09:30:00+01:00",
        "rsvp_by": "2026-12-14T20:00:00+01:00",
        "slots": [
            {"starts_at": "2026-12-15T08:30:00+01:00", "minutes": 30, "capacity": 2},
            {"starts_at": "2026-12-15T09:00:00+01:00", "minutes": 30, "capacity": 1},
        ],
    }

    reply = await api.post("/events", make_body(groups=["groep 3", "groep 4", "groep 3"], **facts, **times))

    assert (reply.status, reply.body) == (201, make_shown(groups=["groep 3", "groep 4"], **facts, **times))


async def test_event_times_are_shown_in_school_time(api: Api) -> None:
    summer = await api.post("/events", make_body(starts_at="2027-06-15T06:30:00Z"))
    winter = await api.post("/events", make_body(starts_at="2026-12-15T12:30:00.250+05:00"))

    assert summer.body["starts_at"] == "2027-06-15T08:30:00+02:00"
    assert winter.body["starts_at"] == "2026-12-15T08:30:00.250000+01:00"


@ON_SQLITE
@pytest.mark.parametrize("kind", [kind for kind in EventKind if kind is not EventKind.OTHER])
async def test_event_kind_may_be_written_with_hyphens(api: Api, kind: EventKind) -> None:
    reply = await api.post("/events", make_body(kind=kind.replace("_", "-")))

    assert (reply.status, reply.body) == (201, make_shown(kind=kind))


@pytest.mark.parametrize(
    ("starts_at", "lead_time", "warnings"),
    [
        ("2026-12-08T10:00:00+01:00", "fine", []),
        ("2026-12-08T09:59:59+01:00", "short", [SHORT]),
        ("2026-11-29T10:00:00+01:00", "short", [SHORT]),
        ("2026-11-29T09:59:59+01:00", "very_short", [VERY_SHORT]),
        ("2026-11-24T10:00:01+01:00", "very_short", [VERY_SHORT]),
    ],
)
async def test_event_warns_its_author_of_short_notice(
    api: Api, starts_at: str, lead_time: str, warnings: list[str]
) -> None:
    reply = await api.post("/events", make_body(starts_at=starts_at))

    assert reply.body == make_shown(starts_at=starts_at, lead_time=lead_time, warnings=warnings)


@ON_SQLITE
@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"kind": "other"}, "An event of the kind 'other' needs a title of its own."),
        ({"starts_at": "2026-11-24T10:00:00+01:00"}, "starts_at lies in the past."),
        ({"ends_at": "2026-12-15T08:30:00+01:00"}, "ends_at must be later than starts_at."),
        ({"rsvp_by": "2026-12-15T08:31:00+01:00"}, "rsvp_by must not be later than starts_at."),
        (
            {"slots": [{"starts_at": "2026-12-15T08:00:00+01:00", "minutes": 10}]},
            "The slots overlap, or one starts before the event does.",
        ),
        (
            {"slots": [{"starts_at": f"2026-12-15T08:{minute}:00+01:00", "minutes": 10} for minute in (30, 35)]},
            "The slots overlap, or one starts before the event does.",
        ),
    ],
    ids=["untitled", "past", "ends", "rsvp_by", "early slot", "overlap"],
)
async def test_event_that_does_not_hold_is_told(api: Api, facts: dict[str, Any], sentence: str) -> None:
    reply = await api.post("/events", make_body(**facts))

    assert (reply.status, reply.body) == (400, problem(400, "Bad input", sentence))


@ON_SQLITE
@pytest.mark.parametrize(
    ("facts", "field", "reason"),
    [
        ({"starts_at": "2026-12-15T08:30:00"}, "starts_at", "Input should have timezone info"),
        ({"starts_at": 1797321000}, "starts_at", "Input should be a valid datetime"),
        ({"starts_at": "tomorrow"}, "starts_at", "Input should be a valid datetime"),
        ({"starts_at": "2150-12-15T08:30:00Z"}, "starts_at", "Value error, lies outside the years 2000 to 2100"),
        ({"starts_at": "0001-01-01T00:00:00+23:00"}, "starts_at", "Value error, lies outside the years"),
        ({"starts_at": "9999-12-31T23:59:59-23:00"}, "starts_at", "Value error, lies outside the years"),
        ({"starts_at": None}, "starts_at", "Input should be a valid datetime"),
        ({"kind": "birthday"}, "kind", "Input should be 'look_in_morning', 'celebration'"),
        ({"kind": 5}, "kind", "Input should be"),
        ({"groups": []}, "groups", "List should have at least 1 item"),
        ({"groups": "groep 3"}, "groups", "Input should be a valid"),
        ({"groups": ["  "]}, "groups.0", "String should have at least 1 character"),
        ({"groups": ["groep\u0000"]}, "groups.0", "Value error, holds a NUL character"),
        ({"title": ""}, "title", "String should have at least 1 character"),
        ({"title": "x" * 201}, "title", "String should have at most 200 characters"),
        ({"bring": "x" * 201}, "bring", "String should have at most 200 characters"),
        ({"note": "x" * 2001}, "note", "String should have at most 2000 characters"),
        ({"note": "a\u0000b"}, "note", "Value error, holds a NUL character"),
        ({"place": 3}, "place", "Input should be a valid string"),
        ({"capacity": 0}, "capacity", "Input should be greater than or equal to 1"),
        ({"capacity": "20"}, "capacity", "Input should be a valid integer"),
        ({"capacity": 10**30}, "capacity", "Input should be less than or equal to 100000"),
        ({"with_child": "yes"}, "with_child", "Input should be a valid boolean"),
        (
            {"slots": [{"starts_at": "2026-12-15T08:30:00Z", "minutes": 0}]},
            "slots.0.minutes",
            "Input should be greater",
        ),
        (
            {"slots": [{"starts_at": "2026-12-15T08:30:00Z", "minutes": 10, "capacity": 0}]},
            "slots.0.capacity",
            "Input should be greater",
        ),
        ({"slots": [{}]}, "slots.0.starts_at", "Field required"),
        ({"phone": "06"}, "phone", "Extra inputs are not permitted"),
    ],
)
async def test_wrong_field_is_told_by_name(api: Api, facts: dict[str, Any], field: str, reason: str) -> None:
    reply = await api.post("/events", make_body(**facts))

    assert (reply.status, reply.body["title"], reply.body["detail"]) == (400, "Bad input", "The body does not fit.")
    assert reply.body["errors"][0]["field"] == field
    assert reply.body["errors"][0]["reason"].startswith(reason)


@ON_SQLITE
@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b'{"kind": "\xff"}', b'{"kind": "\\ud800"}', b"[" * 100_000],
    ids=["empty", "cut off", "list", "null", "text", "utf-16", "latin", "half a pair", "deep"],
)
async def test_body_that_is_no_object_is_told(api: Api, content: bytes) -> None:
    reply = await api.call("POST", "/events", data=content)

    assert (reply.status, reply.body["title"], reply.body["detail"]) == (400, "Bad input", "The body does not fit.")


async def test_body_is_taken_whatever_its_type_is_called(api: Api) -> None:
    """As `curl -d` sends it, without a header."""
    reply = await api.call(
        "POST",
        "/events",
        data=b'{"kind": "celebration", "groups": ["groep 3"], "starts_at": "2026-12-15T08:30:00+01:00"}',
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )

    assert (reply.status, reply.body) == (201, make_shown(kind="celebration"))


@ON_SQLITE
@pytest.mark.parametrize("packing", ["gzip", "deflate"])
async def test_body_that_cannot_be_unpacked_is_told(api: Api, packing: str) -> None:
    reply = await api.call("POST", "/events", data=b"not packed", headers={"Content-Encoding": packing})

    sentence = "The body was cut off, or is packed in a way that we cannot unpack."
    assert (reply.status, reply.body) == (400, problem(400, "Bad input", sentence))


@pytest.mark.parametrize(
    "number",
    ["2", "0", "-1", "1.5", "x", "%C2%B2", "9223372036854775807", "9223372036854775808", "1" * 5000, "0" * 30 + "1"],
)
async def test_event_of_no_such_number_is_not_found(api: Api, number: str) -> None:
    await api.post("/events", make_body())

    assert (await api.get(f"/events/{number}")).status == 404


async def test_event_changes_only_what_is_named(api: Api) -> None:
    await api.post("/events", make_body(place="Lokaal 3", note="Kom gerust."))

    reply = await api.patch("/events/1", {"starts_at": "2026-12-16T08:30:00+01:00", "note": None})

    assert (reply.status, reply.body) == (200, make_shown(starts_at="2026-12-16T08:30:00+01:00", place="Lokaal 3"))


async def test_change_of_nothing_changes_nothing(api: Api) -> None:
    await api.post("/events", make_body())

    assert (await api.patch("/events/1", {})).body == make_shown()


@ON_SQLITE
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"starts_at": None}, "starts_at cannot be taken away."),
        ({"starts_at": "2026-11-01T08:30:00+01:00"}, "starts_at lies in the past."),
        ({"ends_at": "2026-12-15T08:00:00+01:00"}, "ends_at must be later than starts_at."),
    ],
)
async def test_change_that_does_not_hold_changes_nothing(api: Api, change: dict[str, Any], sentence: str) -> None:
    await api.post("/events", make_body())

    reply = await api.patch("/events/1", {"place": "Aula", **change})

    assert (reply.status, reply.body) == (400, problem(400, "Bad input", sentence))
    assert (await api.get("/events/1")).body == make_shown()


async def test_event_is_cancelled_once(api: Api) -> None:
    await api.post("/events", make_body())

    first, second = [await api.post("/events/1/cancel") for _ in range(2)]
    change = await api.patch("/events/1", {"place": "Aula"})
    invitation = await api.post("/events/1/invitations")

    assert (first.status, first.body) == (200, make_shown(state="cancelled"))
    conflict = 409, problem(409, "Conflict", "Event 1 was cancelled.")
    assert [(reply.status, reply.body) for reply in (second, change, invitation)] == [conflict] * 3


async def test_event_that_has_begun_still_stands(api: Api, clock: FakeClock) -> None:
    await api.post("/events", make_body(starts_at="2026-11-24T11:00:00+01:00"))
    clock.push(timedelta(days=1))

    reply = await api.get("/events/1")

    assert (reply.status, reply.body["lead_time"]) == (200, "very_short")


async def test_teacher_asks_by_name_and_for_the_own_group(deps: Deps, as_caller: Callable[[str], Api]) -> None:
    async with deps.transaction() as session:
        teacher = as_caller(await make_token(session, role=Role.TEACHER, groups=("groep 3",)))

    own = await teacher.post("/events", make_body())
    both = await teacher.post("/events", make_body(groups=["groep 3", "groep 4"]))

    assert own.body == make_shown(asked_by="Juf Ruth")
    assert (both.status, both.body) == (404, problem(404, "Not found", "No group 'groep 4' among yours."))


async def test_event_for_an_unknown_group_is_told(api: Api) -> None:
    reply = await api.post("/events", make_body(groups=["groep 9"]))

    sentence = "There is no group 'groep 9'. Groups come with the import of families."
    assert (reply.status, reply.body) == (404, problem(404, "Not found", sentence))
