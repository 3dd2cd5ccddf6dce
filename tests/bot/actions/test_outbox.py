"""Messages before they leave: queued once, called off, expired."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.outbox import cancel_queued, expire_messages, queue_messages
from bot.enums import Lane, OutboxState
from bot.models import OutboxMessage
from messages.outgoing import Button, HowSaid, MessageKind, Outgoing
from tests.builders import make_draft
from tests.fakes import NOW


async def list_outbox(session: AsyncSession) -> list[tuple[str, str]]:
    """Key and state of each message."""
    query = select(OutboxMessage.dedupe_key, OutboxMessage.state).order_by(OutboxMessage.id)
    return [(key, state) for key, state in await session.execute(query)]


async def put(session: AsyncSession, state: OutboxState) -> None:
    """One message in this state."""
    await queue_messages(session, [make_draft(state, use_by=NOW + timedelta(days=1))], now=NOW)
    await session.execute(update(OutboxMessage).where(OutboxMessage.dedupe_key == state).values(state=state))


async def test_message_is_queued_as_it_will_be_read(session: AsyncSession) -> None:
    outgoing = Outgoing(MessageKind.TIP, "ar", "مرحبا", ((Button("✅", "yes"), Button("❌", "no")),), HowSaid.APPROVED)
    draft = make_draft("tip", address=7, outgoing=outgoing, lane=Lane.CONVERSATION, use_by=NOW, edits=12)

    await queue_messages(session, [draft], now=NOW)

    (message,) = await session.scalars(select(OutboxMessage))
    assert (message.kind, message.language, message.text, message.how) == ("tip", "ar", "مرحبا", "approved")
    assert (message.address, message.lane, message.edits, message.use_by) == (7, Lane.CONVERSATION, 12, NOW)
    assert (message.state, message.token, message.attempts, message.repeated) == (OutboxState.QUEUED, 0, 0, False)
    assert message.buttons == [[["✅", "yes"], ["❌", "no"]]]


async def test_same_key_twice_is_one_message(session: AsyncSession) -> None:
    await queue_messages(session, [make_draft("a"), make_draft("a")], now=NOW)

    await queue_messages(session, [make_draft("a"), make_draft("b")], now=NOW)

    assert await list_outbox(session) == [("a", "queued"), ("b", "queued")]


async def test_many_messages_are_queued_in_batches(session: AsyncSession) -> None:
    await queue_messages(session, (make_draft(str(number)) for number in range(1001)), now=NOW)

    assert len(await list_outbox(session)) == 1001


async def test_message_past_its_use_by_expires_if_it_waits(session: AsyncSession) -> None:
    drafts = [
        make_draft("over", use_by=NOW),
        make_draft("later", use_by=NOW + timedelta(seconds=1)),
        make_draft("ever"),
    ]
    await queue_messages(session, drafts, now=NOW)

    expired = await expire_messages(session, now=NOW)

    assert expired == 1
    assert await list_outbox(session) == [("over", "expired"), ("later", "queued"), ("ever", "queued")]


async def test_calling_off_takes_what_has_not_left_and_nothing_else(session: AsyncSession) -> None:
    for state in OutboxState:
        await put(session, state)

    await cancel_queued(session, now=NOW)

    changed = [(key, state) for key, state in await list_outbox(session) if key != state]
    assert changed == [
        ("queued:cancelled:1", "cancelled"),
        ("leased:cancelled:2", "cancelled"),
        ("paused:cancelled:11", "cancelled"),
        ("preparing:cancelled:12", "cancelled"),
    ]


async def test_calling_off_frees_the_key(session: AsyncSession) -> None:
    await queue_messages(session, [make_draft("a")], now=NOW)
    await cancel_queued(session, now=NOW)

    await queue_messages(session, [make_draft("a")], now=NOW)

    assert await list_outbox(session) == [("a:cancelled:1", "cancelled"), ("a", "queued")]


async def test_message_called_off_on_the_wire_expires_if_it_comes_back(session: AsyncSession) -> None:
    await put(session, OutboxState.SENDING)
    await cancel_queued(session, now=NOW)
    await session.execute(update(OutboxMessage).values(state=OutboxState.QUEUED))

    await expire_messages(session, now=NOW)

    assert await list_outbox(session) == [("sending", "expired")]
