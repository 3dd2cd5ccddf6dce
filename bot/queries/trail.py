"""The trail, page by page: who did what, when, and about which row; numbers of the school, never a family's name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

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
ABOUT_CHILD = frozenset({"good-news", "good-news-back", "still-here"})
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

#: Number, what it is called here, and since when it is theirs: SQLite gives the highest number again.
_SUBJECTS: dict[frozenset[str], tuple[InstrumentedAttribute[Any], ...]] = {
    ABOUT_PARENT: (Parent.id, Parent.external_id, Parent.created_at),
    ABOUT_CHILD: (Child.id, Child.external_id, Child.created_at),
    ABOUT_COLLEAGUE: (Staff.id, Staff.name, Staff.created_at),
}


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
    since = or_(Child.created_at.is_(None), Child.created_at <= AuditEntry.at)
    same_child = exists().where(Child.id == AuditEntry.object_id, since)
    threads = select(Thread.id).where(Thread.parent_id == parent.id)
    theirs = or_(
        _of(ABOUT_PARENT, [parent.id]),
        _of(ABOUT_CHILD, list(await session.scalars(children))) & same_child,
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
    """By entry. A number that was another's before says nothing."""
    found: dict[int, str] = {}
    for room, columns in _SUBJECTS.items():
        mine = [entry for entry in entries if entry.action in room]
        query = select(*columns).where(columns[0].in_({entry.object_id for entry in mine}))
        known = {number: (name, since) for number, name, since in await session.execute(query)}
        for entry in mine:
            name, since = known.get(entry.object_id, (None, None))
            if name is not None and (since is None or since <= entry.at):
                found[entry.id] = name
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
