"""What the school decided on its own pages, in place of what the machine's settings say."""

from __future__ import annotations

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, Moment, Word


class SchoolSetting(Base):
    """One decision: `name` as in bot.config, `value` as the environment would write it."""

    __tablename__ = "school_settings"

    name: Mapped[Word] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[Moment]
