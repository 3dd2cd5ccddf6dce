"""What is past its time is gone the same night; what is not stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import schedule_announcement
from bot.actions.enrolment import find_invited
from bot.actions.inbox import record_handled, record_updates
from bot.actions.outbox import queue_messages
from bot.actions.pace import take_slots
from bot.actions.retention import DOCUMENTS, purge_expired
from bot.actions.reviewers import issue_reviewer_link
from bot.actions.translations import record_decision, record_wanted
from bot.actions.visits import record_failed_sign_in
from bot.actions.voices import want_voice
from bot.config import load_settings, school_of
from bot.enums import OutboxState, Role
from bot.models import Base, Campaign, OutboxMessage, Translation
from messages.facts import Answer
from messages.outgoing import Attachment, MessageKind, Outgoing
from tests.builders import (
    GROUP,
    RUTH,
    SAM,
    make_answer,
    make_draft,
    make_event,
    make_families,
    make_family_note,
    make_invitation,
    make_joined,
    make_question,
    make_row,
    make_visitor,
)
from tests.fakes import NOW
from tests.voices import make_voice_message, make_voices

KEEP = school_of(load_settings({}), {}).retention

CLASSES = {
    "updates": timedelta(days=7),
    "screens": timedelta(days=7),
    "messages": timedelta(days=365),
    "answers": timedelta(days=183 + 21),  # the event is in three weeks
    "questions": timedelta(days=365),
    "machine": timedelta(days=365),
    "private": timedelta(days=30),
    "voices": timedelta(days=30),
    "recordings": timedelta(days=365),
    "notes": timedelta(days=365),
    "threads": timedelta(days=365),
    "codes": timedelta(days=28),
    "tries": timedelta(days=1),
    "paces": timedelta(days=1, hours=1),
    "sign_in_links": timedelta(days=31),
    "sessions": timedelta(days=30),
    "attempts": timedelta(days=30),
    "reviewer_links": timedelta(days=14 + 730),
    "audit": timedelta(days=730),
}


async def make_traces(session: AsyncSession) -> None:
    """One row of each class, made now."""
    await make_families(session, make_row("Noor", "Amina"))
    await make_joined(session, "Amina")
    await make_answer(session, await make_event(session), "Amina", Answer.YES)
    await make_question(session, "Amina")
    await make_family_note(session, "Amina")
    await make_voice_message(session, "Amina", update_id=2)
    await make_voices(session)
    await want_voice(session, text="Hallo.", language="nl", campaign_id=None, parent_id=1, now=NOW)
    await record_updates(session, updates=[(1, "{}")], now=NOW)
    await record_handled(session, update_id=1, now=NOW)
    drafts = [make_draft("screen", kind=MessageKind.SCREEN), make_draft("message")]
    await queue_messages(session, drafts, now=NOW)
    await find_invited(session, code="wrong", address=7001, now=NOW)
    await take_slots(session, [7001], now=NOW, full_pace=10.0)
    await make_visitor(session, role=Role.LIAISON)
    await record_failed_sign_in(session, keys=("an account", "a network"), now=NOW)
    await issue_reviewer_link(session, actor=SAM, now=NOW, name="Fatma Demir", language="tr", page_language="nl")
    for text, private in (("Kom op tijd.", False), ("Ja, dat kan.", True)):
        await record_wanted(session, texts=[text], source="nl", targets=["tr"], now=NOW, private=private)
    await session.flush()


@pytest.mark.parametrize(("name", "age"), CLASSES.items(), ids=CLASSES)
async def test_each_class_is_purged_when_its_time_is_over_and_not_before(
    session: AsyncSession, name: str, age: timedelta
) -> None:
    await make_traces(session)

    early = await purge_expired(session, now=NOW + age - timedelta(hours=2), keep=KEEP)
    in_time = await purge_expired(session, now=NOW + age + timedelta(seconds=1), keep=KEEP)

    assert early[name] == 0
    assert in_time[name] > 0


async def test_reviewer_has_a_name_as_long_as_the_trail_is_kept(session: AsyncSession) -> None:
    await make_traces(session)
    late, longer = NOW + timedelta(days=1000), replace(KEEP, audit=timedelta(days=1100))

    assert (await purge_expired(session, now=late, keep=longer))["reviewer_links"] == 0
    assert (await purge_expired(session, now=late, keep=KEEP))["reviewer_links"] == 1


async def test_families_and_their_events_outlive_every_purge(session: AsyncSession) -> None:
    await make_traces(session)

    await purge_expired(session, now=NOW + timedelta(days=3650), keep=KEEP)

    kept = {
        table.name
        for table in Base.metadata.sorted_tables
        if await session.scalar(select(func.count()).select_from(table))
    }
    assert kept == {
        "channels", "chats", "children", "event_groups", "events", "groups", "guardianships", "parents", "staff",
        "voices",
    }  # fmt: skip


@pytest.mark.parametrize("approve", [True, False])
async def test_what_a_person_decided_outlives_every_purge(session: AsyncSession, approve: bool) -> None:
    texts = ["Kom op tijd. Tot dan!"]
    await record_wanted(session, texts=texts, source="nl", targets=["tr"], now=NOW)
    await record_decision(session, actor=SAM, now=NOW, translation_id=1, target="Zamanında gelin.", approve=approve)
    await session.flush()

    await purge_expired(session, now=NOW + timedelta(days=3650), keep=KEEP)

    assert list(await session.scalars(select(Translation.source))) == ["Kom op tijd."]


async def test_machine_keeps_what_a_send_ahead_still_needs(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "tr"), make_row("Bo", "Eva", "pl"))
    await record_wanted(session, texts=["Kom op tijd."], source="nl", targets=["tr"], now=NOW - timedelta(days=300))
    far = NOW + timedelta(days=400)
    event = await make_event(session, note="Kom op tijd. Tot dan!", starts_at=far)
    await make_invitation(session, event, send_at=far - timedelta(days=7))
    words: dict[str, Any] = {"language": "nl", "school": "De Brug", "groups": [GROUP]}
    for text, send_at in (("Neem brood mee.", far), ("Dat is lang geleden.", NOW)):
        campaign = await schedule_announcement(session, actor=RUTH, now=NOW, text=text, send_at=send_at, **words)
        campaign.expanded_at = NOW if send_at == NOW else None
    await session.flush()

    ahead = (await purge_expired(session, now=far - timedelta(days=8), keep=KEEP))["machine"]
    kept = set(await session.scalars(select(Translation.source)))
    await session.execute(update(Campaign).values(expanded_at=far))
    over = (await purge_expired(session, now=far, keep=KEEP))["machine"]

    assert (ahead, kept, over) == (2, {"Kom op tijd.", "Tot dan!", "Neem brood mee."}, 6)


async def test_who_was_told_is_remembered_while_the_event_is_ahead_and_who_was_asked_for_a_school_year(
    session: AsyncSession,
) -> None:
    await make_families(session, make_row("Noor", "Amina", "tr"))
    await make_joined(session, "Amina")
    event = await make_event(session, starts_at=NOW + timedelta(days=150))
    invitation = await make_invitation(session, event)
    for kind in (MessageKind.INVITATION, MessageKind.REMINDER):
        outgoing = Outgoing(kind, "tr", "Gelin!", original="Kom!")
        await queue_messages(
            session, [make_draft(kind, outgoing=outgoing, campaign_id=invitation.id, parent_id=1)], now=NOW
        )
    await session.execute(update(OutboxMessage).values(state=OutboxState.UNKNOWN))
    keep = replace(KEEP, messages=timedelta(days=92))

    left = []
    for days in (149, 158, 150 + 365, 150 + 367):
        await purge_expired(session, now=NOW + timedelta(days=days), keep=keep)
        query = select(OutboxMessage.dedupe_key, OutboxMessage.text, OutboxMessage.original)
        left.append([tuple(row) for row in await session.execute(query.order_by(OutboxMessage.id))])

    asked = [("invitation", "", None)]
    assert left == [[("invitation", "Gelin!", "Kom!"), ("reminder", "Gelin!", "Kom!")], asked, asked, []]


async def test_words_of_a_conversation_that_are_said_to_many_later_are_kept_as_those(session: AsyncSession) -> None:
    for private in (True, False):
        await record_wanted(session, texts=["Ja, dat kan."], source="nl", targets=["tr"], now=NOW, private=private)

    assert (await purge_expired(session, now=NOW + timedelta(days=31), keep=KEEP))["private"] == 0


async def test_file_that_a_parent_asked_for_goes_the_day_after_it_left_and_not_before(session: AsyncSession) -> None:
    file = Attachment("ouderbrug.zip", "application/zip", b"PK")
    outgoing = Outgoing(MessageKind.SCREEN, "nl", "", attachment=file)
    await queue_messages(session, [make_draft("copy", outgoing=outgoing)], now=NOW)
    later = NOW + DOCUMENTS + timedelta(seconds=1)

    waiting = await purge_expired(session, now=later, keep=KEEP)
    await session.execute(update(OutboxMessage).values(finished_at=NOW))
    early = await purge_expired(session, now=NOW + DOCUMENTS, keep=KEEP)
    in_time = await purge_expired(session, now=later, keep=KEEP)

    assert [purged["documents"] for purged in (waiting, early, in_time)] == [0, 0, 1]
