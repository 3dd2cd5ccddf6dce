"""The calendar that follows the school: for whoever has its address, and for nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar

from bot.actions.calendar import issue_feed, withdraw_feed
from bot.actions.events import cancel_event
from bot.deps import Deps
from tests.bot.web.conftest import Client
from tests.builders import RUTH, make_event, make_families, make_joined, make_row
from tests.fakes import NOW, FakeClock

AMINA = 1
DAY = timedelta(days=1)


@pytest.fixture
def deps(deps: Deps) -> Deps:
    """Reached from outside."""
    return replace(deps, settings=replace(deps.settings, public_url="https://school.example"))


@pytest.fixture
async def path(deps: Deps) -> str:
    """Where Amina's calendar is; there is one event for her group, and one for another."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_joined(session, "Amina")
        await make_event(session, starts_at=NOW + DAY, place="Lokaal 3")
        return f"/calendar/{await issue_feed(session, parent_id=AMINA, now=NOW)}.ics"


async def events(client: Client, path: str) -> list[tuple[str, str]]:
    """Name and state of what the calendar shows."""
    async with client.get(path) as response:
        calendar = Calendar.from_ical(await response.read())
    assert isinstance(calendar, Calendar)
    return [(str(event["uid"]), str(event["status"])) for event in calendar.events]


async def test_address_shows_what_is_planned_without_a_token_and_without_a_trace(client: Client, path: str) -> None:
    async with client.get(path) as response:
        headers = response.headers
        text = await response.text()

    assert (response.status, headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "Set-Cookie" not in headers
    assert "METHOD" not in text
    assert await events(client, path) == [("event-1@school.example", "CONFIRMED")]


async def test_calendar_that_did_not_change_is_not_sent_again(
    deps: Deps, client: Client, path: str, clock: FakeClock
) -> None:
    async with client.get(path) as first:
        tag = first.headers["ETag"]
    clock.push(timedelta(hours=4))

    statuses: list[tuple[int, object]] = []
    for known in (tag, "*", '"other"'):
        async with client.get(path, headers={"If-None-Match": known}) as again:
            statuses.append((again.status, again.headers["ETag"]))

    async with deps.transaction() as session:
        await make_event(session)
    async with client.get(path, headers={"If-None-Match": tag}) as changed:
        statuses.append((changed.status, changed.headers["ETag"] == tag))
    assert statuses == [(304, tag), (304, tag), (200, tag), (200, False)]


async def test_cancelled_event_is_shown_as_such_for_a_month(
    deps: Deps, client: Client, path: str, clock: FakeClock
) -> None:
    async with deps.transaction() as session:
        await cancel_event(session, actor=RUTH, now=NOW, event_id=1)

    seen = []
    for days in (0, 29, 2):
        clock.push(days * DAY)
        seen.append(await events(client, path))

    assert seen == [[("event-1@school.example", "CANCELLED")]] * 2 + [[]]


async def test_withdrawn_address_is_like_one_that_never_was(deps: Deps, client: Client, path: str) -> None:
    async with deps.transaction() as session:
        await withdraw_feed(session, parent_id=AMINA)

    replies = []
    for gone in (path, "/calendar/ob_never.ics", "/calendar/%00.ics", "/calendar/.ics", "/calendar/"):
        async with client.get(gone) as response:
            replies.append((response.status, (await response.json())["detail"]))

    assert replies == [(404, "There is nothing here; /api/openapi.json lists what there is.")] * 5
