"""Groups, children, parents, and who cares for whom. Least data: no birth date, address, phone or photo."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.models.base import Base, BigId, Id, Moment, Name, Tag


class Group(Base):
    """A class or preschool group, by the name that everybody uses."""

    __tablename__ = "groups"

    id: Mapped[Id]
    name: Mapped[Name] = mapped_column(unique=True)


class Child(Base):
    """`external_id` is the school's own and stable."""

    __tablename__ = "children"

    id: Mapped[Id]
    external_id: Mapped[str] = mapped_column(String(64), unique=True)
    first_name: Mapped[Name]
    group_id: Mapped[int] = mapped_column(BigId, ForeignKey("groups.id"), index=True)


class Parent(Base):
    """Any guardian who cares daily. `chosen_language` is what the parent said; it wins over the school's list."""

    __tablename__ = "parents"

    id: Mapped[Id]
    external_id: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[Name]
    home_language: Mapped[Tag]
    second_language: Mapped[Tag | None]
    chosen_language: Mapped[Tag | None]
    created_at: Mapped[Moment]


class Guardianship(Base):
    """This parent cares for this child."""

    __tablename__ = "guardianships"

    child_id: Mapped[int] = mapped_column(BigId, ForeignKey("children.id", ondelete="CASCADE"), primary_key=True)
    parent_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("parents.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    relation: Mapped[str | None] = mapped_column(String(64))
