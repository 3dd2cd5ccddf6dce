"""From the form to the phones: a draft, what parents will read, the send, the answers, a change, calling it off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import EventState, Role
from bot.models import Event
from bot.queries.events import slots_of_event
from messages.facts import Answer
from tests.bot.web.conftest import send_all
from tests.bot.web.pages.conftest import Browser
from tests.builders import GROUP, make_answer, make_families, make_joined, make_row
from tests.fakes import FakeClock, FakeMessenger

FORM: dict[str, Any] = {
    "kind": "look_in_morning",
    "groups": GROUP,
    "day": "2026-12-17",
    "starts": "08:30",
    "ends": "09:15",
    "place": "Lokaal 3",
    "with_child": "yes",
}


@pytest.fixture
async def ruth(visit_as: Any, deps: Deps) -> Browser:
    """The teacher of groep 3, where three parents take part, and one of groep 6 exists."""
    async with deps.transaction() as session:
        rows = [make_row("K1", "P1", "nl"), make_row("K2", "P2", "tr"), make_row("K3", "P3", "ar")]
        await make_families(session, *rows, make_row("K9", "P9", group="groep 6"))
        await make_joined(session, "P1", "P2", "P3")
    browser: Browser = await visit_as(Role.TEACHER, GROUP)
    return browser


async def event_of(deps: Deps, number: int = 1) -> Event:
    async with deps.reading() as session:
        return await session.get_one(Event, number)


async def test_form_makes_a_draft_of_which_nobody_hears(ruth: Browser, deps: Deps) -> None:
    made = await ruth.post("/invite", **FORM)

    assert (made.status, made.at) == (303, "/events/1")
    event = await event_of(deps)
    assert (event.state, event.asked_by, event.place) == (EventState.DRAFT, "Juf Ruth", "Lokaal 3")
    shown = await ruth.get("/events/1?language=tr")
    assert "It goes to 3 parents." in shown.text
    assert "Lokaal 3" in shown.text
    assert 'lang="tr"' in shown.text


async def test_sending_tells_parents_and_the_page_shows_how_it_goes(
    ruth: Browser, deps: Deps, messenger: FakeMessenger
) -> None:
    await ruth.post("/invite", **FORM)

    sent = await ruth.post("/events/1/send", when="now", remind=["P7D"])
    assert sent.at == "/events/1?done=invited"
    await send_all(deps, messenger)
    async with deps.transaction() as session:
        await make_answer(session, await session.get_one(Event, 1), "P2", Answer.YES)

    text = " ".join((await ruth.get("/events/1?done=invited")).text.split())
    assert "The invitation leaves now." in text
    assert "3 sent" in text
    assert "<dt>Yes</dt><dd>1</dd>" in text
    assert "<dt>Families reached</dt><dd>3 <small>/ 3</small></dd>" in text
    assert len(messenger.delivered) == 3


async def test_invitation_can_leave_later(ruth: Browser, deps: Deps) -> None:
    await ruth.post("/invite", **FORM)

    no_day = await ruth.post("/events/1/send", when="later")
    assert (no_day.status, 'id="day-wrong">Say on which day it leaves.' in no_day.text) == (422, True)
    planned = await ruth.post("/events/1/send", when="later", day="2026-11-30", at="16:00")

    assert planned.at == "/events/1?done=planned"
    assert "Mon 30 Nov 16:00" in (await ruth.get("/events/1")).text
    assert 'href="/events/1?language=ar#reads"' in no_day.text
    again = await ruth.post("/events/1/send", when="later", day="2027-01-01")
    assert (again.status, "when the event has begun already" in again.text) == (422, True)
    assert (await ruth.post("/events/1/send", when="never")).status == 422


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"groups": ""}, "groups"),
        ({"day": ""}, "day"),
        ({"day": "someday"}, "day"),
        ({"starts": "half nine"}, "starts"),
        ({"kind": "other"}, "title"),
        ({"ends": "08:00"}, "ends"),
        ({"ends": "08:30"}, "ends"),
        ({"day": "2020-01-01"}, "day"),
        ({"rsvp_by": "2026-11-01"}, "rsvp_by"),
        ({"talk_minutes": "10", "ends": ""}, "ends"),
        ({"talk_minutes": "50"}, "talk_minutes"),
        ({"groups": "groep 6"}, ""),
    ],
)
async def test_mistake_is_told_beside_its_field_and_nothing_is_lost(
    ruth: Browser, wrong: dict[str, str], field: str
) -> None:
    shown = await ruth.post("/invite", **{**FORM, **wrong})

    assert (shown.status, "Lokaal 3" in shown.text) == (422, True)
    assert (f'id="{field}-wrong"' in shown.text) if field else ('role="alert"' in shown.text)


async def test_talks_fill_the_time_between(ruth: Browser, deps: Deps) -> None:
    await ruth.post("/invite", **{**FORM, "kind": "parent_teacher_talk", "talk_minutes": "10"})

    async with deps.reading() as session:
        slots = await slots_of_event(session, 1)

    assert [(slot.starts_at.strftime("%H:%M"), slot.minutes) for slot in slots] == [
        ("07:30", 10), ("07:40", 10), ("07:50", 10), ("08:00", 10),
    ]  # fmt: skip


async def test_night_at_school_ends_on_the_next_day_once_that_is_said(ruth: Browser, deps: Deps) -> None:
    camp, ticked = {**FORM, "starts": "19:00", "ends": "10:00"}, 'name="overnight" value="yes" checked'

    asked = await ruth.post("/invite", **camp)
    assert (asked.status, 'name="overnight" value="yes">' in asked.text, ticked in asked.text) == (422, True, False)
    assert (await ruth.post("/invite", **camp, overnight="yes")).at == "/events/1"

    assert "Thu 17 Dec 19:00–Fri 18 Dec 10:00" in (await ruth.get("/events/1")).text
    assert [ticked in (await ruth.get(path)).text for path in ("/events/1/edit", "/invite?copy=1")] == [True, True]
    noted = await ruth.post("/events/1/edit", **camp, overnight="yes", note="Neem een zaklamp mee.")
    assert noted.at == "/events/1?done=changed"
    event = await event_of(deps)
    assert (f"{event.starts_at:%d %H:%M}", f"{event.ends_at:%d %H:%M}") == ("17 18:00", "18 09:00")


async def test_event_is_changed_copied_and_called_off(
    ruth: Browser, deps: Deps, messenger: FakeMessenger, clock: FakeClock
) -> None:
    await ruth.post("/invite", **FORM)
    await ruth.post("/events/1/send", when="now")
    await send_all(deps, messenger)

    assert 'value="2026-12-17"' in (await ruth.get("/events/1/edit")).text
    told = (await ruth.post("/events/1/edit", **{**FORM, "place": "Aula"}, language="tr")).text
    assert "3 parents had the invitation and are told at once:" in told
    assert ("Aula" in told, 'lang="tr">Sayın P1' in told or "🔄" in told, "📍" in told) == (True, True, True)
    assert (await event_of(deps)).place == "Lokaal 3"
    back = await ruth.post("/events/1/edit", **{**FORM, "place": "Aula"}, step="edit")
    assert ("Aula" in back.text, back.status) == (True, 200)
    changed = await ruth.post("/events/1/edit", **{**FORM, "place": "Aula"}, step="tell")
    assert changed.at == "/events/1?done=changed"
    clock.push(timedelta(minutes=1))
    await send_all(deps, messenger)
    assert (await ruth.post("/events/1/edit", **{**FORM, "day": "2020-01-01"})).status == 422
    assert (await ruth.post("/events/1/edit", **{**FORM, "day": ""})).status == 422
    copy = (await ruth.get("/invite?copy=1")).text
    assert ("Aula" in copy, "2026-12-17" in copy) == (True, False)
    assert (await ruth.post("/events/1/call-off")).at == "/events/1?done=called-off"
    clock.push(timedelta(minutes=1))
    await send_all(deps, messenger)

    assert (await event_of(deps)).state == EventState.CANCELLED
    assert len(messenger.delivered) == 9


async def test_draft_is_thrown_away_and_a_sent_event_is_not(ruth: Browser) -> None:
    await ruth.post("/invite", **FORM)
    await ruth.post("/invite", **FORM)
    await ruth.post("/events/2/send", when="now")

    assert (await ruth.post("/events/1/throw-away")).at == "/?done=thrown-away"
    assert (await ruth.get("/events/1")).status == 404
    assert (await ruth.post("/events/2/throw-away")).status == 409


async def test_event_of_another_group_does_not_exist(ruth: Browser, visit_as: Any) -> None:
    await ruth.post("/invite", **FORM)
    tom = await visit_as(Role.TEACHER, "groep 6", name="Meester Tom")

    for path in ("/events/1", "/events/1/edit", "/invite?copy=1", "/invite?copy=x", "/events/1/moves"):
        assert (path, (await tom.get(path)).status) == (path, 404)
    for path in ("/events/1/send", "/events/1/call-off", "/events/1/throw-away"):
        assert (path, (await tom.post(path, when="now")).status) == (path, 404)
    assert (await tom.post("/events/1/edit", **FORM)).status in {404, 422}


async def test_page_is_followed_while_it_moves(ruth: Browser, deps: Deps, messenger: FakeMessenger) -> None:
    await ruth.post("/invite", **FORM)
    headers = {"Cookie": f"ouderbrug={ruth.cookies['ouderbrug']}"}

    async with ruth._client.get("/events/1/moves", headers=headers) as stream:
        assert stream.content_type == "text/event-stream"
        assert await stream.content.readuntil(b"\n\n") == b"data: moved\n\n"  # since the page was made, perhaps
        await ruth.post("/events/1/send", when="now")
        await send_all(deps, messenger)
        assert await stream.content.readuntil(b"\n\n") == b"data: moved\n\n"


async def test_nobody_outside_follows(outside: Browser) -> None:
    assert (await outside.get("/events/1/moves", Accept="text/event-stream")).status == 401
