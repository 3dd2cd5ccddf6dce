"""Sounds and files, in the database: every host that sends reads them, one backup holds them, erasure reaches them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.enums import MediaState
from bot.models.base import Base, BigId, Hash, Id, Moment, Tag, Word


class Media(Base):
    """One sound or file. `key` is the hash of what it was made from, so that it is made once per text and language.

    `text` is what is to be said, until it is; `source` is where an inbound one is fetched (Telegram's file id).
    `parent_id` is whose words or names are in it. `available_at` is the lease of who makes or fetches it.
    """

    __tablename__ = "media"
    __table_args__ = (
        Index(
            "ix_media_wanted",
            "id",
            sqlite_where=text("state = 'wanted'"),
            postgresql_where=text("state = 'wanted'"),
        ),
    )

    id: Mapped[Id]
    kind: Mapped[Word]
    key: Mapped[Hash | None] = mapped_column(unique=True)
    parent_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    language: Mapped[Tag | None]
    text: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(String(200))
    voice: Mapped[str | None] = mapped_column(String(100))
    file_name: Mapped[str] = mapped_column(String(100))
    mime: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    seconds: Mapped[int | None]
    state: Mapped[Word] = mapped_column(default=MediaState.WANTED)
    attempts: Mapped[int] = mapped_column(default=0)
    available_at: Mapped[Moment | None]
    error: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[Moment]
    used_at: Mapped[Moment]


class Voice(Base):
    """Which voice speaks a language, as the worker that speaks found it; a language without a row has none."""

    __tablename__ = "voices"

    language: Mapped[Tag] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))


class Recording(Base):
    """A colleague's own voice for a campaign in one language, where no machine speaks it or a person does it better."""

    __tablename__ = "recordings"

    campaign_id: Mapped[int] = mapped_column(BigId, ForeignKey("campaigns.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[Tag] = mapped_column(primary_key=True)
    media_id: Mapped[int] = mapped_column(BigId, ForeignKey("media.id", ondelete="CASCADE"), index=True)
