"""Who stands in sees and does what the teacher can, until the end date and not a moment longer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.accounts import record_rights
from bot.actions.conversations import record_assigned
from bot.actions.left_threads import give_threads, release_threads
from bot.actions.stand_ins import end_stand_in, record_stand_in
from bot.actions.visits import open_session
from bot.domain.actors import Actor
from bot.enums import Role
from bot.errors import BadInput, Conflict, NotAllowed, NotFound
from bot.models import AuditEntry, Staff, StaffGroup, Thread
from bot.queries.colleagues import readers_of
from bot.queries.inbox import require_thread
from bot.queries.staff import groups_of
from bot.queries.threads import find_only_teacher
from bot.queries.visitors import find_visitor
from tests.bot.accounts import ADA, NEXT_WEEK, make_colleague, make_stand_in
from tests.builders import GROUP, LIO, RUTH, SAM, make_families, make_joined, make_question, make_row, require_id
from tests.fakes import NOW

LAST_MOMENT = NEXT_WEEK - timedelta(seconds=1)


@pytest.fixture
async def tom(session: AsyncSession) -> Staff:
    """A teacher of another group than Noor's."""
    rows = make_row("Noor", "Amina"), make_row("Jan", "Piotr", group="groep 6")
    await make_families(session, *rows)
    await make_joined(session, "Amina", "Piotr")
    return await make_colleague(session, "Tom", groups=("groep 6",))


async def test_groups_are_theirs_until_the_end_and_no_longer(session: AsyncSession, tom: Staff) -> None:
    await make_stand_in(session, tom, GROUP, actor=SAM)
    thread = await make_question(session, "Amina")

    async def reads(now: Any) -> tuple[bool, bool, bool]:
        """Their groups; among the readers; as a visitor at that moment."""
        token = await open_session(session, staff=tom, device="A", now=now)
        visitor = await find_visitor(session, token=token, now=now)
        assert visitor is not None
        try:
            await require_thread(session, actor=visitor.actor, thread_id=thread.id)
            opens = True
        except NotFound:
            opens = False
        named = tom.id in [one.id for one in await readers_of(session, thread, now=now)]
        return GROUP in await groups_of(session, tom.id, now=now), named, opens

    assert thread.assigned_to == tom.id
    assert await reads(LAST_MOMENT) == (True, True, True)
    assert await reads(NEXT_WEEK) == (False, False, False)
    amina = await require_id(session, "Amina")
    assert await find_only_teacher(session, parent_id=amina, now=LAST_MOMENT) == tom.id
    assert await find_only_teacher(session, parent_id=amina, now=NEXT_WEEK) is None


async def test_conversation_is_nobodys_when_its_holder_stands_in_no_more(session: AsyncSession, tom: Staff) -> None:
    await make_stand_in(session, tom, GROUP)
    theirs, own = await make_question(session, "Amina"), await make_question(session, "Piotr", update_id=2)

    async def holders() -> list[int | None]:
        await session.flush()
        return list(await session.scalars(select(Thread.assigned_to).order_by(Thread.id)))

    await release_threads(session, now=LAST_MOMENT)
    assert await holders() == [tom.id, tom.id]
    await release_threads(session, now=NEXT_WEEK)
    assert await holders() == [None, tom.id]
    await record_assigned(session, actor=SAM, now=NOW, thread_id=theirs.id, email=tom.email)
    await end_stand_in(session, actor=ADA, now=NOW, staff_id=tom.id, group=GROUP)
    assert await holders() == [None, tom.id]
    await record_rights(session, actor=ADA, now=NOW, staff_id=tom.id, role=Role.LIAISON, groups=[])
    assert await holders() == [None, tom.id]
    await record_rights(session, actor=ADA, now=NOW, staff_id=tom.id, role=Role.ADMINISTRATOR, groups=[])
    assert (await holders(), own.state) == ([None, None], "open")


async def test_standing_in_is_made_longer_shorter_and_ended(session: AsyncSession, tom: Staff) -> None:
    facts: dict[str, Any] = {"actor": SAM, "now": NOW, "staff_id": tom.id, "group": GROUP}

    async def ends() -> list[Any]:
        await session.flush()
        query = select(StaffGroup.until).where(StaffGroup.until.is_not(None))
        return list(await session.scalars(query))

    await record_stand_in(session, **facts, until=NEXT_WEEK)
    await record_stand_in(session, **facts, until=LAST_MOMENT)
    assert await ends() == [LAST_MOMENT]
    await end_stand_in(session, **facts)
    assert await ends() == []
    with pytest.raises(NotFound, match="Nobody stands in"):
        await end_stand_in(session, **facts)
    done = select(AuditEntry.action, AuditEntry.details).where(AuditEntry.action.startswith("stand-in"))
    assert [tuple(row) for row in await session.execute(done.order_by(AuditEntry.id))] == [
        ("stand-in", {"group": 1, "days": 7}),
        ("stand-in", {"group": 1, "days": 6}),
        ("stand-in-end", {"group": 1}),
    ]


async def test_what_is_no_standing_in_is_refused(session: AsyncSession, tom: Staff) -> None:
    async def refuse(kind: type[Exception], match: str, **changed: Any) -> None:
        facts: dict[str, Any] = {"actor": SAM, "now": NOW, "staff_id": tom.id, "group": GROUP, "until": NEXT_WEEK}
        with pytest.raises(kind, match=match):
            await record_stand_in(session, **{**facts, **changed})

    await refuse(NotAllowed, "Only a coordinator or an administrator", actor=RUTH)
    await refuse(NotAllowed, "Only a coordinator or an administrator", actor=LIO)
    await refuse(NotAllowed, "your own", actor=Actor("staff:1", "Tom", Role.COORDINATOR, staff_id=tom.id))
    await refuse(NotFound, "no colleague 404", staff_id=404)
    await refuse(NotFound, "There is no group", group="groep 9")
    await refuse(BadInput, "over already", until=NOW)
    await refuse(BadInput, "Longer than a year", until=NOW + timedelta(days=367))
    await refuse(Conflict, "theirs already", group="groep 6")
    lio = await make_colleague(session, "Lio", Role.LIAISON)
    await refuse(BadInput, "Only a teacher", staff_id=lio.id)
    with pytest.raises(NotFound, match="Nobody stands in"):
        await end_stand_in(session, actor=SAM, now=NOW, staff_id=tom.id, group="groep 6")


async def test_conversations_of_who_left_go_to_who_may_read_them(session: AsyncSession, tom: Staff) -> None:
    ruth = await make_colleague(session, "Ruth", groups=(GROUP, "groep 6"))
    lio = await make_colleague(session, "Lio", Role.LIAISON)
    threads = [await make_question(session, who, update_id=place) for place, who in enumerate(("Amina", "Piotr"))]
    for thread in threads:
        await record_assigned(session, actor=SAM, now=NOW, thread_id=thread.id, email=ruth.email)
    ruth.left_at = NOW
    facts: dict[str, Any] = {"actor": SAM, "now": NOW, "staff_id": ruth.id}

    assert await give_threads(session, **facts, to=tom.id) == 1
    assert [thread.assigned_to for thread in threads] == [None, tom.id]
    for thread in threads:
        thread.assigned_to = ruth.id
    assert await give_threads(session, **facts, to=lio.id) == 2
    assert [thread.assigned_to for thread in threads] == [lio.id, lio.id]
    assert await give_threads(session, **{**facts, "staff_id": lio.id}, to=None) == 0
    assert [thread.assigned_to for thread in threads] == [None, None]
    for to in (ruth.id, 404, (await make_colleague(session, "Ada", Role.ADMINISTRATOR)).id):
        with pytest.raises(BadInput, match="reads no conversations"):
            await give_threads(session, **facts, to=to)
    with pytest.raises(NotFound):
        await give_threads(session, **{**facts, "staff_id": 404}, to=None)
    with pytest.raises(NotAllowed):
        await give_threads(session, **{**facts, "actor": LIO}, to=None)
