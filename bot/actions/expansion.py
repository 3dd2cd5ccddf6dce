"""From one campaign to one outbox message a parent, in batches; a campaign that is poison stops itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.budget import fit_into_budget
from bot.actions.outbox import Draft, queue_messages
from bot.domain.budget import Budget
from bot.enums import CampaignState, OutboxState
from bot.models import Campaign, OutboxMessage
from bot.queries.audiences import still_meant
from messages.outgoing import MessageKind

#: As many refusals among the first twenty messages stop a campaign: its template is wrong, not the parents.
POISON, _FIRST_ROWS = 5, 20

#: News about what was told before: it cannot wait until a person has looked at it.
NOTICES = (MessageKind.CANCELLATION, MessageKind.CHANGE)

#: Tips become messages on the night before, because some parents prefer them in the morning.
TIPS_AHEAD = timedelta(hours=16)

#: How often a campaign that waits for words looks by itself; it is told when some come in.
LOOK_AGAIN = timedelta(minutes=5)

_WAITING = (CampaignState.PLANNED, CampaignState.RUNNING)


async def claim_due_campaign(session: AsyncSession, *, now: datetime) -> Campaign | None:
    """The next campaign with parents left to plan; notices first, so that nobody reads old facts after new ones."""
    query = (
        select(Campaign)
        .where(
            Campaign.state.in_(_WAITING),
            or_(Campaign.send_at <= now, and_(Campaign.kind == MessageKind.TIP, Campaign.send_at <= now + TIPS_AHEAD)),
            Campaign.expanded_at.is_(None),
            Campaign.paused_why.is_(None),
            or_(Campaign.look_again_at.is_(None), Campaign.look_again_at <= now, Campaign.waits),
        )
        .order_by(case((Campaign.kind.in_(NOTICES), 0), else_=1), Campaign.send_at, Campaign.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    campaign = await session.scalar(query)
    if campaign is not None:
        campaign.state = CampaignState.RUNNING
        if not campaign.planned_up_to:  # a new pass looks at all words that are in; who wakes it from now on is heard
            campaign.look_again_at = None
    return campaign


async def record_batch(
    session: AsyncSession,
    *,
    campaign_id: int,
    revision: int,
    drafts: Sequence[Draft],
    up_to: int,
    finished: bool,
    waits_until: datetime | None = None,
    budget: Budget | None = None,
    now: datetime,
) -> bool:
    """Put a batch of frozen messages into the outbox, unless the campaign was called off or changed meanwhile.

    Who answered or stopped while the messages were composed is left out. With `waits_until`, words for some of these
    parents are still to come: everybody is gone through again when they do; who has the message gets no second one.
    With `budget`, no parent's week gets fuller than that: something waits, or finds no room.
    """
    campaign = await session.get(Campaign, campaign_id, with_for_update=True)
    if campaign is None or campaign.state != CampaignState.RUNNING or campaign.revision != revision:
        return False
    meant = await still_meant(session, campaign, [draft.parent_id for draft in drafts if draft.parent_id], now=now)
    wanted = [draft for draft in drafts if draft.parent_id in meant]
    fitting = await fit_into_budget(session, wanted, budget=budget, now=now) if budget else wanted
    await queue_messages(session, fitting, now=now)
    campaign.planned_up_to = max(campaign.planned_up_to, up_to)
    _record_pass(campaign, finished=finished, waits_until=waits_until, now=now)
    return True


def _record_pass(campaign: Campaign, *, finished: bool, waits_until: datetime | None, now: datetime) -> None:
    """Where words are still to come, everybody is gone through again; else the end of the pass is the end."""
    if waits_until is not None:
        campaign.waits = True
        campaign.look_again_at = campaign.look_again_at or min(waits_until, now + LOOK_AGAIN)
    if finished and campaign.waits:
        campaign.planned_up_to, campaign.waits = 0, False
    elif finished:
        campaign.expanded_at, campaign.look_again_at = now, None


async def record_poison(session: AsyncSession, *, campaign_id: int, why: str) -> bool:
    """A campaign whose first messages are refused again and again waits for staff; whether it does now.

    A parent may forbid voices (Bot API: VOICE_MESSAGES_FORBIDDEN): that is no fault of the campaign.
    """
    mine = and_(OutboxMessage.campaign_id == campaign_id, OutboxMessage.kind != MessageKind.VOICE)
    counts = dict(
        (
            await session.execute(select(OutboxMessage.state, func.count()).where(mine).group_by(OutboxMessage.state))
        ).all()
    )
    if counts.get(OutboxState.REJECTED, 0) < POISON or counts.get(OutboxState.SENT, 0) > _FIRST_ROWS - POISON:
        return False
    await session.execute(update(Campaign).where(Campaign.id == campaign_id).values(paused_why=why))
    waiting = OutboxMessage.state == OutboxState.QUEUED
    await session.execute(update(OutboxMessage).where(mine, waiting).values(state=OutboxState.PAUSED))
    return True
