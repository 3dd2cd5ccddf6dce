"""Reviewers without an account: a link of one language, what it opens, and that it shows nothing of any family."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import schedule_announcement
from bot.actions.reviewers import (
    issue_reviewer_link,
    record_review_decision,
    record_review_wordings,
    record_reviewer_came,
    undo_review_decision,
    withdraw_reviewer_link,
)
from bot.actions.translations import record_decision, record_wanted
from bot.domain.actors import Actor
from bot.domain.reviewers import Reviewer
from bot.enums import Role, TranslationState
from bot.errors import BadInput, Conflict, NotAllowed, NotFound
from bot.models import AuditEntry, ReviewerLink, Translation
from bot.queries.reviewers import (
    count_review_words,
    find_reviewer,
    list_review_words,
    list_reviewer_links,
)
from messages.reasons import Reason
from tests.builders import GROUP, LIO, RUTH, SAM, make_event, make_families, make_invitation, make_row
from tests.fakes import NOW

ADA = Actor("staff:9", "Ada", Role.ADMINISTRATOR)


async def issue(session: AsyncSession, **facts: Any) -> str:
    given = {"actor": LIO, "now": NOW, "name": " Fatma  Demir", "language": "tr", "page_language": "nl", **facts}
    return await issue_reviewer_link(session, **given)


async def come(session: AsyncSession, **facts: Any) -> Reviewer:
    reviewer = await find_reviewer(session, secret=await issue(session, **facts), now=NOW)
    assert reviewer is not None
    return reviewer


async def want(session: AsyncSession, text: str, target: str = "tr", **facts: Any) -> None:
    await record_wanted(session, texts=[text], source="nl", targets=[target], now=NOW, **{"broadcast": True, **facts})


async def seen_by(session: AsyncSession, reviewer: Reviewer) -> list[str]:
    return [entry.source for entry in (await list_review_words(session, reviewer=reviewer)).entries]


async def test_link_opens_one_language_until_it_ends(session: AsyncSession) -> None:
    secret = await issue(session)

    reviewer = await find_reviewer(session, secret=secret, now=NOW)

    assert reviewer == Reviewer(1, "Fatma Demir", "tr", "nl", NOW + timedelta(days=14))
    assert await find_reviewer(session, secret=secret, now=NOW + timedelta(days=14)) is None
    assert await find_reviewer(session, secret=secret + "x", now=NOW) is None
    assert await session.scalar(select(ReviewerLink.token_hash)) != secret
    assert len(secret) == 43


async def test_withdrawn_link_opens_no_more(session: AsyncSession) -> None:
    secret = await issue(session)

    await withdraw_reviewer_link(session, actor=SAM, now=NOW, link_id=1)
    await withdraw_reviewer_link(session, actor=SAM, now=NOW + timedelta(days=1), link_id=1)

    assert await find_reviewer(session, secret=secret, now=NOW) is None
    [link] = await list_reviewer_links(session, actor=LIO)
    assert (link.name, link.expires_at, link.used_at) == ("Fatma Demir", NOW, None)
    with pytest.raises(NotFound):
        await withdraw_reviewer_link(session, actor=SAM, now=NOW, link_id=2)


@pytest.mark.parametrize("actor", [RUTH, ADA], ids=["teacher", "administrator"])
async def test_only_liaison_and_coordinator_give_links(session: AsyncSession, actor: Actor) -> None:
    await issue(session)

    with pytest.raises(NotAllowed):
        await issue(session, actor=actor)
    with pytest.raises(NotAllowed):
        await withdraw_reviewer_link(session, actor=actor, now=NOW, link_id=1)


@pytest.mark.parametrize("days", [0, 61])
async def test_link_for_ever_is_refused(session: AsyncSession, days: int) -> None:
    with pytest.raises(BadInput, match="1 to 60 days"):
        await issue(session, days=days)


async def test_first_coming_is_kept(session: AsyncSession) -> None:
    reviewer = await come(session)

    await record_reviewer_came(session, reviewer=reviewer, now=NOW)
    await record_reviewer_came(session, reviewer=reviewer, now=NOW + timedelta(days=1))

    assert await session.scalar(select(ReviewerLink.used_at)) == NOW


async def test_words_to_whole_groups_are_read_and_no_others(session: AsyncSession) -> None:
    await make_families(
        session,
        make_row("Noor", "Amina Haddad", "tr", group=GROUP, child_id="K1", parent_id="P1"),
        make_row("Jan", "Piotr", "pl", child_id="K2", parent_id="P2"),
    )
    event = await make_event(session, note="Kom gerust. Noor deelt taart uit. Mevrouw Haddad helpt.")
    await make_invitation(session, event)
    announced: dict[str, Any] = {"actor": SAM, "now": NOW, "language": "nl", "school": "S"}
    await schedule_announcement(session, **announced, text="Vrijdag is er geen school.", groups=[GROUP])
    await schedule_announcement(session, **announced, text="De jas hangt er nog.", parent_ids=["P1"])
    await want(session, "Dit was alleen voor u.", private=True, broadcast=False)
    await want(session, "Dit leest een ander.", target="ar")

    reviewer = await come(session)

    assert await seen_by(session, reviewer) == ["Kom gerust.", "Vrijdag is er geen school."]
    assert await count_review_words(session, reviewer=reviewer) == (0, 2)


async def test_private_words_never_become_theirs_unless_said_to_all(session: AsyncSession) -> None:
    await want(session, "Tot morgen.", private=True, broadcast=False)
    reviewer = await come(session)
    assert await seen_by(session, reviewer) == []

    await want(session, "Tot morgen.", broadcast=False)
    assert await seen_by(session, reviewer) == []

    await want(session, "Tot morgen.")
    await want(session, "Tot morgen.")
    assert await seen_by(session, reviewer) == ["Tot morgen."]


async def test_held_comes_first_and_pages_go_on(session: AsyncSession) -> None:
    for number in range(12):
        await want(session, f"Zin {number} zonder machine.")
    states = {3: TranslationState.MACHINE, 7: TranslationState.HELD}
    for entry in await session.scalars(select(Translation)):
        entry.state = states.get(entry.id, entry.state)
    reviewer = await come(session)

    first = await list_review_words(session, reviewer=reviewer)
    second = await list_review_words(session, reviewer=reviewer, after=first.after or 0)

    assert [entry.id for entry in first.entries] == [7, 1, 2, 4, 5, 6, 8, 9, 10, 11]
    assert ([entry.id for entry in second.entries], second.after) == ([12, 3], None)


async def test_reviewer_decides_under_their_key_and_takes_it_back(session: AsyncSession) -> None:
    await want(session, "Kom gerust.")
    reviewer = await come(session)
    which: dict[str, Any] = {"reviewer": reviewer, "now": NOW, "translation_id": 1}

    entry = await record_review_decision(session, **which, target="Gelin.", approve=True)
    assert (entry.state, entry.target, entry.decided_by) == ("approved", "Gelin.", "reviewer:1")
    assert await count_review_words(session, reviewer=reviewer) == (1, 1)
    await undo_review_decision(session, **which)
    assert (entry.state, entry.target, entry.decided_by, entry.before) == ("unserved", None, None, None)
    with pytest.raises(Conflict, match="no decision to take back"):
        await undo_review_decision(session, **which)

    why = Reason("rejected-tone", "te streng")
    await record_review_decision(session, **which, target="Gel!", approve=False, reason=why)
    assert (entry.state, entry.reasons) == ("rejected", [["rejected-tone", "te streng"]])
    audited = list(await session.scalars(select(AuditEntry.details).where(AuditEntry.actor == "reviewer:1")))
    assert audited == [{}, {}, {"reason": "rejected-tone"}]


async def test_what_staff_decided_stays(session: AsyncSession) -> None:
    await want(session, "Kom gerust.")
    reviewer = await come(session)
    await record_decision(session, actor=LIO, now=NOW, translation_id=1, target="Gelin.", approve=True)

    with pytest.raises(Conflict, match="Somebody else"):
        await record_review_decision(session, reviewer=reviewer, now=NOW, translation_id=1, target="x", approve=True)
    with pytest.raises(Conflict, match="no decision to take back"):
        await undo_review_decision(session, reviewer=reviewer, now=NOW, translation_id=1)


async def test_other_words_do_not_exist_for_them(session: AsyncSession) -> None:
    await want(session, "Alleen hier.", private=True, broadcast=False)
    await want(session, "Kom gerust.", target="ar")
    reviewer = await come(session)

    for number in (1, 2, 3):
        with pytest.raises(NotFound):
            await record_review_decision(
                session, reviewer=reviewer, now=NOW, translation_id=number, target="x", approve=True
            )


async def test_fixed_sentences_leave_a_count_in_the_trail(session: AsyncSession) -> None:
    reviewer = await come(session)

    await record_review_wordings(session, reviewer=reviewer, now=NOW, approved=2)

    trail = select(AuditEntry.details).where(AuditEntry.action == "reviewer-wordings")
    assert list(await session.scalars(trail)) == [{"language": "tr", "approved": 2, "withdrawn": 0}]
