"""Which stretch of time the figures are about: a school year, or days that the reader chooses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from multidict import MultiDict, MultiDictProxy
from pydantic import Field

from bot.domain.school_years import SchoolYear, Stretch, school_year_of
from bot.domain.timing import to_utc
from bot.errors import NotFound
from bot.web.pages.forms import Form, FormDay, FormModel, read_form
from bot.web.pages.visit import Visit
from bot.web.pages.wording import page_word

Dimension = Literal["month", "event", "group", "language"]

_BOTH_DAYS = page_word("Please give both days.")
_TURNED = page_word("The last day is before the first.")


class PeriodForm(FormModel):
    """What stands behind the question mark."""

    period: Literal["this", "last", "days"] = "this"
    first: FormDay | None = None
    until: FormDay | None = None
    by: Dimension = "month"
    page: Annotated[int, Field(ge=1, le=100_000)] = 1
    groups: Annotated[int, Field(ge=1, le=100_000)] = 1

    def address(self, path: str = "/figures", **changes: object) -> str:
        """The same page with something else."""
        asked = {**self.model_dump(mode="json"), **changes}
        plain = {"period": "this", "by": "month", "page": 1, "groups": 1}
        kept = {name: value for name, value in asked.items() if value is not None and plain.get(name) != value}
        return path + (f"?{urlencode(kept)}" if kept else "")


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` until before `until`, and the school year in which it ends."""

    since: datetime
    until: datetime
    year: SchoolYear
    whole_year: bool

    def months(self, zone: ZoneInfo, now: datetime) -> list[Stretch]:
        """Those of the school year that have begun."""
        return [month for month in self.year.months(zone) if month.starts_at <= now]


def read_period(visit: Visit) -> tuple[PeriodForm, Period, Form]:
    """What was asked for; this school year where the days do not fit. Raises NotFound for what is no link of ours."""
    asked = MultiDictProxy(MultiDict({name: value.replace("\0", "") for name, value in visit.query.items()}))
    given, form = read_form(PeriodForm, asked)
    if given is None and not form.errors.keys() <= {"first", "until"}:
        raise NotFound("There is nothing here.")
    if given and given.period == "days":
        form = Form(asked, _wrong(given))
    if given is None or form.errors:
        given = PeriodForm()
    return given, _period(given, visit), form


def _wrong(given: PeriodForm) -> dict[str, str]:
    if given.first is None or given.until is None:
        return {"first" if given.first is None else "until": _BOTH_DAYS}
    return {"until": _TURNED} if given.until < given.first else {}


def _period(given: PeriodForm, visit: Visit) -> Period:
    zone, this = visit.zone, school_year_of(visit.now.astimezone(visit.zone).date())
    if given.period == "days" and given.first and given.until:
        after = given.until + timedelta(days=1)
        return Period(_midnight(given.first, zone), _midnight(after, zone), school_year_of(given.until), False)
    year = this if given.period == "this" else SchoolYear(this.first - 1)
    whole = year.whole(zone)
    return Period(whole.starts_at, whole.ends_at, year, True)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return to_utc(datetime.combine(day, time()), zone)
