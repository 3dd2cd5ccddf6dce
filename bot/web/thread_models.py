"""What the API gives about conversations."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

from bot.domain.staff_hours import StaffTimes
from bot.enums import ThreadState
from bot.models import ThreadMessage
from bot.queries.conversations import Conversation, ThreadLine
from bot.web.fields import Answer
from messages.outgoing import HowSaid
from messages.tap_values import DayPart

Part = Literal["morning", "afternoon", "evening"]
_PARTS: dict[DayPart, Part] = {
    DayPart.MORNING: "morning",
    DayPart.AFTERNOON: "afternoon",
    DayPart.EVENING: "evening",
}


class MessageAnswer(Answer):
    """One message; `author` is null where the parent wrote, `voice` says that it was spoken.

    A parent's `language` is what the machine recognised (null: it cannot tell), `mixed` that there are several, and
    `how` is `held` where it is not sure of its translation. What the parent changed later says when.
    """

    message_id: int
    author: str | None
    text: str
    language: str | None
    mixed: bool
    translation: str | None
    how: HowSaid | None
    voice: bool
    forwarded: bool
    edited_at: datetime | None
    sent_at: datetime


class AboutChild(Answer):
    """A child of the parent, of the caller's groups."""

    child_id: str
    first_name: str
    group: str


class AssignedAnswer(Answer):
    """The colleague who takes it, as parents know them."""

    name: str


class CallAnswer(Answer):
    """The parent asked to be called on this day, school time; `done` where somebody did."""

    day: str
    part: Part
    done: bool


class ThreadAnswer(Answer):
    """One conversation. `waits_since` is null where the school spoke last; `overdue`: an answer was promised before."""

    thread_id: int
    parent_id: str
    parent_name: str
    home_language: str
    children: list[AboutChild]
    state: ThreadState
    opened_at: datetime
    last_at: datetime
    urgent: bool
    waits_since: datetime | None
    waits_hours: int | None
    overdue: bool
    assigned_to: AssignedAnswer | None
    with_liaison: bool
    call: CallAnswer | None
    note_count: int
    messages: list[MessageAnswer]


class InboxAnswer(Answer):
    """Urgent first, then who waits longest, then the newest; `next` is the `after` of the following page."""

    items: list[ThreadAnswer]
    next: int | None


class NoteAnswer(Answer):
    """What a colleague wrote for colleagues."""

    author: str
    text: str
    written_at: datetime


class LookAnswer(Answer):
    """Who of staff looked at it, and when last."""

    name: str
    at: datetime


class ColleagueAnswer(Answer):
    """Somebody who may take it."""

    email: str
    name: str


class ConversationAnswer(ThreadAnswer):
    """One conversation with its notes, who looked at it (newest first), and to whom it can be given."""

    notes: list[NoteAnswer]
    looked: list[LookAnswer]
    colleagues: list[ColleagueAnswer]


class SummaryAnswer(Answer):
    """How many open conversations there are, and of them those that need somebody; the oldest who still waits."""

    open: int
    urgent: int
    overdue: int
    oldest_waits_since: datetime | None
    calls_wanted: int
    with_liaison: int


def show_thread(line: ThreadLine, times: StaffTimes, now: datetime) -> ThreadAnswer:
    """Times in school time."""
    return ThreadAnswer(**_thread(line, times, now))


def show_conversation(found: Conversation, times: StaffTimes, now: datetime) -> ConversationAnswer:
    """The same with what is around it."""
    zone = times.zone
    return ConversationAnswer(
        **_thread(found.line, times, now),
        notes=[
            NoteAnswer(author=note.author, text=note.text, written_at=note.written_at.astimezone(zone))
            for note in found.notes
        ],
        looked=[LookAnswer(name=look.name, at=look.at.astimezone(zone)) for look in found.looks],
        colleagues=[ColleagueAnswer(email=colleague.email, name=colleague.name) for colleague in found.readers],
    )


def _thread(line: ThreadLine, times: StaffTimes, now: datetime) -> dict[str, Any]:
    zone, since = times.zone, line.waits_since
    return {
        "thread_id": line.id,
        "parent_id": line.parent_id,
        "parent_name": line.parent_name,
        "home_language": line.home_language,
        "children": [
            AboutChild(child_id=child.external_id, first_name=child.first_name, group=child.group)
            for child in line.children
        ],
        "state": line.state,
        "opened_at": line.opened_at.astimezone(zone),
        "last_at": line.last_at.astimezone(zone),
        "urgent": line.urgent,
        "waits_since": since.astimezone(zone) if since else None,
        "waits_hours": max((now - since) // timedelta(hours=1), 0) if since else None,
        "overdue": since is not None and times.is_overdue(since, now),
        "assigned_to": AssignedAnswer(name=line.assigned_to) if line.assigned_to else None,
        "with_liaison": line.with_liaison,
        "call": CallAnswer(day=line.call.day, part=_PARTS[line.call.part], done=line.call.done) if line.call else None,
        "note_count": line.note_count,
        "messages": [_message(message, times) for message in line.messages],
    }


def _message(message: ThreadMessage, times: StaffTimes) -> MessageAnswer:
    edited_at = message.edited_at
    return MessageAnswer(
        message_id=message.id,
        author=message.author,
        text=message.text,
        language=message.identified if message.author is None else message.language,
        mixed=message.mixed,
        translation=message.translation,
        how=HowSaid(message.how) if message.how else None,
        voice=message.file_id is not None,
        forwarded=message.forwarded,
        edited_at=edited_at.astimezone(times.zone) if edited_at else None,
        sent_at=message.sent_at.astimezone(times.zone),
    )
