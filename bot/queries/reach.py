"""How far guardians are reached: chats, letters, languages and the last contact, for many in a few statements."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.contacts import Contact, ContactKind, Reach, Tongue
from bot.enums import NoteOutcome, ParentStatus
from bot.models import EnrolmentCode, FamilyNote, OutboxMessage, Parent, Rsvp, Thread, ThreadMessage
from bot.queries.families import status_of_parent
from bot.queries.follow_up import DELIVERED
from bot.queries.languages import list_served
from messages.languages import readable_in
from messages.outgoing import MessageKind
from messages.phrases import spoken


@dataclass(frozen=True, slots=True)
class GuardianLine:
    """One who cares for a child, as staff see them. `relation` is to the child whose line it is."""

    id: int
    external_id: str
    name: str
    relation: str | None
    reach: Reach


async def load_reach(
    session: AsyncSession, parents: Collection[int], *, source: str, now: datetime
) -> dict[int, tuple[Parent, Reach]]:
    """By our own id. `source` is the language that staff write in."""
    query = select(Parent, status_of_parent()).where(Parent.id.in_(parents))
    found = (await session.execute(query)).all()
    letters = await _letters(session, parents, now)
    last = await load_last_contacts(session, parents)
    served = await list_served(session, source=source)
    return {
        parent.id: (
            parent,
            Reach(ParentStatus(status), tongue_of(parent, source, served), letters.get(parent.id), last.get(parent.id)),
        )
        for parent, status in found
    }


def tongue_of(parent: Parent, source: str, served: Collection[str]) -> Tongue:
    """What this parent chose wins over the school's list."""
    wanted = parent.chosen_language or parent.home_language
    reads = readable_in((wanted, parent.home_language, parent.second_language), spoken(), source).tag
    return Tongue(wanted, reads, reads in served, source)


async def load_last_contacts(session: AsyncSession, parents: Collection[int]) -> dict[int, Contact]:
    """The newest of all that went either way, by parent."""
    found = [
        *_contacts(ContactKind.MESSAGE, (await session.execute(_delivered(parents)))),
        *_contacts(ContactKind.ANSWER, (await session.execute(_answered(parents)))),
        *_contacts(ContactKind.WORDS, (await session.execute(_wrote(parents)))),
        *_contacts(ContactKind.TALK, await _spoke(session, parents)),
    ]
    return {parent: contact for contact, parent in sorted((contact, parent) for parent, contact in found)}


async def _letters(session: AsyncSession, parents: Collection[int], now: datetime) -> dict[int, datetime]:
    unused = EnrolmentCode.parent_id.in_(parents), EnrolmentCode.used_at.is_(None), EnrolmentCode.expires_at > now
    query = select(EnrolmentCode.parent_id, func.max(EnrolmentCode.expires_at)).where(*unused)
    return dict((await session.execute(query.group_by(EnrolmentCode.parent_id))).all())


def _contacts(kind: ContactKind, rows: Iterable[tuple[int | None, datetime | None]]) -> list[tuple[int, Contact]]:
    return [(parent, Contact(at, kind)) for parent, at in rows if parent and at]


def _delivered(parents: Collection[int]) -> Select[int | None, datetime | None]:
    ours = OutboxMessage.parent_id.in_(parents), OutboxMessage.kind != MessageKind.SCREEN
    arrived = OutboxMessage.state.in_(DELIVERED), OutboxMessage.finished_at.is_not(None)
    query = select(OutboxMessage.parent_id, func.max(OutboxMessage.finished_at)).where(*ours, *arrived)
    return query.group_by(OutboxMessage.parent_id)


def _answered(parents: Collection[int]) -> Select[int, datetime]:
    query = select(Rsvp.parent_id, func.max(Rsvp.answered_at)).where(Rsvp.parent_id.in_(parents))
    return query.group_by(Rsvp.parent_id)


def _wrote(parents: Collection[int]) -> Select[int, datetime]:
    query = select(Thread.parent_id, func.max(ThreadMessage.sent_at)).join(ThreadMessage)
    theirs = Thread.parent_id.in_(parents), ThreadMessage.author.is_(None)
    return query.where(*theirs).group_by(Thread.parent_id)


async def _spoke(session: AsyncSession, parents: Collection[int]) -> list[tuple[int, datetime]]:
    """Of a talk only the day is known: its noon."""
    query = select(FamilyNote.parent_id, func.max(FamilyNote.happened_on))
    spoke = FamilyNote.parent_id.in_(parents), FamilyNote.outcome == NoteOutcome.SPOKE
    found = await session.execute(query.where(*spoke).group_by(FamilyNote.parent_id))
    return [(parent, datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC)) for parent, day in found]
