"""Expand what is due: one frozen message a parent, in the parent's language, in batches small enough to be polite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.actions.expansion import NOTICES, claim_due_campaign, record_batch
from bot.actions.outbox import Draft
from bot.deps import Deps
from bot.domain.memory import Memory
from bot.domain.programmes import tip_time
from bot.domain.timing import send_time, wait_until
from bot.enums import Lane
from bot.models import Campaign, Event
from bot.queries.audiences import Recipient, list_recipients
from bot.queries.events import answers_of, can_answer, facts_of, find_event, own_texts
from bot.queries.offers import load_offers
from bot.queries.talks import TalkBook, load_talk_book
from bot.queries.translations import load_memory
from bot.workers.questions import ASKING, render_question
from bot.workers.talks import tell_talks
from messages.conversation.ideas import render_tip
from messages.conversation.offers import Offer
from messages.facts import GivenAnswer, Reader
from messages.languages import Language
from messages.outgoing import HowSaid, MessageKind, Outgoing
from messages.phrases import spoken
from messages.render import render_announcement, render_event
from messages.tips import TipPart, find_tip_in

BATCH = 200

#: How long a message without an event stays worth reading; a tip that waited comes in a week at its hour, or late.
FRESH, FRESH_TIP = timedelta(days=7), timedelta(days=8)

#: An invitation that waits for room in the parent's week comes at least so long before the event.
IN_TIME = timedelta(days=2)

_SHOWS_ANSWER = (MessageKind.CHANGE, MessageKind.NUDGE)


@dataclass(frozen=True, slots=True)
class Job:
    """All that is needed to write the next messages of a campaign, read in one look."""

    campaign: Campaign
    event: Event | None
    recipients: list[Recipient]
    answers: dict[int, GivenAnswer]
    memory: Memory
    talks: TalkBook | None
    offers: dict[int, Offer]
    waits_until: datetime
    waiting: frozenset[str]


async def plan_one_batch(deps: Deps) -> bool:
    """Claim a due campaign and put its next batch into the outbox. False when nothing is due."""
    now = deps.clock.now()
    async with deps.database.transaction() as session:
        campaign = await claim_due_campaign(session, now=now)
    if campaign is None:
        return await tell_talks(deps)
    job = await _read_job(deps, campaign, now)
    source = deps.settings.source_language
    ready = [recipient for recipient in job.recipients if recipient.reads(source).tag not in job.waiting]
    drafts = [draft for recipient in ready if (draft := _draft(deps, job, recipient, now))]
    up_to = job.recipients[-1].parent_id if job.recipients else campaign.planned_up_to
    finished = len(job.recipients) < BATCH
    async with deps.transaction() as session:
        await record_batch(
            session,
            campaign_id=campaign.id,
            revision=campaign.revision,
            drafts=drafts,
            up_to=up_to,
            finished=finished,
            waits_until=job.waits_until if len(ready) < len(job.recipients) else None,
            budget=None if campaign.urgent else deps.school.budget,
            now=now,
        )
    return True


async def _read_job(deps: Deps, campaign: Campaign, now: datetime) -> Job:
    async with deps.reading() as session:
        event = await find_event(session, campaign.event_id) if campaign.event_id else None
        recipients = await list_recipients(session, campaign, now=now, limit=BATCH)
        parents = [recipient.parent_id for recipient in recipients]
        answers = {}
        if event and campaign.kind in _SHOWS_ANSWER:
            answers = await answers_of(session, event_id=event.id, parents=parents)
        zone = deps.settings.timezone
        talks = await load_talk_book(session, event_id=event.id, parents=parents, zone=zone) if event else None
        offers = await load_offers(session, parents) if campaign.kind == MessageKind.OFFER else {}
        texts = own_texts(event) if event else (campaign.text,)
        memory = await load_memory(session, texts=texts, source=campaign.source_language, targets=spoken())
    until = wait_until(campaign.send_at, event.starts_at if event else None, deps.settings.translation_wait)
    waiting = _waiting(campaign, memory, texts) if now < until else frozenset()
    return Job(campaign, event, recipients, answers, memory, talks, offers, until, waiting)


def _waiting(campaign: Campaign, memory: Memory, texts: Iterable[str | None]) -> frozenset[str]:
    """Languages whose words may still come: from the machine, or for what is no hurry from a person."""
    worth = {HowSaid.PENDING} if campaign.kind in NOTICES else {HowSaid.PENDING, HowSaid.HELD}
    how = {tag: memory.how(texts, source=campaign.source_language, reader=Language(tag)) for tag in spoken()}
    return frozenset(tag for tag, said in how.items() if said in worth)


def _draft(deps: Deps, job: Job, recipient: Recipient, now: datetime) -> Draft | None:
    """None where it would reach the parent too late to be of use."""
    quiet, zone = deps.school.quiet_hours, deps.settings.timezone
    wanted = _wanted(job.campaign, recipient, zone)
    available_at = send_time(max(now, wanted), quiet=quiet, zone=zone)
    use_by = _use_by(job, wanted)
    outgoing = _compose(deps, job, recipient, available_at)
    if outgoing is None or available_at >= use_by:
        return None
    return Draft(
        dedupe_key=_key(job.campaign, recipient),
        address=recipient.address,
        outgoing=outgoing,
        lane=Lane.BULK,
        available_at=available_at,
        use_by=use_by,
        parent_id=recipient.parent_id,
        campaign_id=job.campaign.id,
        waits_until=_waits_until(job, use_by),
    )


def _wanted(campaign: Campaign, recipient: Recipient, zone: ZoneInfo) -> datetime:
    """A tip comes at the hour that the parent prefers."""
    if campaign.kind != MessageKind.TIP:
        return campaign.send_at
    return tip_time(campaign.send_at, recipient.prefers, zone)


def _use_by(job: Job, wanted: datetime) -> datetime:
    if job.event:
        return job.event.starts_at
    return wanted + (FRESH_TIP if job.campaign.kind == MessageKind.TIP else FRESH)


def _waits_until(job: Job, use_by: datetime) -> datetime | None:
    """Until when a later week is early enough, where this one is full; a reminder has its moment."""
    if job.event is None:
        return use_by
    if job.campaign.kind != MessageKind.INVITATION:
        return None
    early = job.event.starts_at - IN_TIME
    return min(early, job.event.rsvp_by or early)


def _key(campaign: Campaign, recipient: Recipient) -> str:
    """Invited twice to the same event is invited once; a reminder of one notice comes once."""
    if campaign.kind in (MessageKind.INVITATION, MessageKind.REMINDER, MessageKind.NUDGE):
        return f"event:{campaign.event_id}:{campaign.kind}:{campaign.remind or ''}:{recipient.parent_id}"
    return f"campaign:{campaign.id}:{recipient.parent_id}"


def _compose(deps: Deps, job: Job, recipient: Recipient, now: datetime) -> Outgoing | None:
    """The words for one parent; None where there are none for this reader."""
    campaign, source = job.campaign, job.campaign.source_language
    language = recipient.reads(deps.settings.source_language)
    names = tuple(child.first_name for child in recipient.children)
    reader = Reader(recipient.parent_id, recipient.name, names, language)
    if campaign.kind == MessageKind.TIP:
        tip = find_tip_in(campaign.tip_key or "", recipient.languages)
        reader = replace(reader, language=Language(tip.language)) if tip else reader
        return render_tip(tip, reader, part=TipPart(campaign.tip_part), theme_now=True) if tip else None
    if campaign.kind in ASKING:
        return render_question(campaign, reader, job.offers)
    if job.event is None:
        words = job.memory.words(campaign.text or "", source=source, reader=language)
        return render_announcement(words, reader, asked_by=campaign.asked_by)
    facts = facts_of(
        job.event,
        zone=deps.settings.timezone,
        reader=language,
        memory=job.memory,
        changed=campaign.changed or (),
    )
    talks = job.talks.talks(recipient.parent_id, recipient.children) if job.talks else ()
    facts = replace(facts, answers_open=can_answer(job.event, now), talks=talks)
    kind = MessageKind(campaign.kind)
    return render_event(kind, facts, reader, answer=job.answers.get(recipient.parent_id))
