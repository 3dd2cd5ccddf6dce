"""Counts that stay when the rows they were counted from are purged: numbers of families, never who."""

from __future__ import annotations

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, BigId, Moment, Name, Word


class EventCount(Base):
    """This event was counted. `mark` says what its messages and answers were then; `final`, that its time is over."""

    __tablename__ = "event_counts"

    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    mark: Mapped[Name]
    final: Mapped[bool] = mapped_column(default=False, server_default=false())
    counted_at: Mapped[Moment]


class EventFigure(Base):
    """Families of one event in all (`by` event, `key` its number), of one group, or of one language.

    Then parents who answered so many hours after the message came: within 1, within 3, and so on.
    """

    __tablename__ = "event_figures"

    event_id: Mapped[int] = mapped_column(BigId, ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    by: Mapped[Word] = mapped_column(primary_key=True)
    key: Mapped[Name] = mapped_column(primary_key=True)
    invited: Mapped[int]
    delivered: Mapped[int]
    yes: Mapped[int]
    no: Mapped[int]
    maybe: Mapped[int]
    none_yet: Mapped[int]
    within_1: Mapped[int]
    within_3: Mapped[int]
    within_6: Mapped[int]
    within_12: Mapped[int]
    within_24: Mapped[int]
    within_48: Mapped[int]
    within_96: Mapped[int]
    later: Mapped[int]


class SpreadFigure(Base):
    """In the school year that begins in August of `year`: families by how many times they were asked."""

    __tablename__ = "spread_figures"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    never: Mapped[int]
    seldom: Mapped[int]
    sometimes: Mapped[int]
    often: Mapped[int]
    counted_at: Mapped[Moment]
