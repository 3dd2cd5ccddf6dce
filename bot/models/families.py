"""Groups, children, parents, and who cares for whom. Least data: no birth date, address, phone or photo."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey, Index, String, false, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, BigId, Hash, Id, Json, Moment, Name, Number, Tag, Word


class Group(Base):
    """A class or preschool group, by the name that everybody uses."""

    __tablename__ = "groups"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class Child(Base):
    """`external_id` is the school's own and stable.

    Who left the school (`left_at`) is in no group; `left_from` is the one in which the child was. `created_at` is empty
    for who was here before version 0.2: the trail must not show what was done for a child whose number this was before.
    """

    __tablename__ = "children"

    id: Mapped[Id]
    external_id: Mapped[str] = mapped_column(String(64), unique=True)
    first_name: Mapped[Name]
    group_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("groups.id"), index=True)
    left_at: Mapped[Moment | None]
    left_from: Mapped[Number | None]
    created_at: Mapped[Moment | None]


class Parent(Base):
    """Any guardian who cares daily. `chosen_language` is what the parent said; it wins over the school's list.

    The parent's own choices: `wants_tips` (a partial stop), `always_voice` (each message is also spoken), and
    `prefers`, the part of the day at which ideas for home come.
    """

    __tablename__ = "parents"

    id: Mapped[Id]
    external_id: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[Name]
    home_language: Mapped[Tag]
    second_language: Mapped[Tag | None]
    chosen_language: Mapped[Tag | None]
    wants_tips: Mapped[bool] = mapped_column(default=True, server_default=true())
    always_voice: Mapped[bool] = mapped_column(default=False, server_default=false())
    prefers: Mapped[Word | None]
    created_at: Mapped[Moment]


class Guardianship(Base):
    """This parent cares for this child."""

    __tablename__ = "guardianships"
    __table_args__ = (Index("ix_guardianships_parent_id_child_id", "parent_id", "child_id"),)

    child_id: Mapped[int] = mapped_column(BigId, ForeignKey("children.id", ondelete="CASCADE"), primary_key=True)
    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), primary_key=True)
    relation: Mapped[str | None] = mapped_column(String(64))


class HelpOffer(Base):
    """What a parent can do with the school (N12, N23): skills and parts of the week by their keys; never a duty.

    `update_id` is the tap that changed it last: the same tap again changes nothing.
    """

    __tablename__ = "help_offers"

    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), primary_key=True)
    skills: Mapped[Any] = mapped_column(Json, default=list)
    times: Mapped[Any] = mapped_column(Json, default=list)
    update_id: Mapped[Number] = mapped_column(default=0, server_default="0")
    changed_at: Mapped[Moment]


class CalendarFeed(Base):
    """A private address of the family's calendar, kept as a hash; withdrawing it deletes the row."""

    __tablename__ = "calendar_feeds"

    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[Hash] = mapped_column(unique=True)
    created_at: Mapped[Moment]


class Tombstone(Base):
    """Somebody was erased: the hash of the school's id is all that is left, so that a restored backup erases again.

    `last_words_id` is the message that says so, until it has left and is deleted too.
    """

    __tablename__ = "tombstones"

    parent_hash: Mapped[Hash] = mapped_column(primary_key=True)
    erased_at: Mapped[Moment]
    last_words_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("outbox_messages.id", ondelete="SET NULL"), index=True
    )
