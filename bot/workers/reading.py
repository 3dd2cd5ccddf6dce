"""A parent's message in the language of staff: identified and translated once, both texts kept; danger seen in it."""

from __future__ import annotations

from bot.actions.danger import record_danger_read
from bot.actions.reading import Unread, claim_unread, record_read, record_unreadable
from bot.deps import Deps
from bot.domain.spoken import ReadText
from bot.engine import Engine
from bot.queries.readers import ChatParent, load_parent
from messages.conversation.inbox import Help, warn_of_danger
from messages.danger import points_to_danger
from messages.outgoing import Outgoing
from messages.translator import EngineFailed


async def read_one_message(deps: Deps, engine: Engine) -> bool:
    """The oldest that nobody has read by machine. False when there is none."""
    into = deps.settings.source_language
    async with deps.database.transaction() as session:
        message = await claim_unread(session, now=deps.clock.now())
        parent = await load_parent(session, message.parent_id) if message else None
    if message is None or parent is None:
        return False
    try:
        read = await engine.read(message.text, likely=parent.likely(into), into=into)
    except EngineFailed:
        async with deps.transaction() as session:
            await record_unreadable(session, message_id=message.message_id, now=deps.clock.now())
        raise
    warning = _warning(deps, parent) if _is_danger(message, read, into) else None
    async with deps.transaction() as session:
        kept = await record_read(session, unread=message, read=read, now=deps.clock.now())
        if kept and warning:
            await record_danger_read(
                session,
                message_id=message.message_id,
                recipients=deps.school.alert_to,
                warning=warning,
                now=deps.clock.now(),
            )
    return True


def _is_danger(message: Unread, read: ReadText, into: str) -> bool:
    """In the machine's words, or in the parent's own once we know in which language they are."""
    language = [read.language] if read.language else []
    return points_to_danger(read.target or "", [into]) or points_to_danger(message.text, language)


def _warning(deps: Deps, parent: ChatParent) -> Outgoing:
    who = Help(deps.school.emergency_number, deps.school.help_lines)
    return warn_of_danger(who, parent.reads(deps.settings.source_language))
