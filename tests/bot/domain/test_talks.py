"""Talks in slots: what one family can choose, in which order, and who moves up."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.domain.talks import HeldTalk, SlotLine, TalkKey, free_slots, move_up, overlap, suits
from tests.fakes import NOW

NOOR, SAMI = TalkKey(1, 11, 7), TalkKey(1, 12, 7)
ZOSIA, EMRE = TalkKey(1, 13, 8), TalkKey(1, 14, 9)


def slot(begin: int, *, minutes: int = 10, capacity: int = 1, taken: int = 0) -> SlotLine:
    """Its number is its begin, in minutes after now."""
    return SlotLine(begin, after(begin), minutes, capacity, taken)


def after(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_free_places_are_those_that_nobody_has() -> None:
    assert [slot(0, capacity=2, taken=taken).free for taken in (0, 1, 2, 3)] == [2, 1, 0, 0]


@pytest.mark.parametrize(
    ("begin", "meet"),
    [(-10, False), (-9, True), (0, True), (5, True), (9, True), (10, False)],
)
def test_talks_overlap_but_for_those_that_touch(begin: int, *, meet: bool) -> None:
    assert (overlap(slot(0), slot(begin)), overlap(slot(begin), slot(0))) == (meet, meet)


def test_slot_suits_who_is_free_then() -> None:
    held = [HeldTalk(SAMI, slot(30, minutes=15))]

    suited = [begin for begin in (0, 10, 20, 25, 40, 45) if suits(slot(begin), NOOR, held, after=NOW)]

    assert suited == [10, 20, 45]


def test_full_slot_suits_only_who_has_it() -> None:
    full = slot(10, taken=1)

    assert suits(full, NOOR, [HeldTalk(NOOR, full)], after=NOW)
    assert not suits(full, SAMI, [], after=NOW)
    assert not suits(full, NOOR, [HeldTalk(NOOR, slot(20))], after=NOW)


def test_own_time_does_not_stand_in_the_way_of_another() -> None:
    assert suits(slot(15), NOOR, [HeldTalk(NOOR, slot(10, taken=1))], after=NOW)


def test_free_slots_are_in_order_of_time_without_the_own_one() -> None:
    slots = [slot(30), slot(20, taken=1), slot(10), slot(40, taken=1)]

    found = free_slots(slots, NOOR, [HeldTalk(NOOR, slot(40, taken=1))], after=NOW)

    assert [(one.slot.slot_id, one.beside) for one in found] == [(10, False), (30, False)]


def test_slots_beside_the_talk_about_another_child_come_first() -> None:
    slots = [slot(begin) for begin in (10, 20, 30, 40, 50, 60)]

    found = free_slots(slots, NOOR, [HeldTalk(SAMI, slot(40, taken=1))], after=NOW)

    assert [(one.slot.slot_id, one.beside) for one in found] == [
        (30, True),
        (50, True),
        (10, False),
        (20, False),
        (60, False),
    ]


def test_next_slot_of_another_teacher_is_beside_also_with_a_breath_between() -> None:
    elsewhere = HeldTalk(TalkKey(2, 12, 7), slot(25, minutes=15))

    found = free_slots([slot(10), slot(45), slot(50)], NOOR, [elsewhere], after=NOW)

    assert [(one.slot.slot_id, one.beside) for one in found] == [(10, True), (45, True), (50, False)]


def test_own_talk_elsewhere_about_the_same_child_is_no_sibling() -> None:
    elsewhere = HeldTalk(TalkKey(2, 11, 7), slot(20))

    found = free_slots([slot(10), slot(20)], NOOR, [elsewhere], after=NOW)

    assert [(one.slot.slot_id, one.beside) for one in found] == [(10, False)]


def test_first_in_line_gets_the_earliest() -> None:
    moved = move_up([slot(20), slot(10)], [NOOR, ZOSIA, EMRE], {}, after=NOW)

    assert moved == [(NOOR, 10), (ZOSIA, 20)]


def test_slot_takes_as_many_of_the_line_as_it_has_places() -> None:
    moved = move_up([slot(10, capacity=3, taken=1)], [NOOR, ZOSIA, EMRE], {}, after=NOW)

    assert moved == [(NOOR, 10), (ZOSIA, 10)]


def test_who_is_elsewhere_then_is_passed_over() -> None:
    held = {7: [HeldTalk(SAMI, slot(5, taken=1))]}

    assert move_up([slot(10)], [NOOR, ZOSIA], held, after=NOW) == [(ZOSIA, 10)]


def test_parent_who_waits_for_two_children_gets_no_two_at_once() -> None:
    moved = move_up([slot(10, capacity=2), slot(15)], [NOOR, SAMI, ZOSIA], {}, after=NOW)

    assert moved == [(NOOR, 10), (ZOSIA, 10)]


def test_nobody_moves_up_to_what_begins_too_soon() -> None:
    assert move_up([slot(10), slot(20)], [NOOR, ZOSIA], {}, after=after(10)) == [(NOOR, 20)]
