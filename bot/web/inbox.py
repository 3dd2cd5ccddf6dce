"""API: what parents wrote, and the answers they get."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions.inbox import record_reply
from bot.actions.outbox import Draft
from bot.domain.timing import send_time
from bot.enums import Lane, Scope, ThreadState
from bot.errors import Conflict
from bot.models import ThreadMessage
from bot.queries.inbox import PAGE, ThreadLine, list_threads, load_correspondent
from bot.queries.translations import load_memory
from bot.web.calls import Call, Route
from bot.web.fields import After, Answer, Body, Paragraph, Query
from bot.workers.asking import ask_for_words
from messages.outgoing import HowSaid
from messages.render import render_reply

#: Who wrote within the hour is answered at once, also in quiet hours (contract: OUDERBRUG_QUIET_HOURS).
_JUST_WROTE = timedelta(hours=1)
_FRESH = timedelta(days=7)


class InboxQuery(Query):
    """Which threads."""

    state: ThreadState | None = None
    after: After = 0


class MessageAnswer(Answer):
    """One message; `author` is null where the parent wrote, `voice` says that it was spoken.

    A parent's `language` is what the machine recognised (null: it cannot tell), `mixed` that there are several, and
    `how` is `held` where it is not sure of its translation.
    """

    author: str | None
    text: str
    language: str | None
    mixed: bool
    translation: str | None
    how: HowSaid | None
    voice: bool
    sent_at: datetime


class ThreadAnswer(Answer):
    """One conversation."""

    thread_id: int
    parent_id: str
    parent_name: str
    state: ThreadState
    opened_at: datetime
    messages: list[MessageAnswer]


class InboxAnswer(Answer):
    """Threads by number; `next` is the `after` of the following page."""

    items: list[ThreadAnswer]
    next: int | None


class ReplyBody(Body):
    """In the language of staff."""

    text: Paragraph


class ReplyAnswer(Answer):
    """Both texts: as written, and as the parent reads it (null where it goes out as written)."""

    text: str
    translation: str | None
    language: str
    how: HowSaid


async def inbox(call: Call) -> InboxAnswer:
    """Of the actor's own groups."""
    async with call.deps.reading() as session:
        threads = await list_threads(session, actor=call.actor, state=call.query.state, after=call.query.after)
    zone = call.deps.settings.timezone
    return InboxAnswer(
        items=[_thread(thread, zone) for thread in threads], next=threads[-1].id if len(threads) == PAGE else None
    )


async def reply(call: Call) -> ReplyAnswer:
    """In the parent's language as far as it can be said, else as written with a note. The machine gets a moment."""
    deps, now = call.deps, call.deps.clock.now()
    settings, author = deps.settings, call.actor.name or deps.settings.school_name
    async with deps.reading() as session:
        parent, address, last_wrote = await load_correspondent(session, actor=call.actor, thread_id=call.row_id())
    if address is None:
        raise Conflict("This parent cannot be reached by Telegram now. Call, or speak at the gate.")
    reader = parent.reader(settings.source_language)
    texts, source, targets = [call.body.text], settings.source_language, [reader.language.tag]
    await ask_for_words(deps, texts=texts, source=source, targets=targets, private=True)
    async with deps.reading() as session:
        memory = await load_memory(session, texts=texts, source=source, targets=targets)
    words = memory.words(call.body.text, source=settings.source_language, reader=reader.language)
    outgoing = render_reply(words, reader, asked_by=author)
    at_once = last_wrote is not None and now - last_wrote <= _JUST_WROTE
    leaves = now if at_once else send_time(now, quiet=settings.quiet_hours, zone=settings.timezone)
    async with deps.transaction() as session:
        await record_reply(
            session,
            actor=call.actor,
            thread_id=call.row_id(),
            words=words,
            author=author,
            now=now,
            draft=Draft("", address, outgoing, Lane.CONVERSATION, leaves, now + _FRESH, parent.parent_id),
        )
    return ReplyAnswer(
        text=call.body.text, translation=words.translated, language=reader.language.tag, how=outgoing.free_text
    )


def _thread(thread: ThreadLine, zone: ZoneInfo) -> ThreadAnswer:
    return ThreadAnswer(
        thread_id=thread.id,
        parent_id=thread.parent_id,
        parent_name=thread.parent_name,
        state=thread.state,
        opened_at=thread.opened_at.astimezone(zone),
        messages=[_message(message, zone) for message in thread.messages],
    )


def _message(message: ThreadMessage, zone: ZoneInfo) -> MessageAnswer:
    return MessageAnswer(
        author=message.author,
        text=message.text,
        language=message.identified if message.author is None else message.language,
        mixed=message.mixed,
        translation=message.translation,
        how=HowSaid(message.how) if message.how else None,
        voice=message.file_id is not None,
        sent_at=message.sent_at.astimezone(zone),
    )


ROUTES = [
    Route("GET", "/inbox", inbox, InboxAnswer, Scope.INBOX_READ, "What parents wrote", query=InboxQuery),
    Route(
        "POST", "/inbox/{id}/replies", reply, ReplyAnswer, Scope.INBOX_WRITE, "Answer a parent", ReplyBody, status=201
    ),
]
