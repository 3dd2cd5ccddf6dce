"""The contact checklist: who is reached, who is not yet, in groups of one's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.enrolment import issue_code, record_stop
from bot.deps import Deps
from bot.domain.actors import Actor
from bot.domain.contacts import Contact, ContactKind, Reach, Tongue
from bot.enums import NoteOutcome, ParentStatus
from bot.errors import NotFound
from bot.queries.checklist import Checklist, Wanted, load_checklist
from bot.queries.reach import load_last_contacts
from messages.facts import Answer
from tests.builders import (
    RUTH,
    SAM,
    TOM,
    make_answer,
    make_event,
    make_families,
    make_family_note,
    make_invitation,
    make_joined,
    make_question,
    make_route,
    make_row,
    require_id,
)
from tests.fakes import NOW
from tests.steps import deliver


async def make_school(session: AsyncSession) -> None:
    await make_families(
        session,
        make_row("Noor", "Amina", "ar", relation="moeder"),
        make_row("Noor", "Omar", "ar"),
        make_row("jan", "Piotr", "pl"),
        make_row("Emma", "Sanne", "nl"),
        make_row("Liya", "Selam", "hu", second_language="en", group="groep 6"),
    )
    await make_joined(session, "Amina", "Sanne")
    await record_stop(session, address=7002, now=NOW)
    await issue_code(session, parent_id=await require_id(session, "Piotr"), now=NOW)
    await make_route(session, "nl", "pl")


async def look(session: AsyncSession, wanted: Wanted, actor: Actor = RUTH) -> Checklist:
    return await load_checklist(session, actor=actor, wanted=wanted, source="nl", now=NOW)


def children(found: Checklist) -> list[str]:
    return [line.first_name for line in found.lines]


async def test_each_guardian_is_told_with_reach_language_and_letter(session: AsyncSession) -> None:
    await make_school(session)

    found = await look(session, Wanted("groep 3"))

    by_name = {line.name: line for child in found.lines for line in child.guardians}
    assert children(found) == ["Emma", "jan", "Noor"]
    assert (found.children, found.reached, found.pages) == (3, 1, 1)
    assert [child.reached for child in found.lines] == [False, False, True]
    assert by_name["Amina"].relation == "moeder"
    assert {name: line.reach for name, line in by_name.items()} == {
        "Amina": Reach(ParentStatus.JOINED, Tongue("ar", "ar", False, "nl"), None, None),
        "Omar": Reach(ParentStatus.INVITED, Tongue("ar", "ar", False, "nl"), None, None),
        "Piotr": Reach(ParentStatus.INVITED, Tongue("pl", "pl", True, "nl"), NOW + timedelta(days=14), None),
        "Sanne": Reach(ParentStatus.STOPPED, Tongue("nl", "nl", False, "nl"), None, None),
    }


async def test_who_is_not_reached_yet_and_counts_of_all(session: AsyncSession) -> None:
    await make_school(session)

    found = await look(session, Wanted("groep 3", only_unreached=True))

    assert (children(found), found.children, found.reached) == (["Emma", "jan"], 3, 1)


async def test_second_language_is_read_where_the_first_has_no_sentences(session: AsyncSession) -> None:
    await make_school(session)

    [line] = (await look(session, Wanted("groep 6"), SAM)).lines

    assert line.guardians[0].reach.tongue == Tongue("hu", "en", False, "nl")


@pytest.mark.parametrize(
    ("text", "names"),
    [("noo", ["Noor"]), ("piot", ["jan"]), ("P-Omar", ["Noor"]), ("K-Liya", ["Liya"]), ("%", []), ("_", [])],
)
async def test_anybody_is_found_by_a_part_of_the_name_or_the_number(
    session: AsyncSession, text: str, names: list[str]
) -> None:
    await make_school(session)

    assert children(await look(session, Wanted(find=text), SAM)) == names


async def test_search_ends_at_ones_own_groups(session: AsyncSession) -> None:
    await make_school(session)

    assert children(await look(session, Wanted(find="Liya"), RUTH)) == []
    assert children(await look(session, Wanted(), TOM)) == ["Liya"]


@pytest.mark.parametrize(("actor", "group"), [(RUTH, "groep 6"), (SAM, "groep 9")])
async def test_group_that_is_not_there_or_of_others_is_not_found(
    session: AsyncSession, actor: Actor, group: str
) -> None:
    await make_school(session)

    with pytest.raises(NotFound):
        await look(session, Wanted(group), actor)


async def test_pages_follow_each_other(session: AsyncSession) -> None:
    await make_school(session)

    pages = [
        await load_checklist(session, actor=RUTH, wanted=Wanted("groep 3", page=page), source="nl", now=NOW, size=2)
        for page in (1, 2)
    ]

    assert [(children(page), page.pages) for page in pages] == [(["Emma", "jan"], 2), (["Noor"], 2)]


async def test_last_contact_is_the_newest_of_either_side(deps: Deps) -> None:
    async with deps.transaction() as session:
        names = ("Amina", "Piotr", "Selam", "Wen", "Kees")
        await make_families(session, *(make_row(f"Kind {name}", name) for name in names))
        await make_joined(session, *names[:4])
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    later = NOW + timedelta(hours=2)
    async with deps.transaction() as session:
        await make_answer(session, event, "Piotr", Answer.YES, now=later)
        await make_question(session, "Selam", now=later)
        for outcome, day in ((NoteOutcome.SPOKE, NOW.date()), (NoteOutcome.NOT_THERE, NOW.date() + timedelta(days=2))):
            await make_family_note(session, "Wen", outcome=outcome, happened_on=day)
        ids = {name: await require_id(session, name) for name in names}
        last = await load_last_contacts(session, ids.values())

    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert {name: last.get(number) for name, number in ids.items()} == {
        "Amina": Contact(NOW, ContactKind.MESSAGE),
        "Piotr": Contact(later, ContactKind.ANSWER),
        "Selam": Contact(later, ContactKind.WORDS),
        "Wen": Contact(noon, ContactKind.TALK),
        "Kees": None,
    }


async def test_pages_go_on_from_one_group_into_the_next(session: AsyncSession) -> None:
    await make_school(session)

    pages = [
        await load_checklist(session, actor=SAM, wanted=Wanted(page=page), source="nl", now=NOW, size=2)
        for page in (1, 2, 3)
    ]

    assert [children(found) for found in pages] == [["Emma", "jan"], ["Noor", "Liya"], []]
    assert {(found.children, found.pages) for found in pages} == {(4, 2)}
