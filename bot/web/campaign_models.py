"""What the API takes and gives about invitations and announcements."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from bot.enums import Audience, CampaignState
from bot.web.fields import Answer, Body, Line, Moment, Paragraph, Query
from bot.web.words import HintAnswer
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


class LanguageShareAnswer(Answer):
    """One language of the audience; `none` means: not in their language, so look before you send."""

    language: str
    reads: str
    parents: int
    reachable: int
    how: HowSaid


class BudgetAnswer(Answer):
    """What it does to weeks that are full: families who get it later or instead of something else, tips that wait."""

    full_families: int
    moved_tips: int


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
    by_language: list[LanguageShareAnswer]
    warnings: list[str]
    hints: list[HintAnswer]
    budget: BudgetAnswer


class ProgressAnswer(Answer):
    """Where its messages stand; until `waits_until` at most, some wait for words to be translated or approved.

    `over_budget` of them went to parents whose week was full, because they could not wait.
    """

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
    over_budget: int
    paused_why: str | None
    waits_until: datetime | None


class AnnouncementBody(Body):
    """The author's own text, to groups or to single parents; `urgent` (no school tomorrow) waits for no budget."""

    text: Paragraph
    groups: list[Line] = Field(default_factory=list, max_length=100)
    parent_ids: list[Line] = Field(default_factory=list, max_length=500)
    send_at: Moment | None = None
    urgent: bool = False
