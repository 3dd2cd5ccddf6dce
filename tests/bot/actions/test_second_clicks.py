"""Two clicks where one was meant, also both at once: what parents get is said once, and to be taken back by one tap."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import cancel_campaign
from bot.actions.good_news import Telling, record_good_news, take_back_good_news
from bot.actions.programmes import stop_programme
from bot.deps import Deps
from bot.domain.timing import SECOND_THOUGHT
from bot.errors import Conflict
from bot.models import Campaign, GoodNews, OutboxMessage, Programme
from messages.facts import Words
from messages.languages import Language
from messages.outgoing import MessageKind
from messages.tips import AgeGroup
from tests.builders import GROUP, LIO, RUTH, SAM, make_draft, make_families, make_row
from tests.fakes import NOW
from tests.programmes import make_programme
from tests.questions import make_check_in

LATER = NOW + SECOND_THOUGHT

Deed = Callable[[AsyncSession], Awaitable[Any]]


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr", group="groep 6"))


async def ask(session: AsyncSession, **facts: Any) -> int:
    campaign = await make_check_in(session, **{"once_within": SECOND_THOUGHT, **facts})
    return campaign.id


async def ask_offers(session: AsyncSession) -> int:
    return await ask(session, kind=MessageKind.OFFER, question=None)


async def start(session: AsyncSession, **facts: Any) -> int:
    programme = await make_programme(session, **{"alone": True, **facts})
    return programme.id


async def tell(session: AsyncSession, text: str | None = None, **facts: Any) -> None:
    words = Words(text, Language("nl")) if text else None
    await record_good_news(
        session,
        **{
            "actor": RUTH, "now": NOW, "child_id": "K-Noor", "phrases": ["was-brave"], "author": "Juf Ruth",
            "tellings": [Telling(words, make_draft(parent_id=1))], "once_within": SECOND_THOUGHT, **facts,
        },
    )  # fmt: skip


async def count(deps: Deps, table: type[Any]) -> int:
    async with deps.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


@pytest.mark.parametrize(
    ("deed", "table"),
    [(ask, Campaign), (ask_offers, Campaign), (start, Programme), (tell, GoodNews), (tell, OutboxMessage)],
    ids=["check-in", "offers", "ideas", "good news", "message of good news"],
)
async def test_two_clicks_at_once_are_one(deps: Deps, deed: Deed, table: type[Any]) -> None:
    async def click() -> Any:
        async with deps.transaction() as session:
            return await deed(session)

    first, second = await asyncio.gather(click(), click())

    assert (first == second, await count(deps, table)) == (True, 1)


@pytest.mark.parametrize(
    "other",
    [{"question": "welcome"}, {"groups": ["groep 6"], "actor": SAM}, {"actor": LIO}, {"now": LATER}],
    ids=["question", "groups", "colleague", "later"],
)
async def test_another_question_is_no_second_click(session: AsyncSession, other: dict[str, Any]) -> None:
    assert await ask(session) != await ask(session, **other)


async def test_question_that_was_called_off_can_be_asked_again(session: AsyncSession) -> None:
    first = await ask(session)
    await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=first)

    assert await ask(session) != first


@pytest.mark.parametrize(
    "other",
    [
        {"phrases": ["was-proud"]},
        {"text": "Goed zo!"},
        {"actor": SAM},
        {"now": LATER},
        {"once_within": timedelta()},
    ],
    ids=["phrase", "own words", "colleague", "later", "script"],
)
async def test_other_good_news_is_no_second_click(deps: Deps, other: dict[str, Any]) -> None:
    async with deps.transaction() as session:
        await tell(session)
        await tell(session, **other)

    assert await count(deps, GoodNews) == 2


async def test_good_news_that_was_taken_back_can_be_told_again(deps: Deps) -> None:
    async with deps.transaction() as session:
        await tell(session)
        await take_back_good_news(session, actor=RUTH, now=NOW, news_id=1)
        await tell(session)

    assert await count(deps, GoodNews) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"actor": SAM},
        {"now": LATER},
        {"weekdays": ["monday"]},
        {"actor": SAM, "groups": [GROUP, "groep 6"]},
        {"ages": AgeGroup.OLDEST},
    ],
    ids=["colleague", "later", "rhythm", "groups", "part of it"],
)
async def test_ideas_do_not_begin_beside_the_same_ones(session: AsyncSession, other: dict[str, Any]) -> None:
    await start(session)

    with pytest.raises(Conflict, match="get these ideas already"):
        await start(session, **other)


@pytest.mark.parametrize(
    "other",
    [{"actor": SAM, "groups": ["groep 6"]}, {"theme": "numbers_in_daily_life"}, {"ages": "6-9"}, {"alone": False}],
    ids=["groups", "theme", "ages", "script"],
)
async def test_other_ideas_begin(session: AsyncSession, other: dict[str, Any]) -> None:
    assert await start(session, ages=AgeGroup.OLDEST) != await start(session, **{"ages": AgeGroup.OLDEST, **other})


async def test_ideas_that_were_stopped_begin_anew(session: AsyncSession) -> None:
    first = await start(session)
    await stop_programme(session, actor=RUTH, now=NOW, programme_id=first)

    assert await start(session) != first
