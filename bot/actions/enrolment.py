"""How a chat becomes a parent: a code on a letter, a notice, consent, a language; and how it stops.

Before consent nothing is stored but the pending code: the code travels in the buttons.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import Enum, auto

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.outbox import cancel_queued
from bot.domain.actors import Actor
from bot.domain.codes import ENROLMENT_LIFETIME, hash_secret, looks_like_code, new_enrolment_code
from bot.enums import Scope
from bot.models import Chat, CodeAttempt, EnrolmentCode, OutboxMessage, Parent
from bot.queries.families import require_parent

#: Wrong codes from one chat within an hour before we stop looking.
MAX_TRIES = 10
_WINDOW = timedelta(hours=1)


class CodeProblem(Enum):
    """Why a code does not open the door; each has a kind sentence in messages.screens."""

    UNKNOWN = auto()
    USED = auto()
    EXPIRED = auto()
    THROTTLED = auto()
    ALREADY_JOINED = auto()


async def create_enrolment(
    session: AsyncSession, *, actor: Actor, now: datetime, parent_id: str
) -> tuple[str, datetime]:
    """A fresh code, shown once, and when it ends; an unused older one stops working. `parent_id` is the school's."""
    actor.check_scope(Scope.FAMILIES_WRITE)
    parent = await require_parent(session, actor=actor, external_id=parent_id)
    code = await issue_code(session, parent_id=parent.id, now=now)
    record_audit(session, actor=actor, now=now, action="enrolment-code", object_id=parent.id)
    return code, now + ENROLMENT_LIFETIME


async def issue_code(session: AsyncSession, *, parent_id: int, now: datetime) -> str:
    """The same for our own id, without asking who may."""
    return (await issue_codes(session, parents=[parent_id], now=now))[parent_id]


async def issue_codes(session: AsyncSession, *, parents: Collection[int], now: datetime) -> dict[int, str]:
    """By parent: letters are made for many at once, in as many statements as for one."""
    unused = EnrolmentCode.parent_id.in_(parents), EnrolmentCode.used_at.is_(None)
    await session.execute(delete(EnrolmentCode).where(*unused))
    codes = {parent_id: new_enrolment_code() for parent_id in parents}
    times = {"created_at": now, "expires_at": now + ENROLMENT_LIFETIME}
    rows = [{"parent_id": parent_id, "code_hash": hash_secret(code), **times} for parent_id, code in codes.items()]
    if rows:
        await session.execute(insert(EnrolmentCode), rows)
    return codes


async def find_invited(session: AsyncSession, *, code: str, address: int, now: datetime) -> Parent | CodeProblem:
    """The parent whom a code is for, or why it does not work. Wrong codes are counted for each chat."""
    if await _is_throttled(session, address, now):
        return CodeProblem.THROTTLED
    entry = await _find_code(session, code)
    if entry is None:
        await _count_try(session, address, now)
        return CodeProblem.UNKNOWN
    if entry.used_at is not None:
        return CodeProblem.ALREADY_JOINED if entry.used_by == address else CodeProblem.USED
    if entry.expires_at <= now:
        return CodeProblem.EXPIRED
    return (await session.scalars(select(Parent).where(Parent.id == entry.parent_id))).one()


async def record_consent(
    session: AsyncSession, *, code: str, address: int, consent_version: str, now: datetime
) -> Parent | CodeProblem:
    """The parent agreed: the code is spent and the chat is theirs. The same tap again changes nothing."""
    found = await find_invited(session, code=code, address=address, now=now)
    if isinstance(found, CodeProblem):
        return found
    spent = update(EnrolmentCode).where(EnrolmentCode.code_hash == hash_secret(code))
    await session.execute(spent.values(used_at=now, used_by=address))
    await _join(session, found.id, address, consent_version, now)
    return found


async def record_language(session: AsyncSession, *, parent_id: int, language: str) -> None:
    """From now on in this language; the school's own list stays as the school knows it."""
    await session.execute(update(Parent).where(Parent.id == parent_id).values(chosen_language=language))


async def record_stop(session: AsyncSession, *, address: int, now: datetime) -> None:
    """Nothing more to this chat, whatever already waits; one tap undoes it."""
    await session.execute(update(Chat).where(Chat.address == address, Chat.stopped_at.is_(None)).values(stopped_at=now))
    await cancel_queued(session, OutboxMessage.address == address, now=now)


async def record_resumed(session: AsyncSession, *, address: int, parent_id: int) -> None:
    """Messages again, for this parent on this chat."""
    mine = Chat.address == address, Chat.parent_id == parent_id
    await session.execute(update(Chat).where(*mine).values(stopped_at=None, unreachable_at=None))


async def record_unreachable(session: AsyncSession, *, address: int, now: datetime) -> None:
    """The bot was blocked or the chat is gone: the parents of this chat need another way."""
    gone = Chat.address == address, Chat.unreachable_at.is_(None)
    await session.execute(update(Chat).where(*gone).values(unreachable_at=now))


async def record_reachable(session: AsyncSession, *, address: int) -> None:
    """The bot was unblocked."""
    await session.execute(update(Chat).where(Chat.address == address).values(unreachable_at=None))


async def _find_code(session: AsyncSession, code: str) -> EnrolmentCode | None:
    """Locked until the transaction ends, so that of two taps at once the second sees what the first did."""
    if not looks_like_code(code):
        return None
    query = select(EnrolmentCode).where(EnrolmentCode.code_hash == hash_secret(code))
    return await session.scalar(query.with_for_update())


async def _is_throttled(session: AsyncSession, address: int, now: datetime) -> bool:
    attempt = await session.get(CodeAttempt, address)
    return attempt is not None and attempt.tries >= MAX_TRIES and now - attempt.since < _WINDOW


async def _count_try(session: AsyncSession, address: int, now: datetime) -> None:
    attempt = await session.get(CodeAttempt, address)
    if attempt is None or now - attempt.since >= _WINDOW:
        await session.merge(CodeAttempt(address=address, since=now, tries=1))
    else:
        attempt.tries += 1


async def _join(session: AsyncSession, parent_id: int, address: int, consent_version: str, now: datetime) -> None:
    chat = await session.scalar(select(Chat).where(Chat.parent_id == parent_id, Chat.address == address))
    if chat is None:
        chat = Chat(parent_id=parent_id, address=address)
        session.add(chat)
    chat.joined_at, chat.consent_version = now, consent_version
    chat.stopped_at = chat.unreachable_at = None
