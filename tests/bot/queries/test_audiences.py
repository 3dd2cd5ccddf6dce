"""Who is meant, counted for the preview."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.enrolment import record_language, record_stop
from bot.actions.outbox import queue_messages
from bot.enums import Audience, CampaignState
from bot.models import Campaign
from bot.queries.audiences import Recipient, count_audience, list_recipients
from bot.queries.families import ChildLine
from messages.languages import Language
from messages.outgoing import MessageKind
from tests.builders import (
    GROUP,
    make_draft,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
    require_id,
)
from tests.fakes import NOW


def make_campaign(*groups: str, parents: tuple[int, ...] = ()) -> Campaign:
    """An announcement that is not stored: the audience needs no more."""
    return Campaign(
        kind=MessageKind.ANNOUNCEMENT,
        groups=list(groups),
        parents=list(parents),
        planned_up_to=0,
        state=CampaignState.RUNNING,
    )


async def test_audience_is_counted_by_languages_and_reach(session: AsyncSession) -> None:
    await make_families(
        session,
        make_row("Noor", "Amina", "ar"),
        make_row("Sami", "Karim", "ar"),
        make_row("Jan", "Piotr", "pl", second_language="en"),
        make_row("Mei", "Wen", "zh", group="groep 6"),
    )
    await make_joined(session, "Amina", "Piotr")
    await record_language(session, parent_id=await require_id(session, "Piotr"), language="nl")

    counts = await count_audience(session, make_campaign(GROUP))

    assert sorted(counts, key=str) == [
        ("nl", "pl", "en", True, 1),
        (None, "ar", None, False, 1),
        (None, "ar", None, True, 1),
    ]


async def test_single_parents_are_counted_whatever_their_groups(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Mei", "Wen", "zh", group="groep 6"))

    counts = await count_audience(session, make_campaign(parents=(await require_id(session, "Wen"),)))

    assert counts == [(None, "zh", None, False, 1)]


async def test_families_asked_lately_are_not_counted_where_they_are_not_meant(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Jan", "Piotr", "pl"))
    await make_joined(session, "Amina", "Piotr")
    draft = make_draft(kind=MessageKind.INVITATION, parent_id=await require_id(session, "Amina"), campaign_id=None)
    event = await make_event(session)
    earlier = await make_invitation(session, event, remind=())
    await queue_messages(session, [replace(draft, campaign_id=earlier.id)], now=NOW)

    later = await make_invitation(session, event, remind=(), audience=Audience.NOT_ASKED_LATELY)

    assert await count_audience(session, later) == [(None, "pl", None, True, 1)]


async def test_who_has_the_invitation_is_not_meant_by_another_send(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Jan", "Piotr", "pl"))
    await make_joined(session, "Amina", "Piotr")
    event = await make_event(session)
    first = await make_invitation(session, event, remind=())
    invited = make_draft(
        kind=MessageKind.INVITATION, parent_id=await require_id(session, "Amina"), campaign_id=first.id
    )
    await queue_messages(session, [invited], now=NOW)

    second = await make_invitation(session, event, remind=())
    elsewhere = await make_invitation(session, await make_event(session), remind=())

    assert await count_audience(session, second) == [(None, "pl", None, True, 1)]
    assert [line[4] for line in await count_audience(session, first)] == [1, 1]
    assert [line[4] for line in await count_audience(session, elsewhere)] == [1, 1]


async def test_recipient_is_told_about_the_children_of_the_groups_only(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Sami", "Amina", "ar", group="groep 6"))
    await make_joined(session, "Amina")

    recipients = await list_recipients(session, make_campaign(GROUP), now=NOW, limit=10)

    assert recipients == [
        Recipient(1, "Amina", 7001, "ar", None, None, (ChildLine(1, "K-Noor", "Noor", GROUP),)),
    ]
    assert recipients[0].reads("nl") == Language("ar")


async def test_recipient_named_alone_is_told_about_all_children(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Sami", "Amina", "ar", group="groep 6"))
    await make_joined(session, "Amina")

    (recipient,) = await list_recipients(session, make_campaign(parents=(1,)), now=NOW, limit=10)

    assert [child.first_name for child in recipient.children] == ["Noor", "Sami"]


async def test_recipients_come_in_pages_by_id_and_without_who_stopped(session: AsyncSession) -> None:
    names = ["Amina", "Karim", "Piotr", "Selam"]
    await make_families(session, *(make_row(f"Kind van {name}", name) for name in names))
    await make_joined(session, *names)
    await record_stop(session, address=7002, now=NOW)
    campaign = make_campaign(GROUP)

    first = await list_recipients(session, campaign, now=NOW, limit=2)
    campaign.planned_up_to = first[-1].parent_id
    second = await list_recipients(session, campaign, now=NOW, limit=2)

    assert [[one.name for one in page] for page in (first, second)] == [["Amina", "Piotr"], ["Selam"]]


async def test_parent_whose_languages_we_do_not_speak_reads_the_schools(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "hu"))
    await make_joined(session, "Amina")

    (recipient,) = await list_recipients(session, make_campaign(GROUP), now=NOW, limit=10)

    assert recipient.reads("nl") == Language("nl")
