"""What makes an event whole, and what parents are told when it changes."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.events import EventDetails, SlotTime, answers_open, changed_facts, check_event, with_talks
from bot.errors import BadInput
from messages.event_kinds import EventKind
from tests.builders import GROUP
from tests.fakes import NOW

STARTS = NOW + timedelta(days=14)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)

TALKS = EventDetails(
    kind=EventKind.PARENT_TEACHER_TALK,
    groups=(GROUP,),
    starts_at=STARTS,
    ends_at=STARTS + 2 * HOUR,
    rsvp_by=STARTS - HOUR,
    slots=(SlotTime(STARTS + 10 * MINUTE, 10), SlotTime(STARTS, 10)),
)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"kind": EventKind.OTHER, "title": "Pannenkoeken"},
        {"rsvp_by": STARTS},
        {"ends_at": None, "rsvp_by": None, "slots": ()},
        {"starts_at": NOW + timedelta(seconds=1), "rsvp_by": None},
    ],
)
def test_event_that_is_whole_passes(facts: dict[str, Any]) -> None:
    check_event(replace(TALKS, **facts), NOW)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"kind": EventKind.OTHER}, "An event of the kind 'other' needs a title of its own."),
        ({"kind": EventKind.OTHER, "title": ""}, "An event of the kind 'other' needs a title of its own."),
        ({"groups": ()}, "Name at least one group."),
        ({"starts_at": NOW}, "starts_at lies in the past."),
        ({"ends_at": STARTS}, "ends_at must be later than starts_at."),
        ({"rsvp_by": STARTS + MINUTE}, "rsvp_by must not be later than starts_at."),
        ({"slots": (SlotTime(STARTS - MINUTE, 5),)}, "The slots overlap, or one starts before the event does."),
        (
            {"slots": (SlotTime(STARTS + 9 * MINUTE, 10), SlotTime(STARTS, 10))},
            "The slots overlap, or one starts before the event does.",
        ),
    ],
)
def test_event_that_does_not_fit_is_refused(facts: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_event(replace(TALKS, **facts), NOW)

    assert refused.value.sentence == sentence


@pytest.mark.parametrize(
    ("facts", "begin"),
    [
        ({"title": "Praten"}, [10, 0]),
        ({"starts_at": STARTS + HOUR}, [70, 60]),
        ({"starts_at": STARTS - 24 * HOUR, "ends_at": None}, [10 - 1440, -1440]),
        ({"ends_at": STARTS + 20 * MINUTE}, [10, 0]),
        ({"starts_at": STARTS + HOUR, "slots": (SlotTime(STARTS + 2 * HOUR, 10),)}, [120]),
    ],
)
def test_talks_go_where_the_event_goes(facts: dict[str, Any], begin: list[int]) -> None:
    moved = with_talks(TALKS, replace(TALKS, **facts))

    assert [(slot.starts_at - STARTS) / MINUTE for slot in moved.slots] == begin
    assert replace(moved, slots=()) == replace(TALKS, **{**facts, "slots": ()})


def test_talks_that_would_outlast_the_event_are_refused() -> None:
    with pytest.raises(BadInput, match="The talks no longer fit in between"):
        with_talks(TALKS, replace(TALKS, ends_at=STARTS + 19 * MINUTE))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, set()),
        ({"kind": EventKind.HOME_VISIT}, {"title"}),
        ({"title": "Praten"}, {"title"}),
        ({"starts_at": STARTS + HOUR}, {"starts_at"}),
        ({"ends_at": None}, {"starts_at"}),
        ({"place": "Aula", "bring": "Een doos", "note": "Tot dan!"}, {"place", "bring", "note"}),
        ({"capacity": 5, "slots": (), "groups": ("groep 4",), "rsvp_by": None, "asked_by": "Sam"}, set()),
    ],
)
def test_changed_facts_are_those_that_parents_read(facts: dict[str, Any], told: set[str]) -> None:
    assert changed_facts(TALKS, replace(TALKS, **facts)) == told


def test_changed_facts_can_all_be_pointed_at() -> None:
    before = {field.name: None for field in fields(EventDetails)}
    after = {field.name: "new" for field in fields(EventDetails)}

    told = changed_facts(EventDetails(**before), EventDetails(**after))  # type: ignore[arg-type]

    assert told == {"title", "starts_at", "place", "bring", "note"}


@pytest.mark.parametrize(
    ("now", "rsvp_by", "cancelled", "still"),
    [
        (STARTS - MINUTE, None, False, True),
        (STARTS, None, False, False),
        (STARTS - 2 * HOUR, STARTS - HOUR, False, True),
        (STARTS - HOUR, STARTS - HOUR, False, False),
        (STARTS - 2 * HOUR, None, True, False),
    ],
)
def test_answers_are_open_until_the_last_moment(
    now: datetime, rsvp_by: datetime | None, cancelled: bool, still: bool
) -> None:
    assert answers_open(now=now, starts_at=STARTS, rsvp_by=rsvp_by, cancelled=cancelled) is still
