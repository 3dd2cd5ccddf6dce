"""How a campaign is doing, and what it will be like in each language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import schedule_announcement
from bot.actions.outbox import queue_messages
from bot.domain.audience import LanguageShare
from bot.enums import CampaignState, OutboxState, TranslationState
from bot.errors import NotFound
from bot.models import Campaign, OutboxMessage, Translation
from bot.queries.campaigns import (
    CampaignCounts,
    Progress,
    count_messages,
    languages_of,
    list_reminders,
    load_plan,
    load_progress,
    require_campaign,
    state_of,
)
from messages.outgoing import HowSaid, MessageKind
from tests.budgets import make_budget
from tests.builders import (
    GROUP,
    RUTH,
    SAM,
    make_draft,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
)
from tests.fakes import NOW

NONE = CampaignCounts(0, 0, 0, 0, 0, 0, 0)


async def make_school(session: AsyncSession) -> None:
    await make_families(
        session,
        make_row("Noor", "Amina", "ar"),
        make_row("Sami", "Karim", "ar"),
        make_row("Jan", "Piotr", "pl"),
        make_row("Ilka", "Selma", "sr", second_language="pl"),
        make_row("Bo", "Bea", "nl"),
    )
    await make_joined(session, "Amina", "Piotr")


def share(
    language: str, reads: str, parents: int, reachable: int, how: HowSaid, said: HowSaid | None = None
) -> LanguageShare:
    return LanguageShare(language, reads, parents, reachable, how, said or how)


async def look(session: AsyncSession, campaign: Campaign) -> list[LanguageShare]:
    return await languages_of(session, await load_plan(session, campaign, make_budget()))


async def test_messages_are_counted_by_where_they_stand(session: AsyncSession) -> None:
    await make_school(session)
    campaign = await make_invitation(session, await make_event(session))
    for number, state in enumerate(OutboxState, start=1):
        await queue_messages(session, [make_draft(state, campaign_id=campaign.id)], now=NOW)
        await session.execute(update(OutboxMessage).where(OutboxMessage.id == number).values(state=state))
    await session.execute(update(OutboxMessage).where(OutboxMessage.id < 3).values(over_budget=True))
    await queue_messages(session, [make_draft("voice", campaign_id=campaign.id, kind=MessageKind.VOICE)], now=NOW)

    counts = await count_messages(session, campaign.id)

    assert counts.as_dict() == {
        "queued": 3, "sent": 1, "unknown": 1, "failed": 3, "paused": 1, "cancelled": 1, "expired": 1,
        "over_budget": 2,
    }  # fmt: skip


async def test_reminders_are_listed_in_order(session: AsyncSession) -> None:
    await make_school(session)
    event = await make_event(session)
    campaign = await make_invitation(session, event, remind=("P1D", "P7D"))

    reminders = await list_reminders(session, campaign.id)

    assert reminders == [event.starts_at - timedelta(days=7), event.starts_at - timedelta(days=1)]


@pytest.mark.parametrize(
    ("state", "expanded", "counts", "shown"),
    [
        (CampaignState.PLANNED, False, NONE, CampaignState.PLANNED),
        (CampaignState.RUNNING, False, NONE, CampaignState.RUNNING),
        (CampaignState.RUNNING, True, CampaignCounts(1, 0, 0, 0, 0, 0, 0), CampaignState.RUNNING),
        (CampaignState.RUNNING, True, CampaignCounts(0, 0, 0, 0, 1, 0, 0), CampaignState.RUNNING),
        (CampaignState.RUNNING, True, CampaignCounts(0, 9, 1, 1, 0, 1, 1), CampaignState.DONE),
        (CampaignState.CANCELLED, True, NONE, CampaignState.CANCELLED),
    ],
)
def test_campaign_is_done_when_none_is_on_its_way(
    state: CampaignState, expanded: bool, counts: CampaignCounts, shown: CampaignState
) -> None:
    campaign = Campaign(state=state, expanded_at=NOW if expanded else None)

    assert state_of(campaign, counts) is shown


async def test_facts_alone_are_reviewed_in_every_language_that_we_speak(session: AsyncSession) -> None:
    await make_school(session)
    campaign = await make_invitation(session, await make_event(session))

    assert await look(session, campaign) == [
        share("ar", "ar", 2, 1, HowSaid.REVIEWED),
        share("nl", "nl", 1, 0, HowSaid.REVIEWED),
        share("pl", "pl", 1, 1, HowSaid.REVIEWED),
        share("sr", "pl", 1, 0, HowSaid.NONE, HowSaid.REVIEWED),
    ]


async def test_own_words_show_which_languages_lack_a_translation(session: AsyncSession) -> None:
    await make_school(session)
    campaign = await schedule_announcement(
        session, actor=SAM, now=NOW, text="Kom gerust.", language="nl", school="S", groups=[GROUP]
    )
    approved: dict[str, Any] = {"target": "تفضلوا.", "state": TranslationState.APPROVED}
    await session.execute(update(Translation).where(Translation.target_language == "ar").values(approved))

    assert await look(session, campaign) == [
        share("ar", "ar", 2, 1, HowSaid.APPROVED),
        share("nl", "nl", 1, 0, HowSaid.REVIEWED),
        share("pl", "pl", 1, 1, HowSaid.NONE, HowSaid.ORIGINAL),
        share("sr", "pl", 1, 0, HowSaid.NONE, HowSaid.ORIGINAL),
    ]


async def test_weakest_of_the_own_words_counts(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"))
    campaign = await make_invitation(session, await make_event(session, bring="Een appel", note="Kom gerust."))
    approved: dict[str, Any] = {"target": "تفضلوا.", "state": TranslationState.APPROVED}
    await session.execute(update(Translation).where(Translation.source == "Kom gerust.").values(approved))

    assert await look(session, campaign) == [share("ar", "ar", 1, 0, HowSaid.NONE, HowSaid.ORIGINAL)]


async def test_unknown_campaign_is_not_found(session: AsyncSession) -> None:
    with pytest.raises(NotFound, match="There is no campaign 999"):
        await require_campaign(session, actor=SAM, campaign_id=999)


async def test_message_to_single_parents_is_its_authors_and_the_coordinators(session: AsyncSession) -> None:
    await make_school(session)
    campaign = await schedule_announcement(
        session, actor=SAM, now=NOW, text="Bel mij.", language="nl", school="S", parent_ids=["P-Amina"]
    )

    with pytest.raises(NotFound):
        await require_campaign(session, actor=RUTH, campaign_id=campaign.id)
    assert await require_campaign(session, actor=SAM, campaign_id=campaign.id) is campaign


@pytest.mark.parametrize(
    ("facts", "hours"),
    [
        ({"look_again_at": NOW + timedelta(minutes=5)}, 2),
        ({"look_again_at": None}, None),
        ({"look_again_at": NOW, "state": CampaignState.CANCELLED}, None),
    ],
    ids=["words are to come", "all words are in", "called off"],
)
async def test_progress_tells_until_when_words_are_waited_for(
    session: AsyncSession, facts: dict[str, object], hours: int | None
) -> None:
    await make_school(session)
    campaign = await make_invitation(session, await make_event(session))
    await session.execute(update(Campaign).values({"state": CampaignState.RUNNING, **facts}))
    await session.refresh(campaign)

    progress = await load_progress(session, campaign, patience=timedelta(hours=2))

    until = NOW + timedelta(hours=hours) if hours else None
    assert progress == Progress(CampaignState(campaign.state), NONE, until)


async def test_announcement_waits_for_its_words_as_well(session: AsyncSession) -> None:
    await make_school(session)
    campaign = await schedule_announcement(
        session, actor=SAM, now=NOW, text="Kom gerust.", language="nl", school="S", groups=[GROUP]
    )
    campaign.state, campaign.look_again_at = CampaignState.RUNNING, NOW

    progress = await load_progress(session, campaign, patience=timedelta(days=7))

    assert progress == Progress(CampaignState.RUNNING, NONE, NOW + timedelta(days=7))
