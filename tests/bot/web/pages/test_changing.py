"""Changing an event: a draft in all, an invitation without what families answered to; talks go where the event goes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.deps import Deps
from bot.domain.events import EventDetails
from bot.enums import Role
from bot.models import Event
from bot.queries.events import details_of
from messages.event_kinds import EventKind
from tests.bot.web.pages.conftest import Browser
from tests.builders import make_families, make_joined, make_row

FORM: dict[str, Any] = {
    "kind": "look_in_morning", "groups": "5a", "day": "2026-12-17", "starts": "08:30", "ends": "09:00", "place": "Hal",
    "with_child": "yes", "talk_minutes": "",
}  # fmt: skip

TALKS = {**FORM, "kind": "parent_teacher_talk", "talk_minutes": "15"}


@pytest.fixture
async def ruth(visit_as: Any, deps: Deps) -> Browser:
    """The teacher of 5a and 5b, in each of which one parent takes part."""
    async with deps.transaction() as session:
        await make_families(session, make_row("K1", "P1", group="5a"), make_row("K2", "P2", group="5b"))
        await make_joined(session, "P1", "P2")
    browser: Browser = await visit_as(Role.TEACHER, "5a", "5b")
    return browser


async def details(deps: Deps) -> EventDetails:
    async with deps.reading() as session:
        return await details_of(session, await session.get_one(Event, 1))


async def talks_begin(deps: Deps) -> list[str]:
    """On the clock of the world."""
    return [slot.starts_at.strftime("%d %H:%M") for slot in (await details(deps)).slots]


async def test_draft_changes_in_all(ruth: Browser, deps: Deps) -> None:
    await ruth.post("/invite", **FORM)

    changed = await ruth.post("/events/1/edit", **{**TALKS, "groups": ["5b", "5a"], "starts": "08:15"})

    assert changed.at == "/events/1?done=changed"
    stands = await details(deps)
    assert (stands.kind, stands.groups) == (EventKind.PARENT_TEACHER_TALK, ("5a", "5b"))
    assert await talks_begin(deps) == ["17 07:15", "17 07:30", "17 07:45"]
    assert "It goes to 2 parents." in (await ruth.get("/events/1")).text


async def test_form_of_an_invitation_says_what_stands_as_words(ruth: Browser) -> None:
    await ruth.post("/invite", **TALKS)
    draft = (await ruth.get("/events/1/edit")).text
    await ruth.post("/events/1/send", when="now")

    sent = (await ruth.get("/events/1/edit")).text
    wrong = (await ruth.post("/events/1/edit", kind="parent_teacher_talk", groups="5a", day="", starts="08:30")).text

    fields = '<select id="kind"', 'name="groups" value="5b"', 'name="talk_minutes"'
    assert [[field in text for field in fields] for text in (draft, sent, wrong)] == [[True] * 3, *[[False] * 3] * 2]
    assert all("Minutes for each talk: <b>15</b>" in text for text in (sent, wrong))


@pytest.mark.parametrize("other", [{"groups": ["5a", "5b"]}, {"kind": "celebration"}, {"talk_minutes": "10"}])
async def test_form_of_a_draft_that_was_sent_meanwhile_is_refused(
    ruth: Browser, deps: Deps, other: dict[str, Any]
) -> None:
    await ruth.post("/invite", **TALKS)
    await ruth.post("/events/1/send", when="now")

    shown = await ruth.post("/events/1/edit", **{**TALKS, "place": "Aula", **other}, step="tell")

    assert (shown.status, "Parents were invited meanwhile" in shown.text) == (422, True)
    assert (await details(deps)).place == "Hal"


async def test_talks_of_an_invitation_move_to_the_new_day(ruth: Browser, deps: Deps) -> None:
    await ruth.post("/invite", **TALKS)
    await ruth.post("/events/1/send", when="now")
    stands = {name: value for name, value in TALKS.items() if name != "talk_minutes"}

    for day in ("2026-12-18", "2026-12-10"):
        moved = await ruth.post("/events/1/edit", **{**stands, "day": day}, step="tell")
        assert (moved.at, await talks_begin(deps)) == (
            "/events/1?done=changed",
            [f"{day[-2:]} 07:30", f"{day[-2:]} 07:45"],
        )
    shorter = await ruth.post("/events/1/edit", **{**stands, "day": "2026-12-10", "ends": "08:50"}, step="tell")
    assert (shorter.status, "The talks no longer fit in between" in shorter.text) == (422, True)
