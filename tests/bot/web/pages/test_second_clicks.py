"""A second click on a page is answered as if it was the first, and sends nothing more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.deps import Deps
from bot.enums import Role
from bot.models import Campaign, GoodNews, Programme
from tests.builders import make_families, make_joined, make_row

IDEAS = {"theme": "reading_together", "groups": "groep 3", "starts_on": "2026-12-07", "seen": "nl", "step": "start"}


@pytest.fixture
def deps(deps: Deps) -> Deps:
    """Nobody here waits for a machine that does not come."""
    return replace(deps, patience=0.01)


@pytest.mark.parametrize(
    ("path", "form", "table"),
    [
        ("/families/good-news", {"child": "K-Noor", "phrase": "was-brave"}, GoodNews),
        ("/families/good-news", {"child": "K-Noor", "phrase": "was-brave", "text": "Goed!", "step": "send"}, GoodNews),
        ("/ideas/check-ins", {"question": "clear", "groups": "groep 3"}, Campaign),
        ("/ideas/offers", {"groups": "groep 3"}, Campaign),
        ("/ideas/new", IDEAS, Programme),
    ],
    ids=["good news", "own words", "question", "offers", "ideas"],
)
async def test_second_click_is_the_first(
    visit_as: Any, deps: Deps, path: str, form: dict[str, str], table: type[Any]
) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        await make_joined(session, "Amina")
    here = await visit_as(Role.TEACHER, "groep 3")

    first, second = await here.post(path, **form), await here.post(path, **form)

    async with deps.reading() as session:
        made = await session.scalar(select(func.count()).select_from(table))
    assert (first.status, second.at, made) == (303, first.at, 1)


async def test_ideas_that_run_do_not_begin_again(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
    here = await visit_as(Role.TEACHER, "groep 3")
    await here.post("/ideas/new", **IDEAS)

    again = await here.post("/ideas/new", **{**IDEAS, "starts_on": "2026-12-14"})

    assert (again.status, "Parents of these groups get these ideas already" in again.text) == (422, True)
