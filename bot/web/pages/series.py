"""Invitations that repeat: drafts for each date, sent or called off together (N22)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field

from bot.actions.series import cancel_rest, invite_series, schedule_series
from bot.domain.series import Repeat, SeriesDays, days_of_series
from bot.domain.staff_hours import Closed
from bot.models import Event
from bot.queries.holidays import list_holidays
from bot.web.events import details_from
from bot.web.pages.event_form import EventForm
from bot.web.pages.forms import FormModel, read_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, Page, PageAnswer, See, Visit

#: So many left out days are named on the next page.
_NAMED = 20


class SeriesForm(FormModel):
    """How long before each date its invitation leaves, and who is reminded when."""

    weeks: Annotated[int, Field(ge=2, le=8)]
    remind: Annotated[list[Literal["P14D", "P7D", "P2D", "P1D"]], Field(max_length=4)] = Field(default_factory=list)


async def draft_series(visit: Visit, given: EventForm, repeat: Repeat) -> See:
    """A draft for each date on which the school is open. Raises AppError."""
    settings = visit.deps.settings
    days = await _days(visit, given, repeat)
    dates = [details_from(given.on(day).body(visit.zone)) for day in days.kept]
    async with visit.deps.transaction() as session:
        drafts = await schedule_series(
            session,
            actor=visit.actor,
            now=visit.now,
            dates=dates,
            language=settings.source_language,
            school=visit.deps.school.school_name,
        )
    return _look_at(drafts, days)


async def _days(visit: Visit, given: EventForm, repeat: Repeat) -> SeriesDays:
    async with visit.deps.reading() as session:
        away = await list_holidays(session, given.day)
    closed = [Closed(date.fromisoformat(one.starts_on), date.fromisoformat(one.ends_on)) for one in away]
    return days_of_series(given.day, repeat, until=given.repeat_until, times=given.repeat_times, holidays=closed)


def _look_at(drafts: list[Event], days: SeriesDays) -> See:
    left_out = ",".join(day.isoformat() for day in days.closed[:_NAMED])
    return See(f"/events/{drafts[0].id}" + (f"?left_out={left_out}" if left_out else ""), notice="series-made")


def left_out(visit: Visit) -> list[date]:
    """The days that were left out of a series that was just made, as its address tells."""
    found = []
    for text in visit.query.get("left_out", "").split(",")[:_NAMED]:
        try:
            found.append(date.fromisoformat(text))
        except ValueError:
            continue
    return found


async def send_all(visit: Visit) -> PageAnswer:
    """Each invitation leaves so many weeks before its date."""
    given, _ = read_form(SeriesForm, visit.sent)
    here = f"/events/{visit.row_id()}"
    if given is None:
        return See(here)
    async with visit.deps.transaction() as session:
        await invite_series(
            session,
            actor=visit.actor,
            now=visit.now,
            event_id=visit.row_id(),
            lead=timedelta(weeks=given.weeks),
            zone=visit.zone,
            remind=list(given.remind),
        )
    return See(here, notice="series-planned")


async def call_off_rest(visit: Visit) -> PageAnswer:
    """This date and the later ones."""
    async with visit.deps.transaction() as session:
        await cancel_rest(session, actor=visit.actor, now=visit.now, event_id=visit.row_id())
    return See("/calendar", notice="series-called-off")


PAGES = [
    Page("POST", "/events/{id}/series/send", send_all, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/series/call-off", call_off_rest, roles=NOT_ADMINISTRATOR),
]
