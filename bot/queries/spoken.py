"""In which languages an invitation can be heard: by a machine, by a colleague who read it aloud, or by nobody yet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from bot.domain.actors import Actor
from bot.enums import CampaignState, Scope
from bot.errors import NotFound
from bot.models import Campaign, Event, Media, Recording, Voice
from bot.queries.audiences import count_audience
from bot.queries.campaigns import require_campaign
from bot.queries.events import require_event
from bot.queries.recordings import RecordingLine, list_recordings
from messages.languages import readable_in
from messages.outgoing import Attachment, MessageKind
from messages.phrases import spoken


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """A language in which parents read the invitation: how many, and who says it."""

    language: str
    parents: int
    by_machine: bool
    recording: RecordingLine | None

    @property
    def heard(self) -> bool:
        """Somebody or something says it."""
        return self.by_machine or self.recording is not None


@dataclass(frozen=True, slots=True)
class SpokenInvitation:
    """The event and its invitation (None: nobody is invited yet), languages that nobody speaks first."""

    event: Event
    campaign_id: int | None
    languages: list[SpokenLanguage]


async def load_spoken(session: AsyncSession, *, actor: Actor, event_id: int, source: str) -> SpokenInvitation:
    """`source` is the language that staff write in. Raises NotFound, NotAllowed."""
    event = await require_event(session, actor=actor, event_id=event_id, scope=Scope.EVENTS_READ)
    campaign = await _invitation(session, event_id)
    if campaign is None:
        return SpokenInvitation(event, None, [])
    recorded = {line.language: line for line in await list_recordings(session, actor=actor, campaign_id=campaign.id)}
    parents = Counter(dict.fromkeys(recorded, 0))
    for *languages, _, number in await count_audience(session, campaign):
        parents[readable_in(languages, spoken(), source).tag] += number
    voices = set(await session.scalars(select(Voice.language)))
    lines = [SpokenLanguage(tag, parents[tag], tag in voices, recorded.get(tag)) for tag in parents]
    return SpokenInvitation(event, campaign.id, sorted(lines, key=lambda one: (one.heard, -one.parents, one.language)))


async def load_recording(session: AsyncSession, *, actor: Actor, campaign_id: int, language: str) -> Attachment:
    """What a colleague said, to be played. Raises NotFound, NotAllowed."""
    actor.check_scope(Scope.EVENTS_READ)
    await require_campaign(session, actor=actor, campaign_id=campaign_id)
    query = (
        select(Media)
        .join(Recording, Recording.media_id == Media.id)
        .where(Recording.campaign_id == campaign_id, Recording.language == language)
        .options(undefer(Media.content))
    )
    media = await session.scalar(query)
    if media is None or media.content is None:
        raise NotFound(f"Campaign {campaign_id} has no recording in {language!r}.")
    return Attachment(media.file_name, media.mime, media.content)


async def _invitation(session: AsyncSession, event_id: int) -> Campaign | None:
    """The newest; one that was called off only where there is no other."""
    query = (
        select(Campaign)
        .where(Campaign.event_id == event_id, Campaign.kind == MessageKind.INVITATION)
        .order_by(Campaign.state == CampaignState.CANCELLED, Campaign.id.desc())
        .limit(1)
    )
    return await session.scalar(query)
