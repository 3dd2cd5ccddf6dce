"""Slots as staff see them, and a parent at the gate."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from bot.deps import Deps
from bot.enums import Role, Scope
from bot.models import AuditEntry, Event
from messages.outgoing import MessageKind
from tests.bot.talks import book, make_talks
from tests.bot.web.conftest import Api, problem
from tests.builders import SAM, make_event, make_families, make_joined, make_row, make_token
from tests.steps import deliver, list_told

BOOKED_AT = "2026-11-24T10:00:00+01:00"
PARENTS = {"Noor": "Amina", "Zosia": "Piotr", "Liya": "Selam"}


def when(minutes: int) -> str:
    return f"2026-12-15T15:{minutes:02}:00+01:00"


def slot(minutes: int, *bookings: dict[str, Any], capacity: int = 1) -> dict[str, Any]:
    free = capacity - len(bookings)
    return {"starts_at": when(minutes), "minutes": 10, "capacity": capacity, "free": free, "bookings": list(bookings)}


def family(child: str) -> dict[str, str]:
    return {"parent_id": f"P-{PARENTS[child]}", "child_id": f"K-{child}"}


def named(child: str) -> dict[str, str]:
    return {**family(child), "parent_name": PARENTS[child], "child_first_name": child}


def booking(number: int, child: str, by: str = "parent", interpreter: str | None = None) -> dict[str, Any]:
    return {"id": number, **named(child), "interpreter": interpreter, "booked_by": by, "booked_at": BOOKED_AT}


def waits(place: int, child: str) -> dict[str, Any]:
    return {"place": place, **named(child), "interpreter": None, "since": BOOKED_AT}


@pytest.fixture
async def event(deps: Deps) -> Event:
    """Two talks; Amina and Piotr have joined, Selam has no phone; Jan's parent is another teacher's."""
    async with deps.transaction() as session:
        rows = (make_row("Noor", "Amina"), make_row("Zosia", "Piotr"), make_row("Liya", "Selam"))
        await make_families(session, *rows, make_row("Jan", "Kees", group="groep 6"))
        await make_joined(session, "Amina", "Piotr")
        return await make_talks(session, 0, 10)


async def tap(deps: Deps, event: Event, begin: int, child: str) -> None:
    async with deps.transaction() as session:
        await book(session, event, begin, child, PARENTS[child])


async def test_slots_show_who_comes_when_and_who_waits(api: Api, deps: Deps, event: Event) -> None:
    for begin, child in ((10, "Noor"), (0, "Zosia"), (0, "Liya")):
        await tap(deps, event, begin, child)

    reply = await api.get(f"/events/{event.id}/slots")

    slots = [slot(0, booking(2, "Zosia")), slot(10, booking(1, "Noor"))]
    assert (reply.status, reply.body) == (200, {"slots": slots, "waiting": [waits(1, "Liya")]})


async def test_event_without_slots_has_none(api: Api, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        plain = await make_event(session)

    assert (await api.get(f"/events/{plain.id}/slots")).body == {"slots": [], "waiting": []}


async def test_parent_at_the_gate_is_booked_and_told(api: Api, deps: Deps, event: Event) -> None:
    body = {**family("Noor"), "starts_at": when(10), "interpreter": "Arabisch"}

    reply = await api.post(f"/events/{event.id}/bookings", body)
    await deliver(deps)

    slots = [slot(0), slot(10, booking(1, "Noor", "token:1", "ar"))]
    assert (reply.status, reply.body) == (201, {"booking_id": 1, "told": True, "slots": slots, "waiting": []})
    assert await list_told(deps) == [(MessageKind.TALK, "Amina")]
    async with deps.reading() as session:
        entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "talk-book"))).one()
    assert (entry.actor, entry.object_id, entry.details) == ("token:1", 1, {"event": event.id})


async def test_parent_without_a_phone_is_booked_and_not_told(api: Api, deps: Deps, event: Event) -> None:
    reply = await api.post(f"/events/{event.id}/bookings", {**family("Liya"), "starts_at": when(0)})
    await deliver(deps)

    assert (reply.status, reply.body["told"]) == (201, False)
    assert await list_told(deps) == []


async def test_place_given_back_goes_to_the_next_in_line(api: Api, deps: Deps, event: Event) -> None:
    for begin, child in ((0, "Noor"), (10, "Liya"), (0, "Zosia")):
        await tap(deps, event, begin, child)

    body = (await api.delete(f"/events/{event.id}/bookings/2")).body

    booked = [(one["child_id"], one["booked_by"]) for slot in body["slots"] for one in slot["bookings"]]
    assert (booked, body["waiting"]) == ([("K-Noor", "parent"), ("K-Zosia", "waiting_list")], [])


async def test_school_moves_a_talk(api: Api, deps: Deps, event: Event) -> None:
    await tap(deps, event, 0, "Noor")

    reply = await api.post(f"/events/{event.id}/bookings", {**family("Noor"), "starts_at": when(10)})

    assert reply.body["slots"] == [slot(0), slot(10, booking(1, "Noor", "token:1"))]


async def test_place_given_back_says_no_for_the_family(api: Api, deps: Deps, event: Event) -> None:
    await tap(deps, event, 0, "Noor")

    reply = await api.delete(f"/events/{event.id}/bookings/1")

    assert (reply.status, reply.body) == (200, {"slots": [slot(0), slot(10)], "waiting": []})
    answers = (await api.get(f"/events/{event.id}/responses")).body["answers"]
    assert [(answer["child_id"], answer["answer"]) for answer in answers] == [("K-Noor", "no")]


@pytest.mark.parametrize(
    ("facts", "status", "title", "sentence"),
    [
        ({}, 409, "Conflict", "This slot is taken."),
        (
            {"starts_at": when(20)},
            404,
            "Not found",
            "Event 1 has no slot that starts at 2026-12-15T15:20:00+01:00.",
        ),
        ({"parent_id": "P-Nobody"}, 404, "Not found", "There is no parent 'P-Nobody'."),
        (
            {"child_id": "K-Liya"},
            404,
            "Not found",
            "Parent 'P-Piotr' has no child 'K-Liya' for whom event 1 has slots.",
        ),
        (
            {"parent_id": "P-Kees", "child_id": "K-Jan"},
            404,
            "Not found",
            "Parent 'P-Kees' has no child 'K-Jan' for whom event 1 has slots.",
        ),
        ({"interpreter": "Klingonese"}, 400, "Bad input", "'Klingonese' is not a language that we know."),
    ],
)
async def test_booking_that_cannot_be_is_refused_with_the_reason(
    api: Api, deps: Deps, event: Event, facts: dict[str, str], status: int, title: str, sentence: str
) -> None:
    await tap(deps, event, 0, "Noor")

    reply = await api.post(f"/events/{event.id}/bookings", {**family("Zosia"), "starts_at": when(0), **facts})

    assert reply.body == problem(status, title, sentence)


async def test_parent_is_not_booked_for_two_talks_at_once(api: Api, deps: Deps, event: Event) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Sami", "Amina"))
        other = await make_talks(session, 5)
    await tap(deps, event, 0, "Noor")

    body = {"parent_id": "P-Amina", "child_id": "K-Sami", "starts_at": when(5)}
    reply = await api.post(f"/events/{other.id}/bookings", body)

    assert reply.body == problem(409, "Conflict", "This parent has another talk at that time.")


async def test_school_books_until_the_slot_begins_also_when_parents_cannot(api: Api, deps: Deps, event: Event) -> None:
    body = {**family("Zosia"), "starts_at": when(10)}
    deps.clock.push(event.starts_at - deps.clock.now())  # type: ignore[attr-defined]

    begun = await api.post(f"/events/{event.id}/bookings", {**body, "starts_at": when(0)})
    in_time = await api.post(f"/events/{event.id}/bookings", body)

    assert begun.body == problem(409, "Conflict", "This slot has begun.")
    assert in_time.status == 201


async def test_nothing_is_booked_or_given_back_at_an_event_that_is_off(api: Api, deps: Deps, event: Event) -> None:
    await tap(deps, event, 0, "Noor")
    await api.post(f"/events/{event.id}/cancel")

    replies = [
        await api.post(f"/events/{event.id}/bookings", {**family("Zosia"), "starts_at": when(10)}),
        await api.delete(f"/events/{event.id}/bookings/1"),
    ]

    assert [reply.body for reply in replies] == [problem(409, "Conflict", "Event 1 was cancelled.")] * 2


async def test_booking_of_another_event_is_none_here(api: Api, deps: Deps, event: Event) -> None:
    async with deps.transaction() as session:
        other = await make_talks(session, 30, actor=SAM)
    await tap(deps, other, 30, "Noor")

    replies = [await api.delete(f"/events/{event.id}/bookings/{number}") for number in (1, 99)]

    assert [reply.body["detail"] for reply in replies] == [
        f"There is no booking {number} at event {event.id}." for number in (1, 99)
    ]


async def test_reading_slots_is_not_booking(deps: Deps, event: Event, as_caller: Callable[[str], Api]) -> None:
    async with deps.transaction() as session:
        reader = as_caller(await make_token(session, Scope.EVENTS_READ, role=Role.COORDINATOR))

    assert (await reader.get(f"/events/{event.id}/slots")).status == 200
    assert (await reader.post(f"/events/{event.id}/bookings", {**family("Noor"), "starts_at": when(0)})).status == 403
