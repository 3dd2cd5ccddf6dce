"""A parent's message in the language of staff: identified and translated once, both texts kept."""

from __future__ import annotations

from bot.actions.reading import claim_unread, record_read, record_unreadable
from bot.deps import Deps
from bot.engine import Engine
from bot.queries.readers import load_parent
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
    async with deps.transaction() as session:
        await record_read(session, message_id=message.message_id, read=read, now=deps.clock.now())
    return True
