"""Who was reached and who answered, in families, with small numbers kept from those whom they are no business of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import cancel_campaign
from bot.actions.enrolment import record_language
from bot.deps import Deps
from bot.domain.actors import Actor
from bot.domain.responses import Counts
from bot.enums import OutboxState, Role
from bot.models import Child, Event, Group, OutboxMessage
from bot.queries.reports import AnswerLine, By, load_response_rates, load_responses
from messages.facts import Answer
from tests.builders import (
    GROUP,
    RUTH,
    SAM,
    make_answer,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
    require_id,
)
from tests.fakes import NOW
from tests.steps import deliver

SIX = "groep 6"


async def make_asked(deps: Deps) -> Event:
    """Three families in groep 3 and one in groep 6, invited: Amina and Karim care for Noor, Piotr for Jan in both."""
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar"),
            make_row("Noor", "Karim", "fr"),
            make_row("Jan", "Piotr", "pl"),
            make_row("Ola", "Piotr", "pl", group=SIX),
            make_row("Mei", "Wen", "zh"),
            make_row("Luwam", "Selam", "ti", group=SIX),
        )
        await make_joined(session, "Amina", "Karim", "Piotr", "Wen", "Selam")
        event = await make_event(session, actor=SAM, groups=(GROUP, SIX))
        await make_invitation(session, event, actor=SAM)
    await deliver(deps)
    return event


async def rates(
    session: AsyncSession,
    *by: By,
    actor: Actor = SAM,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[dict[str, object]]:
    return await load_response_rates(session, actor=actor, by=by or ("group",), since=since, until=until)


def shown(rows: Sequence[dict[str, object]], key: str) -> dict[object, object]:
    """Invited families by name; None where it is suppressed."""
    return {row[key]: row["invited"] for row in rows}


async def test_event_is_counted_in_families_by_group_and_language(deps: Deps) -> None:
    event = await make_asked(deps)
    async with deps.transaction() as session:
        await make_answer(session, event, "Amina", Answer.NO, update_id=1)
        await make_answer(session, event, "Karim", Answer.YES, update_id=2, people=2)
        await make_answer(session, event, "Selam", Answer.MAYBE, update_id=3, now=NOW + timedelta(hours=1))
        await record_language(session, parent_id=await require_id(session, "Wen"), language="nl")

        responses = await load_responses(session, event.id)

    assert responses.total == Counts(invited=4, delivered=4, yes=1, no=0, maybe=1, none_yet=2)
    assert responses.by_group == {
        GROUP: Counts(invited=3, delivered=3, yes=1, none_yet=2),
        SIX: Counts(invited=2, delivered=2, maybe=1, none_yet=1),
    }
    assert list(responses.by_language) == ["ar", "fr", "nl", "pl", "ti"]
    assert responses.answers == [
        AnswerLine("P-Amina", "K-Noor", Answer.NO, None, False, None, NOW),
        AnswerLine("P-Karim", "K-Noor", Answer.YES, 2, False, None, NOW),
        AnswerLine("P-Selam", "K-Luwam", Answer.MAYBE, None, False, None, NOW + timedelta(hours=1)),
    ]


async def test_family_is_reached_when_it_may_have_arrived_or_somebody_answered(deps: Deps) -> None:
    event = await make_asked(deps)
    async with deps.transaction() as session:
        for name, state in {"Amina": "unreachable", "Karim": "unknown", "Wen": "rejected", "Selam": "dead"}.items():
            mine = OutboxMessage.parent_id == await require_id(session, name)
            await session.execute(update(OutboxMessage).where(mine).values(state=state))
        await make_answer(session, event, "Selam", Answer.YES)

        responses = await load_responses(session, event.id)

    assert responses.total == Counts(invited=4, delivered=3, yes=1, none_yet=2)


async def test_invitation_that_was_called_off_does_not_count(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        await make_joined(session, "Amina")
        event = await make_event(session)
        campaign = await make_invitation(session, event, send_at=NOW + timedelta(days=1))
        await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=campaign.id)

        responses = await load_responses(session, event.id)

    assert (responses.total, responses.answers) == (Counts(), [])


async def test_small_numbers_are_suppressed_for_the_school_and_shown_to_the_teacher(deps: Deps) -> None:
    event = await make_asked(deps)
    async with deps.reading() as session:
        school = await rates(session, "event", "group", "language")
        teacher = await rates(session, "event", "group", "language", actor=RUTH)

    assert {row["suppressed"] for row in school} == {True}
    assert {row["invited"] for row in school} == {None}
    assert teacher[0] == {
        "by": "event",
        "event": event.id,
        "kind": "look_in_morning",
        "title": None,
        "starts_at": event.starts_at.isoformat(),
        "invited": 3,
        "delivered": 3,
        "yes": 0,
        "no": 0,
        "maybe": 0,
        "none_yet": 3,
        "response_rate": 0.0,
        "suppressed": False,
    }
    assert shown(teacher[1:3], "group") == {GROUP: 3, SIX: None}
    assert shown(teacher[3:], "language") == {"ar": 1, "fr": 1, "pl": 1, "zh": 1}


async def test_numbers_from_five_families_on_are_shown_to_the_school(deps: Deps) -> None:
    names = [f"Ouder {number}" for number in range(5)]
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Kind {name}", name) for name in names))
        await make_joined(session, *names)
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    async with deps.transaction() as session:
        await make_answer(session, event, "Ouder 0", Answer.YES)

        (row,) = await rates(session)

    assert row == {
        "by": "group",
        "group": GROUP,
        "invited": 5,
        "delivered": 5,
        "yes": 1,
        "no": 0,
        "maybe": 0,
        "none_yet": 4,
        "response_rate": 0.2,
        "suppressed": False,
    }


async def test_family_that_left_its_group_does_not_unveil_small_numbers(deps: Deps) -> None:
    await make_asked(deps)
    async with deps.transaction() as session:
        session.add(Group(name="groep 7"))
        await session.flush()
        await session.execute(update(Child).where(Child.first_name == "Mei").values(group_id=3))

        rows = await rates(session, "event", "language")

    assert {row["suppressed"] for row in rows} == {True}


async def test_group_that_is_called_like_an_event_or_language_unveils_nothing(deps: Deps) -> None:
    event = await make_asked(deps)
    actor = Actor("staff:9", "Odd", Role.COORDINATOR, frozenset({str(event.id), "pl"}))
    async with deps.reading() as session:
        rows = await rates(session, "event", "language", actor=actor)

    assert {row["suppressed"] for row in rows} == {True}


async def test_teacher_without_families_among_the_invited_sees_nothing(deps: Deps) -> None:
    await make_asked(deps)
    async with deps.reading() as session:
        rows = await rates(
            session, "event", "group", "language", actor=Actor("s", None, Role.TEACHER, frozenset({"groep 8"}))
        )

    assert rows == []


async def test_period_is_half_open_over_the_moment_that_events_begin(deps: Deps) -> None:
    event = await make_asked(deps)
    starts, second = event.starts_at, timedelta(seconds=1)
    async with deps.reading() as session:
        inside = [
            await rates(session, since=starts),
            await rates(session, until=starts + second),
            await rates(session, since=starts, until=starts + second),
        ]
        outside = [await rates(session, since=starts + second), await rates(session, until=starts)]

    assert [len(rows) for rows in inside] == [2, 2, 2]
    assert outside == [[], []]


async def test_invitation_that_waits_is_invited_and_not_delivered(deps: Deps) -> None:
    event = await make_asked(deps)
    async with deps.transaction() as session:
        await session.execute(update(OutboxMessage).values(state=OutboxState.QUEUED))

        responses = await load_responses(session, event.id)

    assert responses.total == Counts(invited=4)
