"""API: invitations and announcements: what is sent, to whom, and how it goes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated

from pydantic import Field

from bot.actions.campaigns import cancel_campaign, schedule_announcement, schedule_invitation
from bot.actions.decisions import record_resend, record_resume
from bot.domain.audience import LanguageShare
from bot.domain.timing import lead_time
from bot.enums import Audience, CampaignState, Scope
from bot.models import Campaign
from bot.queries.campaigns import count_messages, languages_of, list_reminders, require_campaign, state_of
from bot.queries.events import find_event
from bot.web.calls import Call, Route
from bot.web.events import lead_time_warnings
from bot.web.fields import Answer, Body, Line, Moment, Paragraph, Query
from messages.outgoing import HowSaid, MessageKind

Notice = Annotated[str, Field(max_length=32)]


class InvitationBody(Body):
    """When it leaves (now), which reminders, and who of the groups."""

    send_at: Moment | None = None
    remind: list[Notice] = Field(default_factory=lambda: ["P7D", "P1D"], max_length=10)
    audience: Audience = Audience.ALL


class SendQuery(Query):
    """`dry_run`: show who would get it and how, and schedule nothing."""

    dry_run: bool = False


class LanguageAnswer(Answer):
    """One language of the audience; `none` means: not in their language, so look before you send."""

    language: str
    reads: str
    parents: int
    reachable: int
    how: HowSaid


class CampaignAnswer(Answer):
    """What was scheduled, or would be."""

    id: int | None
    kind: MessageKind
    event_id: int | None
    state: CampaignState
    send_at: datetime
    remind_at: list[datetime]
    audience_size: int
    reachable: int
    by_language: list[LanguageAnswer]
    warnings: list[str]


class ProgressAnswer(Answer):
    """Where its messages stand."""

    id: int
    kind: MessageKind
    event_id: int | None
    state: CampaignState
    send_at: datetime
    queued: int
    sent: int
    unknown: int
    failed: int
    paused: int
    cancelled: int
    expired: int
    paused_why: str | None


class AnnouncementBody(Body):
    """The author's own text, to groups or to single parents."""

    text: Paragraph
    groups: list[Line] = Field(default_factory=list, max_length=100)
    parent_ids: list[Line] = Field(default_factory=list, max_length=500)
    send_at: Moment | None = None


async def invite(call: Call) -> CampaignAnswer:
    """The invitation and its reminders."""
    body: InvitationBody = call.body
    deps, now = call.deps, call.deps.clock.now()
    scope = deps.database.rehearsal() if call.query.dry_run else deps.transaction()
    async with scope as session:
        campaign = await schedule_invitation(
            session,
            actor=call.actor,
            now=now,
            event_id=call.row_id(),
            zone=deps.settings.timezone,
            send_at=body.send_at,
            remind=body.remind,
            audience=body.audience,
        )
        shares = await languages_of(session, campaign)
        reminders = await list_reminders(session, campaign.id)
        event = await find_event(session, call.row_id())
    warnings = lead_time_warnings(lead_time(campaign.send_at, event.starts_at)) if event else []
    return _campaign(call, campaign, shares, reminders, warnings)


async def announce(call: Call) -> CampaignAnswer:
    """To each parent in the home language where its sentences are approved, else as written, with a note."""
    body: AnnouncementBody = call.body
    deps = call.deps
    scope = deps.database.rehearsal() if call.query.dry_run else deps.transaction()
    async with scope as session:
        campaign = await schedule_announcement(
            session,
            actor=call.actor,
            now=deps.clock.now(),
            text=body.text,
            language=deps.settings.source_language,
            school=deps.settings.school_name,
            groups=list(dict.fromkeys(body.groups)),
            parent_ids=list(dict.fromkeys(body.parent_ids)),
            send_at=body.send_at,
        )
        shares = await languages_of(session, campaign)
    return _campaign(call, campaign, shares, [], _untranslated(shares))


async def progress(call: Call) -> ProgressAnswer:
    """How it goes."""
    call.actor.check_scope(Scope.EVENTS_READ)
    async with call.deps.reading() as session:
        campaign = await require_campaign(session, actor=call.actor, campaign_id=call.row_id())
        counts = await count_messages(session, campaign.id)
    return _progress(call, campaign, state_of(campaign, counts), counts.as_dict())


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
        counts = await count_messages(session, campaign.id)
    return _progress(call, campaign, state_of(campaign, counts), counts.as_dict())


def _campaign(
    call: Call, campaign: Campaign, shares: list[LanguageShare], reminders: list[datetime], warnings: list[str]
) -> CampaignAnswer:
    zone = call.deps.settings.timezone
    return CampaignAnswer(
        id=None if call.query.dry_run else campaign.id,
        kind=MessageKind(campaign.kind),
        event_id=campaign.event_id,
        state=CampaignState(campaign.state),
        send_at=campaign.send_at.astimezone(zone),
        remind_at=[moment.astimezone(zone) for moment in reminders],
        audience_size=sum(share.parents for share in shares),
        reachable=sum(share.reachable for share in shares),
        by_language=[LanguageAnswer.model_validate(share.as_dict()) for share in shares],
        warnings=warnings,
    )


def _untranslated(shares: list[LanguageShare]) -> list[str]:
    languages = sorted({share.language for share in shares if share.how is HowSaid.NONE})
    if not languages:
        return []
    return [
        f"Not in their own language, but as written with a note: {', '.join(languages)}. Approve a translation first."
    ]


def _progress(call: Call, campaign: Campaign, state: CampaignState, counts: dict[str, int]) -> ProgressAnswer:
    return ProgressAnswer(
        id=campaign.id,
        kind=MessageKind(campaign.kind),
        event_id=campaign.event_id,
        state=state,
        send_at=campaign.send_at.astimezone(call.deps.settings.timezone),
        paused_why=campaign.paused_why,
        **counts,
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
