"""What the clock asks for: leases that ran out, messages past their use, data past its retention."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.actions.delivery import release_leases
from bot.actions.erasure import erase_last_words, erase_who_left
from bot.actions.left_threads import release_threads
from bot.actions.outbox import expire_messages
from bot.actions.programmes import expand_programmes
from bot.actions.retention import purge_expired
from bot.deps import Deps, SystemClock

log = structlog.get_logger()

#: How often each task is due, in seconds.
OFTEN, NIGHTLY = 5, 24 * 60 * 60

#: So many children who left are erased at once.
_HANDFUL = 20

#: Seconds that the files are waited for.
_PATIENCE = 2.0


async def tidy_outbox(deps: Deps) -> None:
    """Leases of the dead are released, what is past its use-by is not sent, and last words leave no trace."""
    now = deps.clock.now()
    async with deps.transaction() as session:
        await release_leases(session, now=now)
        await expire_messages(session, now=now)
        erased = await erase_last_words(session)
    if erased:
        await scrub_files(deps)


async def plan_tips(deps: Deps) -> None:
    """The tips of running programmes become campaigns a day ahead."""
    async with deps.transaction() as session:
        await expand_programmes(session, now=deps.clock.now(), zone=deps.settings.timezone)


async def purge(deps: Deps) -> None:
    """Retention: what is older than its class allows is gone; and who stood in holds no conversation any more."""
    now, keep = deps.clock.now(), deps.school.retention
    async with deps.transaction() as session:
        await purge_expired(session, now=now, keep=keep)
        await release_threads(session, now=now)
    await forget_who_left(deps, now - keep.left)
    await scrub_files(deps)


async def forget_who_left(deps: Deps, before: datetime) -> None:
    """In handfuls, so that nobody waits long for the database."""
    while True:
        async with deps.transaction() as session:
            erased = await erase_who_left(session, now=deps.clock.now(), before=before, limit=_HANDFUL)
        if erased < _HANDFUL:
            return


async def scrub_files(deps: Deps, *, patience: float = _PATIENCE) -> None:
    """No byte of what was deleted stays; where somebody holds the files just now, the coming night does it."""
    if not await deps.database.scrub(patience=patience):
        log.warning("deleted rows are still in the files of the database")


async def set_clock(deps: Deps) -> None:
    """Many machines, one clock: the database's."""
    if isinstance(deps.clock, SystemClock) and not deps.settings.embedded:
        deps.clock.offset = timedelta(seconds=await deps.database.clock_offset())
