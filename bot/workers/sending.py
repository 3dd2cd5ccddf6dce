"""One sender for invitations, reminders, answers and edits: claims, waits for its slot, sends, records the outcome.

Claim and commit; network with no transaction; record and commit. What is certain after an error was sorted at the
wire (bot.ports.DeliveryError); what follows from it is decided here, once.
"""

from __future__ import annotations

import asyncio
import math
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from bot.actions.delivery import (
    Claimed,
    claim_messages,
    record_given_up,
    record_moved,
    record_postponed,
    record_sending,
    record_sent,
    record_unknown,
    release_leases,
    return_lease,
)
from bot.actions.enrolment import record_unreachable
from bot.actions.expansion import record_poison
from bot.actions.pace import is_paused, record_pause
from bot.deps import Deps
from bot.domain.delivery import CLAIM, CONCURRENCY
from bot.domain.retries import backoff
from bot.enums import Lane, OutboxState
from bot.metrics import SENDS
from bot.ports import Delivery, DeliveryError, Messenger, Moved, Paused, Rejected, TryLater, Unreachable
from bot.queries.media import load_attachment
from bot.queries.outbox import next_due
from bot.workers.loops import LOOK_AGAIN, run_steps, unless_stopped
from bot.workers.scribe import Scribe
from bot.workers.window import Window
from messages.outgoing import Attachment

log = structlog.get_logger()

#: A wrong token is looked at again after this long, rather than hammered.
_REFUSED_PAUSE = timedelta(seconds=60)


class Sender:
    """Keeps a few sends in flight and stops gracefully; several processes may each have one (PostgreSQL)."""

    def __init__(self, deps: Deps, messenger: Messenger, stop: asyncio.Event) -> None:
        """Sends nothing until `step` is called; after `stop` what waits for its slot is given back."""
        self._deps = deps
        self._messenger = messenger
        self._gate = asyncio.Semaphore(CONCURRENCY)
        self._scribe = Scribe(deps.database.transaction)
        self._window = Window(math.ceil(deps.settings.send_per_second))
        self._in_flight: set[asyncio.Task[None]] = set()
        self._stop = stop
        self._doubtful = False
        self._paused = False

    async def step(self) -> bool:
        """Take what is due, in handfuls, up to what may be in flight. False when nothing is due, or Telegram is off."""
        if not self._deps.school.telegram:
            return False
        if self._doubtful and not await self._probe():
            return False
        room = CLAIM - len(self._in_flight)
        if room < CLAIM // 2:
            await asyncio.wait(self._in_flight, return_when=asyncio.FIRST_COMPLETED)
            return True
        claimed = await self._claim(room)
        for message in claimed:
            task = asyncio.create_task(self._guarded(message))
            self._in_flight.add(task)
            task.add_done_callback(self._in_flight.discard)
        return bool(claimed)

    async def run(self) -> None:
        """Until `stop`; then what is on the wire is finished and written down."""
        await run_steps(self.step, bell=self._deps.bells.sending, stop=self._stop, name="sending")
        if self._in_flight:
            await asyncio.wait(self._in_flight)

    async def _claim(self, limit: int) -> list[Claimed]:
        school, now = self._deps.school, self._deps.clock.now()
        local = now.astimezone(school.timezone).time()
        lanes = [Lane.CONVERSATION] if school.quiet_hours.covers(local) else list(Lane)
        async with self._deps.reading() as session:
            self._paused = await is_paused(session, now=now)
        if self._paused:
            return []
        pace = self._deps.settings.send_per_second
        async with self._deps.database.transaction() as session:
            claimed = await claim_messages(session, now=now, lanes=lanes, full_pace=pace, limit=limit)
        if not claimed:
            await self._set_alarm(lanes, now)
        return claimed

    async def _set_alarm(self, lanes: Sequence[Lane], now: datetime) -> None:
        """An answer to a quick tap waits for its chat's pace, and not for our next look besides."""
        async with self._deps.reading() as session:
            due = await next_due(session, lanes=lanes, now=now)
        wait = (due - now).total_seconds() if due else LOOK_AGAIN
        if wait < LOOK_AGAIN:
            asyncio.get_running_loop().call_later(max(wait, 0), self._deps.bells.sending.ring)

    async def _guarded(self, claimed: Claimed) -> None:
        """A database that is gone for a moment: the lease runs out, and the message is looked at again."""
        try:
            await self._send(claimed)
        except Exception:  # nobody waits for this task
            log.exception("send not written down")

    async def _send(self, claimed: Claimed) -> None:
        await self._wait_for(claimed.slot)
        async with self._gate:
            if self._stop.is_set() or self._doubtful or self._paused or not self._deps.school.telegram:
                await self._return(claimed)
                return
            ours = await self._scribe.write(
                lambda session: record_sending(session, claimed=claimed, now=self._deps.clock.now())
            )
            if ours:
                await self._deliver(claimed)

    async def _deliver(self, claimed: Claimed) -> None:
        attachment = await self._attachment(claimed)
        delivery = Delivery(claimed.address, claimed.text, claimed.buttons, claimed.edits, attachment)
        await self._window.enter()
        try:
            number = await self._messenger.deliver(delivery)
        except DeliveryError as error:
            await self._record_error(claimed, error)
        else:
            await self._scribe.write(
                lambda session: record_sent(session, claimed=claimed, number=number, now=self._deps.clock.now())
            )
            SENDS.labels("sent").inc()

    async def _attachment(self, claimed: Claimed) -> Attachment | None:
        """The sound or file that goes with it, read only now: a queue of pictures would fill the memory."""
        if claimed.media_id is None:
            return None
        async with self._deps.reading() as session:
            return await load_attachment(session, media_id=claimed.media_id)

    async def _record_error(self, claimed: Claimed, error: DeliveryError) -> None:
        """What is certain decides: see the drawing in bot.domain.delivery."""
        now = self._deps.clock.now()
        SENDS.labels(type(error).__name__.lower()).inc()
        log.warning("send failed", error=error.code)
        match error:
            case TryLater(retry_after=float() | int() as seconds):
                await self._pause(claimed, now + timedelta(seconds=seconds), error, now)
            case Paused():
                await self._pause(claimed, now + _REFUSED_PAUSE, error, now)
            case TryLater():
                await self._try_later(claimed, error, now)
            case Moved(address=address):
                async with self._deps.database.transaction() as session:
                    await record_moved(session, claimed=claimed, address=address, now=now)
            case Unreachable():
                await self._give_up(claimed, OutboxState.UNREACHABLE, error, now)
            case Rejected():
                await self._give_up(claimed, OutboxState.REJECTED, error, now)
            case _:
                self._doubtful = True
                async with self._deps.database.transaction() as session:
                    await record_unknown(session, claimed=claimed, error=error.code, now=now)

    async def _pause(self, claimed: Claimed, until: datetime, error: DeliveryError, now: datetime) -> None:
        """Everybody stops; the message that met it waits like all others, and nothing is held against it."""
        self._paused = True
        full_pace = self._deps.settings.send_per_second
        async with self._deps.database.transaction() as session:
            await record_pause(session, until=until, why=error.code, now=now, full_pace=full_pace)
            await record_postponed(session, claimed=claimed, until=until, error=error.code, counts=False)

    async def _try_later(self, claimed: Claimed, error: DeliveryError, now: datetime) -> None:
        wait = backoff(claimed.attempts + 1, random.random())  # noqa: S311  # jitter
        if wait is None:
            await self._give_up(claimed, OutboxState.DEAD, error, now)
            return
        self._doubtful = True
        async with self._deps.database.transaction() as session:
            await record_postponed(session, claimed=claimed, until=now + wait, error=error.code)

    async def _give_up(self, claimed: Claimed, state: OutboxState, error: DeliveryError, now: datetime) -> None:
        async with self._deps.database.transaction() as session:
            await record_given_up(session, claimed=claimed, state=state, error=error.code, now=now)
            if state is OutboxState.UNREACHABLE:
                await record_unreachable(session, address=claimed.address, now=now)
            if state is OutboxState.REJECTED and claimed.campaign_id:
                await record_poison(session, campaign_id=claimed.campaign_id, why=error.code)

    async def _return(self, claimed: Claimed) -> None:
        async with self._deps.database.transaction() as session:
            await return_lease(session, claimed=claimed, now=self._deps.clock.now())

    async def _probe(self) -> bool:
        """One cheap question before anything else is put at risk."""
        try:
            answered = await unless_stopped(self._stop, self._messenger.probe())
        except DeliveryError:
            return False
        self._doubtful = not answered
        return answered

    async def _wait_for(self, slot: datetime) -> None:
        """Until the slot, or until we are asked to stop."""
        seconds = (slot - self._deps.clock.now()).total_seconds()
        if seconds > 0:
            try:
                async with asyncio.timeout(seconds):
                    await self._stop.wait()
            except TimeoutError:
                return


async def recover_leases(deps: Deps) -> None:
    """At start with an embedded database: whoever held a lease is dead, so nothing has to run out."""
    if deps.settings.embedded:
        async with deps.transaction() as session:
            await release_leases(session, now=deps.clock.now(), of_everybody=True)
