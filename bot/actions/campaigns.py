"""One planned send: scheduled, expanded to one outbox message a parent in batches, called off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.outbox import WAITING, cancel_queued, forbid_return
from bot.actions.translations import record_wanted
from bot.domain.actors import Actor
from bot.domain.durations import parse_notice
from bot.domain.timing import before_event
from bot.enums import Audience, CampaignState, EventState, Scope
from bot.errors import BadInput, Conflict
from bot.models import Campaign, Event, OutboxMessage
from bot.queries.audiences import count_audience
from bot.queries.campaigns import count_messages, require_campaign, state_of
from bot.queries.events import groups_of_event, own_texts, require_event
from bot.queries.families import require_groups, require_parent
from messages.languages import readable_in
from messages.outgoing import MessageKind
from messages.phrases import spoken

#: The short reminder for those who said yes (N16) leaves on the day before.
NUDGE_NOTICE = "P1D"

_WAITING = (CampaignState.PLANNED, CampaignState.RUNNING)


async def schedule_invitation(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    event_id: int,
    zone: ZoneInfo,
    send_at: datetime | None = None,
    remind: Sequence[str] = (),
    audience: Audience = Audience.ALL,
) -> Campaign:
    """The invitation and its reminders, as rows before anything leaves. Raises BadInput, Conflict, NotFound."""
    event = await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_WRITE)
    leaves = max(send_at or now, now)
    if event.state == EventState.CANCELLED:
        raise Conflict(f"Event {event.id} was cancelled.")
    if leaves >= event.starts_at:
        raise BadInput("The invitation would leave when the event has begun already.")
    event.state = EventState.PLANNED
    campaign = await _schedule_for_event(
        session, actor, now, event, kind=MessageKind.INVITATION, send_at=leaves, audience=audience
    )
    for notice in dict.fromkeys(remind):
        await _schedule_reminder(session, actor, now, campaign, event, MessageKind.REMINDER, notice, zone)
    if remind:
        await _schedule_reminder(session, actor, now, campaign, event, MessageKind.NUDGE, NUDGE_NOTICE, zone)
    await _want_translations(session, campaign, own_texts(event), now)
    record_audit(session, actor=actor, now=now, action="invitation", object_id=campaign.id, event=event.id)
    return campaign


async def schedule_announcement(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    text: str,
    language: str,
    school: str,
    groups: Sequence[str] = (),
    parent_ids: Sequence[str] = (),
    send_at: datetime | None = None,
    urgent: bool = False,
) -> Campaign:
    """The author's own text to groups, or to single parents; an `urgent` one leaves also into a full week.

    Raises BadInput, NotFound.
    """
    actor.check_scope(Scope.EVENTS_WRITE)
    if bool(groups) == bool(parent_ids):
        raise BadInput("Name either groups or parent_ids.")
    await require_groups(session, actor, groups)
    parents = [(await require_parent(session, actor=actor, external_id=key)).id for key in parent_ids]
    audience = {"groups": sorted(groups), "parents": parents}
    words = {"kind": MessageKind.ANNOUNCEMENT, "text": text, "source_language": language, "urgent": urgent}
    leaves = max(send_at or now, now)
    campaign = await _add(session, actor, now, asked_by=actor.name or school, send_at=leaves, **words, **audience)
    await _want_translations(session, campaign, (text,), now)
    record_audit(session, actor=actor, now=now, action="announcement", object_id=campaign.id)
    return campaign


async def schedule_notice(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    event: Event,
    kind: MessageKind,
    changed: Collection[str] = (),
) -> Campaign:
    """A change or cancellation, at once, to those who were told."""
    campaign = await _schedule_for_event(session, actor, now, event, kind=kind, send_at=now, changed=sorted(changed))
    await _want_translations(session, campaign, own_texts(event), now)
    return campaign


async def cancel_campaign(
    session: AsyncSession, *, actor: Actor, now: datetime, campaign_id: int, unless_done: bool = False
) -> Campaign:
    """What was not sent yet is not sent, reminders included.

    Raises NotFound; Conflict when it was cancelled before, or `unless_done` when all but the reminders has left.
    """
    actor.check_scope(Scope.EVENTS_WRITE)
    campaign = await require_campaign(session, actor=actor, campaign_id=campaign_id)
    if campaign.state == CampaignState.CANCELLED:
        raise Conflict(f"Campaign {campaign_id} was cancelled before.")
    if unless_done and state_of(campaign, await count_messages(session, campaign_id)) == CampaignState.DONE:
        raise Conflict("All of it has left already: there is nothing to call off.")
    meant = (Campaign.id == campaign_id) | (Campaign.invitation_id == campaign_id)
    await _cancel_where(session, list(await session.scalars(select(Campaign.id).where(meant))), now)
    record_audit(session, actor=actor, now=now, action="campaign-cancel", object_id=campaign_id)
    await session.refresh(campaign)
    return campaign


async def cancel_event_campaigns(session: AsyncSession, *, event_id: int, now: datetime) -> None:
    """Nothing more is said about this event, except that it is cancelled."""
    ids = await session.scalars(select(Campaign.id).where(Campaign.event_id == event_id))
    await _cancel_where(session, list(ids), now)


async def replan_invitations(session: AsyncSession, *, event_id: int, now: datetime, told: bool) -> None:
    """The facts changed: what waits is thrown away and composed again; what was sent stays sent.

    Where the change is `told` to who has the old facts, or may have them, those do not go out a second time.
    """
    locked = select(Campaign.id).where(Campaign.event_id == event_id).with_for_update()
    about = OutboxMessage.campaign_id.in_(list(await session.scalars(locked)))
    thrown_away = delete(OutboxMessage).where(about, OutboxMessage.state.in_(WAITING))
    emptied = set(await session.scalars(thrown_away.returning(OutboxMessage.campaign_id)))
    if told:
        await forbid_return(session, about, now=now)
    unfinished = Campaign.id.in_(emptied) | Campaign.expanded_at.is_(None)
    await session.execute(
        update(Campaign)
        .where(Campaign.event_id == event_id, Campaign.state == CampaignState.RUNNING, unfinished)
        .values(planned_up_to=0, expanded_at=None, waits=False, look_again_at=None, revision=Campaign.revision + 1)
    )


async def move_reminders(session: AsyncSession, *, event: Event, now: datetime, zone: ZoneInfo) -> None:
    """Reminders keep their notice when the event moves; one whose moment has passed by that is called off."""
    query = select(Campaign).where(
        Campaign.event_id == event.id,
        Campaign.remind.is_not(None),
        Campaign.state.in_(_WAITING),
        Campaign.expanded_at.is_(None),
    )
    for campaign in await session.scalars(query.execution_options(populate_existing=True)):
        leaves = before_event(event.starts_at, parse_notice(campaign.remind or NUDGE_NOTICE), zone)
        missed = leaves <= now < campaign.send_at
        if missed or _asks_in_vain(campaign.kind, leaves, event):
            campaign.state = CampaignState.CANCELLED
        elif leaves > now:
            campaign.state = CampaignState.PLANNED
        campaign.send_at = leaves


async def _schedule_for_event(
    session: AsyncSession,
    actor: Actor,
    now: datetime,
    event: Event,
    **facts: Any,  # noqa: ANN401  # columns
) -> Campaign:
    about = {"event_id": event.id, "source_language": event.source_language, "asked_by": event.asked_by}
    groups = await groups_of_event(session, event.id)
    return await _add(session, actor, now, groups=groups, parents=[], **about, **facts)


async def _add(session: AsyncSession, actor: Actor, now: datetime, **facts: Any) -> Campaign:  # noqa: ANN401  # columns
    campaign = Campaign(created_by=actor.key, created_at=now, **facts)
    session.add(campaign)
    await session.flush()
    return campaign


async def _schedule_reminder(
    session: AsyncSession,
    actor: Actor,
    now: datetime,
    invitation: Campaign,
    event: Event,
    kind: MessageKind,
    notice: str,
    zone: ZoneInfo,
) -> None:
    """None where its moment has passed when the invitation leaves."""
    leaves = before_event(event.starts_at, parse_notice(notice), zone)
    if leaves > invitation.send_at and not _asks_in_vain(kind, leaves, event):
        await _schedule_for_event(
            session, actor, now, event, kind=kind, remind=notice, send_at=leaves, invitation_id=invitation.id
        )


def _asks_in_vain(kind: str, leaves: datetime, event: Event) -> bool:
    """A reminder asks for an answer: not when answers are no longer taken."""
    return kind == MessageKind.REMINDER and event.rsvp_by is not None and leaves >= event.rsvp_by


async def _want_translations(
    session: AsyncSession, campaign: Campaign, texts: Iterable[str | None], now: datetime
) -> None:
    counts = await count_audience(session, campaign)
    source = campaign.source_language
    targets = {readable_in(row[:3], spoken(), source).tag for row in counts}
    to_groups = not campaign.parents
    await record_wanted(session, texts=texts, source=source, targets=targets, now=now, broadcast=to_groups)


async def _cancel_where(session: AsyncSession, ids: Sequence[int], now: datetime) -> None:
    await session.execute(
        update(Campaign).where(Campaign.id.in_(ids), Campaign.state.in_(_WAITING)).values(state=CampaignState.CANCELLED)
    )
    await cancel_queued(session, OutboxMessage.campaign_id.in_(ids), now=now)
