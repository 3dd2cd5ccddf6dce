"""One family: read by who may, seen to be read, set right, erased."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.deps import Deps
from bot.enums import NoteKind, NoteOutcome, Role
from bot.models import FamilyNote, GoodNews, Parent
from bot.web.pages.family_words import family_address
from messages.facts import Answer
from tests.bot.web.pages.test_families import plain
from tests.builders import (
    make_answer,
    make_event,
    make_families,
    make_family_note,
    make_invitation,
    make_joined,
    make_question,
    make_row,
)
from tests.fakes import NOW
from tests.steps import deliver

PLACE = "/families/P-Amina"


@pytest.fixture
async def school(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar", second_language="fr"),
            make_row("Noor", "Omar", relation="vader"),
            make_row("Liya", "Selam", group="groep 6"),
        )
        await make_joined(session, "Amina")
        event = await make_event(session, title="Zingen")
        await make_invitation(session, event)
    await deliver(deps)
    async with deps.transaction() as session:
        await make_answer(session, event, "Amina", Answer.MAYBE)
        await make_question(session, "Amina")
        await make_family_note(session, "Amina", kind=NoteKind.PHONE, outcome=NoteOutcome.AGAIN, text="شكرا <b>")
        facts = {"how": "reviewed", "created_by": "staff:1", "created_at": NOW, "author": "Juf Ruth"}
        for phrases, text in ((["was-brave", "no-longer-said"], None), ([], "Noor zong mee.")):
            session.add(GoodNews(child_id=1, parent_id=1, phrases=phrases, text=text, **facts))


async def test_page_tells_what_went_to_and_fro(visit_as: Any, school: None) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    shown = await here.get(PLACE)

    text = plain(shown.text)
    assert "Amina Noor (groep 3) gets messages" in text
    assert "Phone: try again later Tue 24 Nov · Juf Ruth شكرا &lt;b&gt;" in text
    assert '<a href="/inbox/1">Tue 24 Nov 10:00</a>' in shown.text
    assert "waits for an answer" in text
    assert "Zingen Tue 15 Dec · Noor maybe" in text
    assert "no-longer-said" in text
    assert "Noor zong mee." in text
    assert "arrived" in text
    assert "Also reads French" in text
    assert "Omar vader not reached yet" in text
    assert "Who of us has looked here Juf Ruth" in text


async def test_administrator_reads_no_word_and_liaison_erases_nobody(visit_as: Any, school: None) -> None:
    administrator, liaison = await visit_as(Role.ADMINISTRATOR), await visit_as(Role.LIAISON)

    text = (await administrator.get(PLACE)).text
    assert ("شكرا" in text, "Zingen" in text, "do not read what parents" in text) == (False, False, True)
    assert "Erase everything" not in (await liaison.get(PLACE)).text
    assert (await administrator.post(f"{PLACE}/notes", kind="gate")).status == 404
    assert (await liaison.post(f"{PLACE}/erase", number="P-Amina")).status == 404


@pytest.mark.parametrize("parent", ["P-Selam", "P-Nobody", "a%00b"])
async def test_family_of_others_is_not_found_whatever_is_tried(visit_as: Any, school: None, parent: str) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    place = f"/families/{parent}"

    statuses = [
        (await here.get(place)).status,
        (await here.post(f"{place}/notes", kind="gate", outcome="spoke", day="2026-11-24")).status,
        (await here.post(f"{place}/notes/1/take-back")).status,
        (await here.post(f"{place}/language", language="tr")).status,
        (await here.post(f"{place}/letter")).status,
        (await here.post(f"{place}/tried", tried="letter")).status,
        (await here.post(f"{place}/erase", number=parent)).status,
    ]

    assert statuses == [404] * 7


async def test_letter_without_a_bot_says_what_to_do(visit_as: Any, school: None) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    one, group = await here.post(f"{PLACE}/letter"), await here.post("/families/letters", group="groep 3")

    assert (one.status, group.status) == (503, 422)
    assert ["The name of the bot is not known yet." in shown.text for shown in (one, group)] == [True, True]


async def test_talk_is_written_down_and_taken_back(visit_as: Any, school: None, deps: Deps) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    told = await here.post(f"{PLACE}/notes", kind="home-visit", outcome="spoke", day="2026-11-23", text="Koffie.")
    assert told.at == f"{PLACE}?done=noted#notes"
    async with deps.reading() as session:
        note = await session.get_one(FamilyNote, 2)
    assert (note.kind, note.text, note.author, note.happened_on) == ("home-visit", "Koffie.", "Juf Ruth", "2026-11-23")

    assert f'action="{PLACE}/notes/2/take-back"' in (await here.get(PLACE)).text
    assert (await here.post(f"{PLACE}/notes/2/take-back")).at == f"{PLACE}?done=note-gone#notes"
    assert (await here.post(f"{PLACE}/notes/2/take-back")).status == 404


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"day": "2026-11-25"}, "This day is still to come."),
        ({"day": "gisteren"}, "Please give a date"),
        ({"day": "2026-11-24", "kind": "dream"}, "This does not fit here."),
    ],
)
async def test_note_that_cannot_be_is_shown_again(
    visit_as: Any, school: None, facts: dict[str, str], sentence: str
) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    shown = await here.post(f"{PLACE}/notes", **{"kind": "gate", "outcome": "spoke", "text": "Koffie.", **facts})

    assert (shown.status, sentence in shown.text, "Koffie." in shown.text) == (422, True, True)


async def test_language_is_set_as_the_parent_wishes(visit_as: Any, school: None, deps: Deps) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    async def chosen(**sent: str) -> tuple[str | None, str | None]:
        at = (await here.post(f"{PLACE}/language", **sent)).at
        async with deps.reading() as session:
            return at, await session.scalar(select(Parent.chosen_language).where(Parent.external_id == "P-Amina"))

    assert await chosen(language="fr") == (f"{PLACE}?done=language", "fr")
    assert "French" in (await here.get(PLACE)).text
    assert await chosen(language="") == (f"{PLACE}?done=language", None)
    assert (await here.post(f"{PLACE}/language", language="orkish")).status == 400
    assert (await here.post(f"{PLACE}/language", language="x" * 17)).status == 422


async def test_erasing_takes_the_number_in_ones_own_hand(visit_as: Any, school: None) -> None:
    here = await visit_as(Role.COORDINATOR)

    wrong = [await here.post(f"{PLACE}/erase", number=number) for number in ("", "P-Omar")]
    assert [(shown.status, "This is not the number" in shown.text) for shown in wrong] == [(422, False), (422, True)]

    assert (await here.post(f"{PLACE}/erase", number="P-Amina")).at == "/families?done=erased"
    assert (await here.get(PLACE)).status == 404


async def test_numbers_of_the_school_may_hold_any_sign(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", parent_id="a/b?c #1"))
    here = await visit_as(Role.COORDINATOR)

    assert (await here.get(family_address("a/b?c #1"))).status == 200
    assert 'href="/families/a%2Fb%3Fc%20%231"' in (await here.get("/families")).text
