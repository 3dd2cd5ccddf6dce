"""What was sent, and when the next may leave."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.delivery import claim_messages, record_sending, record_sent
from bot.actions.outbox import cancel_edits, queue_messages
from bot.enums import Lane, OutboxState
from bot.models import OutboxMessage
from bot.queries.outbox import SentLine, find_original, list_sent, next_due
from messages.outgoing import Button, HowSaid, MessageKind, Outgoing
from tests.builders import make_draft
from tests.fakes import NOW

SOON, LATER = NOW + timedelta(minutes=1), NOW + timedelta(hours=1)


async def send_all(session: AsyncSession) -> None:
    for claimed in await claim_messages(session, now=NOW, lanes=list(Lane), full_pace=1000.0, limit=10):
        await record_sending(session, claimed=claimed, now=NOW)
        await record_sent(session, claimed=claimed, number=40 + claimed.id, now=NOW)


async def test_sent_messages_are_listed_without_edits(session: AsyncSession) -> None:
    outgoing = Outgoing(MessageKind.TIP, "ar", "نص", ((Button("✅", "y"), Button("❌", "n")),), HowSaid.APPROVED)
    drafts = [
        make_draft("tip", address=1, outgoing=outgoing),
        make_draft("edit", address=2, edits=12),
        make_draft("later", address=3, available_at=LATER),
    ]
    await queue_messages(session, drafts, now=NOW)
    await send_all(session)

    assert await list_sent(session) == [SentLine(1, 41, MessageKind.TIP, "ar", ("✅", "❌"), HowSaid.APPROVED)]


async def test_next_due_is_the_soonest_of_the_lanes_that_is_still_of_use(session: AsyncSession) -> None:
    drafts = [
        make_draft("over", available_at=SOON, use_by=NOW),
        make_draft("bulk", available_at=SOON, use_by=LATER),
        make_draft("answer", available_at=LATER, lane=Lane.CONVERSATION),
    ]
    await queue_messages(session, drafts, now=NOW)

    assert await next_due(session, lanes=list(Lane), now=NOW) == SOON
    assert await next_due(session, lanes=[Lane.CONVERSATION], now=NOW) == LATER


async def test_nothing_waiting_is_never_due(session: AsyncSession) -> None:
    assert await next_due(session, lanes=list(Lane), now=NOW) is None


async def test_older_edits_of_the_same_message_are_called_off(session: AsyncSession) -> None:
    drafts = [
        make_draft("old answer", edits=12),
        make_draft("another message", edits=13),
        make_draft("another chat", edits=12, address=7002),
    ]
    await queue_messages(session, drafts, now=NOW)

    await cancel_edits(session, address=7001, edits=12, now=NOW)

    states = [(await session.get_one(OutboxMessage, number)).state for number in (1, 2, 3)]
    assert states == [OutboxState.CANCELLED, OutboxState.QUEUED, OutboxState.QUEUED]


async def test_original_is_that_of_the_newest_message_in_this_place(session: AsyncSession) -> None:
    async def find(number: int | None, address: int = 7001) -> str | None:
        return await find_original(session, address=address, number=number)

    def said(original: str | None) -> Outgoing:
        return Outgoing(MessageKind.INVITATION, "tr", "…", original=original)

    drafts = [
        make_draft("message", outgoing=said("Kom op tijd.")),
        make_draft("as written", outgoing=said(None), address=7002),
        make_draft("edit", edits=41, outgoing=said("Kom om 9 uur.")),
        make_draft("answer shown as written", edits=41, outgoing=said(None)),
    ]
    for number, draft in zip((41, 42, 41, 41), drafts, strict=True):
        await queue_messages(session, [draft], now=NOW)
        await session.execute(
            update(OutboxMessage).filter_by(dedupe_key=draft.dedupe_key).values(message_number=number)
        )

    assert [await find(41), await find(42), await find(None)] == ["Kom om 9 uur.", None, None]
    assert [await find(41, address=7002), await find(42, address=7002)] == [None, None]
