"""The translation memory, the school's glossary, and what the machine can do at this moment."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Double, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.enums import TranslationState
from bot.models.base import Base, Hash, Id, Json, Moment, Tag, Word


class Translation(Base):
    """One sentence in one language. `source_key` is the hash of the sentence with its white space made even.

    `loose_key` is blind to capitals and to the last mark as well: what was approved serves both. `engine` names the
    packages of a machine's work; `stale` asks to do it again with other ones. `private` words come from a conversation
    with one family: no list, no export, and not kept for ever. `broadcast` words were said to whole groups and name
    nobody's family: a reviewer from outside may read them. `before` is what a decision took the place of, so that it
    can be taken back. `available_at` is the lease of who works on it.
    """

    __tablename__ = "translations"
    __table_args__ = (
        UniqueConstraint("source_key", "source_language", "target_language"),
        Index("ix_translations_state", "state", "id"),
        Index("ix_translations_loose_key", "loose_key"),
        Index("ix_translations_readers", "target_language", "private", "broadcast", "state", "id"),
    )

    id: Mapped[Id]
    source_key: Mapped[Hash]
    loose_key: Mapped[Hash] = mapped_column(server_default="")
    source: Mapped[str] = mapped_column(Text)
    source_language: Mapped[Tag]
    target_language: Mapped[Tag]
    target: Mapped[str | None] = mapped_column(Text)
    state: Mapped[Word] = mapped_column(default=TranslationState.PENDING)
    origin: Mapped[Word | None]
    reasons: Mapped[Any] = mapped_column(Json, default=list, server_default="[]")
    engine: Mapped[str | None] = mapped_column(String(200))
    score: Mapped[float | None] = mapped_column(Double)
    back: Mapped[str | None] = mapped_column(Text)
    likeness: Mapped[int | None]
    back_wanted: Mapped[bool] = mapped_column(default=False, server_default=false())
    stale: Mapped[bool] = mapped_column(default=False, server_default=false())
    private: Mapped[bool] = mapped_column(default=False, server_default=false())
    broadcast: Mapped[bool] = mapped_column(default=False, server_default=false())
    before: Mapped[Any] = mapped_column(Json, nullable=True)
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    available_at: Mapped[Moment | None]
    decided_by: Mapped[Word | None]
    decided_at: Mapped[Moment | None]
    created_at: Mapped[Moment]


class Term(Base):
    """A word of the school. `target_language` is empty where it holds for all of them."""

    __tablename__ = "terms"
    __table_args__ = (UniqueConstraint("source_language", "source", "target_language"),)

    id: Mapped[Id]
    kind: Mapped[Word]
    source_language: Mapped[Tag]
    source: Mapped[str] = mapped_column(String(200))
    target_language: Mapped[Tag] = mapped_column(server_default="")
    target: Mapped[str | None] = mapped_column(String(200))
    created_by: Mapped[Word]
    created_at: Mapped[Moment]


class MachineRoute(Base):
    """What the translating worker can say now, so that other hosts know it too."""

    __tablename__ = "machine_routes"

    source_language: Mapped[Tag] = mapped_column(primary_key=True)
    target_language: Mapped[Tag] = mapped_column(primary_key=True)
    engine: Mapped[str] = mapped_column(String(200))


class LanguagePolicy(Base):
    """A language whose machine text waits for a person. Without a row it goes out, marked."""

    __tablename__ = "language_policies"

    language: Mapped[Tag] = mapped_column(primary_key=True)
    hold: Mapped[bool]
    decided_by: Mapped[Word]
    decided_at: Mapped[Moment]
