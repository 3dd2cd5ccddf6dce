"""API: what staff answer, and how the parent reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.actions.inbox import record_reply
from bot.actions.outbox import Draft
from bot.deps import Deps
from bot.domain.actors import Actor
from bot.domain.school import School
from bot.domain.timing import send_time
from bot.enums import Lane, Scope
from bot.errors import Conflict
from bot.queries.inbox import load_correspondent
from bot.queries.translations import list_parts, load_memory
from bot.web.calls import Call, Route
from bot.web.fields import Answer, Body, Paragraph, Query
from bot.workers.asking import ask_for_words
from messages.facts import Words
from messages.languages import Language
from messages.outgoing import HowSaid
from messages.render import render_reply

#: Who wrote within the hour is answered at once, also in quiet hours (contract: OUDERBRUG_QUIET_HOURS).
_JUST_WROTE = timedelta(hours=1)
_FRESH = timedelta(days=7)


class ReplyQuery(Query):
    """With `dry_run` nothing is sent and nothing is kept in the thread."""

    dry_run: bool = False


class ReplyBody(Body):
    """In the language of staff."""

    text: Paragraph


class ReplyAnswer(Answer):
    """Both texts: as written, and as the parent reads it (null where it goes out as written).

    `message` is the whole message on the phone, over its `buttons`, `leaves_at` when it leaves. A dry run also says
    what the machine's words mean when they are brought back.
    """

    text: str
    translation: str | None
    language: str
    how: HowSaid
    message: str
    buttons: list[list[str]]
    leaves_at: datetime
    back_translation: str | None


@dataclass(frozen=True, slots=True)
class Composed:
    """An answer before it is sent: as written, as read, from whom, and the message that brings it."""

    words: Words
    author: str
    draft: Draft
    back_translation: str | None = None


async def reply(call: Call) -> ReplyAnswer:
    """In the parent's language as far as it can be said, else as written with a note. The machine gets a moment."""
    deps, actor, thread_id = call.deps, call.actor, call.row_id()
    dry_run = call.query.dry_run
    composed = await compose_reply(deps, actor=actor, thread_id=thread_id, text=call.body.text, back=dry_run)
    if not dry_run:
        await send_reply(deps, composed, actor=actor, thread_id=thread_id)
    outgoing = composed.draft.outgoing
    return ReplyAnswer(
        text=composed.words.original,
        translation=composed.words.translated,
        language=outgoing.language,
        how=outgoing.free_text,
        message=outgoing.text,
        buttons=[[button.label for button in row] for row in outgoing.buttons],
        leaves_at=composed.draft.available_at.astimezone(deps.settings.timezone),
        back_translation=composed.back_translation,
    )


async def compose_reply(deps: Deps, *, actor: Actor, thread_id: int, text: str, back: bool = False) -> Composed:
    """As the parent will read it; with `back`, also what the machine's words mean. Raises NotFound, Conflict."""
    settings, now = deps.settings, deps.clock.now()
    async with deps.reading() as session:
        parent, address, last_wrote = await load_correspondent(session, actor=actor, thread_id=thread_id)
    if address is None:
        raise Conflict("This parent cannot be reached by Telegram now. Call, or speak at the gate.")
    reader, author = parent.reader(settings.source_language), actor.name or deps.school.school_name
    words, back_translation = await _say(deps, text, reader.language, back=back)
    leaves_at = _leaves_at(deps.school, last_wrote, now)
    outgoing = render_reply(words, reader, asked_by=author)
    draft = Draft("", address, outgoing, Lane.CONVERSATION, leaves_at, now + _FRESH, parent.parent_id)
    return Composed(words, author, draft, back_translation)


async def send_reply(deps: Deps, composed: Composed, *, actor: Actor, thread_id: int) -> None:
    """What was composed is kept and leaves. Raises NotFound, NotAllowed."""
    async with deps.transaction() as session:
        await record_reply(
            session,
            actor=actor,
            thread_id=thread_id,
            words=composed.words,
            author=composed.author,
            now=deps.clock.now(),
            draft=composed.draft,
        )


async def _say(deps: Deps, text: str, language: Language, *, back: bool) -> tuple[Words, str | None]:
    source, target = deps.settings.source_language, language.tag
    await ask_for_words(deps, texts=[text], source=source, targets=[target], back=back, private=True)
    async with deps.reading() as session:
        memory = await load_memory(session, texts=[text], source=source, targets=[target])
        parts = await list_parts(session, texts=[text], source=source, target=target) if back else []
    brought_back = " ".join(part.back for part in parts if part.back)
    return memory.words(text, source=source, reader=language), brought_back or None


def _leaves_at(school: School, last_wrote: datetime | None, now: datetime) -> datetime:
    if last_wrote is not None and now - last_wrote <= _JUST_WROTE:
        return now
    return send_time(now, quiet=school.quiet_hours, zone=school.timezone)


ROUTES = [
    Route(
        "POST", "/inbox/{id}/replies", reply, ReplyAnswer, Scope.INBOX_WRITE, "Answer a parent", ReplyBody,
        query=ReplyQuery, status=201,
    ),
]  # fmt: skip
