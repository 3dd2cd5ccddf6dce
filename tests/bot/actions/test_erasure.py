"""Nothing is left of who was erased but a hash; everybody else keeps everything."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import schedule_announcement
from bot.actions.delivery import claim_messages
from bot.actions.erasure import apply_tombstones, erase_last_words, erase_parent, erase_themselves
from bot.actions.inbox import record_handled, record_updates
from bot.actions.outbox import queue_messages
from bot.deps import Deps
from bot.domain.actors import Actor
from bot.domain.codes import hash_secret
from bot.enums import Lane, OutboxState
from bot.errors import NotAllowed, NotFound
from bot.models import (
    AuditEntry,
    Campaign,
    Chat,
    ChatPace,
    Child,
    Media,
    OutboxMessage,
    Parent,
    SlotBooking,
    Tombstone,
    Translation,
    Update,
)
from bot.queries.families import list_parents
from messages.outgoing import Attachment, MessageKind, Outgoing
from tests.builders import LIO, RUTH, SAM, make_draft, make_families, make_joined, make_row, require_id
from tests.canaries import SHARED_PHONE, Family, dump, make_two_families
from tests.fakes import NOW

LATER = NOW + timedelta(hours=1)
SCREEN = make_draft("last-words:9", address=7001, lane=Lane.CONVERSATION, use_by=LATER)


async def erase(session: AsyncSession, parent_id: str) -> dict[str, int]:
    return await erase_parent(session, actor=SAM, now=NOW, parent_id=parent_id)


async def test_erasure_leaves_no_trace_in_any_table_but_the_tombstone(session: AsyncSession) -> None:
    amina, omar = await make_two_families(session)
    before = await dump(session)

    await erase(session, amina.external_id)

    left = await dump(session)
    assert {amina.canary("outbox_messages.text"), "Zqraw", str(amina.address)} <= set(amina.traces.findall(before))
    assert amina.traces.findall(left) == []
    assert set(omar.traces.findall(left)) == set(omar.traces.findall(before))
    assert (await session.get_one(Tombstone, hash_secret(amina.external_id))).erased_at == NOW


async def test_erasure_leaves_no_byte_in_any_file(deps: Deps, tmp_path: Path) -> None:
    """PostgreSQL's files are its own: there autovacuum does this, later."""
    embedded = deps.settings.embedded
    async with deps.transaction() as session:
        amina, omar = await make_two_families(session)
    async with deps.transaction() as session:
        await erase(session, amina.external_id)
    at_first = bytes_of(amina, tmp_path)

    assert await deps.database.scrub()

    assert (bool(at_first), bytes_of(amina, tmp_path), bool(bytes_of(omar, tmp_path))) == (embedded, [], embedded)


def bytes_of(family: Family, folder: Path) -> list[bytes]:
    """What can be found of a family in the data folder, whatever file it stands in."""
    pattern = re.compile(family.traces.pattern.encode())
    return [found for path in folder.rglob("*") if path.is_file() for found in pattern.findall(path.read_bytes())]


async def test_answer_counts_rows_and_the_trail_holds_numbers_only(session: AsyncSession) -> None:
    amina, _ = await make_two_families(session)

    counts = await erase(session, amina.external_id)

    assert {name: counts[name] for name in ("parents", "children", "chats", "threads", "media")} == {
        "parents": 1,
        "children": 1,
        "chats": 2,
        "threads": 2,
        "media": 1,
    }
    entry = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "erase"))).one()
    assert (entry.actor, entry.object_id, entry.details) == (SAM.key, amina.parent, {"rows": sum(counts.values())})


async def test_child_of_another_guardian_stays_and_one_of_nobody_goes(session: AsyncSession) -> None:
    amina, omar = await make_two_families(session)

    await erase(session, amina.external_id)

    names = list(await session.scalars(select(Child.first_name).order_by(Child.id)))
    assert names == ["Sami", omar.canary("children.first_name")]


@pytest.mark.parametrize("actor", [RUTH, LIO])
async def test_only_who_answers_for_the_school_erases(session: AsyncSession, actor: Actor) -> None:
    await make_families(session, make_row("Noor", "Amina"))

    with pytest.raises(NotAllowed, match="Only a coordinator or an administrator erases families"):
        await erase_parent(session, actor=actor, now=NOW, parent_id="P-Amina")


async def test_parent_whom_nobody_knows_is_not_found(session: AsyncSession) -> None:
    with pytest.raises(NotFound, match="There is no parent 'P-Nobody'"):
        await erase(session, "P-Nobody")


async def test_on_a_shared_telephone_what_is_over_goes_and_what_is_on_its_way_stays(session: AsyncSession) -> None:
    amina, omar = await make_two_families(session)
    raw = [(number, f'{{"message": {{"chat": {{"id": {SHARED_PHONE}}}}}}}') for number in (71, 72)]
    await record_updates(session, updates=raw, now=NOW)
    await record_handled(session, update_id=71, now=NOW)
    await queue_messages(session, [make_draft(key, address=SHARED_PHONE) for key in ("over", "waits")], now=NOW)
    over = update(OutboxMessage).where(OutboxMessage.dedupe_key == "over")
    await session.execute(over.values(state=OutboxState.SENT))

    await erase(session, amina.external_id)

    shared = OutboxMessage.address == SHARED_PHONE
    assert list(await session.scalars(select(OutboxMessage.dedupe_key).where(shared))) == ["waits"]
    assert list(await session.scalars(select(Update.update_id).where(Update.update_id.in_((71, 72))))) == [72]
    assert list(await session.scalars(select(Chat.parent_id).where(Chat.address == SHARED_PHONE))) == [omar.parent]


async def test_announcement_to_one_parent_goes_with_its_sentences_and_one_to_more_stays(
    session: AsyncSession,
) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Jan", "Piotr", "ar"))
    for parents, text in ((["P-Amina"], "Noor zwemt. Tot morgen."), (["P-Amina", "P-Piotr"], "Tot morgen.")):
        await schedule_announcement(
            session, actor=SAM, now=NOW, text=text, language="nl", school="S", parent_ids=parents
        )

    await erase(session, "P-Amina")

    assert [(row.text, row.parents) for row in await session.scalars(select(Campaign))] == [("Tot morgen.", [2])]
    assert list(await session.scalars(select(Translation.source))) == ["Tot morgen."]


async def test_sound_that_another_parent_hears_too_stays(session: AsyncSession) -> None:
    amina, omar = await make_two_families(session)
    shared = Media(kind="spoken", file_name="a.ogg", mime="audio/ogg", created_at=NOW, used_at=NOW)
    session.add(shared)
    await session.flush()
    drafts = [
        make_draft(f"voice {family.mark}", parent_id=family.parent, address=family.address, media_id=shared.id)
        for family in (amina, omar)
    ]
    await queue_messages(session, drafts, now=NOW)

    await erase(session, amina.external_id)
    once = await session.scalar(select(func.count()).where(Media.id == shared.id))
    await erase(session, omar.external_id)

    assert (once, await session.scalar(select(func.count()).select_from(Media))) == (1, 0)


@pytest.mark.parametrize("address", ["own", "shared"])
async def test_file_in_an_answer_that_names_nobody_goes_with_it(session: AsyncSession, address: str) -> None:
    amina, _ = await make_two_families(session)
    file = Outgoing(MessageKind.SCREEN, "nl", "", attachment=Attachment("agenda.ics", "text/calendar", b"BEGIN"))
    where = amina.address if address == "own" else SHARED_PHONE
    await queue_messages(session, [make_draft("agenda", address=where, outgoing=file)], now=NOW)
    await session.execute(update(OutboxMessage).values(state=OutboxState.SENT))

    await erase(session, amina.external_id)

    assert list(await session.scalars(select(Media.id).where(Media.file_name == "agenda.ics"))) == []


async def test_place_in_a_talk_is_given_back(session: AsyncSession) -> None:
    amina, omar = await make_two_families(session)

    await erase(session, amina.external_id)

    assert list(await session.scalars(select(SlotBooking.parent_id))) == [omar.parent]


async def make_amina(session: AsyncSession) -> int:
    await make_families(session, make_row("Noor", "Amina"))
    await make_joined(session, "Amina")
    await record_updates(session, updates=[(9, "{}")], now=NOW)
    return await require_id(session, "Amina")


async def test_last_words_wait_to_be_sent_when_all_else_is_gone(session: AsyncSession) -> None:
    parent = await make_amina(session)

    for _ in range(2):
        await erase_themselves(session, parent_id=parent, last_words=SCREEN, update_id=9, now=NOW)

    assert [row.dedupe_key for row in await session.scalars(select(OutboxMessage))] == ["last-words:9"]
    assert [(row.parent_hash, row.last_words_id) for row in await session.scalars(select(Tombstone))] == [
        (hash_secret("P-Amina"), 1)
    ]
    assert list(await session.scalars(select(Update))) == []


async def test_last_words_go_too_once_they_have_left(session: AsyncSession) -> None:
    parent = await make_amina(session)
    await erase_themselves(session, parent_id=parent, last_words=SCREEN, update_id=9, now=NOW)
    on_their_way = [await erase_last_words(session)]
    claimed = await claim_messages(session, now=NOW, lanes=[Lane.CONVERSATION], full_pace=30, limit=1)
    on_their_way.append(await erase_last_words(session))
    await session.execute(update(OutboxMessage).values(state=OutboxState.SENT))
    session.expire_all()

    gone = await erase_last_words(session)

    assert (len(claimed), on_their_way, gone) == (1, [0, 0], 1)
    left = [await session.scalar(select(func.count()).select_from(table)) for table in (OutboxMessage, ChatPace)]
    assert left == [0, 0]
    assert (await session.scalars(select(Tombstone))).one().last_words_id is None


async def test_pace_of_a_telephone_that_serves_another_stays(session: AsyncSession) -> None:
    parent = await make_amina(session)
    await make_families(session, make_row("Jan", "Piotr"))
    await make_joined(session, "Piotr")
    await erase_themselves(session, parent_id=parent, last_words=SCREEN, update_id=9, now=NOW)
    await claim_messages(session, now=NOW, lanes=[Lane.CONVERSATION], full_pace=30, limit=1)
    await session.execute(update(OutboxMessage).values(state=OutboxState.UNKNOWN))

    await erase_last_words(session)

    assert list(await session.scalars(select(ChatPace.address))) == [7001]


async def test_school_that_imports_its_list_again_invites_anew(session: AsyncSession) -> None:
    await make_amina(session)
    await erase(session, "P-Amina")

    await make_families(session, make_row("Noor", "Amina"))

    assert [(line.external_id, line.status) for line in await list_parents(session, actor=SAM)] == [
        ("P-Amina", "invited")
    ]


async def test_tombstones_erase_again_who_was_there_before_and_spare_who_came_after(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr"), make_row("Liya", "Selam"))
    tombstones = {"P-Amina": NOW, "P-Piotr": NOW - timedelta(seconds=1), "P-Gone": NOW}
    for key, erased_at in tombstones.items():
        session.add(Tombstone(parent_hash=hash_secret(key), erased_at=erased_at))

    again = await apply_tombstones(session, now=LATER)

    assert (again, sorted(await session.scalars(select(Parent.external_id)))) == (1, ["P-Piotr", "P-Selam"])
    assert (await session.get_one(Tombstone, hash_secret("P-Amina"))).erased_at == NOW
