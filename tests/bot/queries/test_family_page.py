"""One family, as far as it is the business of whoever looks."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.family_looks import record_family_look
from bot.deps import Deps
from bot.domain.actors import COMMAND, Actor
from bot.errors import NotFound
from bot.models import GoodNews, Slot, SlotBooking
from bot.queries.family_page import FamilyPage, load_family_page
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
    make_row,
    require_id,
)
from tests.fakes import NOW
from tests.steps import deliver

OTHER = "groep 6"


async def make_family(deps: Deps) -> None:
    """Amina has Noor in groep 3, together with Omar, and Sami in Tom's groep 6."""
    async with deps.transaction() as session:
        await make_families(
            session, make_row("Noor", "Amina", "ar"), make_row("Sami", "Amina", "ar", group=OTHER),
            make_row("Noor", "Omar", "ar"),
        )  # fmt: skip
        await make_joined(session, "Amina")
        await make_invitation(session, await make_event(session, title="Feest groep 3"))
        event = await make_event(session, actor=TOM, groups=(OTHER,), title="Feest groep 6")
        await make_invitation(session, event, actor=TOM)
    await deliver(deps)
    async with deps.transaction() as session:
        await make_answer(session, event, "Amina", Answer.YES)
        await make_question(session, "Amina")
        await make_family_note(session, "Amina", text="Zwemt graag.")
        amina = await require_id(session, "Amina")
        slot = Slot(event_id=event.id, starts_at=NOW, minutes=10)
        session.add(slot)
        await session.flush()
        session.add(
            SlotBooking(
                event_id=event.id, slot_id=slot.id, child_id=2, parent_id=amina, booked_by="staff:4", booked_at=NOW
            )
        )
        facts = {"phrases": ["was-brave"], "how": "reviewed", "created_by": "staff:1", "created_at": NOW}
        session.add(GoodNews(child_id=1, parent_id=amina, author="Juf Ruth", **facts))


async def look(session: AsyncSession, actor: Actor, parent_id: str = "P-Amina") -> FamilyPage:
    return await load_family_page(session, actor=actor, parent_id=parent_id, source="nl", now=NOW)


async def test_coordinator_sees_all_that_went_to_and_fro(deps: Deps) -> None:
    await make_family(deps)

    async with deps.reading() as session:
        found = await look(session, SAM)

    went = found.correspondence
    assert went is not None
    assert (found.parent.name, [child.first_name for child in found.children]) == ("Amina", ["Noor", "Sami"])
    assert [one.name for one in found.guardians] == ["Omar"]
    assert sorted((sent.message.kind, sent.event_title or "") for sent in went.messages) == [
        ("invitation", "Feest groep 3"),
        ("invitation", "Feest groep 6"),
    ]
    assert [(given.title, given.child, given.rsvp.answer) for given in went.answers] == [
        ("Feest groep 6", "Sami", "yes")
    ]
    assert [(talk.title, talk.child, talk.at) for talk in went.talks] == [("Feest groep 6", "Sami", NOW)]
    assert [(news.phrases, child) for news, child in went.news] == [(["was-brave"], "Noor")]
    assert [note.text for note in went.notes] == ["Zwemt graag."]
    assert len(went.threads) == 1


async def test_teacher_sees_the_own_children_and_what_other_groups_do_has_no_name(deps: Deps) -> None:
    await make_family(deps)

    async with deps.reading() as session:
        found = await look(session, RUTH)

    went = found.correspondence
    assert went is not None
    assert [child.first_name for child in found.children] == ["Noor"]
    assert sorted(sent.event_title or "" for sent in went.messages) == ["", "Feest groep 3"]
    assert (went.answers, went.talks, len(went.news)) == ([], [], 1)


async def test_administrator_sees_who_it_is_and_nothing_that_was_said(deps: Deps) -> None:
    await make_family(deps)

    async with deps.reading() as session:
        found = await look(session, COMMAND)

    assert (found.parent.name, found.correspondence) == ("Amina", None)


async def test_family_of_another_group_does_not_exist(deps: Deps) -> None:
    await make_family(deps)

    async with deps.reading() as session:
        with pytest.raises(NotFound):
            await look(session, TOM, "P-Omar")


async def test_who_looked_is_seen_by_name(deps: Deps) -> None:
    await make_family(deps)
    async with deps.transaction() as session:
        await record_family_look(session, actor=COMMAND, now=NOW, parent_id="P-Amina")

    async with deps.reading() as session:
        assert (await look(session, SAM)).looks == []  # nobody of staff: the command has no name
