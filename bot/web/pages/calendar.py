"""The calendar: a school year by its months, for one group or the whole school, and as a file for other calendars."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.school_years import SchoolYear, Stretch, school_year_of
from bot.errors import NotFound
from bot.models import Holiday
from bot.queries.families import list_groups
from bot.queries.year_calendar import (
    SHOWN,
    Publishing,
    Wanted,
    YearEvent,
    count_by_month,
    list_group_years,
    list_holidays_within,
    list_year_events,
    load_school_entries,
)
from bot.web.pages.event_words import name_of_event
from bot.web.pages.visit import NOT_ADMINISTRATOR, File, Html, Page, PageAnswer, Visit
from messages.calendar_file import Publisher, calendar_file
from messages.languages import Language

#: No school plans further, and no calendar of ours is older.
_FIRST, _LAST = 2000, 2100


@dataclass(frozen=True, slots=True)
class Month:
    """One month as it is shown; `over` when all of it lies behind us."""

    key: str
    starts_at: datetime
    count: int
    over: bool
    holidays: list[Holiday]
    events: list[YearEvent]


async def show(visit: Visit) -> PageAnswer:
    """A year, or one month of it (`?month=`), for one group (`?group=`) or all that the colleague reaches."""
    year, group = _year(visit), visit.query.get("group") or None
    months = year.months(visit.zone)
    async with visit.deps.reading() as session:
        counts = await count_by_month(session, actor=visit.actor, months=months, group=group)
        month = _month(visit, months, crowded=sum(counts) > SHOWN)
        stretch = month or year.whole(visit.zone)
        events = await list_year_events(session, actor=visit.actor, wanted=Wanted(stretch, group))
        holidays = await list_holidays_within(session, stretch)
        groups = await list_groups(session, actor=visit.actor)
        silence = await list_group_years(session, actor=visit.actor, now=visit.now, year=year.whole(visit.zone))
    chosen = [(one, count) for one, count in zip(months, counts, strict=True) if month in (None, one)]
    return Html(
        "calendar.html",
        {
            "named": lambda event: name_of_event(visit, event.kind, event.title),
            "groups": groups,
            "silence": silence,
            "year": year,
            "this_year": _year_now(visit),
            "group": group,
            "month": month and _key(month),
            "tabs": [(_key(one), one.starts_at, count) for one, count in zip(months, counts, strict=True)],
            "months": _months(visit, chosen, events[:SHOWN], holidays),
            "more": len(events) > SHOWN,
            "shown": SHOWN,
            "day": date.fromisoformat,
        },
    )


async def download(visit: Visit) -> PageAnswer:
    """For calendars of others: without drafts, in the language in which it was written."""
    settings, year = visit.deps.settings, _year(visit)
    wanted = Wanted(year.whole(visit.zone), visit.query.get("group") or None)
    clock = Publishing(visit.zone, settings.source_language, settings.public_url)
    async with visit.deps.reading() as session:
        entries = await load_school_entries(session, actor=visit.actor, wanted=wanted, clock=clock)
    publisher = Publisher(visit.deps.school.school_name, visit.zone, visit.now)
    name = "-".join([str(year.first), str(year.first + 1), *(wanted.group or "").split()])
    content = await asyncio.to_thread(calendar_file, entries, Language(settings.source_language), publisher)
    return File(f"{name}.ics", "text/calendar", content)


def _months(
    visit: Visit, chosen: list[tuple[Stretch, int]], events: list[YearEvent], holidays: list[Holiday]
) -> list[Month]:
    return [
        Month(
            key=_key(one),
            starts_at=one.starts_at,
            count=count,
            over=one.ends_at <= visit.now,
            holidays=[away for away in holidays if _touches(away, one)],
            events=[event for event in events if one.starts_at <= event.starts_at < one.ends_at],
        )
        for one, count in chosen
    ]


def _month(visit: Visit, months: Sequence[Stretch], *, crowded: bool) -> Stretch | None:
    """The one that is asked for, or the whole year (None); of a crowded year first the month in which we are."""
    asked = visit.query.get("month")
    if asked is None and crowded:
        return next((one for one in months if one.starts_at <= visit.now < one.ends_at), None)
    return next((one for one in months if _key(one) == asked), None)


def _touches(away: Holiday, month: Stretch) -> bool:
    return away.starts_on < month.after.isoformat() and away.ends_on >= month.first.isoformat()


def _key(month: Stretch) -> str:
    return f"{month.first:%Y-%m}"


def _year_now(visit: Visit) -> SchoolYear:
    return school_year_of(visit.now.astimezone(visit.zone).date())


def _year(visit: Visit) -> SchoolYear:
    """The one that is asked for (`?year=2026`); else this one. Raises NotFound."""
    asked = visit.query.get("year")
    if asked is None:
        return _year_now(visit)
    if not (asked.isdecimal() and len(asked) == len(str(_FIRST)) and _FIRST <= int(asked) <= _LAST):
        raise NotFound("There is nothing here.")
    return SchoolYear(int(asked))


PAGES = [
    Page("GET", "/calendar", show, roles=NOT_ADMINISTRATOR),
    Page("GET", "/calendar/download", download, roles=NOT_ADMINISTRATOR),
]
