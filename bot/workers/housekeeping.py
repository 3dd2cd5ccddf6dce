"""What the clock asks for: leases that ran out, messages past their use, data past its retention."""

from __future__ import annotations

from datetime import timedelta

from bot.actions.delivery import release_leases
from bot.actions.outbox import expire_messages
from bot.actions.programmes import expand_programmes
from bot.actions.retention import purge_expired
from bot.deps import Deps, SystemClock

#: How often each task is due, in seconds.
OFTEN, NIGHTLY = 5, 24 * 60 * 60


async def tidy_outbox(deps: Deps) -> None:
    """Leases of the dead are released, and what is past its use-by is not sent."""
    now = deps.clock.now()
    async with deps.transaction() as session:
        await release_leases(session, now=now)
        await expire_messages(session, now=now)


async def plan_tips(deps: Deps) -> None:
    """The tips of running programmes become campaigns a day ahead."""
    async with deps.transaction() as session:
        await expand_programmes(session, now=deps.clock.now(), zone=deps.settings.timezone)


async def purge(deps: Deps) -> None:
    """Retention: what is older than its class allows is gone."""
    async with deps.transaction() as session:
        await purge_expired(session, now=deps.clock.now())


async def set_clock(deps: Deps) -> None:
    """Many machines, one clock: the database's."""
    if isinstance(deps.clock, SystemClock) and not deps.settings.embedded:
        deps.clock.offset = timedelta(seconds=await deps.database.clock_offset())
