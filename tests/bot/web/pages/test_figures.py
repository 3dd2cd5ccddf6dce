"""Figures: who is reached and who answers, without a score of anybody and without a number that tells who it is."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest

from bot.actions.figures import keep_spread
from bot.deps import Deps
from bot.domain.spread import Spread
from bot.enums import Role
from bot.models import Event
from messages.facts import Answer
from tests.builders import (
    SAM,
    make_answer,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_question,
    make_row,
)
from tests.fakes import NOW
from tests.steps import deliver

THREE, SIX = "groep 3", "groep 6"

HOMES = [
    *((f"Ouder {number}", "nl", THREE) for number in range(6)),
    *((f"Wali {number}", "ar", THREE) for number in range(5)),
    *((f"Rodzic {number}", "pl", SIX) for number in range(2)),
    *((f"Anne {number}", "tr", SIX) for number in range(6)),
]


@pytest.fixture
async def event(deps: Deps) -> Event:
    """Nineteen families of two groups were asked, two of them Polish; one of groep 3 never joined."""
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Kind van {name}", name, tag, group=g) for name, tag, g in HOMES))
        await make_families(session, make_row("Yusuf", "Hodan", "so"))
        await make_joined(session, *(name for name, _, _ in HOMES))
        event = await make_event(session, actor=SAM, groups=(THREE, SIX), title="=1+1")
        await make_invitation(session, event, actor=SAM)
    await deliver(deps)
    async with deps.transaction() as session:
        for place, (name, _, _) in enumerate(HOMES[:8]):
            await make_answer(session, event, name, Answer.YES, update_id=place, now=NOW + timedelta(hours=2))
    return event


def table_of(page: str, label: str) -> list[list[str]]:
    """The rows of the table under this label, as they are read."""
    table = page.split(f'aria-label="{label}"><table', 1)[1].split("</table>", maxsplit=1)[0]
    rows = re.findall(r"<tr>(.*?)</tr>", table.split("<tbody>")[1], re.DOTALL)
    cells = (
        [re.sub(r"<[^>]+>", " ", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)] for row in rows
    )
    return [[" ".join(cell.replace("&nbsp;", " ").split()) for cell in row] for row in cells]


@pytest.mark.usefixtures("event")
async def test_coordinator_sees_reach_and_answers_by_group(visit_as: Any) -> None:
    here = await visit_as(Role.COORDINATOR)
    page = (await here.get("/figures?by=group")).text

    assert table_of(page, "Reached and answered") == [
        [THREE, "11", "100 %", "73 %", "8", "0", "0"],
        [SIX, "8", "100 %", "0 %", "0", "0", "0"],
    ]
    assert 'href="/families?group=groep+3"' in page


@pytest.mark.usefixtures("event")
async def test_small_language_is_left_out_and_so_is_what_it_follows_from(visit_as: Any) -> None:
    here = await visit_as(Role.COORDINATOR)
    page = (await here.get("/figures?by=language")).text

    hidden = "not shown: too few families"
    assert table_of(page, "Reached and answered") == [
        ["Dutch", "6", "100 %", "100 %", "6", "0", "0"],
        ["Turkish", "6", "100 %", "0 %", "0", "0", "0"],
        ["Arabic", hidden],
        ["Polish", hidden],
    ]
    assert table_of(page, "Languages") == [
        ["Dutch", "100 %", "0", "100 %", "0", "2 hours"],
        ["Turkish", "100 %", "0", "0 %", "−100", "–"],
    ]


@pytest.mark.usefixtures("event")
async def test_teacher_sees_all_numbers_of_the_own_group(visit_as: Any) -> None:
    here = await visit_as(Role.TEACHER, SIX)
    page = (await here.get("/figures?by=language")).text

    assert table_of(page, "Reached and answered") == [
        ["Turkish", "6", "100 %", "0 %", "0", "0", "0"],
        ["Polish", "2", "100 %", "0 %", "0", "0", "0"],
    ]
    assert THREE not in page


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize(
    ("query", "row"),
    [("by=month", "December 2026"), ("by=event", "👀 =1+1 Tue 15 Dec"), ("by=month&period=days", None)],
)
async def test_rows_are_named(visit_as: Any, query: str, row: str | None) -> None:
    here = await visit_as(Role.COORDINATOR)
    shown = await here.get(f"/figures?{query}")

    if row is None:
        assert (shown.status, "Please give both days." in shown.text) == (422, True)
    else:
        assert table_of(shown.text, "Reached and answered") == [[row, "19", "100 %", "42 %", "8", "0", "0"]]


@pytest.mark.usefixtures("event")
async def test_days_can_be_chosen(visit_as: Any) -> None:
    here = await visit_as(Role.COORDINATOR)

    inside = await here.get("/figures?period=days&first=2026-12-15&until=2026-12-15")
    outside = await here.get("/figures?period=days&first=2026-12-16&until=2026-12-31")
    turned = await here.get("/figures?period=days&first=2026-12-16&until=2026-12-15")
    last = await here.get("/figures?period=last")

    assert "Tue 15 Dec to Tue 15 Dec" in inside.text
    assert "nothing to count yet" in outside.text
    assert "nothing to count yet" in last.text
    assert (turned.status, "The last day is before the first." in turned.text) == (422, True)
    assert (await here.get("/figures?by=parent")).status == 404


@pytest.mark.usefixtures("event")
async def test_file_has_every_row_and_runs_nothing(visit_as: Any) -> None:
    here = await visit_as(Role.COORDINATOR)
    saved = await here.get("/figures/table.csv?by=language")
    rows = list(csv.reader(io.StringIO(saved.text.removeprefix("\ufeff")), delimiter=";"))

    assert rows[0][:3] == ["Language", "Invitations", "Arrived"]
    assert rows[1:3] == [
        ["Dutch", "6", "6", "6", "0", "0", "0", "100", "100"],
        ["Turkish", "6", "6", "0", "0", "0", "6", "100", "0"],
    ]
    assert rows[3] == ["Arabic", *["fewer than 5"] * 8]
    named = await here.get("/figures/table.csv?by=event")
    assert ("👀 =1+1" in named.text, "Activity;Day;Invitations" in named.text) == (True, True)
    assert (await here.get("/figures/table.csv?period=days")).status == 422


@pytest.mark.usefixtures("event")
async def test_spread_says_who_was_never_asked_without_pointing_at_one(deps: Deps, visit_as: Any) -> None:
    coordinator, teacher = await visit_as(Role.COORDINATOR), await visit_as(Role.TEACHER, THREE, name="Juf Noor")
    page = (await coordinator.get("/figures")).text

    assert table_of(page, "How often families were asked") == [
        ["not asked yet", "not shown"],
        ["1 or 2 times", "not shown"],
        ["3 to 5 times", "0"],
        ["6 times or more", "0"],
    ]
    own = (await teacher.get("/figures")).text
    assert table_of(own, "How often families were asked")[:2] == [["not asked yet", "1"], ["1 or 2 times", "11"]]
    assert "Hodan" in (await teacher.get("/figures/never-asked")).text
    assert "at least once" in (await coordinator.get(f"/figures/never-asked?group={SIX}")).text
    assert (await teacher.get(f"/figures/never-asked?group={SIX}")).status == 404

    async with deps.transaction() as session:
        await keep_spread(session, now=NOW, year=2026, spread=Spread(10, 20, 30, 40))
    page = (await coordinator.get("/figures")).text
    assert [row[1] for row in table_of(page, "How often families were asked")] == ["10", "20", "30", "40"]
    assert "Counted Tue 24 Nov 10:00." in page


async def test_group_that_was_left_silent_stands_first(deps: Deps, event: Event, visit_as: Any) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Mei", "Wen", "zh-Hans", group="groep 8"))
        await make_question(session, "Wen")
    here = await visit_as(Role.COORDINATOR)
    rows = table_of((await here.get("/figures")).text, "Contact with each group")

    assert event.id
    assert rows == [
        ["groep 8 4 months no invitation", "–", "–", "–", "–", "not shown"],
        [THREE, "–", "–", "–", "1", "0"],
        [SIX, "–", "–", "–", "1", "0"],
    ]


async def test_few_families_in_all_are_not_counted(deps: Deps, visit_as: Any) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_joined(session, "Amina")
        await make_invitation(session, await make_event(session))
    await deliver(deps)
    here, own = await visit_as(Role.COORDINATOR), await visit_as(Role.TEACHER, THREE, name="Juf Noor")

    assert "fewer than 5 families to count" in (await here.get("/figures")).text
    assert table_of((await own.get("/figures")).text, "Reached and answered") == [
        ["December 2026", "1", "100 %", "0 %", "0", "0", "0"]
    ]


@pytest.mark.usefixtures("event")
async def test_activity_of_few_families_is_in_no_sum_that_shows_it(deps: Deps, visit_as: Any) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar", group="groep 8"))
        await make_joined(session, "Amina")
        for days in (20, 30, 60):
            other = await make_event(session, actor=SAM, groups=("groep 8",), starts_at=NOW + timedelta(days=days))
            await make_invitation(session, other, actor=SAM)
    await deliver(deps)
    here = await visit_as(Role.COORDINATOR)
    page = (await here.get("/figures")).text

    assert table_of(page, "Reached and answered") == [
        ["December 2026", "19", "100 %", "42 %", "8", "0", "0"],
        ["January 2027", "not shown: too few families"],
    ]
    assert "Activities to which fewer were invited are left out of every sum." in page


async def test_nobody_is_called_uninvolved(event: Event, visit_as: Any) -> None:
    here = await visit_as(Role.COORDINATOR)
    for path in ("/figures", "/figures?by=language", "/figures?by=event", "/figures/never-asked"):
        page = (await here.get(path)).text.casefold()

        assert event.id
        assert [word for word in ("uninvolved", "unengaged", "score", "ranking", "failed") if word in page] == []
