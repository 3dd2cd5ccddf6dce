"""The translation memory: what a person approved is kept for ever."""

from __future__ import annotations

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.enums import TranslationState
from bot.models.base import Base, Hash, Id, Moment, Tag, Word


class Translation(Base):
    """One sentence in one language. `source_key` is the hash of the sentence with its white space made even."""

    __tablename__ = "translations"
    __table_args__ = (
        UniqueConstraint("source_key", "source_language", "target_language"),
        Index("ix_translations_state", "state", "id"),
    )

    id: Mapped[Id]
    source_key: Mapped[Hash]
    source: Mapped[str] = mapped_column(Text)
    source_language: Mapped[Tag]
    target_language: Mapped[Tag]
    target: Mapped[str | None] = mapped_column(Text)
    state: Mapped[Word] = mapped_column(default=TranslationState.PENDING)
    decided_by: Mapped[Word | None]
    decided_at: Mapped[Moment | None]
    created_at: Mapped[Moment]
