"""Words that point to danger put a conversation on top, and call each colleague once, not for every short message."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.danger import CALLED_AGAIN, record_danger, record_danger_read
from bot.actions.enrolment import record_stop
from bot.actions.inbox import record_question
from bot.enums import AlertState, Lane
from bot.models import Alert, OutboxMessage, Thread, ThreadMessage
from messages.conversation.inbox import Help, warn_of_danger
from messages.languages import Language
from tests.builders import make_families, make_joined, make_row, require_id
from tests.fakes import NOW

LIO, SAM = "lio@school.example", "sam@school.example"
SOON, LATER = NOW + timedelta(minutes=5), NOW + CALLED_AGAIN
WARNING = warn_of_danger(Help("112"), Language("ar"))


@pytest.fixture(autouse=True)
async def school(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"))
    await make_joined(session, "Amina")


async def write(session: AsyncSession, update_id: int, now: datetime = NOW) -> ThreadMessage:
    parent = await require_id(session, "Amina")
    facts = {"text": "!", "language": "ar", "address": 7001}
    return await record_question(session, parent_id=parent, update_id=update_id, now=now, **facts)  # type: ignore[arg-type]


async def alerts(session: AsyncSession) -> list[tuple[str, datetime, str, datetime]]:
    found = await session.scalars(select(Alert).order_by(Alert.id))
    return [(alert.recipient, alert.urgent_at, alert.state, alert.available_at) for alert in found]


async def test_conversation_is_on_top_and_each_colleague_is_called(session: AsyncSession) -> None:
    message = await write(session, 1)

    assert await record_danger(session, message=message, recipients=[LIO, SAM], now=NOW)

    assert (await session.get_one(Thread, message.thread_id)).urgent_at == NOW
    assert await alerts(session) == [(who, NOW, AlertState.QUEUED, NOW) for who in (LIO, SAM)]


async def test_where_nobody_is_named_the_conversation_is_on_top_all_the_same(session: AsyncSession) -> None:
    message = await write(session, 1)

    assert await record_danger(session, message=message, recipients=[], now=NOW)
    assert (await session.get_one(Thread, message.thread_id)).urgent_at == NOW


async def test_colleagues_are_called_again_for_new_words_after_an_hour_only(session: AsyncSession) -> None:
    outcomes = []
    for update_id, moment in enumerate((NOW, SOON, LATER)):
        message = await write(session, update_id, moment)
        outcomes.append(await record_danger(session, message=message, recipients=[LIO], now=moment))

    assert outcomes == [True, False, True]
    assert [(who, when) for who, when, *_ in await alerts(session)] == [(LIO, NOW), (LIO, LATER)]


async def test_same_words_handled_again_call_nobody(session: AsyncSession) -> None:
    message = await write(session, 1)
    await record_danger(session, message=message, recipients=[LIO], now=NOW)

    assert not await record_danger(session, message=message, recipients=[LIO], now=LATER)


async def test_changed_words_call_anew(session: AsyncSession) -> None:
    message = await write(session, 1)
    await record_danger(session, message=message, recipients=[LIO], now=NOW)
    message.edited_at = LATER

    assert await record_danger(session, message=message, recipients=[LIO], now=LATER)


async def test_danger_that_only_the_reading_shows_warns_the_parent_once(session: AsyncSession) -> None:
    message = await write(session, 1)
    for _ in range(2):
        await record_danger_read(session, message_id=message.id, recipients=[LIO], warning=WARNING, now=SOON)

    (queued,) = await session.scalars(select(OutboxMessage))
    assert (queued.address, queued.text, queued.lane, queued.available_at) == (
        7001,
        WARNING.text,
        Lane.CONVERSATION,
        SOON,
    )
    assert [who for who, *_ in await alerts(session)] == [LIO]


async def test_parent_who_stopped_meanwhile_is_not_written_to(session: AsyncSession) -> None:
    message = await write(session, 1)
    await record_stop(session, address=7001, now=NOW)

    await record_danger_read(session, message_id=message.id, recipients=[LIO], warning=WARNING, now=SOON)

    assert list(await session.scalars(select(OutboxMessage))) == []
    assert [who for who, *_ in await alerts(session)] == [LIO]
