"""The message budget: how many messages one parent gets in a school week, and what waits when there are more.

A parent who gets too much reads nothing, and what comes too late is of no use (N2). So within the budget what is near
goes first: tips wait for all others, and nothing that waits is forgotten: it moves to a later week, or stands in the
outbox as expired, where staff see it. Answers, changes, cancellations, good news and talks are never counted nor held.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.timing import QuietHours, send_time, to_utc
from messages.outgoing import MessageKind

#: What gives way to an invitation, in this order.
_GIVES_WAY = (
    (MessageKind.TIP,),
    (MessageKind.CHECK_IN, MessageKind.OFFER),
    (MessageKind.ANNOUNCEMENT,),
)
_NEAR = (MessageKind.INVITATION, MessageKind.REMINDER, MessageKind.NUDGE)

#: How many of these steps give way to a message of this kind that cannot wait; to all others only tips do.
_INSISTS = {MessageKind.ANNOUNCEMENT: 2, MessageKind.INVITATION: 3}

#: What the budget counts; every other kind was asked for, or cannot wait.
COUNTED = frozenset({*_NEAR, *(kind for kinds in _GIVES_WAY for kind in kinds)})

#: Why a message that found no room expired, as staff read it.
NO_ROOM = "message budget"

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Budget:
    """At most `limit` messages a parent in a week from Monday to Sunday, school time."""

    limit: int
    zone: ZoneInfo
    quiet: QuietHours

    def week_of(self, moment: datetime) -> date:
        """The Monday of the school week."""
        day = moment.astimezone(self.zone).date()
        return day - timedelta(days=day.weekday())

    def starts(self, moment: datetime) -> datetime:
        """The first moment of that week. UTC."""
        return to_utc(datetime.combine(self.week_of(moment), time()), self.zone)

    def a_week_after(self, kind: MessageKind, moment: datetime) -> datetime:
        """A tip keeps its weekday and hour; all else leaves at the first allowed moment of the next week. UTC."""
        wall = moment.astimezone(self.zone).replace(tzinfo=None) + _WEEK
        if kind is not MessageKind.TIP:
            wall = datetime.combine(wall.date() - timedelta(days=wall.weekday()), time())
        return send_time(to_utc(wall, self.zone), quiet=self.quiet, zone=self.zone)


@dataclass(frozen=True, slots=True)
class Item:
    """One message to one parent. Before `waits_until` it is early enough; None means that it cannot wait at all.

    What has left, or is on its way, is no more `movable`.
    """

    key: str
    kind: MessageKind
    at: datetime
    waits_until: datetime | None = None
    movable: bool = True


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a message stands now; `at` None is nowhere: it found no room. `over` says that the week was full."""

    item: Item
    at: datetime | None
    over: bool = False


class Weeks:
    """The messages of one parent, week by week."""

    def __init__(self, budget: Budget, items: Iterable[Item] = ()) -> None:
        """With what stands in the outbox already."""
        self._budget = budget
        self._items = list(items)

    def place(self, new: Item) -> list[Placement]:
        """The new message, and what had to give way to it."""
        if self.has_room(new.at):
            return [self._put(new, new.at)]
        if new.kind is MessageKind.TIP:
            return [self._later(new)]
        if tip := self._movable(new.at, _GIVES_WAY[:1]):
            return self._displace(tip, new)
        if at := self._next_room(new):
            return [self._put(new, at)]
        return self._insist(new)

    def has_room(self, moment: datetime) -> bool:
        """Whether the week of this moment takes one more."""
        week = self._budget.week_of(moment)
        return sum(self._budget.week_of(item.at) == week for item in self._items) < self._budget.limit

    def _insist(self, new: Item) -> list[Placement]:
        """It cannot wait. An invitation goes out in any case: to be asked too late is not to be asked (N1, N2)."""
        if other := self._movable(new.at, _GIVES_WAY[: _INSISTS.get(new.kind, 0)]):
            return self._displace(other, new)
        if new.kind is MessageKind.INVITATION:
            return [self._put(new, new.at, over=True)]
        return [Placement(new, None)]

    def _displace(self, old: Item, new: Item) -> list[Placement]:
        self._items.remove(old)
        return [self._put(new, new.at), self._later(old)]

    def _later(self, item: Item) -> Placement:
        at = self._next_room(item)
        return self._put(item, at) if at else Placement(item, None)

    def _next_room(self, item: Item) -> datetime | None:
        """In the first later week with room, if that is early enough."""
        if item.waits_until is None:
            return None
        at = self._budget.a_week_after(item.kind, item.at)
        while at < item.waits_until:
            if self.has_room(at):
                return at
            at = self._budget.a_week_after(item.kind, at)
        return None

    def _movable(self, moment: datetime, order: Iterable[tuple[MessageKind, ...]]) -> Item | None:
        """What gives way first in this week; among equals the last one of the week."""
        week = self._budget.week_of(moment)
        mine = [item for item in self._items if item.movable and self._budget.week_of(item.at) == week]
        for kinds in order:
            if found := [item for item in mine if item.kind in kinds]:
                return max(found, key=lambda item: item.at)
        return None

    def _put(self, item: Item, at: datetime, *, over: bool = False) -> Placement:
        self._items.append(replace(item, at=at))
        return Placement(item, at, over)
