"""What is past its time is purged nightly: how long the school decides (bot.domain.school), and how long we do."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Delete, UpdateBase, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.statements import rows_of
from bot.domain.school import Retention
from bot.enums import MediaKind, TranslationState
from bot.models import (
    AuditEntry,
    Campaign,
    ChatPace,
    CodeAttempt,
    EnrolmentCode,
    Event,
    FamilyNote,
    Media,
    OutboxMessage,
    ReviewerLink,
    Rsvp,
    SignInAttempt,
    SignInLink,
    StaffSession,
    Thread,
    ThreadMessage,
    Translation,
    Update,
)
from bot.queries.needed_words import load_needed
from messages.outgoing import MessageKind

SCREENS = timedelta(days=7)
INVITATION_CODES = timedelta(days=14)
SIGN_IN_LINKS = timedelta(days=30)
SESSIONS = timedelta(days=30)  # with what somebody tried in vain; an open session ends long before
PRIVATE = timedelta(days=30)  # sentences of a conversation with one family, in the translation memory
DECIDED = (TranslationState.APPROVED, TranslationState.REJECTED)
VOICES = timedelta(days=30)  # what a machine said, after somebody last wanted to hear it
TRACES = timedelta(days=1)  # the pace of a chat and its wrong codes
DOCUMENTS = timedelta(days=1)  # files that a parent asked for, once they have left
TOLD = timedelta(days=7)  # after an event, who was told of it: until then a change is told, and its figures are made
ASKED = timedelta(days=366)  # after an event, who was invited, without the words: a school year asks who never was

_NO_WORDS: dict[str, Any] = {"text": "", "original": None, "buttons": []}
_RECORDED = (MediaKind.RECORDING, MediaKind.INBOUND)


async def purge_expired(session: AsyncSession, *, now: datetime, keep: Retention) -> dict[str, int]:
    """Delete what is past its time, or empty it; the answer counts rows by class, and holds nothing else."""
    needed = await load_needed(session, now=now)
    statements: dict[str, UpdateBase] = {**_of_families(now, keep), **_of_the_service(now, keep)}
    statements["machine"] = _of_machines(now, keep, needed)
    return {name: rows_of(await session.execute(statement)) for name, statement in statements.items()}


def _of_families(now: datetime, keep: Retention) -> dict[str, UpdateBase]:
    """What families and staff said to each other."""
    screens = OutboxMessage.kind == MessageKind.SCREEN, OutboxMessage.created_at < now - SCREENS
    old = OutboxMessage.created_at < now - keep.messages
    over_a_week = OutboxMessage.text != "", ~_about_event(Event.starts_at > now - TOLD)
    over = select(Event.id).where(Event.starts_at < now - keep.answers)
    to_leave = exists().where(OutboxMessage.media_id == Media.id, OutboxMessage.finished_at.is_(None))
    documents = Media.kind == MediaKind.DOCUMENT, Media.created_at < now - DOCUMENTS, ~to_leave
    return {
        "updates": delete(Update).where(Update.handled_at < now - keep.updates),
        "screens": delete(OutboxMessage).where(*screens),
        "messages": delete(OutboxMessage).where(old, ~_about_event(_remembered(now))),
        "words": update(OutboxMessage).where(old, *over_a_week).values(_NO_WORDS),
        "documents": delete(Media).where(*documents),
        "answers": delete(Rsvp).where(Rsvp.event_id.in_(over)),
        "questions": delete(ThreadMessage).where(ThreadMessage.sent_at < now - keep.messages),
        "private": delete(Translation).where(Translation.private, Translation.created_at < now - PRIVATE),
        "recordings": delete(Media).where(Media.kind.in_(_RECORDED), Media.created_at < now - keep.messages),
        "notes": delete(FamilyNote).where(FamilyNote.written_at < now - keep.messages),
        "threads": delete(Thread).where(Thread.last_at < now - keep.messages),
        "codes": delete(EnrolmentCode).where(EnrolmentCode.expires_at < now - INVITATION_CODES),
    }


def _about_event(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    about = Campaign.id == OutboxMessage.campaign_id, Event.id == Campaign.event_id
    return exists().where(*about, condition)


def _remembered(now: datetime) -> ColumnElement[bool]:
    """Whom to tell of a change or remind, and who was asked this school year, outlives the words (N6)."""
    asked = (OutboxMessage.kind == MessageKind.INVITATION) & (Event.starts_at > now - ASKED)
    return (Event.starts_at > now - TOLD) | asked


def _of_the_service(now: datetime, keep: Retention) -> dict[str, Delete]:
    """What machines made, who tried and came in, and the trail, with the names that only it still needs."""
    return {
        "voices": delete(Media).where(Media.kind == MediaKind.SPOKEN, Media.used_at < now - VOICES),
        "tries": delete(CodeAttempt).where(CodeAttempt.since < now - TRACES),
        "paces": delete(ChatPace).where(ChatPace.next_slot < now - TRACES),
        "sign_in_links": delete(SignInLink).where(SignInLink.expires_at < now - SIGN_IN_LINKS),
        "sessions": delete(StaffSession).where(StaffSession.seen_at < now - SESSIONS),
        "attempts": delete(SignInAttempt).where(SignInAttempt.last_at < now - SESSIONS),
        "reviewer_links": delete(ReviewerLink).where(ReviewerLink.expires_at < now - keep.audit),
        "audit": delete(AuditEntry).where(AuditEntry.at < now - keep.audit),
    }


def _of_machines(now: datetime, keep: Retention, needed: Collection[str]) -> Delete:
    """What nobody decided about. A parent would read the author's language where a send ahead lost its words."""
    undecided = Translation.state.not_in(DECIDED), Translation.created_at < now - keep.messages
    return delete(Translation).where(*undecided, Translation.source_key.not_in(needed))
