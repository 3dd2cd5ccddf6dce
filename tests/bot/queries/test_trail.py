"""The trail, filtered and page by page; never a name of a family."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.conversations import record_look
from bot.actions.family_looks import record_family_look
from bot.actions.leaving import record_still_here
from bot.actions.reviewers import issue_reviewer_link, record_reviewer_came
from bot.actions.tokens import create_token
from bot.domain.actors import COMMAND, Actor
from bot.enums import Role, Scope
from bot.errors import NotAllowed
from bot.models import Child, Parent
from bot.queries.reviewers import find_reviewer
from bot.queries.tokens import list_tokens
from bot.queries.trail import Asked, list_actors, load_trail
from tests.bot.accounts import ADA, make_colleague
from tests.builders import GROUP, LIO, RUTH, SAM, make_families, make_joined, make_question, make_row, require_id
from tests.fakes import NOW


def mark(
    session: AsyncSession, minute: int, *, actor: Actor = COMMAND, action: str = "sign-in", about: int = 1
) -> None:
    record_audit(session, actor=actor, now=NOW + timedelta(minutes=minute), action=action, object_id=about)


async def found(session: AsyncSession, limit: int = 50, **asked: Any) -> list[int]:
    """Minutes of what is found."""
    await session.flush()
    lines = await load_trail(session, actor=SAM, asked=Asked(**asked), limit=limit)
    return [int((line.at - NOW).total_seconds()) // 60 for line in lines]


async def test_newest_first_filtered_by_who_what_and_when(session: AsyncSession) -> None:
    mark(session, 1)
    mark(session, 2, actor=RUTH)
    mark(session, 3, action="reply")

    assert await found(session) == [3, 2, 1]
    assert await found(session, actor="staff:1") == [2]
    assert await found(session, action="sign-in") == [2, 1]
    assert await found(session, action="sign-in", actor="command") == [1]
    assert await found(session, since=NOW + timedelta(minutes=2)) == [3, 2]
    assert await found(session, until=NOW + timedelta(minutes=2)) == [1]


async def test_pages_follow_each_other_also_in_the_same_moment(session: AsyncSession) -> None:
    for minute in (1, 2, 2, 2, 3):
        mark(session, minute)
        await session.flush()

    first = await load_trail(session, actor=SAM, asked=Asked(), limit=2)
    second = await load_trail(session, actor=SAM, asked=Asked(after=first[1].id), limit=2)
    third = await load_trail(session, actor=SAM, asked=Asked(after=second[1].id), limit=2)

    assert [len(first), len(second), len(third)] == [3, 3, 1]
    assert [line.id for line in (*first[:2], *second[:2], *third)] == [5, 4, 3, 2, 1]
    assert await found(session, after=404) == [3, 2, 2, 2, 1]


async def test_who_and_about_have_words_and_no_name_of_a_family(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    tom = await make_colleague(session, "Tom")
    me = Actor(f"staff:{tom.id}", "Tom", Role.TEACHER, frozenset({GROUP}), staff_id=tom.id)
    await record_family_look(session, actor=me, now=NOW, parent_id="P-Amina")
    await create_token(session, actor=COMMAND, now=NOW, name="rooster", scopes=[Scope.ALL])
    amina = await require_id(session, "Amina")
    mark(session, 1, actor=Actor("token:1", None, Role.COORDINATOR), action="good-news", about=1)
    mark(session, -9, action="family-read", about=amina)
    mark(session, 2, action="sign-in", about=tom.id)
    await session.flush()

    lines = await load_trail(session, actor=SAM, asked=Asked())

    shown = [(line.who, line.action, line.about) for line in lines]
    assert ("Tom", "family-read", "P-Amina") in shown
    assert ("rooster", "good-news", "K-Noor") in shown
    assert (None, "family-read", None) in shown  # before this parent was known, the number was another's
    assert (None, "sign-in", "Tom") in shown
    assert "Amina" not in {line.about for line in lines}
    assert await list_actors(session, actor=SAM) == [(f"staff:{tom.id}", "Tom"), ("token:1", "rooster")]


async def test_native_speaker_has_a_name_and_is_found_by_it(session: AsyncSession) -> None:
    secret = await issue_reviewer_link(
        session, actor=SAM, now=NOW, name="Fatma Demir", language="tr", page_language="nl"
    )
    reviewer = await find_reviewer(session, secret=secret, now=NOW)
    assert reviewer is not None
    await record_reviewer_came(session, reviewer=reviewer, now=NOW + timedelta(minutes=1))
    await session.flush()

    [line] = await load_trail(session, actor=SAM, asked=Asked(actor="reviewer:1"))

    assert (line.who, line.action) == ("Fatma Demir", "reviewer-came")
    assert await list_actors(session, actor=SAM) == [("reviewer:1", "Fatma Demir")]


async def test_number_of_a_child_that_was_another_childs_before_says_nothing(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    await session.execute(update(Parent).values(created_at=NOW - timedelta(days=400)))
    mark(session, -9, action="good-news", about=1)
    mark(session, 2, action="good-news", about=1)
    await session.flush()

    lines = await load_trail(session, actor=SAM, asked=Asked(action="good-news"))

    assert [line.about for line in lines] == ["K-Noor", None]
    assert await found(session, parent="P-Amina") == [2]
    await session.execute(update(Child).values(created_at=None))  # here before that was written down
    assert await found(session, parent="P-Amina") == [2, -9]


async def test_child_that_is_still_here_is_named(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    await session.execute(update(Child).values(left_at=NOW, group_id=None))
    await record_still_here(session, actor=SAM, now=NOW, child_id="K-Noor", group=GROUP)
    await session.flush()

    lines = await load_trail(session, actor=SAM, asked=Asked(parent="P-Amina"))

    assert [(line.action, line.about) for line in lines] == [("still-here", "K-Noor")]


async def test_family_is_found_by_the_schools_number_with_children_and_conversations(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr"))
    await make_joined(session, "Amina", "Piotr")
    thread = await make_question(session, "Amina")
    await record_look(session, actor=SAM, now=NOW + timedelta(minutes=1), thread_id=thread.id)
    amina, piotr = [await require_id(session, name) for name in ("Amina", "Piotr")]
    mark(session, 2, action="family-read", about=amina)
    mark(session, 3, action="family-read", about=piotr)
    mark(session, 4, action="good-news", about=1)
    mark(session, -4, action="family-read", about=amina)
    mark(session, 5, action="holiday", about=amina)

    assert await found(session, parent="P-Amina") == [4, 2, 1]
    assert await found(session, parent="P-Nobody") == []
    await session.execute(update(Parent).values(created_at=NOW - timedelta(hours=1)))
    assert await found(session, parent="P-Amina") == [4, 2, 1, -4]


@pytest.mark.parametrize("actor", [RUTH, LIO], ids=["teacher", "liaison"])
async def test_trail_is_for_who_heads_the_school(session: AsyncSession, actor: Actor) -> None:
    with pytest.raises(NotAllowed, match="Only a coordinator or an administrator"):
        await load_trail(session, actor=actor, asked=Asked())
    with pytest.raises(NotAllowed):
        await list_actors(session, actor=actor)


async def test_tokens_in_use_are_listed_newest_first(session: AsyncSession) -> None:
    tom = await make_colleague(session, "Tom", Role.LIAISON)
    facts: dict[str, Any] = {"actor": ADA, "now": NOW, "scopes": [Scope.READ]}
    await create_token(session, **facts, name="oud", staff_email=tom.email)
    await create_token(session, **facts, name="op", expires_at=NOW)
    await create_token(session, **facts, name="nieuw", expires_at=NOW + timedelta(days=1))
    tom.left_at = NOW
    await session.flush()

    shown = [(one.name, one.colleague, one.left) for one in await list_tokens(session, actor=ADA, now=NOW)]

    assert shown == [("nieuw", None, False), ("oud", "Tom", True)]
    with pytest.raises(NotAllowed):
        await list_tokens(session, actor=SAM, now=NOW)
