"""Messages to one parent, frozen as they will be read, and the channel that carries them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.enums import OutboxState
from bot.models.base import Base, BigId, Id, Json, Moment, Number, Tag, Word


class OutboxMessage(Base):
    """One delivery. `available_at` is the one "not before": schedule, quiet hours, back-off and lease all write it.

    `token` fences: it grows with each claim, and only who holds the newest may write the outcome. `media_id` is the
    sound or file that goes with the text; while it is still being made the message is `preparing`, and so it is until
    the message is sent that it `follows`: a voice comes after its text, or not at all. `over_budget` says
    that the parent's week was full, and that it could not wait.
    """

    __tablename__ = "outbox_messages"
    __table_args__ = (
        Index(
            "ix_outbox_messages_due",
            "lane",
            "available_at",
            "id",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "ix_outbox_messages_leases",
            "available_at",
            sqlite_where=text("state IN ('leased', 'sending')"),
            postgresql_where=text("state IN ('leased', 'sending')"),
        ),
        Index("ix_outbox_messages_campaign", "campaign_id", "state"),
        Index(
            "ix_outbox_messages_edits",
            "address",
            "edits",
            sqlite_where=text("edits IS NOT NULL"),
            postgresql_where=text("edits IS NOT NULL"),
        ),
        Index(
            "ix_outbox_messages_number",
            "address",
            "message_number",
            sqlite_where=text("message_number IS NOT NULL"),
            postgresql_where=text("message_number IS NOT NULL"),
        ),
        Index(
            "ix_outbox_messages_preparing",
            "id",
            sqlite_where=text("state = 'preparing'"),
            postgresql_where=text("state = 'preparing'"),
        ),
        Index(
            "ix_outbox_messages_follows",
            "follows",
            sqlite_where=text("follows IS NOT NULL"),
            postgresql_where=text("follows IS NOT NULL"),
        ),
    )

    id: Mapped[Id]
    dedupe_key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[Word]
    campaign_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("campaigns.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    address: Mapped[Number]
    language: Mapped[Tag]
    text: Mapped[str] = mapped_column(Text)
    original: Mapped[str | None] = mapped_column(Text)
    buttons: Mapped[Any] = mapped_column(Json)
    media_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("media.id", ondelete="SET NULL"), index=True)
    follows: Mapped[int | None] = mapped_column(BigId, ForeignKey("outbox_messages.id", ondelete="CASCADE"))
    edits: Mapped[Number | None]
    how: Mapped[Word]
    lane: Mapped[int]
    state: Mapped[Word] = mapped_column(default=OutboxState.QUEUED)
    available_at: Mapped[Moment]
    use_by: Mapped[Moment | None]
    token: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    repeated: Mapped[bool] = mapped_column(default=False)
    over_budget: Mapped[bool] = mapped_column(default=False, server_default=false())
    message_number: Mapped[Number | None]
    error: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]


class Channel(Base):
    """The pace of one bot, shared by every process that sends for it."""

    __tablename__ = "channels"

    name: Mapped[Word] = mapped_column(primary_key=True)
    per_second: Mapped[float]
    next_slot: Mapped[Moment]
    paused_until: Mapped[Moment | None]
    paused_why: Mapped[str | None] = mapped_column(String(200))
    bot_username: Mapped[str | None] = mapped_column(String(64))


class ChatPace(Base):
    """When an address may get its next message: about one a second in one chat."""

    __tablename__ = "chat_paces"

    address: Mapped[Number] = mapped_column(primary_key=True, autoincrement=False)
    next_slot: Mapped[Moment]
