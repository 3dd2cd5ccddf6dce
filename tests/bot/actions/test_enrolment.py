"""Codes on letters: single use, replaced, throttled; consent, stopping, blocking, coming back."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.enrolment import (
    MAX_TRIES,
    CodeProblem,
    create_enrolment,
    find_invited,
    issue_code,
    record_consent,
    record_language,
    record_reachable,
    record_resumed,
    record_stop,
    record_unreachable,
)
from bot.actions.outbox import queue_messages
from bot.deps import Deps
from bot.domain.codes import hash_secret
from bot.enums import OutboxState, ParentStatus
from bot.errors import NotFound
from bot.models import AuditEntry, Chat, EnrolmentCode, OutboxMessage, Parent
from bot.queries.families import list_parents
from tests.builders import RUTH, SAM, TOM, make_draft, make_families, make_joined, make_row, require_id
from tests.fakes import NOW

WRONG = "x" * 22
LATER = NOW + timedelta(hours=1)


async def make_code(session: AsyncSession, parent: str = "Amina") -> str:
    """A family and the code on its letter."""
    await make_families(session, make_row("Noor", parent, "ar"))
    return await issue_code(session, parent_id=await require_id(session, parent), now=NOW)


async def consent(session: AsyncSession, code: str, address: int = 7001) -> Parent | CodeProblem:
    return await record_consent(session, code=code, address=address, consent_version="test", now=NOW)


async def statuses(session: AsyncSession) -> dict[str, ParentStatus]:
    return {line.name: line.status for line in await list_parents(session, actor=SAM)}


async def test_code_is_shown_once_and_kept_as_a_hash(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))

    code, ends = await create_enrolment(session, actor=RUTH, now=NOW, parent_id="P-Amina")

    (entry,) = await session.scalars(select(EnrolmentCode))
    assert ends == NOW + timedelta(days=14)
    assert (entry.code_hash, entry.expires_at, entry.used_at) == (hash_secret(code), ends, None)
    audited = await session.scalar(select(AuditEntry).where(AuditEntry.action == "enrolment-code"))
    assert audited is not None
    assert (audited.actor, audited.object_id, audited.details) == ("staff:1", entry.parent_id, {})


@pytest.mark.parametrize(("actor", "parent"), [(TOM, "P-Amina"), (SAM, "P-Niemand")])
async def test_code_is_not_made_for_a_parent_out_of_reach(session: AsyncSession, actor: object, parent: str) -> None:
    await make_families(session, make_row("Noor", "Amina"))

    with pytest.raises(NotFound, match=parent):
        await create_enrolment(session, actor=actor, now=NOW, parent_id=parent)  # type: ignore[arg-type]


async def test_code_finds_its_parent_and_stores_no_chat(session: AsyncSession) -> None:
    code = await make_code(session)

    found = await find_invited(session, code=code, address=7001, now=NOW)

    assert isinstance(found, Parent)
    assert found.name == "Amina"
    assert list(await session.scalars(select(Chat))) == []


async def test_consent_makes_the_chat_the_parents(session: AsyncSession) -> None:
    code = await make_code(session)

    joined = await consent(session, code)

    assert isinstance(joined, Parent)
    (chat,) = await session.scalars(select(Chat))
    assert (chat.parent_id, chat.address, chat.joined_at, chat.consent_version) == (joined.id, 7001, NOW, "test")
    assert await statuses(session) == {"Amina": ParentStatus.JOINED}


@pytest.mark.parametrize("code", [WRONG, "kort", "22 tekens maar niet ons"])
async def test_unknown_code_is_refused(session: AsyncSession, code: str) -> None:
    assert await consent(session, code) is CodeProblem.UNKNOWN


async def test_same_consent_tap_twice_says_that_all_is_well(session: AsyncSession) -> None:
    code = await make_code(session)
    await consent(session, code)

    again = await consent(session, code)

    assert again is CodeProblem.ALREADY_JOINED
    assert len(list(await session.scalars(select(Chat)))) == 1


async def test_code_used_by_another_chat_is_refused(session: AsyncSession) -> None:
    code = await make_code(session)
    await consent(session, code, address=7001)

    assert await consent(session, code, address=7002) is CodeProblem.USED


async def test_expired_code_is_refused(session: AsyncSession) -> None:
    code = await make_code(session)

    found = await find_invited(session, code=code, address=7001, now=NOW + timedelta(days=14))

    assert found is CodeProblem.EXPIRED


async def test_new_code_replaces_the_unused_one(session: AsyncSession) -> None:
    old = await make_code(session)
    new = await issue_code(session, parent_id=await require_id(session, "Amina"), now=NOW)

    assert await consent(session, old) is CodeProblem.UNKNOWN
    assert isinstance(await consent(session, new), Parent)


async def test_new_code_leaves_the_used_one_known(session: AsyncSession) -> None:
    old = await make_code(session)
    await consent(session, old)
    await issue_code(session, parent_id=await require_id(session, "Amina"), now=NOW)

    assert await consent(session, old) is CodeProblem.ALREADY_JOINED


async def test_wrong_codes_throttle_the_chat_for_an_hour(session: AsyncSession) -> None:
    code = await make_code(session)
    tries = [await find_invited(session, code=WRONG, address=7001, now=NOW) for _ in range(MAX_TRIES)]

    throttled = await find_invited(session, code=code, address=7001, now=LATER - timedelta(seconds=1))
    another_chat = await find_invited(session, code=code, address=7002, now=NOW)
    an_hour_later = await find_invited(session, code=code, address=7001, now=LATER)

    assert set(tries) == {CodeProblem.UNKNOWN}
    assert throttled is CodeProblem.THROTTLED
    assert isinstance(another_chat, Parent)
    assert isinstance(an_hour_later, Parent)


async def test_wrong_codes_are_counted_anew_after_an_hour(session: AsyncSession) -> None:
    for _ in range(MAX_TRIES - 1):
        await find_invited(session, code=WRONG, address=7001, now=NOW)
    await find_invited(session, code=WRONG, address=7001, now=LATER)

    assert await find_invited(session, code=WRONG, address=7001, now=LATER) is CodeProblem.UNKNOWN


async def test_two_guardians_join_with_a_code_each_also_on_one_phone(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Noor", "Karim"))
    await make_joined(session, "Amina", first_address=7001)
    await make_joined(session, "Karim", first_address=7001)

    assert await statuses(session) == {"Amina": ParentStatus.JOINED, "Karim": ParentStatus.JOINED}


async def test_two_consent_taps_at_once_join_once(deps: Deps) -> None:
    async with deps.transaction() as session:
        code = await make_code(session)

    async def tap() -> Parent | CodeProblem:
        async with deps.transaction() as session:
            return await consent(session, code)

    results = await asyncio.gather(tap(), tap())

    assert sorted(isinstance(result, Parent) for result in results) == [False, True]
    assert CodeProblem.ALREADY_JOINED in results


async def test_two_chats_at_once_share_no_code(deps: Deps) -> None:
    async with deps.transaction() as session:
        code = await make_code(session)

    async def tap(address: int) -> Parent | CodeProblem:
        async with deps.transaction() as session:
            return await consent(session, code, address)

    results = await asyncio.gather(tap(7001), tap(7002))

    assert sorted(isinstance(result, Parent) for result in results) == [False, True]
    assert CodeProblem.USED in results


async def test_chosen_language_wins_and_leaves_the_schools_list_alone(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"))

    await record_language(session, parent_id=await require_id(session, "Amina"), language="tr")

    (parent,) = await session.scalars(select(Parent))
    assert (parent.home_language, parent.chosen_language) == ("ar", "tr")


async def test_stop_silences_the_chat_and_what_waits_for_it(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr"))
    await make_joined(session, "Amina", "Piotr")
    await queue_messages(session, [make_draft("a", address=7001), make_draft("b", address=7002)], now=NOW)

    await record_stop(session, address=7001, now=NOW)

    states = await session.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id))
    assert list(states) == [OutboxState.CANCELLED, OutboxState.QUEUED]
    assert await statuses(session) == {"Amina": ParentStatus.STOPPED, "Piotr": ParentStatus.JOINED}


async def test_stopping_again_keeps_the_first_moment(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    await make_joined(session, "Amina")
    await record_stop(session, address=7001, now=NOW)

    await record_stop(session, address=7001, now=LATER)

    assert await session.scalar(select(Chat.stopped_at)) == NOW


async def test_resuming_brings_back_only_that_parent_of_a_shared_phone(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Noor", "Karim"))
    await make_joined(session, "Amina")
    await make_joined(session, "Karim")
    await record_stop(session, address=7001, now=NOW)

    await record_resumed(session, address=7001, parent_id=await require_id(session, "Karim"))

    assert await statuses(session) == {"Amina": ParentStatus.STOPPED, "Karim": ParentStatus.JOINED}


async def test_blocked_chat_is_unreachable_until_it_is_unblocked(session: AsyncSession) -> None:
    await make_families(session, make_row("Mei", "Wen", "zh"))
    await make_joined(session, "Wen")

    await record_unreachable(session, address=7001, now=NOW)
    blocked = await statuses(session)
    await record_reachable(session, address=7001)

    assert blocked == {"Wen": ParentStatus.UNREACHABLE}
    assert await statuses(session) == {"Wen": ParentStatus.JOINED}


async def test_joining_again_with_a_new_code_revives_the_same_chat(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))
    await make_joined(session, "Amina")
    await record_stop(session, address=7001, now=NOW)

    await make_joined(session, "Amina", now=LATER)

    (chat,) = await session.scalars(select(Chat).execution_options(populate_existing=True))
    assert (chat.joined_at, chat.stopped_at, chat.unreachable_at) == (LATER, None, None)
