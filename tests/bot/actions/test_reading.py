"""What parents write is read by the machine once; where it cannot, staff have the parent's own words."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.inbox import record_question, record_reply
from bot.actions.reading import LEASE, MAX_ATTEMPTS, Unread, claim_unread, record_read, record_unreadable
from bot.domain.spoken import ReadText
from bot.models import ThreadMessage
from messages.facts import Words
from messages.languages import Language
from tests.builders import RUTH, make_draft, make_families, make_question, make_row, require_id
from tests.fakes import NOW

QUESTION = "Mogen we later komen?"
ENGINE = "tr-en 1.0 + en-nl 1.0"


@pytest.fixture(autouse=True)
async def school(session: AsyncSession) -> None:
    """Emine wrote, and then Piotr."""
    await make_families(session, make_row("Emre", "Emine", "tr"), make_row("Zosia", "Piotr", "pl"))
    await make_question(session, "Emine", update_id=1)
    await make_question(session, "Piotr", update_id=2)
    await session.flush()


async def claim(session: AsyncSession, later: timedelta = timedelta(0)) -> Unread | None:
    unread = await claim_unread(session, now=NOW + later)
    await session.flush()
    return unread


async def require(session: AsyncSession, number: int) -> ThreadMessage:
    return await session.get_one(ThreadMessage, number, populate_existing=True)


async def test_messages_are_claimed_one_by_one_the_oldest_first(session: AsyncSession) -> None:
    emine, piotr = await require_id(session, "Emine"), await require_id(session, "Piotr")

    assert [await claim(session) for _ in range(3)] == [Unread(1, emine, QUESTION), Unread(2, piotr, QUESTION), None]


async def test_claim_of_a_dead_worker_is_free_again_after_its_lease(session: AsyncSession) -> None:
    first = await claim(session)
    await claim(session)

    assert await claim(session, LEASE - timedelta(seconds=1)) is None
    assert await claim(session, LEASE) == first


async def test_recordings_and_words_of_staff_are_not_read(session: AsyncSession) -> None:
    for _ in range(2):
        await claim(session)
    emine = await require_id(session, "Emine")
    spoken = {"text": "", "language": "tr", "update_id": 3, "file_id": "voice-1"}
    said = await record_question(session, parent_id=emine, now=NOW, **spoken)  # type: ignore[arg-type]
    await record_reply(
        session,
        actor=RUTH,
        thread_id=said.thread_id,
        words=Words("Ja", Language("nl")),
        author="Juf Ruth",
        now=NOW,
        draft=make_draft(),
    )

    assert await claim(session) is None


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        (ReadText("tr", True, False, "Ziek.", False, ENGINE), ("tr", False, "Ziek.", "machine", ENGINE)),
        (ReadText("tr", True, True, "Mijn kind.", True, ENGINE), ("tr", True, "Mijn kind.", "held", ENGINE)),
        (ReadText("nl", True, False, None, False, None), ("nl", False, None, None, None)),
        (ReadText(None, False, False, None, False, None), (None, False, None, None, None)),
    ],
    ids=["read", "mixed and unsure", "in the language of staff", "in none that it knows"],
)  # fmt: skip
async def test_what_was_read_is_kept_beside_the_parents_words(
    session: AsyncSession, read: ReadText, kept: tuple[str | bool | None, ...]
) -> None:
    unread = await claim(session)
    assert unread is not None

    assert await record_read(session, unread=unread, read=read, now=NOW)

    message = await require(session, 1)
    assert (message.identified, message.mixed, message.translation, message.how, message.engine) == kept
    assert (message.text, message.read_at, message.available_at) == (QUESTION, NOW, None)
    assert await session.scalar(select(ThreadMessage.id).where(ThreadMessage.read_at.is_(None))) == 2


async def test_reading_of_words_that_were_changed_meanwhile_is_thrown_away(session: AsyncSession) -> None:
    unread = await claim(session)
    assert unread is not None
    (await require(session, 1)).text = "Mogen we eerder komen?"
    await session.flush()

    kept = await record_read(session, unread=unread, read=ReadText("tr", True, False, "Ziek.", False, ENGINE), now=NOW)

    assert (kept, (await require(session, 1)).translation) == (False, None)


async def test_message_that_breaks_the_engine_three_times_stays_as_it_is(session: AsyncSession) -> None:
    seen = []
    for _ in range(MAX_ATTEMPTS):
        unread = await claim(session)
        await record_unreadable(session, message_id=1, now=NOW)
        seen.append(unread and unread.message_id)

    message = await require(session, 1)
    assert seen == [1] * MAX_ATTEMPTS
    assert (message.read_at, message.translation, message.identified) == (NOW, None, None)
    assert await claim(session) == Unread(2, await require_id(session, "Piotr"), QUESTION)
