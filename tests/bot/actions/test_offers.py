"""What a parent offers: tap by tap, each once."""

from __future__ import annotations

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.offers import record_offer
from bot.models import HelpOffer
from bot.queries.offers import load_offers
from messages.conversation.offers import Offer
from tests.builders import make_families, make_row
from tests.fakes import NOW

AMINA, OMAR = 1, 2


@pytest.fixture(autouse=True)
async def families(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Noor", "Omar"))


async def tap(session: AsyncSession, key: str, update_id: int) -> Offer:
    return await record_offer(session, parent_id=AMINA, key=key, update_id=update_id, now=NOW)


async def test_taps_offer_and_take_back_for_one_parent(session: AsyncSession) -> None:
    offers = [await tap(session, *step) for step in (("music", 1), ("evenings", 2), ("music", 3))]

    assert offers == [Offer(("music",)), Offer(("music",), ("evenings",)), Offer((), ("evenings",))]
    assert await load_offers(session, [AMINA, OMAR]) == {AMINA: Offer((), ("evenings",))}
    assert (await session.get_one(HelpOffer, AMINA)).changed_at == NOW


async def test_tap_that_is_handled_again_after_a_crash_changes_nothing(session: AsyncSession) -> None:
    offers = [await tap(session, "music", 1) for _ in range(2)]

    assert offers == [Offer(("music",))] * 2
