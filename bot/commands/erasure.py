"""The command that erases one parent."""

from __future__ import annotations

from argparse import Namespace

from bot.actions.erasure import erase_parent
from bot.bootstrap import open_deps
from bot.commands.base import say
from bot.config import Settings
from bot.domain.actors import COMMAND

#: Seconds for which the service may hold the files.
_PATIENCE = 1.0


async def erase(options: Namespace, settings: Settings) -> int:
    """Asks nothing; tells how many rows of what are gone."""
    async with open_deps(settings) as deps:
        async with deps.transaction() as session:
            counts = await erase_parent(session, actor=COMMAND, now=deps.clock.now(), parent_id=options.parent_id)
        scrubbed = await deps.database.scrub(patience=_PATIENCE)
    say(*(f"{name.replace('_', ' ')}: {count}" for name, count in sorted(counts.items())))
    if not scrubbed:
        say("The service holds the files of the database: it writes them anew within a day.")
    return 0
