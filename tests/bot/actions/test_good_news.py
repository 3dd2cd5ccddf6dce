"""Good news that is taken back: what has not left goes, what was spoken after it too; the rest stays told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.good_news import Telling, record_good_news, take_back_good_news
from bot.actions.outbox import queue_messages
from bot.domain.actors import Actor
from bot.enums import OutboxState
from bot.errors import Conflict, NotFound
from bot.models import AuditEntry, GoodNews, OutboxMessage
from bot.queries.child_news import Told, load_child_page
from tests.builders import RUTH, SAM, make_draft, make_families, make_row
from tests.fakes import NOW

AMINA, OMAR = 1, 2


@pytest.fixture(autouse=True)
async def told(session: AsyncSession) -> None:
    """Ruth told both guardians of Noor that she was brave; Sam told one of them something before."""
    await make_families(session, make_row("Noor", "Amina"), make_row("Noor", "Omar"))
    await tell(session, SAM, OMAR)
    await tell(session, RUTH, AMINA, OMAR)


async def tell(session: AsyncSession, actor: Actor, *parents: int) -> None:
    await record_good_news(
        session,
        actor=actor,
        now=NOW,
        child_id="K-Noor",
        phrases=["was-brave"],
        author=actor.name or "",
        tellings=[Telling(None, make_draft(parent_id=parent, address=7000 + parent)) for parent in parents],
    )


async def messages(session: AsyncSession) -> list[OutboxMessage]:
    return list(await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


async def list_rows(session: AsyncSession) -> list[tuple[int, str]]:
    query = select(GoodNews.parent_id, GoodNews.created_by).order_by(GoodNews.id)
    return [(parent, by) for parent, by in await session.execute(query)]


async def test_all_of_it_goes_with_what_would_be_spoken_after_it(session: AsyncSession) -> None:
    first = (await messages(session))[1]
    await queue_messages(session, [make_draft("voice", follows=first.id, parent_id=AMINA)], now=NOW)

    child = await take_back_good_news(session, actor=RUTH, now=NOW, news_id=3)

    assert child == "K-Noor"
    states = [message.state for message in await messages(session)]
    assert states == [OutboxState.QUEUED, *[OutboxState.CANCELLED] * 3]
    assert await list_rows(session) == [(OMAR, SAM.key)]
    audited = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "good-news-back"))).one()
    assert (audited.actor, audited.object_id) == (RUTH.key, 1)


async def test_what_has_left_stays_told(session: AsyncSession) -> None:
    (await messages(session))[1].state = OutboxState.SENT

    await take_back_good_news(session, actor=RUTH, now=NOW, news_id=2)

    assert await list_rows(session) == [(OMAR, SAM.key), (AMINA, RUTH.key)]
    with pytest.raises(Conflict, match="The good news has left"):
        await take_back_good_news(session, actor=RUTH, now=NOW, news_id=2)


@pytest.mark.parametrize("news_id", [1, 9])
async def test_only_ones_own_can_be_taken_back(session: AsyncSession, news_id: int) -> None:
    with pytest.raises(NotFound, match=f"There is no good news {news_id}"):
        await take_back_good_news(session, actor=RUTH, now=NOW, news_id=news_id)


async def test_child_is_no_longer_of_the_own_groups(session: AsyncSession) -> None:
    with pytest.raises(NotFound, match="There is no child 'K-Noor'"):
        await take_back_good_news(session, actor=replace(RUTH, groups=frozenset({"groep 6"})), now=NOW, news_id=2)


async def test_page_shows_what_was_told_at_once_and_by_whom(session: AsyncSession) -> None:
    (await messages(session))[1].state = OutboxState.SENT

    page = await load_child_page(session, actor=RUTH, child_id="K-Noor")

    assert (page.child.first_name, page.group) == ("Noor", "groep 3")
    assert [(guardian.external_id, address) for guardian, address in page.guardians] == [
        ("P-Amina", None),
        ("P-Omar", None),
    ]
    waiting, half = frozenset({"queued"}), frozenset({"sent", "queued"})
    assert page.told == [
        Told(1, NOW, SAM.name or "", ("was-brave",), None, mine=False, states=waiting),
        Told(2, NOW, RUTH.name or "", ("was-brave",), None, mine=True, states=half),
    ]
