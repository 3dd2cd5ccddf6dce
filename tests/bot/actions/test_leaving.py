"""Who is not in next year's list leaves: no group, no more messages, one step back, and after a time erased."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.erasure import erase_who_left
from bot.actions.families import record_import
from bot.actions.leaving import record_next_year, record_still_here
from bot.actions.outbox import queue_messages
from bot.domain.csv_rows import FamilyRow, ParsedFile, RowError
from bot.enums import OutboxState
from bot.errors import BadInput, NotAllowed, NotFound
from bot.models import Child, Group, OutboxMessage, Parent, Rsvp, Tombstone
from bot.queries.audiences import list_recipients
from bot.queries.calendar import Viewer, load_ahead
from bot.queries.checklist import Wanted, load_checklist
from bot.queries.conversations import list_threads
from bot.queries.families import list_parents, load_stored
from bot.queries.family_page import load_family_page
from bot.queries.leaving import Leaver, list_leavers
from bot.queries.letters import list_addressees, load_addressee
from bot.queries.my_data import load_my_data
from bot.queries.threads import find_only_teacher
from bot.queries.today import load_today
from messages.facts import Answer
from messages.languages import Language
from messages.outgoing import MessageKind, Outgoing
from tests.builders import (
    RUTH,
    SAM,
    make_answer,
    make_draft,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_question,
    make_row,
    require_id,
)
from tests.fakes import NOW

ZONE = ZoneInfo("Europe/Amsterdam")
LATER = NOW + timedelta(days=100)


async def make_school(session: AsyncSession) -> None:
    """Ida leaves with her only parent; Bo leaves, whose mother has Noor too."""
    rows = [make_row("Noor", "Amina"), make_row("Bo", "Amina"), make_row("Ida", "Eva"), make_row("Jan", "Piotr")]
    await make_families(session, *rows)
    await make_joined(session, "Amina", "Eva")


async def go_on(session: AsyncSession, *rows: FamilyRow, stay: tuple[str, ...] = ()) -> int:
    parsed = ParsedFile(list(rows), [])
    return await record_next_year(session, actor=SAM, now=NOW, parsed=parsed, stay=stay)


async def new_year(session: AsyncSession) -> int:
    return await go_on(session, make_row("Noor", "Amina", group="groep 4"), stay=("K-Jan",))


async def groups(session: AsyncSession) -> dict[str, str | None]:
    query = select(Child.first_name, Group.name).outerjoin(Group, Group.id == Child.group_id)
    return dict((await session.execute(query)).all())


async def test_children_move_stay_and_leave(session: AsyncSession) -> None:
    await make_school(session)

    left = await new_year(session)

    assert (left, await groups(session)) == (2, {"Noor": "groep 4", "Bo": None, "Ida": None, "Jan": "groep 3"})
    assert await list_leavers(session, actor=SAM) == (
        [Leaver("K-Bo", "Bo", "groep 3", NOW), Leaver("K-Ida", "Ida", "groep 3", NOW)],
        2,
    )
    assert await go_on(session, make_row("Noor", "Amina", group="groep 4"), stay=("K-Jan",)) == 0


async def test_who_left_gets_nothing_that_goes_to_groups(session: AsyncSession) -> None:
    await make_school(session)
    drafts = [
        make_draft(f"{kind}:{name}", parent_id=await require_id(session, name), outgoing=Outgoing(kind, "nl", "Kom!"))
        for name in ("Amina", "Eva")
        for kind in (MessageKind.INVITATION, MessageKind.REPLY)
    ]
    await queue_messages(session, drafts, now=NOW)

    await new_year(session)

    query = select(OutboxMessage.dedupe_key).where(OutboxMessage.state == OutboxState.QUEUED)
    assert set(await session.scalars(query)) == {"invitation:Amina", "reply:Amina", "reply:Eva"}
    event = await make_event(session, groups=("groep 3", "groep 4"), actor=SAM)
    campaign = await make_invitation(session, event, actor=SAM)
    recipients = await list_recipients(session, campaign, now=NOW, limit=10)
    assert [(one.name, [child.first_name for child in one.children]) for one in recipients] == [("Amina", ["Noor"])]


async def test_nothing_breaks_where_a_parent_has_no_child_at_school(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session)
    await make_invitation(session, event)
    await make_answer(session, event, "Eva", Answer.YES)
    await new_year(session)
    eva = await require_id(session, "Eva")
    await make_question(session, "Eva")

    page = await load_family_page(session, actor=SAM, parent_id="P-Eva", source="nl", now=NOW)
    data = await load_my_data(session, parent_id=eva, zone=ZONE, now=NOW)
    listed = await load_checklist(session, actor=SAM, wanted=Wanted(), source="nl", now=NOW)
    viewer = Viewer((eva,), Language("nl"), "nl", ZONE, None)

    assert (page.parent.name, page.children, page.guardians) == ("Eva", (), ())
    assert [child["group"] for child in data.rows["children"]] == [None]
    assert [child.first_name for child in listed.lines] == ["Jan", "Noor"]
    assert await load_ahead(session, viewer, now=NOW) == []
    assert [one.parent.name for one in await list_addressees(session, group=None)] == ["Piotr"]
    assert (await load_addressee(session, external_id="P-Eva")).group == ""
    assert {one.name: one.children for one in await list_parents(session, actor=SAM)}["Eva"] == ()
    assert "K-Ida" not in (await load_stored(session)).children
    assert await find_only_teacher(session, parent_id=eva, now=NOW) is None
    today = await load_today(session, actor=SAM, now=NOW)
    assert (today.parents, today.not_reached, today.waiting_count) == (2, 1, 1)


async def test_question_of_who_left_goes_to_the_whole_school_and_to_no_teacher(session: AsyncSession) -> None:
    await make_school(session)
    await make_question(session, "Eva")
    before = await list_threads(session, actor=RUTH, state=None)

    await new_year(session)

    assert [len(before), len(await list_threads(session, actor=RUTH, state=None))] == [1, 0]
    assert len(await list_threads(session, actor=SAM, state=None)) == 1


async def test_who_is_still_here_comes_back(session: AsyncSession) -> None:
    await make_school(session)
    await new_year(session)

    await record_still_here(session, actor=SAM, now=NOW, child_id="K-Ida", group="groep 4")
    await record_import(session, actor=SAM, now=NOW, parsed=ParsedFile([make_row("Bo", "Amina")], []))

    assert await groups(session) == {"Noor": "groep 4", "Bo": "groep 3", "Ida": "groep 4", "Jan": "groep 3"}
    assert await list_leavers(session, actor=SAM) == ([], 0)
    with pytest.raises(NotFound, match="No child 'K-Ida' has left"):
        await record_still_here(session, actor=SAM, now=NOW, child_id="K-Ida", group="groep 4")
    with pytest.raises(NotAllowed, match="Only a coordinator"):
        await record_still_here(session, actor=RUTH, now=NOW, child_id="K-Ida", group="groep 3")


@pytest.mark.parametrize(
    ("parsed", "says"),
    [
        (ParsedFile([], []), "There is no child in this file."),
        (ParsedFile([make_row("Noor", "Amina")], [RowError(3, "group", "is empty")]), "Nothing was imported."),
    ],
)
async def test_list_that_is_not_whole_changes_nothing(session: AsyncSession, parsed: ParsedFile, says: str) -> None:
    await make_school(session)

    with pytest.raises(BadInput, match=says):
        await record_next_year(session, actor=SAM, now=NOW, parsed=parsed)

    assert set((await groups(session)).values()) == {"groep 3"}


async def test_after_its_time_a_family_is_erased_and_a_sibling_keeps_its_parent(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session)
    await make_invitation(session, event)
    await make_answer(session, event, "Eva", Answer.YES)
    await make_answer(session, event, "Amina", Answer.YES)
    await new_year(session)

    early = await erase_who_left(session, now=LATER, before=NOW, limit=20)
    erased = await erase_who_left(session, now=LATER, before=NOW + timedelta(seconds=1), limit=20)

    assert (early, erased) == (0, 2)
    assert set(await session.scalars(select(Parent.name))) == {"Amina", "Piotr"}
    assert set(await groups(session)) == {"Noor", "Jan"}
    children = select(Child.first_name).join(Rsvp, Rsvp.child_id == Child.id)
    assert (await session.scalars(children)).all() == ["Noor"]
    assert len((await session.scalars(select(Tombstone))).all()) == 1


async def test_parent_of_a_child_that_left_later_stays_as_long_as_that_one(session: AsyncSession) -> None:
    await make_families(session, make_row("Bo", "Amina"), make_row("Noor", "Amina"), make_row("Jan", "Piotr"))
    await go_on(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr"))
    parsed = ParsedFile([make_row("Jan", "Piotr")], [])
    await record_next_year(session, actor=SAM, now=LATER, parsed=parsed)

    first = await erase_who_left(session, now=LATER, before=LATER, limit=20)
    names = set(await session.scalars(select(Parent.name)))
    second = await erase_who_left(session, now=LATER, before=LATER + timedelta(days=1), limit=20)

    assert (first, names, second) == (1, {"Amina", "Piotr"}, 1)
    assert set(await session.scalars(select(Parent.name))) == {"Piotr"}
