"""We did it, or not yet: the newest tap wins, and proves that the tip arrived."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.outbox import queue_messages
from bot.actions.tip_answers import record_tip_answer
from bot.enums import OutboxState
from bot.models import Campaign, OutboxMessage, TipAnswer
from messages.tap_values import TipReply
from messages.tips import theme_keys
from tests.builders import make_draft, make_families, make_joined, make_row
from tests.fakes import NOW
from tests.programmes import THEME, make_programme

TIP, OTHER = theme_keys(THEME)[:2]


@pytest.fixture(autouse=True)
async def amina(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"))
    await make_joined(session, "Amina")


async def answer(session: AsyncSession, reply: TipReply, *, update_id: int, tip: str = TIP, days: int = 0) -> TipReply:
    now = NOW + timedelta(days=days)
    return await record_tip_answer(session, parent_id=1, tip_key=tip, reply=reply, update_id=update_id, now=now)


async def kept(session: AsyncSession) -> dict[str, str]:
    return dict((await session.execute(select(TipAnswer.tip_key, TipAnswer.answer))).all())


async def test_newest_tap_wins_and_late_ones_change_nothing(session: AsyncSession) -> None:
    stands = [
        await answer(session, TipReply.NOT_YET, update_id=5),
        await answer(session, TipReply.DID, update_id=7),
        await answer(session, TipReply.NOT_YET, update_id=6),
    ]

    assert stands == [TipReply.NOT_YET, TipReply.DID, TipReply.DID]
    assert await kept(session) == {TIP: TipReply.DID}


async def test_update_numbers_begin_anew_after_a_silent_week(session: AsyncSession) -> None:
    await answer(session, TipReply.NOT_YET, update_id=900)

    assert await answer(session, TipReply.DID, update_id=3, days=8) == TipReply.DID


async def test_each_tip_has_an_answer_of_its_own(session: AsyncSession) -> None:
    await answer(session, TipReply.DID, update_id=1)
    await answer(session, TipReply.NOT_YET, update_id=2, tip=OTHER)

    assert await kept(session) == {TIP: TipReply.DID, OTHER: TipReply.NOT_YET}


async def test_tap_proves_that_the_doubtful_message_arrived(session: AsyncSession) -> None:
    await make_programme(session, weekdays=["tuesday"])
    campaign = (await session.scalars(select(Campaign.id))).one()
    await queue_messages(session, [make_draft("tip", parent_id=1, campaign_id=campaign), make_draft("b")], now=NOW)
    for message in await session.scalars(select(OutboxMessage)):
        message.state = OutboxState.UNKNOWN
    await session.flush()

    await answer(session, TipReply.DID, update_id=1)

    states = await session.execute(
        select(OutboxMessage.dedupe_key, OutboxMessage.state).execution_options(populate_existing=True)
    )
    assert dict(states.all()) == {"tip": OutboxState.SENT, "b": OutboxState.UNKNOWN}
