"""What came in: raw updates, kept until handled, and the conversations they belong to."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.enums import ThreadState
from bot.models.base import Base, BigId, Id, Moment, Name, Number, Tag, Word


class Update(Base):
    """One update as the channel brought it; its id is the channel's, so that a repeated one is no second one."""

    __tablename__ = "updates"
    __table_args__ = (
        Index(
            "ix_updates_waiting",
            "update_id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
    )

    update_id: Mapped[Number] = mapped_column(primary_key=True, autoincrement=False)
    payload: Mapped[str] = mapped_column(Text)
    received_at: Mapped[Moment]
    handled_at: Mapped[Moment | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(200))


class Thread(Base):
    """A conversation of one parent with the school."""

    __tablename__ = "threads"

    id: Mapped[Id]
    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    state: Mapped[Word] = mapped_column(default=ThreadState.OPEN)
    opened_at: Mapped[Moment]
    last_at: Mapped[Moment]


class ThreadMessage(Base):
    """One message in it, either way. `author` is None when the parent wrote.

    What a parent wrote is `read_at` some moment by the machine: which language it is, None where nobody can tell, and
    what it says in the language of staff. `mixed` says that there is more than one language in it.
    """

    __tablename__ = "thread_messages"

    id: Mapped[Id]
    thread_id: Mapped[int] = mapped_column(BigId, ForeignKey("threads.id", ondelete="CASCADE"), index=True)
    author: Mapped[Name | None]
    text: Mapped[str] = mapped_column(Text)
    language: Mapped[Tag]
    identified: Mapped[Tag | None]
    mixed: Mapped[bool] = mapped_column(default=False, server_default=false())
    translation: Mapped[str | None] = mapped_column(Text)
    how: Mapped[Word | None]
    engine: Mapped[str | None] = mapped_column(String(200))
    read_at: Mapped[Moment | None]
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    available_at: Mapped[Moment | None]
    file_id: Mapped[str | None] = mapped_column(String(200))
    update_id: Mapped[Number | None] = mapped_column(unique=True)
    sent_at: Mapped[Moment]
