"""A parent changes what was written: the school sees the new words, unless it answered the old ones."""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto

from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import ThreadMessage
from bot.queries.threads import find_message, find_unanswered


class EditOutcome(Enum):
    """What became of the change."""

    KEPT = auto()
    TOO_LATE = auto()  # answered, or closed: the parent writes again
    NOT_HERE = auto()  # nothing of it was kept before this update, such as a command
    NOTHING_NEW = auto()


async def record_edit(
    session: AsyncSession, *, address: int, number: int, text: str, update_id: int, now: datetime
) -> tuple[EditOutcome, ThreadMessage | None]:
    """The new words take the place of the old ones, and the machine reads them anew. The message where it is kept."""
    message = await find_message(session, address=address, number=number)
    if message is None or message.update_id == update_id:
        return EditOutcome.NOT_HERE, None
    if message.text == text and message.edited_at is None:
        return EditOutcome.NOTHING_NEW, message
    thread = await find_unanswered(session, message)
    if thread is None:
        return EditOutcome.TOO_LATE, message
    if message.text != text:
        message.text, message.edited_at, thread.last_at = text, now, now
        record_unread(message)
    return EditOutcome.KEPT, message


def record_unread(message: ThreadMessage) -> None:
    """The machine reads it again, as if it had just come."""
    message.identified = message.translation = message.how = message.engine = None
    message.read_at = message.available_at = None
    message.mixed, message.attempts = False, 0
