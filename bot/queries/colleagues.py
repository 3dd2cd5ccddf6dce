"""Colleagues around a conversation: who may read it, who has it, who looked at it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import Role
from bot.models import ApiToken, AuditEntry, Group, Staff, StaffGroup, Thread
from bot.queries.families import children_of
from bot.queries.staff import is_theirs

#: In the trail: somebody of staff looked at this conversation.
READ = "thread-read"

#: Of the newest lookers.
MOST = 50

_WHOLE_SCHOOL = (Role.LIAISON, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class Look:
    """Who looked at a conversation or a family, and when last."""

    name: str
    at: datetime


async def looks_at(session: AsyncSession, thread: Thread) -> list[Look]:
    """Who of staff looked at this conversation, the newest first."""
    return await looks_in_trail(session, action=READ, object_id=thread.id, since=thread.opened_at)


async def looks_in_trail(session: AsyncSession, *, action: str, object_id: int, since: datetime) -> list[Look]:
    """The same for whatever may be looked at. Before `since` the number may have been another's."""
    last = func.max(AuditEntry.at)
    looked = AuditEntry.action == action, AuditEntry.object_id == object_id, AuditEntry.at >= since
    query = select(AuditEntry.actor, last).where(*looked).group_by(AuditEntry.actor).order_by(last.desc()).limit(MOST)
    looks = (await session.execute(query)).all()
    names = await _names(session, [key for key, _ in looks])
    return [Look(names[key], at) for key, at in looks if key in names]


async def readers_of(session: AsyncSession, thread: Thread, *, now: datetime) -> Sequence[Staff]:
    """Colleagues who may read this conversation now, by name."""
    children = (await children_of(session, [thread.parent_id])).get(thread.parent_id, ())
    theirs = (
        exists()
        .where(StaffGroup.staff_id == Staff.id, Group.id == StaffGroup.group_id, is_theirs(now))
        .where(Group.name.in_({child.group for child in children}))
    )
    may = or_(Staff.role.in_(_WHOLE_SCHOOL), theirs)
    query = select(Staff).where(Staff.left_at.is_(None), Staff.role != Role.ADMINISTRATOR, may)
    return (await session.scalars(query.order_by(Staff.name, Staff.id))).all()


async def has_liaison(session: AsyncSession) -> bool:
    """Whether somebody of the school is its liaison now."""
    liaison = exists().where(Staff.role == Role.LIAISON, Staff.left_at.is_(None))
    return bool(await session.scalar(select(liaison)))


async def find_holder(session: AsyncSession, thread: Thread) -> Staff | None:
    """The colleague who has it, unless they have left."""
    return await session.scalar(select(Staff).where(Staff.id == thread.assigned_to, Staff.left_at.is_(None)))


async def _names(session: AsyncSession, keys: Collection[str]) -> dict[str, str]:
    """What stands behind the keys of the trail: a colleague, or a script of the school by the name of its token."""
    by_token = select(ApiToken.id, func.coalesce(Staff.name, ApiToken.name)).outerjoin(
        Staff, Staff.id == ApiToken.staff_id
    )
    by_staff = select(Staff.id, Staff.name).where(Staff.id.in_(_numbers(keys, "staff")))
    tokens = await session.execute(by_token.where(ApiToken.id.in_(_numbers(keys, "token"))))
    staff = await session.execute(by_staff)
    return {f"token:{number}": name for number, name in tokens} | {f"staff:{number}": name for number, name in staff}


def _numbers(keys: Collection[str], kind: str) -> list[int]:
    return [int(number) for start, _, number in (key.partition(":") for key in keys) if start == kind]
