"""Please call me: a parent chooses a part of a day by tap, and staff find it on the thread (N14)."""

from __future__ import annotations

from datetime import datetime

from bot.actions.threads import record_call
from bot.deps import Deps
from bot.queries.readers import find_parent_of_chat
from bot.telegram.answers import Answer, too_old
from bot.telegram.inbound import Pressed
from bot.telegram.inbox import staff_times
from messages.conversation.inbox import CallTime, ask_when_to_call, confirm_call
from messages.taps import CallAtTap, CallTap


async def on_call(deps: Deps, pressed: Pressed, tap: CallTap) -> Answer:
    """Asks when, as a new message: what stands above it stays readable."""
    async with deps.reading() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
    times = (await staff_times(deps)).call_times(deps.clock.now())
    if parent is None or not times:
        return await too_old(deps, pressed)
    return Answer((ask_when_to_call(parent.parent_id, times, parent.reads(deps.settings.source_language)),))


async def on_call_at(deps: Deps, pressed: Pressed, tap: CallAtTap) -> Answer:
    """Kept, and confirmed in place of the question; a day that is past or never was offered is refused."""
    now = deps.clock.now()
    wanted = _wanted(tap)
    if wanted is None or not (await staff_times(deps)).takes_call(wanted, now):
        return await too_old(deps, pressed)
    async with deps.transaction() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        if parent is not None:
            await record_call(session, parent_id=parent.parent_id, wanted=wanted, now=now)
    if parent is None:
        return await too_old(deps, pressed)
    shown = confirm_call(wanted, parent.reads(deps.settings.source_language))
    return Answer((shown,), edits=pressed.message_number)


def _wanted(tap: CallAtTap) -> CallTime | None:
    """None where there is no such day."""
    try:
        return CallTime(datetime.strptime(tap.day, "%Y%m%d").date(), tap.part)  # noqa: DTZ007  # a day has no zone
    except ValueError:
        return None
