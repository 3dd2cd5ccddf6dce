"""Staff, their groups and tokens, and the trail of what was done."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, BigId, Hash, Id, Json, Moment, Name, Number, Tag, Word


class Staff(Base):
    """A colleague. `name` is how parents know them ("juf Ruth"); `language` is the one of their pages, nl or en.

    Without a password only a one-time link lets them in. `totp_step` is the last one used: a code opens once.
    """

    __tablename__ = "staff"

    id: Mapped[Id]
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[Name]
    role: Mapped[Word]
    language: Mapped[Tag] = mapped_column(default="nl", server_default="nl")
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_step: Mapped[Number] = mapped_column(default=0, server_default="0")
    recovery_codes: Mapped[Any] = mapped_column(Json, default=list, server_default="[]")
    left_at: Mapped[Moment | None]
    created_at: Mapped[Moment]


class StaffGroup(Base):
    """This group is theirs; who stands in has it until the end date."""

    __tablename__ = "staff_groups"

    staff_id: Mapped[int] = mapped_column(BigId, ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    group_id: Mapped[int] = mapped_column(BigId, ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    until: Mapped[Moment | None]


class SignInLink(Base):
    """A one-time way in, kept as a hash."""

    __tablename__ = "sign_in_links"

    id: Mapped[Id]
    staff_id: Mapped[int] = mapped_column(BigId, ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class StaffSession(Base):
    """A signed-in browser: its token is kept as a hash. `device` is what the colleague recognises it by."""

    __tablename__ = "staff_sessions"

    id: Mapped[Id]
    staff_id: Mapped[int] = mapped_column(BigId, ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    device: Mapped[Name]
    created_at: Mapped[Moment]
    seen_at: Mapped[Moment]


class SignInAttempt(Base):
    """Failures of one account or one network (as a hash): each makes the next try wait longer, none locks for ever."""

    __tablename__ = "sign_in_attempts"

    key: Mapped[Hash] = mapped_column(primary_key=True)
    failures: Mapped[int]
    wait_until: Mapped[Moment]
    last_at: Mapped[Moment]


class ApiToken(Base):
    """A bearer token, shown once, kept as a hash; it acts for a colleague, or for the school."""

    __tablename__ = "api_tokens"

    id: Mapped[Id]
    name: Mapped[Name]
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    scopes: Mapped[Any] = mapped_column(Json)
    staff_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[Moment | None]
    created_at: Mapped[Moment]


class ReviewerLink(Base):
    """A native speaker without an account approves texts of one language; kept as a hash, until it expires.

    `page_language` is the one of the pages around those texts, nl or en.
    """

    __tablename__ = "reviewer_links"

    id: Mapped[Id]
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    language: Mapped[Tag]
    page_language: Mapped[Tag]
    name: Mapped[Name]
    created_by: Mapped[Word]
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class AuditEntry(Base):
    """Who did what to which row, and when. Append-only; never a text, name or chat."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_object_id_action", "object_id", "action"),
        Index("ix_audit_entries_actor_at", "actor", "at"),
        Index("ix_audit_entries_action_at", "action", "at"),
        Index("ix_audit_entries_actor_action_at", "actor", "action", "at"),
    )

    id: Mapped[Id]
    at: Mapped[Moment] = mapped_column(index=True)
    actor: Mapped[Word]
    action: Mapped[Word]
    object_id: Mapped[int | None] = mapped_column(BigId)
    details: Mapped[Any] = mapped_column(Json)
