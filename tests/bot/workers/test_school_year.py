"""A whole school year: no week fuller than the budget, nothing in quiet hours, both DST nights right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time, timedelta

import pytest

from bot.deps import Deps
from bot.domain.budget import NO_ROOM
from bot.enums import OutboxState
from bot.models import Campaign, OutboxMessage
from messages.outgoing import MessageKind
from tests.bot.workers.school_year import ANSWERS_EACH, DST_SUNDAYS, EVENTS, FAMILIES, SchoolYear, school_time
from tests.budgets import AMSTERDAM
from tests.fakes import FakeClock

INVITATION, REMINDER, NUDGE = MessageKind.INVITATION, MessageKind.REMINDER, MessageKind.NUDGE
TIP = MessageKind.TIP

Messages = Iterable[OutboxMessage]
Campaigns = dict[int | None, Campaign]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_budget_holds_over_a_school_year(deps: Deps, clock: FakeClock) -> None:
    year = SchoolYear(deps, clock)
    await year.prepare()

    await year.run()

    messages, campaigns = await year.messages(), await year.campaigns()
    sent = [message for message in messages if message.state == OutboxState.SENT]
    kinds = Counter(message.kind for message in sent)
    assert kinds.keys() == {INVITATION, REMINDER, NUDGE, TIP}
    assert kinds[INVITATION] == EVENTS * FAMILIES
    check_weeks(sent, limit=deps.settings.messages_per_week)
    check_quiet_hours(sent, deps)
    check_reminders(messages, campaigns)
    check_dst_sundays(sent, campaigns)
    check_tips(messages, campaigns)


def check_weeks(sent: Messages, *, limit: int) -> None:
    """Only invitations that could not wait come on top of it."""
    weeks = Counter((m.parent_id, *left(m).isocalendar()[:2]) for m in sent if not m.over_budget)
    assert max(weeks.values()) == limit
    assert {m.kind for m in sent if m.over_budget} == {INVITATION}


def check_quiet_hours(sent: Messages, deps: Deps) -> None:
    assert [left(m) for m in sent if deps.settings.quiet_hours.covers(left(m).time())] == []


def check_reminders(messages: Messages, campaigns: Campaigns) -> None:
    """Who was invited by then and said nothing: once for each notice, sent, or shown to have found no room."""
    reminded = Counter((m.parent_id, m.campaign_id) for m in messages if m.kind == REMINDER)
    invited = {
        (m.parent_id, campaigns[m.campaign_id].event_id): m.finished_at for m in messages if m.kind == INVITATION
    }
    expected = {
        (parent, campaign.id)
        for campaign in campaigns.values()
        for (parent, event), arrived in invited.items()
        if campaign.kind == REMINDER and campaign.event_id == event and campaign.expanded_at and arrived
        if arrived < campaign.expanded_at and (parent or 0) % ANSWERS_EACH
    }
    assert set(reminded.values()) == {1}
    assert reminded.keys() == expected
    assert {m.error for m in messages if m.kind == REMINDER and m.state != OutboxState.SENT} == {NO_ROOM}


def check_dst_sundays(sent: Messages, campaigns: Campaigns) -> None:
    """Reminders at half past eight, ideas at the hour of each parent, on the clock that holds since that night."""
    for day in DST_SUNDAYS:
        there = [message for message in sent if left(message).date() == day]
        tips = {left(m).time().replace(second=0, microsecond=0) for m in there if m.kind == TIP}
        assert {campaigns[m.campaign_id].send_at for m in there if m.kind == REMINDER} == {school_time(day, 8, 30)}
        assert tips & {time(8), time(13), time(16), time(18, 30)} == tips != set()


def check_tips(messages: Messages, campaigns: Campaigns) -> None:
    """Tips are what waits, for a week at most; each part comes once, and never to who wants none."""
    tips = [message for message in messages if message.kind == TIP]
    parts = Counter((m.parent_id, campaigns[m.campaign_id].tip_key, campaigns[m.campaign_id].tip_part) for m in tips)
    late = [left(m) - campaigns[m.campaign_id].send_at for m in tips if m.state == OutboxState.SENT]
    assert set(parts.values()) == {1}
    assert timedelta(days=6) < max(late) < timedelta(days=8)
    assert {(m.parent_id or 0) % 12 == 0 for m in tips} == {False}
    assert {m.error for m in tips if m.state == OutboxState.EXPIRED} == {NO_ROOM}


def left(message: OutboxMessage) -> datetime:
    """School time."""
    return (message.finished_at or message.available_at).astimezone(AMSTERDAM)
