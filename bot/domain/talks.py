"""Talks in slots: which times are free for one parent, in which order they are shown, who moves up when one is free.

Pure values: what stands in the tables is read by bot.queries.bookings, changed under a lock by bot.actions.bookings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class TalkKey:
    """One parent's talk about one child at one event: at most one time, or one place in the line."""

    event_id: int
    child_id: int
    parent_id: int


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A slot as it stands: how many families it takes, and how many have it."""

    slot_id: int
    starts_at: datetime
    minutes: int
    capacity: int = 1
    taken: int = 0

    @property
    def ends_at(self) -> datetime:
        """When the talk is over."""
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def free(self) -> int:
        """How many families can still choose it."""
        return max(self.capacity - self.taken, 0)


@dataclass(frozen=True, slots=True)
class HeldTalk:
    """A time that a parent has, at this event or another one."""

    key: TalkKey
    slot: SlotLine


@dataclass(frozen=True, slots=True)
class FreeSlot:
    """A time that one parent can choose; `beside` says: right before or after the talk about another child."""

    slot: SlotLine
    beside: bool


def overlap(one: SlotLine, other: SlotLine) -> bool:
    """Whether nobody can be at both; one that begins when the other ends can."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def suits(slot: SlotLine, key: TalkKey, held: Iterable[HeldTalk], *, after: datetime) -> bool:
    """Whether this family can have it: a place is free, it begins after that moment, and they are nowhere else then.

    What they have already suits.
    """
    has_place = slot.free > 0 or any(talk.key == key and talk.slot.slot_id == slot.slot_id for talk in held)
    elsewhere = (talk.slot for talk in held if talk.key != key)
    return has_place and slot.starts_at > after and not any(overlap(slot, other) for other in elsewhere)


def free_slots(slots: Iterable[SlotLine], key: TalkKey, held: Sequence[HeldTalk], *, after: datetime) -> list[FreeSlot]:
    """What this family can choose besides what it has: back to back with a sibling's talk first, then by time."""
    own = {talk.slot.slot_id for talk in held if talk.key == key}
    siblings = [talk.slot for talk in held if talk.key.child_id != key.child_id]
    found = [slot for slot in slots if slot.slot_id not in own and suits(slot, key, held, after=after)]
    free = [FreeSlot(slot, any(_beside(slot, talk) for talk in siblings)) for slot in found]
    return sorted(free, key=lambda one: (not one.beside, one.slot.starts_at))


def move_up(
    slots: Iterable[SlotLine], line: Iterable[TalkKey], held: Mapping[int, Sequence[HeldTalk]], *, after: datetime
) -> list[tuple[TalkKey, int]]:
    """Who of the line gets which slot: the first in line the earliest that suits; who can have none keeps the place.

    `held` is what each parent has already.
    """
    ordered = sorted(slots, key=lambda slot: slot.starts_at)
    taken: Counter[int] = Counter()
    theirs = defaultdict(list, {parent: list(talks) for parent, talks in held.items()})
    moved = []
    for key in line:
        left = (slot for slot in ordered if slot.free > taken[slot.slot_id])
        slot = next((one for one in left if suits(one, key, theirs[key.parent_id], after=after)), None)
        if slot is not None:
            taken[slot.slot_id] += 1
            theirs[key.parent_id].append(HeldTalk(key, slot))
            moved.append((key, slot.slot_id))
    return moved


def _beside(slot: SlotLine, talk: SlotLine) -> bool:
    """Less than the slot's own length between them: in one row of slots that is the next one."""
    gap = max(slot.starts_at - talk.ends_at, talk.starts_at - slot.ends_at)
    return timedelta(0) <= gap < timedelta(minutes=slot.minutes)
