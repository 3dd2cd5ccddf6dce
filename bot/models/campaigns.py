"""One planned send, and to whom."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.enums import Audience, CampaignState
from bot.models.base import Base, BigId, Id, Json, Moment, Name, Number, Tag, Word
from messages.tips import TipPart


class Campaign(Base):
    """A row before anything is sent. A reminder is a campaign too; `remind` is its notice, such as P7D.

    `planned_up_to` is the last parent whose message stands in the outbox; `expanded_at` says that all do.
    `revision` grows when the facts change, so that messages composed before are not queued after. A tip comes once,
    whole or in parts. `question` is what a check-in asks.
    What is `urgent` leaves also into a full week. What was unknown at `settled_at`, staff left as it is; what
    stopped with its programme has that moment there.
    `waits` says that words for somebody in this pass are still to come; then a new one begins at `look_again_at`.
    """

    __tablename__ = "campaigns"
    __table_args__ = (
        Index("ix_campaigns_due", "state", "send_at"),
        UniqueConstraint("programme_id", "tip_key", "tip_part"),
    )

    id: Mapped[Id]
    kind: Mapped[Word]
    event_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("events.id", ondelete="CASCADE"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("campaigns.id", ondelete="CASCADE"), index=True)
    programme_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("programmes.id", ondelete="CASCADE"), index=True)
    text: Mapped[str | None] = mapped_column(Text)
    tip_key: Mapped[str | None] = mapped_column(String(64))
    tip_part: Mapped[Word] = mapped_column(default=TipPart.WHOLE, server_default="whole")
    question: Mapped[Word | None]
    urgent: Mapped[bool] = mapped_column(default=False, server_default=false())
    remind: Mapped[str | None] = mapped_column(String(32))
    changed: Mapped[Any | None] = mapped_column(Json)
    source_language: Mapped[Tag]
    asked_by: Mapped[Name]
    audience: Mapped[Word] = mapped_column(default=Audience.ALL)
    groups: Mapped[Any] = mapped_column(Json)
    parents: Mapped[Any] = mapped_column(Json)
    send_at: Mapped[Moment]
    state: Mapped[Word] = mapped_column(default=CampaignState.PLANNED)
    planned_up_to: Mapped[Number] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)
    expanded_at: Mapped[Moment | None]
    waits: Mapped[bool] = mapped_column(default=False, server_default=false())
    look_again_at: Mapped[Moment | None]
    created_by: Mapped[Word]
    created_at: Mapped[Moment]
    paused_why: Mapped[str | None] = mapped_column(String(200))
    settled_at: Mapped[Moment | None]


class Programme(Base):
    """Home-activity tips on a theme, on some weekdays, for some groups."""

    __tablename__ = "programmes"

    id: Mapped[Id]
    theme: Mapped[str] = mapped_column(String(64))
    groups: Mapped[Any] = mapped_column(Json)
    weekdays: Mapped[Any] = mapped_column(Json)
    at: Mapped[str] = mapped_column(String(5))
    starts_on: Mapped[str] = mapped_column(String(10))
    ages: Mapped[Word | None]
    stopped_at: Mapped[Moment | None]
    created_by: Mapped[Word]
    created_at: Mapped[Moment]


class TipAnswer(Base):
    """Whether a family tried a tip: for the teacher in numbers, never as a score of a parent (N10)."""

    __tablename__ = "tip_answers"
    __table_args__ = (UniqueConstraint("parent_id", "tip_key"),)

    id: Mapped[Id]
    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"))
    tip_key: Mapped[str] = mapped_column(String(64), index=True)
    answer: Mapped[Word]
    update_id: Mapped[Number]
    answered_at: Mapped[Moment]


class CheckInAnswer(Base):
    """One parent's answer to one question, 1 (best) to 4; staff see counts of at least five, never this row."""

    __tablename__ = "check_in_answers"
    __table_args__ = (UniqueConstraint("campaign_id", "parent_id"),)

    id: Mapped[Id]
    campaign_id: Mapped[int] = mapped_column(BigId, ForeignKey("campaigns.id", ondelete="CASCADE"))
    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    answer: Mapped[int]
    update_id: Mapped[Number]
    answered_at: Mapped[Moment]


class GoodNews(Base):
    """What goes well with one child, for one parent (N20): reviewed phrases by their keys, and own words."""

    __tablename__ = "good_news"

    id: Mapped[Id]
    child_id: Mapped[int] = mapped_column(BigId, ForeignKey("children.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    phrases: Mapped[Any] = mapped_column(Json)
    text: Mapped[str | None] = mapped_column(Text)
    translation: Mapped[str | None] = mapped_column(Text)
    how: Mapped[Word]
    author: Mapped[Name]
    created_by: Mapped[Word]
    created_at: Mapped[Moment]
