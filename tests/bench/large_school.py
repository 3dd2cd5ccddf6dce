"""A big school, or all schools of a town: rows as years of use would leave them, written in bulk, the same each time.

By default 100,000 parents of about as many children in about 4,000 groups, 1,000 events since the beginning of the
last school year with their invitations, reminders and answers, 2,000 conversations, and four colleagues
(`<role>@school.example`).
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert, text

from bot.db import Database
from bot.enums import CampaignState, Lane, OutboxState, ThreadState
from bot.models import (
    Base,
    Campaign,
    Chat,
    Child,
    Event,
    EventGroup,
    Group,
    Guardianship,
    OutboxMessage,
    Parent,
    Rsvp,
    Staff,
    StaffGroup,
    Thread,
    ThreadMessage,
)
from messages.event_kinds import EventKind
from messages.facts import Answer
from messages.outgoing import HowSaid, MessageKind
from tests.bench.large_people import BigSchool, chats, children, draw_families, guardians, staff
from tests.fakes import NOW

_STATES = (OutboxState.SENT, OutboxState.UNREACHABLE, OutboxState.UNKNOWN, OutboxState.REJECTED)
_OFTEN = (96, 2, 1, 1)
_ANSWERS = (Answer.YES, Answer.NO, Answer.MAYBE)
_BUNDLE = 20_000

#: Weeks before now: the last school year, and this one until three weeks ahead. Four of five events were last year.
_LAST_YEAR, _THIS_YEAR, _SHARE = (66, 20), (13, -3), 0.8
_TEXT = "Beste ouder, wilt u komen kijken in de klas? Dinsdag om 8.30 uur in lokaal 3. Neem gerust iemand mee. " * 2
_BUTTONS = [[{"label": "Ja, ik kom", "data": "y:1:1"}, {"label": "Ik kan niet", "data": "n:1:1"}]]


async def fill_large_school(
    database: Database, *, parents: int = 100_000, events: int = 1_000, seed: int = 7, now: datetime = NOW
) -> None:
    """Into an upgraded, empty database. `now` is when the story stands still."""
    school = BigSchool(random.Random(seed), now, parents)
    for table, rows in _tables(school, events):
        await _store(database, table, rows)
    if not database.embedded:
        await _settle(database)


def _tables(school: BigSchool, events: int) -> Iterator[tuple[type[Base], Iterable[dict[str, Any]]]]:
    draw_families(school)
    yield Group, ({"id": g + 1, "name": group_name(g)} for g in range(school.groups))
    yield Parent, guardians(school)
    yield Child, children(school)
    yield Guardianship, ({"child_id": c + 1, "parent_id": p} for c, own in enumerate(school.carers) for p in own)
    yield Chat, chats(school)
    yield Staff, staff(school)
    yield StaffGroup, ({"staff_id": 1, "group_id": group} for group in range(1, min(4, school.groups + 1)))
    yield from _events(school, events)
    yield Thread, _threads(school)
    yield ThreadMessage, _words(school)


def group_name(place: int) -> str:
    """From "groep 1 001" on, in the order of their ids."""
    return f"groep {place % 8 + 1} {place // 8 + 1:03}"


async def _store(database: Database, table: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    left = iter(rows)
    while bundle := list(islice(left, _BUNDLE)):
        async with database.transaction() as session:
            await session.execute(insert(table.__table__), bundle)  # type: ignore[arg-type]


async def _settle(database: Database) -> None:
    """Numbers go on after those that were given, and the planner knows the tables, as it does after a night."""
    async with database.transaction() as session:
        for table in (Group, Parent, Child, Staff, Event, Campaign, Thread):
            name = table.__tablename__
            newest = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
            await session.execute(text(newest))
        await session.execute(text("ANALYZE"))


def _events(school: BigSchool, count: int) -> Iterator[tuple[type[Base], Iterable[dict[str, Any]]]]:
    """Most are of a few groups, some of many; two days ahead a number of them have only just been asked about."""
    dice, drawn = school.dice, []
    for place in range(1, count + 1):
        starts = school.now.replace(hour=dice.choice((7, 12, 18)), minute=30) - timedelta(days=_days_ago(place / count))
        size = max(1, min(school.groups, 100, round(dice.paretovariate(1.1) * 5.5)))
        drawn.append((place, starts, sorted(dice.sample(range(school.groups), size))))
    yield Event, (_event(school, place, starts) for place, starts, _ in drawn)
    yield EventGroup, ({"event_id": place, "group_id": g + 1} for place, _, own in drawn for g in own)
    yield Campaign, (row for place, starts, own in drawn for row in _campaigns(school, place, starts, own))
    for bundle in range(0, count, 50):
        asked = [(one, _ask(school, *one)) for one in drawn[bundle : bundle + 50]]
        yield OutboxMessage, [row for one, told in asked for row in _messages(school, one, told)]
        yield Rsvp, [row for one, told in asked for row in _answers(school, one, told)]


def _days_ago(share: float) -> int:
    """Of the event at this place in the row of all, from 0 to 1."""
    (first, last), left = (_LAST_YEAR, share / _SHARE) if share <= _SHARE else (_THIS_YEAR, (share - _SHARE) / 0.2)
    return round(7 * (first + (last - first) * left))


def _event(school: BigSchool, place: int, starts: datetime) -> dict[str, Any]:
    kind = school.dice.choice(tuple(EventKind))
    return {
        "id": place, "kind": kind, "title": f"Activiteit {place}", "source_language": "nl", "starts_at": starts,
        "with_child": True, "asked_by": "Juf Ruth", "created_by": "staff:1", "sequence": 0,
        "created_at": starts - timedelta(days=30),
    }  # fmt: skip


def _campaigns(school: BigSchool, place: int, starts: datetime, own: list[int]) -> Iterator[dict[str, Any]]:
    """The invitation three weeks before, a reminder a week before."""
    groups = [group_name(g) for g in own]
    for number, kind, days in ((2 * place - 1, MessageKind.INVITATION, 22), (2 * place, MessageKind.REMINDER, 7)):
        at = starts - timedelta(days=days)
        gone = at <= school.now
        yield {
            "id": number, "kind": kind, "event_id": place, "source_language": "nl", "asked_by": "Juf Ruth",
            "invitation_id": None if number % 2 else number - 1, "remind": None if number % 2 else "P7D",
            "groups": groups, "parents": [], "send_at": at, "created_by": "staff:1",
            "created_at": starts - timedelta(days=30), "expanded_at": at if gone else None,
            "state": CampaignState.DONE if gone else CampaignState.PLANNED,
        }  # fmt: skip


def _ask(school: BigSchool, place: int, starts: datetime, own: list[int]) -> dict[int, tuple[int, OutboxState]]:
    """Who joined, for which child, and whether it came."""
    meant = {parent: child for g in own for child in school.members[g] for parent in school.carers[child]}
    told = sorted(meant.keys() & school.joined)
    states = school.dice.choices(_STATES, _OFTEN, k=len(told))
    return {parent: (meant[parent], state) for parent, state in zip(told, states, strict=True)}


def _messages(
    school: BigSchool, event: tuple[int, datetime, list[int]], told: dict[int, tuple[int, OutboxState]]
) -> Iterator[dict[str, Any]]:
    place, starts, _ = event
    asked, reminded = starts - timedelta(days=22), starts - timedelta(days=7)
    for parent, (_, state) in told.items():
        yield _message(2 * place - 1, MessageKind.INVITATION, parent, state, asked)
        if reminded < school.now and school.dice.random() < 0.3:
            yield _message(2 * place, MessageKind.REMINDER, parent, OutboxState.SENT, reminded)


def _message(campaign: int, kind: MessageKind, parent: int, state: OutboxState, at: datetime) -> dict[str, Any]:
    return {
        "dedupe_key": f"c{campaign}:p{parent}", "kind": kind, "campaign_id": campaign, "parent_id": parent,
        "address": 1_000_000 + parent, "language": "nl", "text": _TEXT, "buttons": _BUTTONS, "how": HowSaid.REVIEWED,
        "lane": Lane.BULK, "state": state, "available_at": at, "created_at": at, "token": 1, "attempts": 1,
        "repeated": False, "finished_at": at + timedelta(minutes=parent % 30), "message_number": campaign,
    }  # fmt: skip


def _answers(
    school: BigSchool, event: tuple[int, datetime, list[int]], told: dict[int, tuple[int, OutboxState]]
) -> Iterator[dict[str, Any]]:
    place, starts, _ = event
    asked = starts - timedelta(days=22)
    for parent, (child, state) in told.items():
        at = asked + timedelta(hours=school.dice.expovariate(1 / 20))
        if state is OutboxState.SENT and at < school.now and school.dice.random() < 0.45:
            yield {
                "event_id": place, "child_id": child + 1, "parent_id": parent, "cannot_then": False,
                "answer": school.dice.choices(_ANSWERS, (6, 3, 1))[0], "people": 1,
                "update_id": place * 1_000_000 + parent, "answered_at": at,
            }  # fmt: skip


def _threads(school: BigSchool) -> Iterator[dict[str, Any]]:
    """One in seven is still open, and half of these wait for an answer."""
    for place in range(1, _thread_count(school) + 1):
        at = school.now - timedelta(hours=place * 5)
        is_open = place % 7 == 0
        yield {
            "id": place, "parent_id": place * (school.parents // (_thread_count(school) + 1)), "opened_at": at,
            "state": ThreadState.OPEN if is_open else ThreadState.CLOSED, "last_at": at + timedelta(hours=1),
            "waits_since": at if is_open and place % 2 else None, "closed_at": None if is_open else at,
        }  # fmt: skip


def _words(school: BigSchool) -> Iterator[dict[str, Any]]:
    for place in range(1, _thread_count(school) + 1):
        at = school.now - timedelta(hours=place * 5)
        for author, said in ((None, "Mogen we later komen?"), ("Juf Ruth", "Ja, dat mag.")):
            yield {"thread_id": place, "author": author, "text": said, "language": "nl", "sent_at": at}


def _thread_count(school: BigSchool) -> int:
    return min(2_000, school.parents // 2)
