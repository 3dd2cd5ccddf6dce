"""Offers of help: found by what is needed, asked for, and empty pages that teach."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import Role
from tests.bot.web.conftest import send_all
from tests.bot.web.pages.test_families import plain
from tests.builders import make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import FakeClock, FakeMessenger
from tests.questions import make_offer


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar", second_language="fr"),
            make_row("Jan", "Piotr", "pl"),
            make_row("Liya", "Selam", "ti", group="groep 6"),
        )
        await make_joined(session, "Amina", "Piotr", "Selam")


async def offer(deps: Deps) -> None:
    async with deps.transaction() as session:
        taps = [("Amina", "music"), ("Amina", "evenings"), ("Piotr", "trips"), ("Selam", "music")]
        for number, (parent, key) in enumerate(taps, start=1):
            await make_offer(session, parent, key, update_id=number)


async def test_nobody_yet_teaches_how_parents_tell_it(visit_as: Any) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    text = plain((await here.get("/ideas/offers")).text)

    assert "Parents tell it in the bot with /offer" in text
    assert "What for?" not in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Amina", "Piotr"]),
        ("?skill=music&time=evenings&language=fr&group=groep+3", ["Amina"]),
        ("?skill=&time=&language=pl&group=", ["Piotr"]),
        ("?skill=garden", []),
    ],
)
async def test_teacher_finds_parents_of_the_own_groups(visit_as: Any, deps: Deps, query: str, names: list[str]) -> None:
    await offer(deps)
    here = await visit_as(Role.TEACHER, "groep 3")

    text = (await here.get(f"/ideas/offers{query}")).text

    assert [name for name in ("Amina", "Piotr", "Selam") if f'<b dir="auto">{name}</b>' in text] == names
    assert ("Nobody has offered exactly this yet." in text) == (not names)


async def test_line_says_children_languages_skills_and_times(visit_as: Any, deps: Deps) -> None:
    await offer(deps)
    here = await visit_as(Role.COORDINATOR)

    text = plain((await here.get("/ideas/offers?skill=music&group=groep+3")).text)

    assert "Amina Noor (groep 3) · Arabic, French In the evening Music, singing or dancing" in text


@pytest.mark.parametrize("query", ["?skill=flying", "?time=always", "?group=groep+6"])
async def test_search_that_none_of_our_links_makes_is_not_found(visit_as: Any, query: str) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    assert (await here.get(f"/ideas/offers{query}")).status == 404


async def test_parents_are_asked_after_a_minute_or_not_at_all(
    visit_as: Any, deps: Deps, clock: FakeClock, messenger: FakeMessenger
) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    first = await here.post("/ideas/offers", groups="groep 3")
    await (await visit_as(Role.COORDINATOR, name="Sam")).post("/ideas/offers", groups="groep 3")
    assert first.at == "/ideas/offers?asked=1&done=asked"
    assert "/ideas/offers/1/call-off" in (await here.get(first.at)).text

    assert (await here.post("/ideas/offers/1/call-off")).at == "/ideas/offers?done=question-back"
    clock.push(timedelta(minutes=1))
    await send_all(deps, messenger)

    assert [delivery.address for delivery in messenger.delivered] == [7001, 7002]
    late = await (await visit_as(Role.COORDINATOR, name="Sam")).post("/ideas/offers/2/call-off")
    assert (late.status, "All of it has left already" in late.text) == (409, True)


async def test_what_does_not_fit_is_told(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    async with deps.transaction() as session:
        invitation = await make_invitation(session, await make_event(session))

    assert (await here.post("/ideas/offers")).status == 422
    assert (await here.post("/ideas/offers", groups="groep 6")).status == 404
    assert (await here.post(f"/ideas/offers/{invitation.id}/call-off")).status == 404
