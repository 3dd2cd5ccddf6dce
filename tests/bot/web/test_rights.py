"""Role × route × own or another group's object. A route that is not in the table fails it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.actions.gate import book_for_parent
from bot.deps import Deps
from bot.enums import Role
from bot.web.application import ROUTES
from messages.tap_values import DayPart
from tests.bot.accounts import make_colleague
from tests.bot.talks import TALKS, make_talks
from tests.bot.voice.hearing import make_file, make_tone
from tests.bot.web.conftest import ON_SQLITE, Api, problem
from tests.builders import (
    GROUP,
    SAM,
    make_event,
    make_families,
    make_holiday,
    make_invitation,
    make_joined,
    make_question,
    make_row,
    make_term,
    make_token,
)
from tests.fakes import NOW
from tests.questions import make_check_in
from tests.voices import make_voice_message

pytestmark = ON_SQLITE

OTHER = "groep 4"
TONE = make_file(make_tone(0.2))
CSV = "child_id,child_first_name,group,parent_id,parent_name,home_language\nK9,Kim,groep 9,P9,Kees,nl\n"


@dataclass(frozen=True, slots=True)
class Place:
    """What there is of one group: an event, another to call off, a campaign, a programme, a parent who wrote.

    And a word of the glossary, which is the whole school's.
    """

    group: str
    parent: str
    event: int
    to_cancel: int
    campaign: int
    programme: int
    thread: int
    voice: int
    term: int
    talks: int
    booking: int
    check_in: int
    holiday: int

    @property
    def child(self) -> str:
        """The parent's, by the school's id."""
        return self.parent.replace("P-", "K-Kind")


Call = tuple[str, dict[str, Any]]

#: How each route is called for the things of one group.
CALLS: dict[str, Callable[[Place], Call]] = {
    "POST /families/import": lambda _: ("/families/import?dry_run=true", {"data": CSV.encode()}),
    "GET /families": lambda at: (f"/families?group={at.group}", {}),
    "POST /families/{parent_id}/enrolment": lambda at: (f"/families/{at.parent}/enrolment", {}),
    "DELETE /families/{parent_id}": lambda at: (f"/families/{at.parent}2", {}),
    "POST /events": lambda at: (
        "/events",
        {"json": {"kind": "celebration", "groups": [at.group], "starts_at": "2026-12-20T09:00:00+01:00"}},
    ),
    "GET /events/{id}": lambda at: (f"/events/{at.event}", {}),
    "PATCH /events/{id}": lambda at: (f"/events/{at.event}", {"json": {"place": "Aula"}}),
    "POST /events/{id}/cancel": lambda at: (f"/events/{at.to_cancel}/cancel", {}),
    "GET /events/{id}/slots": lambda at: (f"/events/{at.talks}/slots", {}),
    "POST /events/{id}/bookings": lambda at: (f"/events/{at.talks}/bookings", {"json": _booking(at)}),
    "DELETE /events/{id}/bookings/{booking_id}": lambda at: (f"/events/{at.talks}/bookings/{at.booking}", {}),
    "GET /events/{id}/preview": lambda at: (f"/events/{at.event}/preview?language=ar", {}),
    "GET /events/{id}/responses": lambda at: (f"/events/{at.event}/responses", {}),
    "POST /events/{id}/invitations": lambda at: (f"/events/{at.event}/invitations", {"json": {}}),
    "POST /announcements": lambda at: ("/announcements", {"json": {"text": "Hallo", "groups": [at.group]}}),
    "GET /campaigns/{id}": lambda at: (f"/campaigns/{at.campaign}", {}),
    "DELETE /campaigns/{id}": lambda at: (f"/campaigns/{at.campaign}", {}),
    "POST /campaigns/{id}/resend": lambda at: (f"/campaigns/{at.campaign}/resend", {}),
    "POST /campaigns/{id}/resume": lambda at: (f"/campaigns/{at.campaign}/resume", {}),
    "POST /programmes": lambda at: ("/programmes", {"json": _programme(at.group)}),
    "GET /programmes": lambda _: ("/programmes", {}),
    "GET /programmes/{id}": lambda at: (f"/programmes/{at.programme}", {}),
    "POST /programmes/{id}/stop": lambda at: (f"/programmes/{at.programme}/stop", {}),
    "GET /inbox": lambda _: ("/inbox", {}),
    "GET /inbox/summary": lambda _: ("/inbox/summary", {}),
    "GET /inbox/{id}": lambda at: (f"/inbox/{at.thread}", {}),
    "POST /inbox/{id}/replies": lambda at: (f"/inbox/{at.thread}/replies", {"json": {"text": "Ja."}}),
    "POST /inbox/{id}/assign": lambda at: (f"/inbox/{at.thread}/assign", {"json": {"staff": None}}),
    "POST /inbox/{id}/handover": lambda at: (f"/inbox/{at.thread}/handover", {"json": {}}),
    "POST /inbox/{id}/notes": lambda at: (f"/inbox/{at.thread}/notes", {"json": {"text": "Bel even."}}),
    "POST /inbox/{id}/called": lambda at: (f"/inbox/{at.thread}/called", {"json": {}}),
    "POST /inbox/{id}/close": lambda at: (f"/inbox/{at.thread}/close", {}),
    "POST /inbox/{id}/reopen": lambda at: (f"/inbox/{at.thread}/reopen", {}),
    "GET /holidays": lambda _: ("/holidays", {}),
    "POST /holidays": lambda _: ("/holidays", {"json": _days("2026-12-21", "2027-01-03")}),
    "DELETE /holidays/{id}": lambda at: (f"/holidays/{at.holiday}", {}),
    "GET /campaigns/{id}/recordings": lambda at: (f"/campaigns/{at.campaign}/recordings", {}),
    "POST /campaigns/{id}/recordings": lambda at: (f"/campaigns/{at.campaign}/recordings?language=ti", {"data": TONE}),
    "DELETE /campaigns/{id}/recordings/{language}": lambda at: (f"/campaigns/{at.campaign}/recordings/ti", {}),
    "GET /inbox/{id}/messages/{message_id}/voice": lambda at: (f"/inbox/{at.thread}/messages/{at.voice}/voice", {}),
    "GET /good-news/phrases": lambda _: ("/good-news/phrases", {}),
    "GET /good-news": lambda at: (f"/good-news?group={at.group}", {}),
    "POST /good-news": lambda at: ("/good-news", {"json": {"child_id": at.child, "phrases": ["was-brave"]}}),
    "GET /check-ins/questions": lambda _: ("/check-ins/questions", {}),
    "POST /check-ins": lambda at: ("/check-ins", {"json": {"question": "clear", "groups": [at.group]}}),
    "GET /check-ins": lambda _: ("/check-ins", {}),
    "GET /check-ins/{id}": lambda at: (f"/check-ins/{at.check_in}", {}),
    "GET /offers": lambda at: (f"/offers?group={at.group}", {}),
    "POST /offers/questions": lambda at: ("/offers/questions", {"json": {"groups": [at.group]}}),
    "GET /translations": lambda _: ("/translations", {}),
    "PUT /translations/{id}": lambda _: ("/translations/1", {"json": {"target": "Hallo"}}),
    "GET /languages": lambda _: ("/languages", {}),
    "PUT /languages/{tag}": lambda _: ("/languages/tr", {"json": {"hold": True}}),
    "GET /glossary": lambda _: ("/glossary", {}),
    "POST /glossary": lambda _: ("/glossary", {"json": {"kind": "keep", "source": "gym"}}),
    "DELETE /glossary/{id}": lambda at: (f"/glossary/{at.term}", {}),
    "POST /hints": lambda _: ("/hints", {"json": {"text": "Kom gerust."}}),
    "GET /reports/response-rate": lambda _: ("/reports/response-rate", {}),
}

#: Routes that are not about one group: what they show is limited elsewhere, see the tests of each room.
WHOLE = (
    "GET /programmes",
    *("GET /inbox", "GET /inbox/summary"),
    *("GET /holidays", "POST /holidays", "DELETE /holidays/{id}"),
    *("GET /good-news/phrases", "GET /check-ins/questions", "GET /check-ins"),
    "GET /translations",
    "PUT /translations/{id}",
    "GET /languages",
    "PUT /languages/{tag}",
    "GET /glossary",
    "POST /glossary",
    "DELETE /glossary/{id}",
    "POST /hints",
    "GET /reports/response-rate",
)
CREATE = (
    "POST /families/{parent_id}/enrolment",
    "POST /events",
    "POST /events/{id}/invitations",
    "POST /events/{id}/bookings",
    "POST /announcements",
    "POST /programmes",
    "POST /glossary",
    *("POST /inbox/{id}/replies", "POST /inbox/{id}/notes", "POST /holidays"),
    *("POST /good-news", "POST /check-ins", "POST /offers/questions"),
    "POST /campaigns/{id}/recordings",
)
INBOX = (
    *("GET /inbox", "GET /inbox/summary", "GET /inbox/{id}", "GET /inbox/{id}/messages/{message_id}/voice"),
    *(f"POST /inbox/{{id}}/{deed}" for deed in ("replies", "assign", "handover", "notes", "called", "close", "reopen")),
    *("GET /good-news", "POST /good-news"),
)


COORDINATORS = ("POST /families/import", "DELETE /families/{parent_id}", "POST /holidays", "DELETE /holidays/{id}")


def _expected(role: Role | None) -> dict[str, tuple[int, int]]:
    """Status for the own group's thing, and for another group's. None is a token of the school itself."""
    table = {}
    for route in CALLS:
        done = 201 if route in CREATE else 200
        own, other = done, done
        if role is Role.TEACHER and route not in WHOLE:
            other = 404
        if route in COORDINATORS and role in (Role.TEACHER, Role.LIAISON):
            own = other = 403
        if route == "PUT /languages/{tag}" and role is Role.TEACHER:
            own = other = 403
        if route in INBOX and role is Role.ADMINISTRATOR:
            own = other = 403
        table[route] = own, other
    return table


@pytest.fixture
def deps(deps: Deps) -> Deps:
    """A bot with a name, for enrolment links."""
    return replace(deps, settings=replace(deps.settings, telegram_bot="regenboog_bot"))


async def _furnish(deps: Deps, api: Api, group: str, parent: str, address: int) -> Place:
    async with deps.transaction() as session:
        parents = (parent, parent + "2")  # the second is there to be erased
        await make_families(session, *(make_row(f"Kind{name}", name, "ar", group=group) for name in parents))
        await make_joined(session, parent, first_address=address)
        event, to_cancel = [await make_event(session, actor=SAM, groups=(group,), note="Kom.") for _ in range(2)]
        campaign = await make_invitation(session, event, actor=SAM)
        thread = await make_question(session, parent, update_id=address)
        thread.call_day, thread.call_part = "2026-11-25", DayPart.MORNING
        holiday = await make_holiday(session, f"2027-{address % 10:02}-01", f"2027-{address % 10:02}-02")
        voice = await make_voice_message(session, parent, update_id=address + 500)
        term = await make_term(session, source=f"lokaal van {group}")
        talks = await make_talks(session, actor=SAM, groups=(group,))
        booking = await book_for_parent(
            session,
            actor=SAM,
            now=NOW,
            event_id=talks.id,
            parent_id=f"P-{parent}",
            child_id=f"K-Kind{parent}",
            starts_at=TALKS,
        )
        check_in = await make_check_in(session, actor=SAM, groups=[group])
    programme = await api.post("/programmes", _programme(group))
    campaigns = campaign.id, programme.body["id"]
    found = (group, f"P-{parent}", event.id, to_cancel.id, *campaigns, thread.id, voice.id, term.id)
    return Place(*found, talks.id, booking.id, check_in.id, holiday.id)


def _booking(at: Place) -> dict[str, str]:
    return {"parent_id": at.parent, "child_id": at.child, "starts_at": TALKS.isoformat()}


def _days(first: str, last: str) -> dict[str, str]:
    return {"starts_on": first, "ends_on": last, "name": "Vakantie"}


def _programme(group: str) -> dict[str, Any]:
    return {
        "theme": "reading_together",
        "groups": [group],
        "weekdays": ["monday"],
        "at": "09:00",
        "starts_on": "2026-12-01",
    }


@pytest.mark.parametrize("role", [*Role, None])
async def test_role_reaches_what_is_its_own(
    deps: Deps, api: Api, as_caller: Callable[[str], Api], role: Role | None
) -> None:
    mine = await _furnish(deps, api, GROUP, "Amina", 7001)
    others = await _furnish(deps, api, OTHER, "Selam", 7002)
    async with deps.transaction() as session:
        groups = (GROUP,) if role is Role.TEACHER else ()
        caller = as_caller(await make_token(session, role=role, groups=groups))
        await make_colleague(session, "Lio", Role.LIAISON)

    reached = {}
    for route in ROUTES:
        name = f"{route.method} {route.path}"
        statuses = []
        for place in (mine, others):
            path, what = CALLS[name](place)
            statuses.append((await caller.call(route.method, path, **what)).status)
        reached[name] = tuple(statuses)

    assert reached == _expected(role)


async def test_teacher_cannot_tell_another_groups_thing_from_none(
    deps: Deps, api: Api, as_caller: Callable[[str], Api]
) -> None:
    there = await _furnish(deps, api, OTHER, "Selam", 7002)
    await _furnish(deps, api, GROUP, "Amina", 7001)
    async with deps.transaction() as session:
        teacher = as_caller(await make_token(session, role=Role.TEACHER, groups=(GROUP,)))

    replies = [
        await teacher.get(f"/events/{there.event}"),
        await teacher.get(f"/campaigns/{there.campaign}"),
        await teacher.post(f"/programmes/{there.programme}/stop"),
    ]

    sentences = [
        f"There is no event {there.event}.",
        f"There is no campaign {there.campaign}.",
        f"There is no programme {there.programme}.",
    ]
    assert [reply.body for reply in replies] == [problem(404, "Not found", sentence) for sentence in sentences]
