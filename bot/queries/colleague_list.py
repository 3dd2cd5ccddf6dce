"""Colleagues as a coordinator and an administrator see them: role, groups, whether they come in, whether they left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.accounts import check_head
from bot.domain.actors import Actor
from bot.enums import Role, ThreadState
from bot.errors import NotFound
from bot.models import AuditEntry, Group, SignInLink, Staff, StaffGroup, Thread
from bot.queries.staff import is_theirs

PAGE = 100


@dataclass(frozen=True, slots=True)
class HeldGroup:
    """A group of a colleague; who stands in has it `until` then."""

    name: str
    until: datetime | None

    @property
    def last_moment(self) -> datetime | None:
        """The end date as people say it: the last day on which they stand in."""
        return self.until - timedelta(seconds=1) if self.until else None


@dataclass(frozen=True, slots=True)
class Colleague:
    """One line. `invited` says that a one-time link waits to be opened; `open_threads` are theirs to answer."""

    id: int
    name: str
    email: str
    role: Role
    groups: tuple[HeldGroup, ...]
    signed_in_at: datetime | None
    has_password: bool
    second_key: bool
    invited: bool
    left_at: datetime | None
    open_threads: int


@dataclass(frozen=True, slots=True)
class Colleagues:
    """A page of them, and how many pages there are."""

    lines: tuple[Colleague, ...]
    pages: int


async def list_colleagues(
    session: AsyncSession, *, actor: Actor, now: datetime, left: bool = False, page: int = 1
) -> Colleagues:
    """Who is here, or who has left, by name. Raises NotAllowed."""
    check_head(actor)
    whose = Staff.left_at.is_not(None) if left else Staff.left_at.is_(None)
    total = await session.scalar(select(func.count()).select_from(Staff).where(whose)) or 0
    query = select(Staff).where(whose).order_by(func.lower(Staff.name), Staff.id).limit(PAGE).offset((page - 1) * PAGE)
    staff = (await session.scalars(query)).all()
    return Colleagues(await _lines(session, staff, now), pages=max(1, -(-total // PAGE)))


async def require_colleague(session: AsyncSession, *, actor: Actor, now: datetime, staff_id: int) -> Colleague:
    """One. Raises NotAllowed, NotFound."""
    check_head(actor)
    staff = await session.get(Staff, staff_id)
    if staff is None:
        raise NotFound(f"There is no colleague {staff_id}.")
    (line,) = await _lines(session, [staff], now)
    return line


async def list_readers(session: AsyncSession, *, actor: Actor) -> Sequence[tuple[int, str]]:
    """Colleagues to whom conversations can be given, by name. Raises NotAllowed."""
    check_head(actor)
    query = select(Staff.id, Staff.name).where(Staff.left_at.is_(None), Staff.role != Role.ADMINISTRATOR)
    found = await session.execute(query.order_by(func.lower(Staff.name), Staff.id))
    return [(number, name) for number, name in found]


async def list_addresses(session: AsyncSession, *, actor: Actor) -> Sequence[tuple[str, str]]:
    """E-mail address and name of everybody who is here, by name. Raises NotAllowed."""
    check_head(actor)
    query = select(Staff.email, Staff.name).where(Staff.left_at.is_(None))
    found = await session.execute(query.order_by(func.lower(Staff.name), Staff.id))
    return [(email, name) for email, name in found]


async def _lines(session: AsyncSession, staff: Sequence[Staff], now: datetime) -> tuple[Colleague, ...]:
    ids = [one.id for one in staff]
    groups = await _groups(session, ids, now)
    around = {row[0]: row[1:] for row in await session.execute(_around(ids, now))}
    return tuple(_line(one, groups.get(one.id, ()), *around[one.id]) for one in staff)


def _around(ids: Sequence[int], now: datetime) -> Select[int, datetime, int, bool]:
    came = AuditEntry.object_id == Staff.id, AuditEntry.action == "sign-in"
    last = select(AuditEntry.at).where(*came).order_by(AuditEntry.id.desc()).limit(1).scalar_subquery()
    mine = Thread.assigned_to == Staff.id, Thread.state == ThreadState.OPEN
    threads = select(func.count()).select_from(Thread).where(*mine).scalar_subquery()
    waiting = SignInLink.staff_id == Staff.id, SignInLink.used_at.is_(None), SignInLink.expires_at > now
    return select(Staff.id, last, threads, exists().where(*waiting)).where(Staff.id.in_(ids))


async def _groups(session: AsyncSession, ids: Sequence[int], now: datetime) -> dict[int, tuple[HeldGroup, ...]]:
    query = select(StaffGroup.staff_id, Group.name, StaffGroup.until).join(Group, Group.id == StaffGroup.group_id)
    found: dict[int, tuple[HeldGroup, ...]] = {}
    for number, name, until in await session.execute(
        query.where(StaffGroup.staff_id.in_(ids), is_theirs(now)).order_by(Group.name)
    ):
        found[number] = (*found.get(number, ()), HeldGroup(name, until))
    return found


def _line(
    staff: Staff, groups: tuple[HeldGroup, ...], signed_in_at: datetime | None, open_threads: int, invited: bool
) -> Colleague:
    return Colleague(
        id=staff.id,
        name=staff.name,
        email=staff.email,
        role=Role(staff.role),
        groups=groups,
        signed_in_at=signed_in_at,
        has_password=staff.password_hash is not None,
        second_key=staff.totp_secret is not None,
        invited=invited,
        left_at=staff.left_at,
        open_threads=open_threads,
    )
