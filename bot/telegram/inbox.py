"""Everything a parent writes or says reaches a person; what we cannot read gets a kind answer."""

from __future__ import annotations

from bot.actions.enrolment import record_reachable, record_unreachable
from bot.actions.inbox import record_question
from bot.deps import Deps
from bot.queries.readers import list_parents_of_chat
from bot.telegram.answers import Answer, app_language, language_of, say
from bot.telegram.inbound import Blocked, Text, Unreadable, Voice
from messages.screens import HOW_TO_JOIN, MESSAGE_KEPT, NOT_READABLE


async def on_question(deps: Deps, message: Text | Voice) -> Answer:
    """Kept for staff, in the parent's own words or voice."""
    text = message.text if isinstance(message, Text) else ""
    file_id = message.file_id if isinstance(message, Voice) else None
    async with deps.transaction() as session:
        parents = await list_parents_of_chat(session, message.address)
        if not parents:
            return say(HOW_TO_JOIN, app_language(deps, message))
        language = parents[0].reads(deps.settings.source_language)
        await record_question(
            session,
            parent_id=parents[0].parent_id,
            text=text,
            language=language.tag,
            file_id=file_id,
            update_id=message.update_id,
            now=deps.clock.now(),
        )
    return say(MESSAGE_KEPT, language)


async def on_unreadable(deps: Deps, message: Unreadable) -> Answer:
    """A picture or sticker."""
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, message.address)
    return say(NOT_READABLE if parents else HOW_TO_JOIN, language_of(deps, parents, message))


async def on_blocked(deps: Deps, change: Blocked) -> Answer:
    """The parent closed or opened the door; staff see it, and nothing is said."""
    async with deps.transaction() as session:
        if change.blocked:
            await record_unreachable(session, address=change.address, now=deps.clock.now())
        else:
            await record_reachable(session, address=change.address)
    return Answer()
