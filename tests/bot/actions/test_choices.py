"""What a parent switches, for nobody else; and what waits is called off."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.choices import record_always_voice, record_choice
from bot.actions.enrolment import record_stop
from bot.actions.expansion import claim_due_campaign, record_batch
from bot.actions.outbox import queue_messages
from bot.deps import Deps
from bot.enums import OutboxState, ParentStatus
from bot.models import Campaign, OutboxMessage
from bot.queries.choices import load_choices
from bot.queries.families import list_parents
from messages.conversation.choices import Choices
from messages.outgoing import MessageKind
from messages.tap_values import Choice, DayPart
from tests.builders import GROUP, SAM, make_draft, make_families, make_joined, make_row
from tests.fakes import NOW

AMINA, OMAR = 1, 2
AT_FIRST = Choices(ideas=True, voice=False, prefers=None)
TIP, ANNOUNCEMENT = MessageKind.TIP, MessageKind.ANNOUNCEMENT


@pytest.fixture(autouse=True)
async def family(deps: Deps) -> None:
    """Amina and Omar share a telephone."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Noor", "Omar"))
        await make_joined(session, "Amina")
        await make_joined(session, "Omar")


async def choose(session: AsyncSession, *choices: Choice) -> None:
    for choice in choices:
        await record_choice(session, address=7001, parent_id=AMINA, choice=choice, now=NOW)


async def states(session: AsyncSession) -> list[tuple[str, int | None, str]]:
    messages = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    return [(message.kind, message.parent_id, message.state) for message in messages]


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        ([Choice.TIPS_OFF], {"ideas": False}),
        ([Choice.TIPS_OFF, Choice.TIPS_ON], {}),
        ([Choice.VOICE_ON], {"voice": True}),
        ([Choice.VOICE_ON, Choice.VOICE_OFF], {}),
        ([Choice.PREFER_MORNING], {"prefers": DayPart.MORNING}),
        ([Choice.PREFER_AFTERNOON], {"prefers": DayPart.AFTERNOON}),
        ([Choice.PREFER_MORNING, Choice.PREFER_EVENING], {"prefers": DayPart.EVENING}),
        ([Choice.ONLY_INVITATIONS], {"ideas": False}),
    ],
)
async def test_choice_is_one_parents_own(
    session: AsyncSession, choices: list[Choice], expected: dict[str, Any]
) -> None:
    await choose(session, *choices)

    chosen = Choices(**{"ideas": True, "voice": False, "prefers": None, **expected})
    assert await load_choices(session, [AMINA, OMAR]) == {AMINA: chosen, OMAR: AT_FIRST}


async def test_voice_at_enrolment_is_the_same_choice(session: AsyncSession) -> None:
    await record_always_voice(session, parent_id=AMINA, wanted=True)

    assert (await load_choices(session, [AMINA]))[AMINA].voice is True


@pytest.mark.parametrize("choice", [Choice.TIPS_OFF, Choice.ONLY_INVITATIONS])
async def test_no_ideas_from_now_on_calls_off_those_that_wait(session: AsyncSession, choice: Choice) -> None:
    drafts = [
        make_draft("1", kind=TIP, parent_id=AMINA),
        make_draft("2", kind=ANNOUNCEMENT, parent_id=AMINA),
        make_draft("3", kind=TIP, parent_id=OMAR),
    ]
    await queue_messages(session, drafts, now=NOW)

    await choose(session, choice)

    assert await states(session) == [
        (TIP, AMINA, OutboxState.CANCELLED),
        (ANNOUNCEMENT, AMINA, OutboxState.QUEUED),
        (TIP, OMAR, OutboxState.QUEUED),
    ]


async def test_only_invitations_brings_back_who_had_stopped_and_nobody_else(session: AsyncSession) -> None:
    await record_stop(session, address=7001, now=NOW)

    await choose(session, Choice.ONLY_INVITATIONS)

    statuses = {line.name: line.status for line in await list_parents(session, actor=SAM)}
    assert statuses == {"Amina": ParentStatus.JOINED, "Omar": ParentStatus.STOPPED}


async def test_idea_composed_at_the_same_moment_does_not_slip_through(deps: Deps) -> None:
    """The choice waits for the batch in hand, or the batch sees the choice."""
    async with deps.transaction() as session:
        session.add(make_tip_campaign())
        campaign = await claim_due_campaign(session, now=NOW)
        assert campaign is not None

    async def queue() -> None:
        async with deps.transaction() as session:
            draft = make_draft("tip", kind=TIP, parent_id=AMINA, campaign_id=campaign.id)
            facts: dict[str, Any] = {"up_to": OMAR, "finished": True, "now": NOW}
            await record_batch(session, campaign_id=campaign.id, revision=0, drafts=[draft], **facts)

    async def stop_ideas() -> None:
        async with deps.transaction() as session:
            await choose(session, Choice.TIPS_OFF)

    await asyncio.gather(queue(), stop_ideas())

    async with deps.reading() as session:
        assert {state for _, _, state in await states(session)} <= {OutboxState.CANCELLED}


def make_tip_campaign() -> Campaign:
    """An idea for everybody, due now."""
    return Campaign(
        kind=TIP,
        tip_key="reading_together/picture-walk",
        source_language="nl",
        asked_by="",
        groups=[GROUP],
        parents=[],
        send_at=NOW,
        created_by="command",
        created_at=NOW,
    )
