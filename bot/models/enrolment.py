"""How a chat becomes a parent: codes on letters, and the chats that agreed."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, BigId, Hash, Id, Moment, Number


class EnrolmentCode(Base):
    """Single use, 14 days, kept only as a hash. A new code for a parent replaces the unused old one."""

    __tablename__ = "enrolment_codes"

    id: Mapped[Id]
    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[Hash] = mapped_column(unique=True)
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
    used_by: Mapped[Number | None]


class Chat(Base):
    """A parent's chat, from consent on. One phone may serve two parents, and one parent may have two phones."""

    __tablename__ = "chats"
    __table_args__ = (UniqueConstraint("parent_id", "address"),)

    id: Mapped[Id]
    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    address: Mapped[Number] = mapped_column(index=True)
    joined_at: Mapped[Moment]
    consent_version: Mapped[str] = mapped_column(String(32))
    stopped_at: Mapped[Moment | None]
    unreachable_at: Mapped[Moment | None]


class CodeAttempt(Base):
    """Wrong codes from one chat within the hour, so that nobody can guess on."""

    __tablename__ = "code_attempts"

    address: Mapped[Number] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[Moment]
    tries: Mapped[int]
