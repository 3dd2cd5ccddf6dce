"""What staff do with a conversation, each answered with the conversation as it is then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import Role
from bot.models import Thread
from messages.tap_values import DayPart
from tests.bot.accounts import make_colleague
from tests.bot.web.conftest import ON_SQLITE, Api, problem
from tests.bot.web.shown import TEN, conversation, make_two_questions
from tests.builders import GROUP, make_token

RUTH = {"email": "teacher@school.example", "name": "Juf Ruth"}


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    await make_two_questions(deps)


@pytest.fixture
async def teacher(deps: Deps, as_caller: Callable[[str], Api]) -> Api:
    """Juf Ruth, of groep 3."""
    async with deps.transaction() as session:
        return as_caller(await make_token(session, role=Role.TEACHER, groups=(GROUP,)))


def shown(**facts: Any) -> dict[str, Any]:
    """Thread 1, which Ruth may take."""
    return conversation(1, "Amina", **{"colleagues": [RUTH], **facts})


def note(author: str, text: str) -> dict[str, str]:
    return {"author": author, "text": text, "written_at": TEN}


async def test_thread_is_given_to_a_colleague_and_to_nobody(teacher: Api) -> None:
    taken = await teacher.post("/inbox/1/assign", {"staff": RUTH["email"]})
    free = await teacher.post("/inbox/1/assign", {"staff": None})

    assert (taken.status, taken.body) == (200, shown(assigned_to={"name": "Juf Ruth"}))
    assert (free.status, free.body) == (200, shown())


async def test_thread_is_not_given_to_a_stranger(teacher: Api) -> None:
    reply = await teacher.post("/inbox/1/assign", {"staff": "tom@school.example"})

    sentence = "No colleague with the address 'tom@school.example' may read this conversation."
    assert (reply.status, reply.body) == (404, problem(404, "Not found", sentence))


async def test_thread_is_handed_over_and_back(api: Api, teacher: Api, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_colleague(session, "Lio", Role.LIAISON)

    there = await teacher.post("/inbox/1/handover", {"note": "Liever met jou."})
    kept = await teacher.post("/inbox/1/handover", {"back": True})
    back = await api.post("/inbox/1/handover", {"back": True})

    both = [RUTH, {"name": "Lio", "email": "lio@school.example"}]
    notes = [note("Juf Ruth", "Liever met jou.")]
    assert (there.status, there.body) == (200, shown(with_liaison=True, note_count=1, notes=notes, colleagues=both))
    assert (kept.status, kept.body["detail"]) == (403, "Only a liaison or a coordinator hands a conversation back.")
    assert back.body == shown(assigned_to={"name": "Juf Ruth"}, note_count=1, notes=notes, colleagues=both)


async def test_note_is_signed_by_who_wrote_it(api: Api, teacher: Api) -> None:
    await teacher.post("/inbox/1/notes", {"text": " Ik bel morgen. "})

    reply = await api.post("/inbox/1/notes", {"text": "Goed."})

    notes = [note("Juf Ruth", "Ik bel morgen."), note("De Regenboog", "Goed.")]
    assert (reply.status, reply.body) == (201, shown(note_count=2, notes=notes))


async def test_wanted_call_was_made(deps: Deps, teacher: Api) -> None:
    nobody_asked = await teacher.post("/inbox/1/called", {})
    async with deps.transaction() as session:
        thread = await session.get_one(Thread, 1)
        thread.call_day, thread.call_part = "2026-11-25", DayPart.AFTERNOON

    reply = await teacher.post("/inbox/1/called", {"note": "Alles is goed."})

    call = {"day": "2026-11-25", "part": "afternoon", "done": True}
    facts = {"waits_since": None, "waits_hours": None, "call": call}
    assert (nobody_asked.status, nobody_asked.body["detail"]) == (
        409, "Nobody asked to be called in this conversation.",
    )  # fmt: skip
    assert reply.body == shown(**facts, note_count=1, notes=[note("Juf Ruth", "Alles is goed.")])


async def test_thread_is_closed_and_opened_again(api: Api, teacher: Api) -> None:
    closed = await teacher.post("/inbox/1/close")
    listed = [item["thread_id"] for item in (await api.get("/inbox?state=open")).body["items"]]
    handed = await teacher.post("/inbox/1/handover", {})
    again = await teacher.post("/inbox/1/reopen")

    assert (closed.status, closed.body) == (200, shown(state="closed", waits_since=None, waits_hours=None))
    assert listed == [2]
    assert (handed.status, handed.body["detail"]) == (409, "This conversation is closed. Open it again first.")
    assert (again.status, again.body) == (200, shown())


@ON_SQLITE
@pytest.mark.parametrize(
    ("deed", "body"),
    [
        ("assign", {}),
        ("assign", {"staff": ""}),
        ("assign", {"staff": 1}),
        ("handover", {"back": "yes"}),
        ("handover", {"note": ""}),
        ("notes", {}),
        ("notes", {"text": "\0"}),
        ("notes", {"text": "x" * 2001}),
        ("called", {"at": "10:00"}),
    ],
)
async def test_body_that_does_not_fit_is_told(api: Api, deed: str, body: dict[str, Any]) -> None:
    reply = await api.post(f"/inbox/1/{deed}", body)

    assert (reply.status, reply.body["detail"]) == (400, "The body does not fit.")


@ON_SQLITE
@pytest.mark.parametrize("deed", ["assign", "handover", "notes", "called", "close", "reopen"])
async def test_another_groups_thread_is_not_there(teacher: Api, deed: str) -> None:
    body = {"notes": {"text": "x"}, "assign": {"staff": None}}.get(deed, {})

    reply = await teacher.post(f"/inbox/2/{deed}", body)

    assert (reply.status, reply.body) == (404, problem(404, "Not found", "There is no thread 2."))
