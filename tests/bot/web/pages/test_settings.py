"""Settings on a page: what they do, what holds, where it comes from, and the way back; Telegram as a whole."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from bot.actions.accounts import record_left
from bot.actions.school import record_setting
from bot.deps import Deps
from bot.domain.timing import QuietHours
from bot.enums import Role
from bot.web.pages.setting_lines import LINES, text_of
from tests.bot.accounts import ADA, make_colleague
from tests.builders import GROUP, SAM, make_families, make_holiday, make_row
from tests.fakes import NOW


async def test_each_setting_is_shown_with_its_value(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.COORDINATOR)

    shown = await here.get("/school/settings")

    assert {name: f'action="/school/settings/{name}"' in shown.text for name in LINES} == dict.fromkeys(LINES, True)
    assert text_of(deps.school, "quiet_hours") == "20:00-07:30"
    assert 'value="Veilig Thuis 0800-2000"' in shown.text
    assert shown.text.count("not changed here") == len(LINES)


async def test_setting_holds_at_once_and_is_taken_back(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.ADMINISTRATOR)

    saved = await here.post(
        "/school/settings/quiet_hours", **{"quiet_hours-from": "21:00", "quiet_hours-until": "06:45"}
    )
    held = deps.school.quiet_hours
    shown = await here.get("/school/settings")
    undone = await here.post("/school/settings/quiet_hours/undo")

    assert (saved.status, saved.at) == (303, "/school/settings?done=setting#quiet_hours")
    assert held == QuietHours(time(21), time(6, 45))
    assert "Back to 20:00-07:30" in shown.text
    assert undone.at == "/school/settings?done=setting-withdrawn#quiet_hours"
    assert deps.school.quiet_hours == QuietHours(time(20), time(7, 30))


async def test_who_left_and_is_still_called_to_danger_is_said(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        ruth = await make_colleague(session, role=Role.LIAISON)
        await record_left(session, actor=ADA, now=NOW, staff_id=ruth.id)
        called = "Ruth@school.example, sam@school.example"
        await record_setting(session, actor=SAM, now=NOW, name="alert_to", value=called)
    here = await visit_as(Role.ADMINISTRATOR)

    before = (await here.get("/school/settings")).text
    await here.post("/school/settings/alert_to", alert_to="sam@school.example")

    assert "Who left the school still gets these e-mails: ruth@school.example." in before
    assert "Who left the school" not in (await here.get("/school/settings")).text


@pytest.mark.parametrize(
    ("name", "sent", "says"),
    [
        ("messages_per_week", {"messages_per_week": "veel"}, "Please give a number from 0 to 100, such as 5."),
        ("messages_per_week", {"messages_per_week": "9" * 20}, "Please give a number from 0 to 100, such as 5."),
        ("keep_audit", {"keep_audit": "3"}, "Please give a whole number that lies between the two."),
        ("staff_hours", {"staff_hours-from": "18:00"}, "Please give two times of one day, such as 08:00 and 16:30."),
        ("alert_to", {"alert_to": "sam"}, "Please give e-mail addresses, with a comma between them."),
    ],
)
async def test_mistake_stands_beside_the_field(visit_as: Any, deps: Deps, name: str, sent: Any, says: str) -> None:
    here, before = await visit_as(Role.COORDINATOR), deps.school

    shown = await here.post(f"/school/settings/{name}", **sent)

    assert (shown.status, says in shown.text, deps.school) == (422, True, before)


async def test_nobody_need_be_called_and_what_is_no_setting_is_not_there(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.COORDINATOR)
    await here.post("/school/settings/help_lines", help_lines="")

    assert deps.school.help_lines == ()
    assert (await here.post("/school/settings/bind", bind="0.0.0.0:80")).status == 404
    assert (await here.post("/school/settings/telegram", telegram="maybe")).status == 422


async def test_telegram_is_switched_off_and_on(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.COORDINATOR)
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))

    off = await here.post("/school/settings/telegram", telegram="off")
    was = deps.school.telegram
    settings = await here.get("/school/settings")
    await here.post("/school/settings/telegram", telegram="on")

    assert (off.at, was, deps.school.telegram) == ("/school/settings?done=telegram-off#telegram", False, True)
    assert "Switch Telegram on" in settings.text


async def test_holiday_is_added_removed_and_put_back(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.COORDINATOR)
    days = {"name": "Kerst", "starts_on": "2026-12-24", "ends_on": "2027-01-03"}

    empty = await here.get("/school/holidays")
    added = await here.post("/school/holidays", **days)
    listed = await here.get("/school/holidays")
    removed = await here.post("/school/holidays/1/remove")
    offered = await here.get(str(removed.at))

    assert ("No holidays are known" in empty.text, added.at) == (True, "/school/holidays?done=holiday")
    assert "Thu 24 Dec – Sun 3 Jan 2027" in listed.text
    assert [f'name="{name}" value="{value}"' in offered.text for name, value in days.items()] == [True] * 3
    assert (await here.post("/school/holidays/1/remove")).status == 404


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"starts_on": "morgen"}, "Please give a date, such as 24-12-2026."),
        ({"ends_on": "2026-12-01"}, "A holiday ends on or after its first day"),
    ],
)
async def test_wrong_holiday_is_told_beside_the_field(visit_as: Any, changed: dict[str, str], says: str) -> None:
    here = await visit_as(Role.COORDINATOR)
    days = {"name": "Kerst", "starts_on": "2026-12-24", "ends_on": "2027-01-03", **changed}

    shown = await here.post("/school/holidays", **days)

    assert (shown.status, says in shown.text) == (422, True)


async def test_holiday_of_now_is_marked_and_teachers_decide_nothing(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        await make_holiday(session, "2026-11-24", "2026-11-24")

    assert "mark good" in (await (await visit_as(Role.COORDINATOR)).get("/school/holidays")).text
    for path in ("/school/settings", "/school/holidays"):
        assert (await (await visit_as(Role.TEACHER, "groep 3")).get(path)).status == 404


async def test_second_key_is_asked_of_everybody_from_the_next_click_on(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
    ruth = await visit_as(Role.TEACHER, GROUP, totp_secret=None)
    sam = await visit_as(Role.COORDINATOR, name="Sam")
    before = (await ruth.get("/")).status

    saved = await sam.post("/school/settings/second_key", second_key="on")
    turned_away, asked = await ruth.get("/"), await ruth.get("/account/setup")
    await sam.post("/school/settings/second_key", second_key="off")

    assert (before, saved.at) == (200, "/school/settings?done=setting#second_key")
    assert (turned_away.at, "A second key on your telephone" in asked.text) == ("/account/setup", True)
    assert (await ruth.get("/")).status == 200
