"""One planned send, and to whom."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.enums import Audience, CampaignState
from bot.models.base import Base, BigId, Id, Json, Moment, Name, Number, Tag, Word


class Campaign(Base):
    """A row before anything is sent. A reminder is a campaign too; `remind` is its notice, such as P7D.

    `planned_up_to` is the last parent whose message stands in the outbox; `expanded_at` says that all do.
    `revision` grows when the facts change, so that messages composed before are not queued after. A tip comes once.
    `waits` says that words for somebody in this pass are still to come; then a new one begins at `look_again_at`.
    """

    __tablename__ = "campaigns"
    __table_args__ = (Index("ix_campaigns_due", "state", "send_at"), UniqueConstraint("programme_id", "tip_key"))

    id: Mapped[Id]
    kind: Mapped[Word]
    event_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("events.id", ondelete="CASCADE"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("campaigns.id", ondelete="CASCADE"), index=True)
    programme_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("programmes.id", ondelete="CASCADE"), index=True)
    text: Mapped[str | None] = mapped_column(Text)
    tip_key: Mapped[str | None] = mapped_column(String(64))
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


class Programme(Base):
    """Home-activity tips on a theme, on some weekdays, for some groups."""

    __tablename__ = "programmes"

    id: Mapped[Id]
    theme: Mapped[str] = mapped_column(String(64))
    groups: Mapped[Any] = mapped_column(Json)
    weekdays: Mapped[Any] = mapped_column(Json)
    at: Mapped[str] = mapped_column(String(5))
    starts_on: Mapped[str] = mapped_column(String(10))
    stopped_at: Mapped[Moment | None]
    created_by: Mapped[Word]
    created_at: Mapped[Moment]
