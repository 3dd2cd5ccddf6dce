"""Conversations as staff see them: who waits, how long, who takes it, what was said; and how many there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import BigInteger, ColumnElement, Row, Select, case, cast, exists, extract, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.enums import Scope, ThreadState
from bot.models import Parent, Staff, Thread, ThreadMessage, ThreadNote
from bot.queries.colleagues import Look, looks_at, readers_of
from bot.queries.families import ChildLine, children_of, parents_of_groups
from bot.queries.inbox import require_thread
from messages.tap_values import DayPart

PAGE = 50

#: A thread, its place in the list, its parent, who takes it, and how many notes there are.
ThreadRow: TypeAlias = Row[Thread, int, Parent, str, int]

#: A place in the list is one number: the rank, then seconds, then the thread. With 53 bits every reader of JSON keeps
#: it exactly; the seconds last until 2088.
_FIRST_SECOND = 1_577_836_800  # of 2020
_SECONDS, _THREADS = 2**31, 2**20

_OPEN = Thread.state == ThreadState.OPEN
_WAITS = _OPEN & Thread.waits_since.is_not(None)
_URGENT = _OPEN & Thread.urgent_at.is_not(None)
_CALL_WANTED = _OPEN & Thread.call_day.is_not(None) & Thread.called_at.is_(None)


@dataclass(frozen=True, slots=True)
class WantedCall:
    """The day (school time) and its part for which a parent asked to be called."""

    day: str
    part: DayPart
    done: bool


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One conversation as staff see it, its messages in order.

    `place` is where it stands in the list. `waits_since` is None where nobody waits, and in what is closed.
    """

    id: int
    place: int
    parent_id: str
    parent_name: str
    home_language: str
    children: tuple[ChildLine, ...]
    state: ThreadState
    opened_at: datetime
    last_at: datetime
    urgent: bool
    waits_since: datetime | None
    assigned_to: str | None
    with_liaison: bool
    call: WantedCall | None
    note_count: int
    messages: tuple[ThreadMessage, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """The same with what colleagues told each other, who of them looked at it, and who may read it."""

    line: ThreadLine
    notes: tuple[ThreadNote, ...]
    looks: tuple[Look, ...]
    readers: tuple[Staff, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Open conversations; `waiting` is when each of those began to wait that wait."""

    open: int
    urgent: int
    with_liaison: int
    calls_wanted: int
    waiting: tuple[datetime, ...]


async def list_threads(
    session: AsyncSession,
    *,
    actor: Actor,
    state: ThreadState | None,
    mine: bool = False,
    unassigned: bool = False,
    with_liaison: bool | None = None,
    call_wanted: bool = False,
    group: str | None = None,
    after: int = 0,
) -> list[ThreadLine]:
    """Of the actor's groups: what is urgent first, then who waits longest, then the newest; behind the place `after`.

    A conversation that stands still is met once, whatever moves between two pages. Raises NotAllowed, NotFound.
    """
    _check_reads(actor)
    actor.check_groups([group] if group else [])
    place = _place()
    query = _threads(place).where(_begun(), place > after).order_by(place).limit(PAGE)
    query = query.where(*_of(actor, [group] if group else None))
    if state is not None:
        query = query.where(Thread.state == state)
    if with_liaison is not None:
        query = query.where(Thread.with_liaison.is_(with_liaison))
    query = query.where(*_narrower(actor, mine, unassigned, call_wanted))
    return await _lines(session, actor, (await session.execute(query)).all())


def _narrower(actor: Actor, mine: bool, unassigned: bool, call_wanted: bool) -> list[ColumnElement[bool]]:
    narrower = (
        (mine, Thread.assigned_to == (actor.staff_id or 0)),  # nobody has the number 0
        (unassigned, Staff.id.is_(None) & ~Thread.with_liaison),
        (call_wanted, _CALL_WANTED),
    )
    return [condition for wanted, condition in narrower if wanted]


async def load_conversation(session: AsyncSession, *, actor: Actor, now: datetime, thread_id: int) -> Conversation:
    """One, with everything around it, and who may read it now. Raises NotAllowed, NotFound."""
    _check_reads(actor)
    thread = await require_thread(session, actor=actor, thread_id=thread_id)
    found = (await session.execute(_threads(_place()).where(Thread.id == thread.id))).all()
    (line,) = await _lines(session, actor, found)
    notes = select(ThreadNote).where(ThreadNote.thread_id == thread.id).order_by(ThreadNote.id)
    return Conversation(
        line=line,
        notes=tuple(await session.scalars(notes)),
        looks=tuple(await looks_at(session, thread)),
        readers=tuple(await readers_of(session, thread, now=now)),
    )


async def count_threads(session: AsyncSession, *, actor: Actor) -> Counts:
    """The open ones of the actor's groups. Raises NotAllowed."""
    _check_reads(actor)
    mine = _begun(), _OPEN, *_of(actor, None)
    counted = (
        func.count(),
        func.count().filter(_URGENT),
        func.count().filter(Thread.with_liaison),
        func.count().filter(_CALL_WANTED),
    )
    counts = (await session.execute(select(*counted).select_from(Thread).where(*mine))).one()
    waiting = select(Thread.waits_since).where(*mine, _WAITS).order_by(Thread.waits_since)
    return Counts(*counts, waiting=tuple(moment for moment in await session.scalars(waiting) if moment))


def _check_reads(actor: Actor) -> None:
    actor.check_scope(Scope.INBOX_READ)
    actor.check_reads_messages()


def _begun() -> ColumnElement[bool]:
    """Something was said in it, or a call is wanted."""
    return or_(exists().where(ThreadMessage.thread_id == Thread.id), Thread.call_day.is_not(None))


def _of(actor: Actor, groups: Collection[str] | None) -> list[ColumnElement[bool]]:
    """Parents of these groups, or of all that are the actor's."""
    if groups is None and actor.whole_school:
        return []
    return [Thread.parent_id.in_(parents_of_groups(groups or sorted(actor.groups)))]


def _place() -> ColumnElement[int]:
    rank = case((_URGENT & _WAITS, 0), (_URGENT, 1), (_WAITS, 2), else_=3)
    latest_first = _SECONDS - 1 - _seconds(Thread.last_at)
    moment = case((_WAITS, _seconds(Thread.waits_since)), else_=latest_first)
    return (cast(rank, BigInteger) * _SECONDS + moment) * _THREADS + Thread.id % _THREADS


def _seconds(moment: Any) -> ColumnElement[int]:  # noqa: ANN401  # a column of moments, empty or not
    return cast(extract("epoch", moment), BigInteger) - _FIRST_SECOND


def _threads(place: ColumnElement[int]) -> Select[Thread, int, Parent, str, int]:
    notes = select(func.count()).where(ThreadNote.thread_id == Thread.id).scalar_subquery()
    return (
        select(Thread, place, Parent, Staff.name, notes)
        .join(Parent, Parent.id == Thread.parent_id)
        .outerjoin(Staff, (Staff.id == Thread.assigned_to) & Staff.left_at.is_(None))
    )


async def _lines(session: AsyncSession, actor: Actor, found: Sequence[ThreadRow]) -> list[ThreadLine]:
    threads = [row[0] for row in found]
    messages = await _messages_of(session, [thread.id for thread in threads])
    groups = None if actor.whole_school else actor.groups
    children = await children_of(session, [thread.parent_id for thread in threads], groups=groups)
    return [_line(row, children.get(row[0].parent_id, ()), messages.get(row[0].id, [])) for row in found]


def _line(row: ThreadRow, children: tuple[ChildLine, ...], messages: list[ThreadMessage]) -> ThreadLine:
    thread, place, parent, assigned_to, notes = row
    state = ThreadState(thread.state)
    return ThreadLine(
        id=thread.id,
        place=place,
        parent_id=parent.external_id,
        parent_name=parent.name,
        home_language=parent.home_language,
        children=children,
        state=state,
        opened_at=thread.opened_at,
        last_at=thread.last_at,
        urgent=thread.urgent_at is not None,
        waits_since=thread.waits_since if state is ThreadState.OPEN else None,
        assigned_to=assigned_to,
        with_liaison=thread.with_liaison,
        call=_call(thread),
        note_count=notes,
        messages=tuple(messages),
    )


def _call(thread: Thread) -> WantedCall | None:
    if thread.call_day is None or thread.call_part is None:
        return None
    return WantedCall(thread.call_day, DayPart(thread.call_part), done=thread.called_at is not None)


async def _messages_of(session: AsyncSession, threads: list[int]) -> dict[int, list[ThreadMessage]]:
    query = select(ThreadMessage).where(ThreadMessage.thread_id.in_(threads)).order_by(ThreadMessage.id)
    found: dict[int, list[ThreadMessage]] = {}
    for message in await session.scalars(query):
        found.setdefault(message.thread_id, []).append(message)
    return found
