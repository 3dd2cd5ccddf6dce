"""API: days on which the school is closed; what parents read about answers, and tips, keep to them."""

from __future__ import annotations

from datetime import date

from bot.actions.holidays import erase_holiday, record_holiday
from bot.enums import Scope
from bot.models import Holiday
from bot.queries.holidays import list_holidays
from bot.web.calls import Call, Route
from bot.web.fields import Answer, Body, Day, Line, Query


class HolidaysQuery(Query):
    """Those that end on this day or later; today, where it is not said."""

    since: Day | None = None


class HolidayBody(Body):
    """First and last day included. From the same first day again, it is changed."""

    starts_on: Day
    ends_on: Day
    name: Line


class HolidayAnswer(Answer):
    """One stretch of days, first and last included."""

    id: int
    starts_on: date
    ends_on: date
    name: str


class HolidaysAnswer(Answer):
    """Soonest first."""

    items: list[HolidayAnswer]


async def holidays(call: Call) -> HolidaysAnswer:
    """For everybody of staff."""
    return await _list(call, call.query.since)


async def add_holiday(call: Call) -> HolidayAnswer:
    """A coordinator or an administrator."""
    body: HolidayBody = call.body
    async with call.deps.transaction() as session:
        holiday = await record_holiday(
            session,
            actor=call.actor,
            now=call.deps.clock.now(),
            starts_on=body.starts_on,
            ends_on=body.ends_on,
            name=body.name,
        )
    return _holiday(holiday)


async def remove_holiday(call: Call) -> HolidaysAnswer:
    """What is left."""
    async with call.deps.transaction() as session:
        await erase_holiday(session, actor=call.actor, now=call.deps.clock.now(), holiday_id=call.row_id())
    return await _list(call, None)


async def _list(call: Call, since: date | None) -> HolidaysAnswer:
    today = call.deps.clock.now().astimezone(call.deps.settings.timezone).date()
    async with call.deps.reading() as session:
        return HolidaysAnswer(items=[_holiday(holiday) for holiday in await list_holidays(session, since or today)])


def _holiday(holiday: Holiday) -> HolidayAnswer:
    first, last = date.fromisoformat(holiday.starts_on), date.fromisoformat(holiday.ends_on)
    return HolidayAnswer(id=holiday.id, starts_on=first, ends_on=last, name=holiday.name)


_READ, _WRITE = Scope.EVENTS_READ, Scope.EVENTS_WRITE

ROUTES = [
    Route("GET", "/holidays", holidays, HolidaysAnswer, _READ, "When the school is closed", query=HolidaysQuery),
    Route("POST", "/holidays", add_holiday, HolidayAnswer, _WRITE, "Close the school", HolidayBody, status=201),
    Route("DELETE", "/holidays/{id}", remove_holiday, HolidaysAnswer, _WRITE, "The school is open after all"),
]  # fmt: skip
