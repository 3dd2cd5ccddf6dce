"""How far a school is with its beginning, and whether Telegram takes what it sends."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import AlertState, OutboxState, ThreadState
from bot.models import Alert, Campaign, Channel, Chat, EnrolmentCode, OutboxMessage, Parent, Thread
from messages.outgoing import MessageKind


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What was done once. A parent who joined had a letter, whatever became of its code."""

    families: bool
    letters: bool
    joined: bool
    invited: bool

    @property
    def done(self) -> bool:
        """Nothing of it is left to do."""
        return all(astuple(self))


@dataclass(frozen=True, slots=True)
class Road:
    """Messages that could have left by now; why Telegram refuses us; e-mails about danger that did not leave."""

    due: int
    refused: str | None
    unsent_alerts: int


async def load_first_steps(session: AsyncSession) -> FirstSteps:
    """One statement, whatever the size of the school."""
    invited = exists().where(Campaign.kind == MessageKind.INVITATION)
    asked = select(exists(select(Parent.id)), exists(select(EnrolmentCode.id)), exists(select(Chat.id)), invited)
    families, letters, joined, sent = (await session.execute(asked)).one()
    return FirstSteps(bool(families), bool(letters or joined), bool(joined), bool(sent))


async def load_road(session: AsyncSession, *, now: datetime) -> Road:
    """As it stands now; what waits for its time is no traffic jam."""
    waiting = OutboxMessage.state == OutboxState.QUEUED, OutboxMessage.available_at <= now
    still_open = exists().where(Thread.id == Alert.thread_id, Thread.state == ThreadState.OPEN)
    dead = select(func.count()).select_from(Alert).where(Alert.state == AlertState.DEAD, still_open)
    return Road(
        due=int(await session.scalar(select(func.count()).select_from(OutboxMessage).where(*waiting)) or 0),
        refused=await session.scalar(select(Channel.paused_why).where(Channel.paused_until > now).limit(1)),
        unsent_alerts=int(await session.scalar(dead) or 0),
    )
