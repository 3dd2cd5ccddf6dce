"""The trail, page by page: who did what, when, and about which row; numbers of the school, never a family's name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.accounts import check_head
from bot.domain.actors import Actor
from bot.models import ApiToken, AuditEntry, Child, Guardianship, Parent, ReviewerLink, Staff, Thread

PAGE = 50

#: Who acts under a name of their own, by the beginning of the key.
_NAMED: dict[str, type[Staff | ApiToken | ReviewerLink]] = {
    "staff": Staff,
    "token": ApiToken,
    "reviewer": ReviewerLink,
}

#: What stands behind the number of an entry, where it is a family's.
ABOUT_PARENT = frozenset({"family-read", "family-note", "family-note-erased", "language", "enrolment-code", "erase"})
ABOUT_CHILD = frozenset({"good-news", "good-news-back"})
ABOUT_THREAD = frozenset(
    {
        "reply",
        "thread-read",
        "thread-assigned",
        "thread-called",
        "thread-closed",
        "thread-handed-back",
        "thread-handed-over",
        "thread-note",
        "thread-reopened",
    }
)
ABOUT_COLLEAGUE = frozenset(
    {
        "password",
        "second-factor",
        "sign-in",
        "sign-out",
        "sign-out-everywhere",
        "staff",
        "staff-back",
        "staff-left",
        "staff-link",
        "staff-rights",
        "staff-signed-out",
        "stand-in",
        "stand-in-end",
    }
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look for; None: all. `actor` as the trail writes it, `parent` by the school's id; `after` is an entry."""

    actor: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    parent: str | None = None
    after: int = 0


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One entry. `who` is None for who has no name; `about` is a colleague's name or a family's id at the school."""

    id: int
    at: datetime
    actor: str
    who: str | None
    action: str
    object_id: int | None
    about: str | None
    details: dict[str, Any]


async def load_trail(session: AsyncSession, *, actor: Actor, asked: Asked, limit: int = PAGE) -> list[TrailLine]:
    """The newest first, one more than a page where there are more. Raises NotAllowed."""
    check_head(actor)
    query = select(AuditEntry).where(*_wanted(asked), *await _family(session, asked.parent))
    query = query.where(*await _behind(session, asked.after))
    query = query.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(limit + 1)
    entries = (await session.scalars(query)).all()
    names, about = await _names(session, entries), await _about(session, entries)
    return [_line(entry, names, about) for entry in entries]


async def list_actors(session: AsyncSession, *, actor: Actor) -> list[tuple[str, str]]:
    """Colleagues, scripts and native speakers by the key of the trail. Raises NotAllowed."""
    check_head(actor)
    found: list[tuple[str, str]] = []
    for kind, table in _NAMED.items():
        named = select(table.id, table.name).order_by(func.lower(table.name), table.id)
        found += [(f"{kind}:{key}", name) for key, name in await session.execute(named)]
    return found


def _wanted(asked: Asked) -> list[ColumnElement[bool]]:
    same = {AuditEntry.actor: asked.actor, AuditEntry.action: asked.action}
    wanted = [column == value for column, value in same.items() if value is not None]
    period = [AuditEntry.at >= asked.since] if asked.since else []
    return [*wanted, *period, *([AuditEntry.at < asked.until] if asked.until else [])]


async def _behind(session: AsyncSession, after: int) -> list[ColumnElement[bool]]:
    """Where the page before ended."""
    at = await session.scalar(select(AuditEntry.at).where(AuditEntry.id == after)) if after else None
    if at is None:
        return []
    return [AuditEntry.at <= at, or_(AuditEntry.at < at, AuditEntry.id < after)]


async def _family(session: AsyncSession, external_id: str | None) -> list[ColumnElement[bool]]:
    """About this parent, the children, the conversations; since the parent is known, for numbers come again."""
    if external_id is None:
        return []
    parent = await session.scalar(select(Parent).where(Parent.external_id == external_id))
    if parent is None:
        return [AuditEntry.id < 0]
    children = select(Guardianship.child_id).where(Guardianship.parent_id == parent.id)
    threads = select(Thread.id).where(Thread.parent_id == parent.id)
    theirs = or_(
        _of(ABOUT_PARENT, [parent.id]),
        _of(ABOUT_CHILD, list(await session.scalars(children))),
        _of(ABOUT_THREAD, list(await session.scalars(threads))),
    )
    return [theirs, AuditEntry.at >= parent.created_at]


def _of(actions: Collection[str], numbers: Sequence[int]) -> ColumnElement[bool]:
    return and_(AuditEntry.action.in_(sorted(actions)), AuditEntry.object_id.in_(numbers))


async def _names(session: AsyncSession, entries: Sequence[AuditEntry]) -> dict[str, str]:
    keys = {entry.actor for entry in entries}
    found: dict[str, str] = {}
    for kind, table in _NAMED.items():
        named = select(table.id, table.name).where(table.id.in_(_numbers(keys, kind)))
        found |= {f"{kind}:{number}": name for number, name in await session.execute(named)}
    return found


def _numbers(keys: Collection[str], kind: str) -> list[int]:
    return sorted(int(number) for start, _, number in (key.partition(":") for key in keys) if start == kind)


async def _about(session: AsyncSession, entries: Sequence[AuditEntry]) -> dict[int, str]:
    """By entry. A number that was another parent's before says nothing."""
    numbers = {
        room: [entry.object_id for entry in entries if entry.action in room and entry.object_id is not None]
        for room in (ABOUT_PARENT, ABOUT_CHILD, ABOUT_COLLEAGUE)
    }
    parents = select(Parent.id, Parent.external_id, Parent.created_at).where(Parent.id.in_(numbers[ABOUT_PARENT]))
    known = {row[0]: (row[1], row[2]) for row in await session.execute(parents)}
    children = select(Child.id, Child.external_id).where(Child.id.in_(numbers[ABOUT_CHILD]))
    staff = select(Staff.id, Staff.name).where(Staff.id.in_(numbers[ABOUT_COLLEAGUE]))
    named = {ABOUT_CHILD: children, ABOUT_COLLEAGUE: staff}
    rooms = {room: dict((await session.execute(query)).all()) for room, query in named.items()}
    found: dict[int, str] = {}
    for entry in entries:
        number, parent = entry.object_id or 0, known.get(entry.object_id or 0)
        if entry.action in ABOUT_PARENT and parent and parent[1] <= entry.at:
            found[entry.id] = parent[0]
        for room, names in rooms.items():
            if entry.action in room and number in names:
                found[entry.id] = names[number]
    return found


def _line(entry: AuditEntry, names: dict[str, str], about: dict[int, str]) -> TrailLine:
    return TrailLine(
        id=entry.id,
        at=entry.at,
        actor=entry.actor,
        who=names.get(entry.actor),
        action=entry.action,
        object_id=entry.object_id,
        about=about.get(entry.id),
        details=dict(entry.details or {}),
    )
