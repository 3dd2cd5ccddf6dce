"""A parent changes a message: the school sees the new words, or the parent hears that it is too late for that."""

from __future__ import annotations

from bot.actions.danger import record_danger
from bot.actions.edits import EditOutcome, record_edit
from bot.deps import Deps
from bot.queries.readers import list_parents_of_chat
from bot.telegram.answers import Answer, language_of
from bot.telegram.inbound import Edited, Text, Voice
from bot.telegram.inbox import is_danger, warning
from messages.conversation.inbox import EDIT_KEPT, EDIT_TOO_LATE
from messages.screens import say_screen

_SENTENCES = {EditOutcome.KEPT: EDIT_KEPT, EditOutcome.TOO_LATE: EDIT_TOO_LATE}


async def on_edited(deps: Deps, edited: Edited) -> Answer | None:
    """What was kept is changed; None where nothing was: then it is handled as if it were new."""
    message = edited.as_new
    if not isinstance(message, Text | Voice) or message.message_number is None:
        return None
    now = deps.clock.now()
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, message.address)
    danger = is_danger(deps, message.text, parents)
    async with deps.transaction() as session:
        outcome, kept = await record_edit(
            session,
            address=message.address,
            number=message.message_number,
            text=message.text,
            update_id=message.update_id,
            now=now,
        )
        if danger and kept is not None and outcome is EditOutcome.KEPT:
            await record_danger(session, message=kept, recipients=deps.school.alert_to, now=now)
    if outcome is EditOutcome.NOTHING_NEW:
        return Answer()
    if outcome is EditOutcome.NOT_HERE or (outcome is EditOutcome.TOO_LATE and danger):
        return None  # words in danger are not lost because they came as an edit
    language = language_of(deps, parents, edited)
    return Answer((*warning(deps, language, danger=danger), say_screen(_SENTENCES[outcome], language)))
