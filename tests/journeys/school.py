"""A running school: what staff do goes through actions, what parents do goes through their phones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.actions.enrolment import issue_code
from bot.actions.events import cancel_event, record_change
from bot.deps import Deps
from bot.domain.csv_rows import FamilyRow
from bot.enums import CampaignState, OutboxState, ParentStatus
from bot.models import Campaign, Event, OutboxMessage, Rsvp, Update
from bot.queries.families import list_parents
from bot.sandbox import Phone, Sandbox
from bot.sandbox.chats import Message
from bot.sandbox.faults_file import faults_plan
from messages.languages import Language
from messages.outgoing import Outgoing
from messages.screens import say_screen
from tests.builders import SAM, make_event, make_families, make_invitation, make_joined, require_id
from tests.waiting import PATIENCE, until

AMINA, PIOTR, SELAM, WEN, OMAR = 7001, 7002, 7003, 7004, 7005

on_both_databases = pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)

#: Between two things that a parent does; more than a chat's own pace.
_MOMENT = timedelta(seconds=2)

#: A chat's own pace and the first back-off; not the end of the quiet hours.
_SOON = timedelta(seconds=5)

_ON_THE_WAY = (OutboxState.LEASED, OutboxState.SENDING)


@dataclass(frozen=True)
class Screen:
    """What a parent sees of one message."""

    text: str
    labels: tuple[str, ...] = ()


def seen(message: Message) -> Screen:
    """On the phone."""
    return Screen(message.text, tuple(button["text"] for button in message.buttons))


def said(outgoing: Outgoing) -> Screen:
    """As we compose it."""
    return Screen(outgoing.text, tuple(button.label for row in outgoing.buttons for button in row))


def sentence(words: str, language: str) -> Screen:
    """A fixed sentence of messages.screens."""
    return said(say_screen(words, Language(language)))


@dataclass
class School:
    """Its service and its outside world. A parent's verb answers with what the phone shows next."""

    deps: Deps
    sandbox: Sandbox

    @property
    def now(self) -> datetime:
        return self.sandbox.clock.now()

    async def admit(self, *rows: FamilyRow) -> None:
        """Families, as imported."""
        async with self.deps.transaction() as session:
            await make_families(session, *rows)

    async def write_letter(self, parent: str) -> str:
        """The code in the QR on the letter; an unused older one stops working."""
        async with self.deps.transaction() as session:
            return await issue_code(session, parent_id=await require_id(session, parent), now=self.now)

    async def join(self, parent: str, address: int, language: str | None = None) -> Phone:
        """A parent who joined before the test begins."""
        async with self.deps.transaction() as session:
            await make_joined(session, parent, first_address=address, now=self.now)
        phone = self.phone(address, language)
        phone.chat.started = True
        return phone

    def phone(self, address: int, language: str | None = None) -> Phone:
        return self.sandbox.phone(address, name=f"Phone {address}", language=language)

    async def start(self, phone: Phone, code: str = "") -> Message:
        return await self.answer_to(phone, lambda: phone.start(code))

    async def write(self, phone: Phone, text: str) -> Message:
        return await self.answer_to(phone, lambda: phone.write(text))

    async def tap(self, phone: Phone, message: Message, button: str | int) -> Message:
        return await self.answer_to(phone, lambda: phone.tap(message.message_id, button))

    async def answer_to(self, phone: Phone, act: Callable[[], object]) -> Message:
        """The message that is new or changed after the act, as it was then."""
        before = {message.message_id: seen(message) for message in phone.messages}
        self.sandbox.clock.advance(_MOMENT)
        act()
        return replace(await phone.receives(lambda message: before.get(message.message_id) != seen(message)))

    async def toast_after(self, phone: Phone, act: Callable[[], object]) -> str:
        """What the pressed button says for a moment."""
        before = len(phone.chat.toasts)
        self.sandbox.clock.advance(_MOMENT)
        act()
        await until(lambda: len(phone.chat.toasts) > before)
        return phone.chat.toasts[-1].text

    def forge(self, phone: Phone, message: Message, data: str) -> None:
        """Press a button that we never put under this message."""
        phone._press(self.sandbox.world.bot, message, data)

    async def plan(self, **facts: Any) -> Event:
        """An event in three weeks that nobody was told of."""
        async with self.deps.transaction() as session:
            return await make_event(session, now=self.now, **facts)

    async def invite(self, event: Event, **facts: Any) -> None:
        async with self.deps.transaction() as session:
            await make_invitation(session, event, now=self.now, **facts)

    async def change(self, event: Event, **facts: Any) -> Event:
        async with self.deps.transaction() as session:
            return await record_change(
                session, actor=SAM, now=self.now, event_id=event.id, changes=facts, zone=self.deps.settings.timezone
            )

    async def cancel(self, event: Event) -> None:
        async with self.deps.transaction() as session:
            await cancel_event(session, actor=SAM, now=self.now, event_id=event.id)

    async def pass_to(self, moment: datetime) -> None:
        """Time goes by until then, once all that is under way has ended."""
        await self.settle()
        self.sandbox.clock.set(moment)
        self.deps.bells.ring()

    async def settle(self) -> None:
        """Until every update is handled and every message that is due has ended somehow."""
        await until(self._is_settled)

    def break_with(self, *faults: dict[str, object]) -> None:
        self.sandbox.world.break_with(faults_plan(list(faults)))

    async def statuses(self) -> dict[str, ParentStatus]:
        async with self.deps.reading() as session:
            return {parent.name: parent.status for parent in await list_parents(session, actor=SAM)}

    async def answers(self, event: Event) -> list[tuple[int, str, int | None, bool]]:
        """Child, answer, people, cannot then; by child and parent."""
        query = select(Rsvp).where(Rsvp.event_id == event.id).order_by(Rsvp.child_id, Rsvp.parent_id)
        async with self.deps.reading() as session:
            return [(r.child_id, r.answer, r.people, r.cannot_then) for r in await session.scalars(query)]

    async def states(self) -> dict[OutboxState, int]:
        """How many messages ended how; edits and new ones alike."""
        query = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
        async with self.deps.reading() as session:
            return {OutboxState(state): number for state, number in await session.execute(query)}

    async def has_planned(self) -> bool:
        """Whether a message stands in the outbox."""
        return bool(await self.states())

    async def until_handled(self, update_id: int) -> None:
        async def hold() -> bool:
            async with self.deps.reading() as session:
                update = await session.get(Update, update_id)
            return update is not None and update.handled_at is not None

        await until(hold)

    async def until_states(self, wanted: dict[OutboxState, int], seconds: float = PATIENCE) -> None:
        async def hold() -> bool:
            return await self.states() == wanted

        await until(hold, seconds)

    async def _is_settled(self) -> bool:
        """Asked in the order in which things move on, so that nothing slips by between two questions."""
        if len(self.sandbox.world.bot.updates):
            return False
        open_campaign = Campaign.state.in_((CampaignState.PLANNED, CampaignState.RUNNING))
        soon = (OutboxMessage.state == OutboxState.QUEUED) & (OutboxMessage.available_at <= self.now + _SOON)
        queries = (
            select(func.count()).where(Update.handled_at.is_(None)),
            select(func.count()).where(open_campaign, Campaign.send_at <= self.now, Campaign.expanded_at.is_(None)),
            select(func.count()).where(soon | OutboxMessage.state.in_(_ON_THE_WAY)),
        )
        async with self.deps.reading() as session:
            return not any([await session.scalar(query) for query in queries])
