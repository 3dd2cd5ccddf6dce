"""Campaigns as rows before anything leaves: invitations with reminders, announcements, calling off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import cancel_campaign, schedule_announcement
from bot.deps import Deps
from bot.enums import CampaignState, OutboxState
from bot.errors import BadInput, Conflict, NotFound
from bot.models import AuditEntry, Campaign, Translation
from messages.outgoing import MessageKind
from tests.builders import (
    GROUP,
    RUTH,
    SAM,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
    require_id,
    require_invitation,
)
from tests.fakes import NOW
from tests.steps import deliver, list_texts, list_told, plan

INVITATION, REMINDER, NUDGE = MessageKind.INVITATION, MessageKind.REMINDER, MessageKind.NUDGE
ANNOUNCEMENT = MessageKind.ANNOUNCEMENT


async def make_school(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Jan", "Piotr", "pl", group="groep 6"))
    await make_joined(session, "Amina", "Piotr")


async def announce(session: AsyncSession, **facts: Any) -> Campaign:
    return await schedule_announcement(
        session,
        **{
            "actor": SAM,
            "now": NOW,
            "text": "Morgen zijn we vrij.",
            "language": "nl",
            "school": "De Regenboog",
            **facts,
        },
    )


async def list_plans(session: AsyncSession) -> list[tuple[str, str | None, int]]:
    """Kind, notice, and days until it leaves."""
    query = select(Campaign.kind, Campaign.remind, Campaign.send_at).order_by(Campaign.id)
    return [(kind, remind, (send_at - NOW).days) for kind, remind, send_at in await session.execute(query)]


async def test_invitation_stands_with_its_reminders_before_anything_leaves(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session)

    invitation = await make_invitation(session, event, remind=("P7D", "P1D", "P7D"))

    assert await list_plans(session) == [
        (INVITATION, None, 0),
        (REMINDER, "P7D", 13),
        (REMINDER, "P1D", 19),
        (NUDGE, "P1D", 19),
    ]
    reminders = await session.scalars(select(Campaign.invitation_id).where(Campaign.remind.is_not(None)))
    assert set(reminders) == {invitation.id}
    audited = (await session.scalars(select(AuditEntry).where(AuditEntry.action == "invitation"))).one()
    assert (audited.object_id, audited.details) == (invitation.id, {"event": event.id})


async def test_reminder_whose_moment_comes_before_the_invitation_is_left_out(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session)

    await make_invitation(session, event, send_at=NOW + timedelta(days=18))

    assert await list_plans(session) == [(INVITATION, None, 18), (REMINDER, "P1D", 19), (NUDGE, "P1D", 19)]


async def test_invitation_without_reminders_nudges_nobody(session: AsyncSession) -> None:
    await make_school(session)

    await make_invitation(session, await make_event(session), remind=())

    assert await list_plans(session) == [(INVITATION, None, 0)]


async def test_invitation_of_the_past_leaves_now(session: AsyncSession) -> None:
    await make_school(session)

    invitation = await make_invitation(session, await make_event(session), send_at=NOW - timedelta(days=1))

    assert invitation.send_at == NOW


async def test_invitation_after_the_event_has_begun_is_refused(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session)

    with pytest.raises(BadInput, match="the event has begun already"):
        await make_invitation(session, event, send_at=event.starts_at)


async def test_invitation_wants_the_authors_sentences_in_the_languages_of_the_audience(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session, actor=SAM, groups=(GROUP, "groep 6"), note="Kom gerust. Tot dan!")

    await make_invitation(session, event, actor=SAM)

    wanted = await session.execute(select(Translation.source, Translation.target_language))
    assert set(wanted) == {("Kom gerust.", "ar"), ("Tot dan!", "ar"), ("Kom gerust.", "pl"), ("Tot dan!", "pl")}


async def test_announcement_reaches_the_groups_in_the_name_of_its_author(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_school(session)
        await announce(session, groups=[GROUP])

    await deliver(deps)

    assert await list_told(deps) == [(ANNOUNCEMENT, "Amina")]
    (text,) = await list_texts(deps, "Amina")
    assert "Morgen zijn we vrij." in text


async def test_announcement_to_single_parents_reaches_only_them(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_school(session)
        campaign = await announce(session, parent_ids=["P-Piotr"])
        assert (campaign.groups, campaign.parents) == ([], [await require_id(session, "Piotr")])

    await deliver(deps)

    assert await list_told(deps) == [(ANNOUNCEMENT, "Piotr")]


async def test_announcement_of_the_school_is_asked_by_the_school(session: AsyncSession) -> None:
    await make_school(session)

    campaign = await announce(session, actor=replace(SAM, name=None), groups=[GROUP], send_at=NOW + timedelta(days=1))

    assert (campaign.asked_by, campaign.send_at) == ("De Regenboog", NOW + timedelta(days=1))


@pytest.mark.parametrize("to", [{}, {"groups": [GROUP], "parent_ids": ["P-Amina"]}])
async def test_announcement_needs_groups_or_parents(session: AsyncSession, to: dict[str, Any]) -> None:
    await make_school(session)

    with pytest.raises(BadInput, match="either groups or parent_ids"):
        await announce(session, **to)


async def test_announcement_that_waited_too_long_is_not_sent(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_school(session)
        campaign = await announce(session, groups=[GROUP])
        campaign.send_at = NOW - timedelta(days=7)

    await deliver(deps)

    assert await list_told(deps, *OutboxState) == []


async def test_cancelled_campaign_sends_no_more_and_takes_its_reminders_along(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_school(session)
        event = await make_event(session)
        await make_invitation(session, event)
    await plan(deps)
    async with deps.transaction() as session:
        invitation = await require_invitation(session, event)

        cancelled = await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=invitation.id)

    assert cancelled.state == CampaignState.CANCELLED
    assert await list_told(deps, OutboxState.CANCELLED) == [(INVITATION, "Amina")]
    async with deps.reading() as session:
        assert set(await session.scalars(select(Campaign.state))) == {CampaignState.CANCELLED}


async def test_cancelling_keeps_what_was_sent(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_school(session)
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    async with deps.transaction() as session:
        invitation = await require_invitation(session, event)

        await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=invitation.id)

    assert await list_told(deps) == [(INVITATION, "Amina")]


async def test_what_has_left_as_a_whole_is_not_called_off_by_a_page_that_is_old(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_school(session)
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    async with deps.transaction() as session:
        invitation = await require_invitation(session, event)
        with pytest.raises(Conflict, match="All of it has left already"):
            await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=invitation.id, unless_done=True)

    async with deps.reading() as session:
        assert CampaignState.CANCELLED not in set(await session.scalars(select(Campaign.state)))


async def test_campaign_is_cancelled_once(session: AsyncSession) -> None:
    await make_school(session)
    campaign = await announce(session, groups=[GROUP])
    await cancel_campaign(session, actor=SAM, now=NOW, campaign_id=campaign.id)

    with pytest.raises(Conflict, match="was cancelled before"):
        await cancel_campaign(session, actor=SAM, now=NOW, campaign_id=campaign.id)


async def test_announcement_to_single_parents_is_its_authors_alone(session: AsyncSession) -> None:
    await make_school(session)
    by_ruth = await announce(session, actor=RUTH, parent_ids=["P-Amina"])
    by_sam = await announce(session, actor=SAM, parent_ids=["P-Amina"])

    await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=by_ruth.id)

    with pytest.raises(NotFound):
        await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=by_sam.id)
