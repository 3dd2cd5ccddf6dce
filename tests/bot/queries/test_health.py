"""What of a database asks for somebody, and whether it can be replaced."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, text

from bot.actions.decisions import record_settled
from bot.actions.erasure import erase_parent
from bot.actions.outbox import queue_messages
from bot.db import Database
from bot.deps import Deps
from bot.enums import AlertState, CampaignState, OutboxState
from bot.models import Alert, Channel, Group, OutboxMessage
from bot.queries.health import Queues, count_other_connections, holds_rows, list_tombstones, load_queues
from tests.builders import SAM, make_draft, make_event, make_families, make_invitation, make_question, make_row
from tests.fakes import NOW


async def test_database_holds_rows_once_there_is_one(deps: Deps) -> None:
    async with deps.transaction() as session:
        before = await holds_rows(session)
        session.add(Group(name="groep 3"))
        await session.flush()

        assert (before, await holds_rows(session)) == (False, True)


async def test_database_of_an_older_schema_has_no_tombstones(deps: Deps) -> None:
    async with deps.transaction() as session:
        await session.execute(text("DROP TABLE tombstones"))

        assert (await list_tombstones(session), await holds_rows(session)) == ({}, False)


async def test_tombstones_are_listed_with_their_moment(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        await erase_parent(session, actor=SAM, now=NOW, parent_id="P-Amina")

        assert list((await list_tombstones(session)).values()) == [NOW]


async def test_other_connections_are_counted(deps: Deps) -> None:
    if deps.database.embedded:
        return
    another = Database(deps.settings.database_url)
    async with deps.reading() as session, another.reading() as other:
        await other.execute(text("SELECT 1"))

        assert await count_other_connections(session) == 1
    await another.close()


async def test_queues_of_a_quiet_school_are_empty(deps: Deps) -> None:
    async with deps.reading() as session:
        assert await load_queues(session, now=NOW) == Queues(None, 0, 0, None, 0)


async def test_queues_tell_what_waits_and_what_is_in_doubt(deps: Deps) -> None:
    early = NOW - timedelta(hours=1)
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        campaign = await make_invitation(session, await make_event(session), remind=())
        drafts = [make_draft("late", available_at=early), make_draft("doubtful", campaign_id=campaign.id)]
        await queue_messages(session, drafts, now=NOW)
        await queue_messages(session, [make_draft("later", available_at=NOW + timedelta(hours=1))], now=NOW)
        doubtful = await session.scalar(select(OutboxMessage).where(OutboxMessage.dedupe_key == "doubtful"))
        assert doubtful
        doubtful.state = OutboxState.UNKNOWN
        campaign.paused_why = "HTTP 400"
        thread = await make_question(session, "Amina")
        facts = {"thread_id": thread.id, "urgent_at": NOW, "recipient": "sam@school.example", "created_at": NOW}
        session.add(Alert(**facts, state=AlertState.DEAD, available_at=NOW))
        until = {"paused_until": NOW + timedelta(minutes=1), "paused_why": "the bot token is refused"}
        session.add(Channel(name="telegram", per_second=1.0, next_slot=NOW, **until))

        queues = await load_queues(session, now=NOW)

        await record_settled(session, actor=SAM, now=NOW + timedelta(minutes=1), campaign_id=campaign.id)
        campaign.state = CampaignState.CANCELLED
        decided = await load_queues(session, now=NOW)

    assert queues == Queues(early, 1, 1, "the bot token is refused", 1)
    assert decided == Queues(early, 0, 0, "the bot token is refused", 1)  # it was, about both
