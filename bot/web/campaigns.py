"""API: invitations and announcements: what is sent, to whom, and how it goes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import partial

from bot.actions.campaigns import cancel_campaign, schedule_announcement, schedule_invitation
from bot.actions.decisions import record_resend, record_resume
from bot.domain.audience import LanguageShare
from bot.domain.timing import lead_time
from bot.enums import CampaignState, Scope
from bot.models import Campaign
from bot.queries.campaigns import Plan, Progress, languages_of, load_plan, load_progress, require_campaign
from bot.web.calls import Call, Route
from bot.web.campaign_models import (
    AnnouncementBody,
    BudgetAnswer,
    CampaignAnswer,
    InvitationBody,
    LanguageShareAnswer,
    ProgressAnswer,
    SendQuery,
)
from bot.web.events import lead_time_warnings
from bot.web.words import plain_hints, warn_about
from bot.workers.asking import ask_for_words
from messages.outgoing import MessageKind

#: Puts the campaign into a session: for good, or only to see what it would be.
Schedule = Callable[..., Awaitable[Campaign]]


async def invite(call: Call) -> CampaignAnswer:
    """The invitation and its reminders."""
    body: InvitationBody = call.body
    schedule = partial(
        schedule_invitation,
        event_id=call.row_id(),
        zone=call.deps.settings.timezone,
        send_at=body.send_at,
        remind=body.remind,
        audience=body.audience,
    )
    return await schedule_campaign(call, schedule)


async def announce(call: Call) -> CampaignAnswer:
    """To each parent in the home language as far as it can be said, else as written, with a note."""
    body: AnnouncementBody = call.body
    settings = call.deps.settings
    schedule = partial(
        schedule_announcement,
        text=body.text,
        language=settings.source_language,
        school=call.deps.school.school_name,
        groups=list(dict.fromkeys(body.groups)),
        parent_ids=list(dict.fromkeys(body.parent_ids)),
        send_at=body.send_at,
        urgent=body.urgent,
    )
    return await schedule_campaign(call, schedule)


async def schedule_campaign(call: Call, schedule: Schedule) -> CampaignAnswer:
    """Scheduled, or only rehearsed; the machine gets a moment, so that the author sees how it is said."""
    deps, scope = call.deps, call.deps.database.rehearsal if call.query.dry_run else call.deps.transaction
    async with scope() as session:
        campaign = await schedule(session, actor=call.actor, now=deps.clock.now())
        plan = await load_plan(session, campaign, deps.school.budget)
    await ask_for_words(deps, texts=plan.texts, source=plan.source, targets=plan.reads)
    async with deps.reading() as session:
        shares = await languages_of(session, plan)
    return _campaign(call, campaign, plan, shares)


async def progress(call: Call) -> ProgressAnswer:
    """How it goes."""
    call.actor.check_scope(Scope.EVENTS_READ)
    async with call.deps.reading() as session:
        campaign = await require_campaign(session, actor=call.actor, campaign_id=call.row_id())
        found = await load_progress(session, campaign, patience=call.deps.settings.translation_wait)
    return _progress(call, campaign, found)


async def call_off(call: Call) -> ProgressAnswer:
    """What was not sent yet stays unsent."""
    return await _decide(call, cancel_campaign)


async def send_again(call: Call) -> ProgressAnswer:
    """What may have arrived goes out again; some parents may get it twice."""
    return await _decide(call, record_resend)


async def go_on(call: Call) -> ProgressAnswer:
    """A campaign that stopped itself goes on."""
    return await _decide(call, record_resume)


async def _decide(call: Call, record: Callable[..., Awaitable[Campaign]]) -> ProgressAnswer:
    async with call.deps.transaction() as session:
        campaign = await record(session, actor=call.actor, now=call.deps.clock.now(), campaign_id=call.row_id())
        found = await load_progress(session, campaign, patience=call.deps.settings.translation_wait)
    return _progress(call, campaign, found)


def _campaign(call: Call, campaign: Campaign, plan: Plan, shares: list[LanguageShare]) -> CampaignAnswer:
    zone = call.deps.settings.timezone
    late = lead_time_warnings(lead_time(campaign.send_at, plan.starts_at), call.reader) if plan.starts_at else []
    return CampaignAnswer(
        id=None if call.query.dry_run else campaign.id,
        kind=MessageKind(campaign.kind),
        event_id=campaign.event_id,
        state=CampaignState(campaign.state),
        send_at=campaign.send_at.astimezone(zone),
        remind_at=[moment.astimezone(zone) for moment in plan.reminders],
        audience_size=sum(share.parents for share in shares),
        reachable=sum(share.reachable for share in shares),
        by_language=[LanguageShareAnswer.model_validate(share.as_dict()) for share in shares],
        warnings=[*late, *warn_about(shares, call.reader)],
        hints=plain_hints(plan.texts, plan.source),
        budget=BudgetAnswer(**asdict(plan.effect)),
    )


def _progress(call: Call, campaign: Campaign, found: Progress) -> ProgressAnswer:
    zone = call.deps.settings.timezone
    return ProgressAnswer(
        id=campaign.id,
        kind=MessageKind(campaign.kind),
        event_id=campaign.event_id,
        state=found.state,
        send_at=campaign.send_at.astimezone(zone),
        paused_why=campaign.paused_why,
        waits_until=found.waits_until.astimezone(zone) if found.waits_until else None,
        **found.counts.as_dict(),
    )


ROUTES = [
    Route(
        "POST", "/events/{id}/invitations", invite, CampaignAnswer, Scope.EVENTS_WRITE, "Invite parents to an event",
        InvitationBody, SendQuery, status=201,
    ),
    Route(
        "POST", "/announcements", announce, CampaignAnswer, Scope.EVENTS_WRITE, "Tell parents something",
        AnnouncementBody, SendQuery, status=201,
    ),
    Route("GET", "/campaigns/{id}", progress, ProgressAnswer, Scope.EVENTS_READ, "See how a campaign goes"),
    Route("DELETE", "/campaigns/{id}", call_off, ProgressAnswer, Scope.EVENTS_WRITE, "Call off what was not sent yet"),
    Route("POST", "/campaigns/{id}/resend", send_again, ProgressAnswer, Scope.EVENTS_WRITE, "Send the unknown again"),
    Route("POST", "/campaigns/{id}/resume", go_on, ProgressAnswer, Scope.EVENTS_WRITE, "Let a paused campaign go on"),
]  # fmt: skip
