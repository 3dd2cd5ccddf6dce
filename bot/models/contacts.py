"""What no chat knows of: talks at the gate, by phone, at home, and tries to reach a family."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, BigId, Id, Moment, Name, Word


class FamilyNote(Base):
    """One talk or try, as a colleague wrote it down. `happened_on` is a day on the school's calendar.

    `author` is the colleague's name as it was then, `created_by` who may take the note back.
    """

    __tablename__ = "family_notes"
    __table_args__ = (Index("ix_family_notes_parent_id_happened_on", "parent_id", "happened_on"),)

    id: Mapped[Id]
    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"))
    kind: Mapped[Word]
    outcome: Mapped[Word]
    text: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[str] = mapped_column(String(10))
    author: Mapped[Name]
    created_by: Mapped[Word]
    written_at: Mapped[Moment]
