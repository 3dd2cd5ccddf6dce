"""What came in: raw updates, kept until handled, and the conversations they belong to."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.enums import AlertState, ThreadState
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
    address: Mapped[Number | None] = mapped_column(index=True)


class Thread(Base):
    """A conversation of one parent with the school.

    `waits_since` is when the oldest unanswered words came (None: the school spoke last). `urgent_at` puts it on top.
    `assigned_to` is the colleague who takes it; `with_liaison` hands it over. A call is asked for a day and its part.
    """

    __tablename__ = "threads"

    id: Mapped[Id]
    parent_id: Mapped[int] = mapped_column(BigId, ForeignKey("parents.id", ondelete="CASCADE"), index=True)
    state: Mapped[Word] = mapped_column(default=ThreadState.OPEN)
    opened_at: Mapped[Moment]
    last_at: Mapped[Moment]
    waits_since: Mapped[Moment | None]
    urgent_at: Mapped[Moment | None]
    assigned_to: Mapped[int | None] = mapped_column(BigId, ForeignKey("staff.id", ondelete="SET NULL"), index=True)
    with_liaison: Mapped[bool] = mapped_column(default=False, server_default=false())
    call_day: Mapped[str | None] = mapped_column(String(10))
    call_part: Mapped[Word | None]
    called_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]


class ThreadMessage(Base):
    """One message in it, either way. `author` is None when the parent wrote.

    What a parent wrote is `read_at` some moment by the machine: which language it is, None where nobody can tell, and
    what it says in the language of staff. `mixed` says that there is more than one language in it.
    """

    __tablename__ = "thread_messages"
    __table_args__ = (
        Index(
            "ix_thread_messages_unfetched",
            "id",
            sqlite_where=text("file_id IS NOT NULL AND media_id IS NULL"),
            postgresql_where=text("file_id IS NOT NULL AND media_id IS NULL"),
        ),
    )

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
    media_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("media.id", ondelete="SET NULL"))
    address: Mapped[Number | None]
    message_number: Mapped[Number | None]
    forwarded: Mapped[bool] = mapped_column(default=False, server_default=false())
    edited_at: Mapped[Moment | None]
    update_id: Mapped[Number | None] = mapped_column(unique=True)
    sent_at: Mapped[Moment]


class ThreadNote(Base):
    """What one colleague tells the others about a conversation; the parent never reads it here."""

    __tablename__ = "thread_notes"

    id: Mapped[Id]
    thread_id: Mapped[int] = mapped_column(BigId, ForeignKey("threads.id", ondelete="CASCADE"), index=True)
    author: Mapped[Name]
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[Moment]


class Alert(Base):
    """An e-mail that calls a colleague to an urgent thread: it holds no word of it. Sent as messages are: row first."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("thread_id", "urgent_at", "recipient"),)

    id: Mapped[Id]
    thread_id: Mapped[int] = mapped_column(BigId, ForeignKey("threads.id", ondelete="CASCADE"))
    urgent_at: Mapped[Moment]
    recipient: Mapped[str] = mapped_column(String(254))
    state: Mapped[Word] = mapped_column(default=AlertState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    available_at: Mapped[Moment]
    error: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
