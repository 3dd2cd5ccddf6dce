"""What one campaign more would do to weeks that are full: shown before it is sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.outbox import queue_messages
from bot.models import Campaign
from bot.queries.budget import BudgetEffect, load_budget_effect
from messages.outgoing import MessageKind
from tests.budgets import make_budget
from tests.builders import make_draft, make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW


@pytest.fixture
async def invitation(session: AsyncSession) -> Campaign:
    """To Amina and Omar, who are one family, to Piotr, and to Wen who did not join."""
    await make_families(
        session,
        make_row("Noor", "Amina", "ar"),
        make_row("Noor", "Omar", "ar"),
        make_row("Zosia", "Piotr", "pl"),
        make_row("Li", "Wen", "zh-Hans"),
    )
    await make_joined(session, "Amina", "Omar", "Piotr")
    return await make_invitation(session, await make_event(session), remind=())


async def put(session: AsyncSession, *kinds: tuple[int, MessageKind]) -> None:
    drafts = [
        make_draft(str(number), kind=kind, parent_id=parent, available_at=NOW + timedelta(hours=number))
        for number, (parent, kind) in enumerate(kinds)
    ]
    await queue_messages(session, drafts, now=NOW)


async def test_empty_weeks_take_it(session: AsyncSession, invitation: Campaign) -> None:
    assert await load_budget_effect(session, invitation, make_budget(1)) == BudgetEffect(0, 0)


async def test_families_are_counted_once_and_tips_that_move_each(session: AsyncSession, invitation: Campaign) -> None:
    tip, announcement = MessageKind.TIP, MessageKind.ANNOUNCEMENT
    await put(session, (1, tip), (2, tip), (3, announcement), (3, tip), (4, announcement), (4, tip))

    assert await load_budget_effect(session, invitation, make_budget(1)) == BudgetEffect(2, 3)
    assert await load_budget_effect(session, invitation, make_budget(2)) == BudgetEffect(1, 1)


async def test_week_in_which_it_leaves_is_looked_at(session: AsyncSession, invitation: Campaign) -> None:
    await put(session, (1, MessageKind.ANNOUNCEMENT))
    invitation.send_at = NOW + timedelta(days=7)

    assert await load_budget_effect(session, invitation, make_budget(1)) == BudgetEffect(0, 0)


async def test_without_a_limit_nothing_is_full(session: AsyncSession, invitation: Campaign) -> None:
    await put(session, (1, MessageKind.TIP))

    assert await load_budget_effect(session, invitation, make_budget(0)) == BudgetEffect(0, 0)
