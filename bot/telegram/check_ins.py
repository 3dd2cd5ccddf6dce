"""One short question: a tap on a face is the answer, thanked for in place."""

from __future__ import annotations

from bot.actions.check_ins import CheckInOutcome, record_check_in
from bot.deps import Deps
from bot.queries.check_ins import find_question
from bot.queries.readers import find_parent_of_chat
from bot.telegram.answers import Answer, toast, too_old
from bot.telegram.inbound import Pressed
from messages.conversation.check_ins import CHECK_IN_THANKS, render_check_in
from messages.phrases import phrases_in
from messages.screens import ANSWER_TOO_LATE
from messages.taps import CheckInTap


async def on_check_in(deps: Deps, pressed: Pressed, tap: CheckInTap) -> Answer:
    """Kept, and shown with the faces, so that it can be changed."""
    async with deps.transaction() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        question = await find_question(session, tap.campaign_id)
        outcome = CheckInOutcome.NOT_THEIRS
        if parent is not None:
            outcome = await record_check_in(
                session,
                campaign_id=tap.campaign_id,
                parent_id=tap.parent_id,
                answer=tap.answer,
                update_id=pressed.update_id,
                now=deps.clock.now(),
            )
    if parent is None or question is None or outcome is CheckInOutcome.NOT_THEIRS:
        return await too_old(deps, pressed)
    reader = parent.reader(deps.settings.source_language)
    if outcome is CheckInOutcome.TOO_LATE:
        return toast(ANSWER_TOO_LATE, reader.language)
    thanked = render_check_in(tap.campaign_id, question, reader, answer=tap.answer)
    return Answer((thanked,), pressed.message_number, phrases_in(reader.language.tag).say(CHECK_IN_THANKS))
