"""How a campaign is doing, and what it will be like in each language."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.audience import LanguageShare, share_languages
from bot.domain.budget import Budget
from bot.domain.timing import wait_until
from bot.enums import CampaignState, OutboxState
from bot.errors import NotFound
from bot.models import Campaign, Event, OutboxMessage
from bot.queries.audiences import count_audience
from bot.queries.budget import BudgetEffect, load_budget_effect
from bot.queries.events import own_texts
from bot.queries.languages import list_served
from bot.queries.translations import load_memory
from messages.languages import Language, readable_in
from messages.outgoing import MessageKind
from messages.phrases import spoken

_ON_THE_WAY = (OutboxState.QUEUED, OutboxState.LEASED, OutboxState.SENDING)
_FAILED = (OutboxState.UNREACHABLE, OutboxState.REJECTED, OutboxState.DEAD)


@dataclass(frozen=True, slots=True)
class CampaignCounts:
    """Messages by where they stand; `paused` wait for staff, `cancelled` and `expired` will not leave.

    `over_budget` of all these were for parents whose week was full, and could not wait.
    """

    queued: int
    sent: int
    unknown: int
    failed: int
    paused: int
    cancelled: int
    expired: int
    over_budget: int = 0

    def as_dict(self) -> dict[str, int]:
        """As the API shows it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is. Until `waits_until` at most, some of its messages wait for words."""

    state: CampaignState
    counts: CampaignCounts
    waits_until: datetime | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a campaign would say to whom, as plain values; `starts_at` is the event's."""

    texts: tuple[str | None, ...]
    source: str
    counts: list[tuple[str | None, str, str | None, bool, int]]
    reminders: list[datetime]
    starts_at: datetime | None
    effect: BudgetEffect

    @property
    def reads(self) -> set[str]:
        """The languages that its parents will read."""
        return {readable_in(row[:3], spoken(), self.source).tag for row in self.counts}


async def require_campaign(session: AsyncSession, *, actor: Actor, campaign_id: int) -> Campaign:
    """The campaign, if all its groups are the actor's. Raises NotFound."""
    campaign = await session.get(Campaign, campaign_id)
    if campaign is None or not _reaches(actor, campaign):
        raise NotFound(f"There is no campaign {campaign_id}.")
    return campaign


def _reaches(actor: Actor, campaign: Campaign) -> bool:
    """One to single parents is its author's, and the school's."""
    mine = actor.whole_school or not campaign.parents or campaign.created_by == actor.key
    return mine and actor.reaches(campaign.groups)


async def count_messages(session: AsyncSession, campaign_id: int) -> CampaignCounts:
    """One statement, however many messages. The voice of a message is no second one."""
    query = (
        select(OutboxMessage.state, func.count(), func.sum(cast(OutboxMessage.over_budget, Integer)))
        .where(OutboxMessage.campaign_id == campaign_id, OutboxMessage.kind != MessageKind.VOICE)
        .group_by(OutboxMessage.state)
    )
    found = (await session.execute(query)).all()
    number = {state: count for state, count, _ in found}

    def total(*states: OutboxState) -> int:
        return sum(number.get(state, 0) for state in states)

    return CampaignCounts(
        queued=total(*_ON_THE_WAY),
        sent=total(OutboxState.SENT),
        unknown=total(OutboxState.UNKNOWN),
        failed=total(*_FAILED),
        paused=total(OutboxState.PAUSED),
        cancelled=total(OutboxState.CANCELLED),
        expired=total(OutboxState.EXPIRED),
        over_budget=sum(over for _, _, over in found),
    )


async def list_reminders(session: AsyncSession, invitation_id: int) -> list[datetime]:
    """When those who have not answered are reminded."""
    query = (
        select(Campaign.send_at)
        .where(Campaign.invitation_id == invitation_id, Campaign.kind == MessageKind.REMINDER)
        .order_by(Campaign.send_at)
    )
    return list(await session.scalars(query))


def state_of(campaign: Campaign, counts: CampaignCounts) -> CampaignState:
    """Done when every parent's message stands in the outbox and none is on its way."""
    running = campaign.state == CampaignState.RUNNING
    if running and campaign.expanded_at and not (counts.queued or counts.paused):
        return CampaignState.DONE
    return CampaignState(campaign.state)


async def load_progress(session: AsyncSession, campaign: Campaign, *, patience: timedelta) -> Progress:
    """Where it stands; `patience` is how long words are waited for."""
    counts = await count_messages(session, campaign.id)
    waits = campaign.state == CampaignState.RUNNING and campaign.look_again_at is not None
    until = await _patient_until(session, campaign, patience) if waits else None
    return Progress(state_of(campaign, counts), counts, until)


async def _patient_until(session: AsyncSession, campaign: Campaign, patience: timedelta) -> datetime:
    event = await session.get(Event, campaign.event_id) if campaign.event_id else None
    return wait_until(campaign.send_at, event.starts_at if event else None, patience)


async def load_plan(session: AsyncSession, campaign: Campaign, budget: Budget) -> Plan:
    """Read with the campaign, also in a rehearsal: it outlives the transaction."""
    event = await session.get(Event, campaign.event_id) if campaign.event_id else None
    return Plan(
        texts=own_texts(event) if event else (campaign.text,),
        source=campaign.source_language,
        counts=await count_audience(session, campaign),
        reminders=await list_reminders(session, campaign.id),
        starts_at=event.starts_at if event else None,
        effect=await load_budget_effect(session, campaign, budget),
    )


async def languages_of(session: AsyncSession, plan: Plan) -> list[LanguageShare]:
    """Who gets it in which language, and how it is said: shown before it leaves."""
    source, reads = plan.source, plan.reads
    memory = await load_memory(session, texts=plan.texts, source=source, targets=reads)
    served = await list_served(session, source=source)
    own_words = {target: memory.how(plan.texts, source=source, reader=Language(target)) for target in reads}
    return share_languages(plan.counts, source=source, own_words=own_words, served=served)
