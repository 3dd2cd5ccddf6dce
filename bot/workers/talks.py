"""Tell families of a time that they did not choose themselves: the next in line, or whom the school booked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.actions.outbox import Draft
from bot.actions.places import WAITING_LIST, record_told
from bot.deps import Deps
from bot.domain.timing import send_time
from bot.enums import Lane
from bot.models import Event
from bot.queries.events import can_answer, facts_of, require_known_event
from bot.queries.readers import ChatParent, load_parents
from bot.queries.talks import Untold, list_untold
from messages.conversation.talk_screens import talk_news
from messages.outgoing import Outgoing


async def tell_talks(deps: Deps) -> bool:
    """Every message that is due becomes a row. False when nobody has to be told."""
    now = deps.clock.now()
    async with deps.reading() as session:
        untold = await list_untold(session, now=now, zone=deps.settings.timezone)
        parents = await load_parents(session, [one.key.parent_id for one in untold])
        events = {one.key.event_id: await require_known_event(session, one.key.event_id) for one in untold}
    by_id = {parent.parent_id: parent for parent in parents}
    for one in untold:
        news = _news(deps, one, events[one.key.event_id], by_id[one.key.parent_id], now)
        draft = _draft(deps, one, news, now)
        async with deps.transaction() as session:
            await record_told(session, booking_id=one.booking_id, slot_id=one.slot_id, draft=draft, now=now)
    return bool(untold)


def _news(deps: Deps, one: Untold, event: Event, parent: ChatParent, now: datetime) -> Outgoing:
    reader = parent.reader(deps.settings.source_language)
    facts = facts_of(event, zone=deps.settings.timezone, reader=reader.language)
    facts = replace(facts, talks=(one.talk,), answers_open=can_answer(event, now))
    return talk_news(facts, reader, by_school=one.booked_by != WAITING_LIST)


def _draft(deps: Deps, one: Untold, news: Outgoing, now: datetime) -> Draft | None:
    """None where it would come after the talk has begun."""
    leaves = send_time(now, quiet=deps.school.quiet_hours, zone=deps.settings.timezone)
    if leaves >= one.starts_at:
        return None
    return Draft(
        dedupe_key=f"talk:{one.key.event_id}:{one.booking_id}:{one.slot_id}:{one.booked_at.isoformat()}",
        address=one.address,
        outgoing=news,
        lane=Lane.BULK,
        available_at=leaves,
        use_by=one.starts_at,
        parent_id=one.key.parent_id,
    )
