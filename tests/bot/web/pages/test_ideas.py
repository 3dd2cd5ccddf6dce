"""Ideas for home: started in a few clicks with the gaps of languages seen before, followed, stopped, resumed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.actions.tip_answers import record_tip_answer
from bot.deps import Deps
from bot.enums import Role
from messages.tap_values import TipReply
from messages.tips import find_tip, theme_keys
from tests.bot.web.conftest import send_all
from tests.bot.web.pages.test_families import plain
from tests.builders import SAM, make_families, make_joined, make_row
from tests.fakes import FakeClock, FakeMessenger
from tests.programmes import make_programme

THEME = "reading_together"
FORM = {"theme": THEME, "groups": "groep 3", "rhythm": "3", "starts_on": "2026-11-25", "at": "16:00", "seen": "ar"}
FIRST = theme_keys(THEME)[0]


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Six families in groep 3, of whom four read Arabic, which lacks six ideas; one family in groep 6."""
    rows = [make_row(f"Kind {number}", f"Ouder {number}", "ar" if number < 4 else "nl") for number in range(6)]
    async with deps.transaction() as session:
        await make_families(session, *rows, make_row("Liya", "Selam", "ti", group="groep 6"))
        await make_families(session, make_row("Ole", "Ida", group="groep 9"))
        await make_joined(session, *(f"Ouder {number}" for number in range(6)))


async def start(here: Any, **facts: Any) -> Any:
    return await here.post("/ideas/new", **{**FORM, "step": "start", **facts})


async def test_nothing_runs_and_a_theme_is_three_clicks_away(visit_as: Any) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    text = (await here.get("/ideas")).text
    assert "No ideas are on their way" in text
    assert f'href="/ideas/new?theme={THEME}"' in text
    form = (await here.get(f"/ideas/new?theme={THEME}")).text

    assert '<option value="reading_together" selected>' in form
    assert 'name="groups" value="groep 3" checked' in form
    assert 'name="rhythm" value="3" checked' in form
    assert 'name="starts_on" type="date" value="2026-11-25"' in form
    assert 'name="seen" value="ar"' in form
    started = await start(here)
    assert started.at == "/ideas/1?done=ideas-started"


async def test_phone_shows_the_first_week_in_a_language_and_says_what_lacks(visit_as: Any) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    text = plain((await here.get(f"/ideas/new?theme={THEME}")).text)
    arabic, dutch = find_tip(FIRST, "ar"), find_tip(FIRST, "nl")
    assert arabic is not None
    assert dutch is not None
    assert "6 of 12 ideas are not there yet in: Arabic (4)." in text
    assert [part in text for part in (arabic.why, arabic.do, arabic.more)] == [True] * 3
    assert "Wed 25 Nov 16:00" in text

    looked = await here.post("/ideas/new", **FORM, language="nl")
    assert (looked.status, dutch.why in plain(looked.text)) == (200, True)
    once = plain((await here.post("/ideas/new", **{**FORM, "rhythm": "1"}, language="ar")).text)
    assert arabic.why in once
    assert once.count("16:00") == 1


async def test_gaps_that_nobody_saw_are_shown_before_it_starts(visit_as: Any) -> None:
    here = await visit_as(Role.COORDINATOR)

    asked = await start(here, groups="groep 6", seen="")
    assert (asked.status, "Look first: some ideas" in asked.text) == (422, True)
    assert 'name="seen" value="ti"' in asked.text
    assert (await start(here, groups="groep 6", seen="ti")).status == 303


@pytest.mark.parametrize(
    ("facts", "status", "sentence"),
    [
        ({"groups": ""}, 422, "Choose at least one group."),
        ({"theme": "cooking"}, 422, "Choose one of these themes."),
        ({"starts_on": "2026-11-23"}, 422, "This day is over already."),
        ({"starts_on": "soon"}, 422, "Please give a date"),
        ({"rhythm": "2"}, 422, "This does not fit here."),
        ({"groups": "groep 6"}, 404, "No group"),
    ],
)
async def test_what_does_not_fit_is_told(visit_as: Any, facts: dict[str, str], status: int, sentence: str) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    shown = await start(here, **facts)

    assert (shown.status, sentence in shown.text) == (status, True)


async def test_group_without_parents_and_theme_without_ideas_of_an_age_say_so(visit_as: Any) -> None:
    here = await visit_as(Role.COORDINATOR)

    text = (await here.get("/ideas/new?theme=nothing")).text
    assert "Choose your groups and look again" in text


async def test_each_rhythm_has_its_days(visit_as: Any) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    for rhythm, theme in (("1", THEME), ("5", "what_we_do_at_school")):
        await start(here, rhythm=rhythm, theme=theme)

    text = plain((await here.get("/ideas")).text)

    assert "groep 3 · Mon, Tue, Wed, Thu, Fri 0 of" in text
    assert "groep 3 · Wed 0 of 12 messages told" in text


async def test_followed_in_numbers_stopped_and_resumed(
    visit_as: Any, deps: Deps, clock: FakeClock, messenger: FakeMessenger
) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    await start(here, starts_on="2026-11-24", rhythm="1", ages="4-6", at="10:30")
    clock.push(timedelta(minutes=40))
    await send_all(deps, messenger)
    async with deps.transaction() as session:
        for parent in (1, 2):
            await record_tip_answer(
                session, parent_id=parent, tip_key=FIRST, reply=TipReply.DID, update_id=parent, now=clock.now()
            )

    text = plain((await here.get("/ideas/1")).text)
    tip = find_tip(FIRST, "en")
    assert tip is not None
    assert f"Tue 24 Nov {tip.title} whole idea 6 2 0" in text
    assert "4 to 6 years" in text
    assert "2 families tried one" in plain((await here.get("/ideas")).text)

    assert (await here.post("/ideas/1/stop")).at == "/ideas/1?done=ideas-stopped"
    assert "Let it go on" in (await here.get("/ideas/1")).text
    assert "stopped Tue 24 Nov" in (await here.get("/ideas")).text
    assert (await here.post("/ideas/1/go-on")).at == "/ideas/1?done=ideas-go-on"
    assert "What comes next" in (await here.get("/ideas/1")).text


async def test_small_numbers_of_others_groups_are_not_shown(visit_as: Any, deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await make_programme(session, actor=SAM, groups=["groep 3", "groep 6"])
        await record_tip_answer(session, parent_id=1, tip_key=FIRST, reply=TipReply.DID, update_id=1, now=clock.now())
    here, elsewhere = await visit_as(Role.TEACHER, "groep 3"), await visit_as(Role.TEACHER, "groep 9", name="Juf Els")

    assert "fewer than five families tried one" in (await here.get("/ideas")).text
    page = (await here.get("/ideas/1")).text
    assert ("a coordinator can stop it" in page, "/ideas/1/stop" in page) == (True, False)
    assert (await here.post("/ideas/1/stop")).status == 404
    assert (await elsewhere.get("/ideas/1")).status == 404
    assert "/ideas/1" not in (await elsewhere.get("/ideas")).text


async def test_ideas_of_a_theme_are_read_in_any_language(visit_as: Any) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    arabic = find_tip(FIRST, "ar")
    assert arabic is not None

    text = (await here.get(f"/ideas/themes/{THEME}?language=ar")).text
    assert f'lang="ar" dir="auto"><b>{arabic.title}</b>' in text
    assert text.count("Not in this language yet.") == 6
    assert "Not in this language yet." not in (await here.get(f"/ideas/themes/{THEME}?language=xx")).text
    assert (await here.get("/ideas/themes/cooking")).status == 404


async def test_administrator_has_no_ideas(visit_as: Any) -> None:
    here = await visit_as(Role.ADMINISTRATOR)

    for path in ("/ideas", "/ideas/new", "/ideas/check-ins", "/ideas/offers", f"/ideas/themes/{THEME}"):
        assert (await here.get(path)).status == 404
