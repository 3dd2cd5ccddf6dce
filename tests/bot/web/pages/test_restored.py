"""What waits since the school was restored from a backup says so, where it is decided and on the page of the event."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from bot.actions.restoring import doubt_waiting
from bot.deps import Deps
from bot.enums import Role
from bot.models import Campaign
from tests.bot.web.pages.test_families import plain
from tests.builders import make_event, make_families, make_invitation, make_joined, make_row
from tests.fakes import NOW
from tests.programmes import ZONE

PAGES = ("/today/decisions", "/events/1")


async def test_send_that_waits_since_a_restore_says_so(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        await make_joined(session, "Amina")
        await make_invitation(session, await make_event(session), remind=())
        await doubt_waiting(session, now=NOW, zone=ZONE)
    here = await visit_as(Role.COORDINATOR)

    decide, event = [plain((await here.get(path)).text) for path in PAGES]

    assert "waits since the restore The school was restored from a backup." in decide
    assert "waits since the restore" in event
    assert [words in decide + event for words in ("Telegram refused", "0 messages", "it may have left")] == [False] * 3


async def test_send_that_was_refused_with_nothing_left_counts_nothing(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        await make_invitation(session, await make_event(session), remind=())
        await session.execute(update(Campaign).values(paused_why="HTTP 400"))
    here = await visit_as(Role.COORDINATOR)

    decide, event = [plain((await here.get(path)).text) for path in PAGES]

    assert "stopped by itself Telegram refused the first messages (HTTP 400). Go on" in decide
    assert "stopped: HTTP 400" in event
