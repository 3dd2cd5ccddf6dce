"""Invitations that repeat, a send that is stopped, and what a teacher is warned of before."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from bot.deps import Deps
from bot.enums import CampaignState, EventState, Role
from bot.models import Campaign, Event
from messages.outgoing import MessageKind
from tests.bot.web.conftest import send_all
from tests.bot.web.pages.conftest import Browser
from tests.bot.web.pages.test_inviting import FORM
from tests.builders import GROUP, make_families, make_holiday, make_joined, make_row
from tests.fakes import FakeMessenger

WEEKLY: dict[str, Any] = {**FORM, "repeat": "week", "repeat_times": "3", "rsvp_by": "2026-12-15"}


@pytest.fixture
async def ruth(visit_as: Any, deps: Deps) -> Browser:
    """The teacher of groep 3; the school is closed around Christmas."""
    async with deps.transaction() as session:
        await make_families(
            session, make_row("K1", "P1", "nl"), make_row("K2", "P2", "tr"), make_row("K9", "P9", group="groep 6")
        )
        await make_joined(session, "P1", "P2")
        await make_holiday(session)
    browser: Browser = await visit_as(Role.TEACHER, GROUP)
    return browser


async def events(deps: Deps) -> list[tuple[str, str | None, str]]:
    async with deps.reading() as session:
        found = await session.scalars(select(Event).order_by(Event.starts_at))
        return [
            (f"{one.starts_at:%m-%d %H:%M}", f"{one.rsvp_by:%m-%d}" if one.rsvp_by else None, EventState(one.state))
            for one in found
        ]


def words(text: str) -> str:
    return " ".join(text.split())


async def test_series_makes_drafts_and_says_which_days_it_leaves_out(ruth: Browser, deps: Deps) -> None:
    made = await ruth.post("/invite", **WEEKLY)

    assert made.at == "/events/1?left_out=2026-12-24,2026-12-31&done=series-made"
    draft = EventState.DRAFT
    assert await events(deps) == [
        ("12-17 07:30", "12-15", draft),
        ("01-07 07:30", "01-05", draft),
        ("01-14 07:30", "01-12", draft),
    ]
    shown = words((await ruth.get(made.at)).text)
    assert "Left out, because the school is closed: Thu 24 Dec, Thu 31 Dec." in shown
    assert "The series: 3 dates" in shown
    assert '<a href="/events/2">Thu 7 Jan 2027</a>' in shown
    assert "Left out" not in (await ruth.get("/events/1?left_out=x,2026-13-01,")).text


async def test_series_without_holidays_says_nothing_of_them(ruth: Browser) -> None:
    assert (await ruth.post("/invite", **{**WEEKLY, "day": "2027-01-14"})).at == "/events/1?done=series-made"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"repeat_times": ""}, "Say until when it repeats"),
        ({"repeat_times": "", "repeat_until": "2026-12-18"}, "at least two days"),
        ({"repeat_times": "41"}, "This does not fit here."),
        ({"repeat": "daily"}, "This does not fit here."),
        ({"day": "2101-01-01"}, "Please give a date"),
    ],
)
async def test_series_that_is_none_is_told(ruth: Browser, deps: Deps, wrong: dict[str, str], said: str) -> None:
    shown = await ruth.post("/invite", **{**WEEKLY, **wrong})

    assert (shown.status, said in shown.text, await events(deps)) == (422, True, [])


@pytest.mark.parametrize("wrong", [{"repeat_times": "1"}, {"repeat_until": "0026-12-17"}])
async def test_mistake_in_what_is_folded_away_lies_open(ruth: Browser, wrong: dict[str, str]) -> None:
    shown = await ruth.post("/invite", **{**FORM, "repeat": "", **wrong})

    assert (shown.status, f'id="{next(iter(wrong))}-wrong"' in shown.text) == (422, True)
    assert "<details open>\n    <summary>Repeat</summary>" in shown.text


async def test_whole_series_is_planned_at_the_same_lead(ruth: Browser, deps: Deps) -> None:
    await ruth.post("/invite", **WEEKLY)

    assert (await ruth.post("/events/2/series/send", weeks="3")).at == "/events/2?done=series-planned"

    async with deps.reading() as session:
        leave = await session.scalars(
            select(Campaign.send_at).where(Campaign.kind == MessageKind.INVITATION).order_by(Campaign.send_at)
        )
        assert [f"{at:%m-%d %H:%M}" for at in leave] == ["11-26 07:30", "12-17 07:30", "12-24 07:30"]
    shown = words((await ruth.get("/events/1")).text)
    assert "invitation leaves Thu 17 Dec 08:30" in shown
    assert "Plan the invitations of the series" not in shown
    assert (await ruth.post("/events/2/series/send", weeks="99")).at == "/events/2"


async def test_refused_send_leaves_the_reminders_of_the_series_as_they_are(ruth: Browser) -> None:
    await ruth.post("/invite", **WEEKLY)

    refused = await ruth.post("/events/1/send", when="later", day="", remind="P14D")

    ticked = re.findall(r'name="remind" value="(\w+)" checked', refused.text)
    assert (refused.status, ticked) == (422, ["P14D", "P7D", "P1D"])


async def test_rest_of_the_series_is_called_off(ruth: Browser, deps: Deps) -> None:
    await ruth.post("/invite", **WEEKLY)
    await ruth.post("/events/2/send", when="now")

    assert "2 dates, from Thu 7 Jan 2027 on." in words((await ruth.get("/events/2")).text)
    assert (await ruth.post("/events/2/series/call-off")).at == "/calendar?done=series-called-off"

    assert [state for _, _, state in await events(deps)] == [EventState.DRAFT, EventState.CANCELLED]


async def test_series_of_another_group_does_not_exist(ruth: Browser, visit_as: Any) -> None:
    await ruth.post("/invite", **WEEKLY)
    tom = await visit_as(Role.TEACHER, "groep 6", name="Meester Tom")

    assert (await tom.post("/events/1/series/send", weeks="3")).status == 404
    assert (await tom.post("/events/1/series/call-off")).status == 404


async def test_send_is_stopped_and_later_reaches_who_did_not_get_it(
    ruth: Browser, deps: Deps, messenger: FakeMessenger
) -> None:
    await ruth.post("/invite", **FORM)
    await ruth.post("/events/1/send", when="later", day="2026-11-30")
    assert "Stop what has not left yet" in (await ruth.get("/events/1")).text

    assert (await ruth.post("/events/1/stop", campaign="1")).at == "/events/1?done=stopped"

    shown = (await ruth.get("/events/1?done=stopped")).text
    assert ("Stop what has not left yet" in shown, "An earlier send was stopped." in shown) == (False, True)
    async with deps.reading() as session:
        states = set(await session.scalars(select(Campaign.state)))
    assert states == {CampaignState.CANCELLED}
    await ruth.post("/events/1/send", when="now")
    await send_all(deps, messenger)
    assert [one.address for one in messenger.delivered] == [7001, 7002]


async def test_send_of_another_event_is_not_stopped_from_here(ruth: Browser, visit_as: Any) -> None:
    await ruth.post("/invite", **FORM)
    await ruth.post("/invite", **FORM)
    await ruth.post("/events/1/send", when="now")
    tom = await visit_as(Role.TEACHER, "groep 6", name="Meester Tom")

    assert (await ruth.post("/events/2/stop", campaign="1")).status == 404
    assert (await ruth.post("/events/1/stop", campaign="x")).status == 404
    assert (await tom.post("/events/1/stop", campaign="1")).status == 404


async def test_holiday_and_two_weeks_are_told_before_sending(ruth: Browser) -> None:
    await ruth.post("/invite", **{**FORM, "day": "2026-12-28"})

    shown = words((await ruth.get("/events/1")).text)

    assert "On this day the school is closed: Vakantie." in shown
    assert "send it before Mon 14 Dec." in shown
    assert "First those who were not asked" not in shown  # that is everybody


async def test_what_parents_read_of_calling_off_is_shown_before(
    ruth: Browser, deps: Deps, messenger: FakeMessenger
) -> None:
    await ruth.post("/invite", **FORM)
    await ruth.post("/events/1/send", when="now")
    assert "Nobody had the invitation yet" in (await ruth.get("/events/1")).text
    await send_all(deps, messenger)

    shown = (await ruth.get("/events/1?language=nl")).text

    assert ("This is what they read:" in shown, "Dit gaat niet door:" in shown) == (True, True)
