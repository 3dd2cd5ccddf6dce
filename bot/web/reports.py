"""API: response rates."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated, cast
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from bot.enums import Scope
from bot.errors import BadInput
from bot.queries.reports import By, load_response_rates
from bot.web.calls import Call, Route
from bot.web.fields import Answer, Query

_DIMENSIONS = ("event", "group", "language")
_PATTERN = "^(event|group|language)(,(event|group|language))*$"
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 1, 1)  # no event begins outside


def _known(text: str) -> str:
    if not text or set(text.split(",")) - set(_DIMENSIONS):
        raise ValueError("should be event, group or language, or several with commas between")
    return text


class RatesQuery(Query):
    """The period in which the events begin (`to` is the last day), and by what to count."""

    since: Annotated[date | None, Field(alias="from")] = None
    until: Annotated[date | None, Field(alias="to")] = None
    by: Annotated[str, AfterValidator(_known), Field(json_schema_extra={"pattern": _PATTERN})] = "event"


class RateAnswer(Answer):
    """Families of one event, group or language; numbers are null where they are too small to show."""

    by: str
    event: int | None = None
    kind: str | None = None
    title: str | None = None
    starts_at: datetime | None = None
    group: str | None = None
    language: str | None = None
    invited: int | None
    delivered: int | None
    yes: int | None
    no: int | None
    maybe: int | None
    none_yet: int | None
    response_rate: float | None
    suppressed: bool


class RatesAnswer(Answer):
    """All rows."""

    rows: list[RateAnswer]


async def response_rate(call: Call) -> RatesAnswer:
    """Answered of delivered."""
    query: RatesQuery = call.query
    zone = call.deps.settings.timezone
    if query.since and query.until and query.since > query.until:
        raise BadInput("'from' must not be later than 'to'.")
    async with call.deps.reading() as session:
        rows = await load_response_rates(
            session,
            actor=call.actor,
            by=[cast("By", name) for name in dict.fromkeys(query.by.split(","))],
            since=_midnight(query.since, zone),
            until=_midnight(query.until, zone, days=1),
        )
    return RatesAnswer(rows=[_rate(row, zone) for row in rows])


def _rate(row: dict[str, object], zone: ZoneInfo) -> RateAnswer:
    answer = RateAnswer.model_validate(row)
    local = answer.starts_at.astimezone(zone) if answer.starts_at else None
    return answer.model_copy(update={"starts_at": local})


def _midnight(day: date | None, zone: ZoneInfo, *, days: int = 0) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(min(max(day, _EARLIEST), _LATEST) + timedelta(days=days), time(), zone)


ROUTES = [
    Route(
        "GET", "/reports/response-rate", response_rate, RatesAnswer, Scope.REPORTS_READ, "Response rates",
        query=RatesQuery,
    )
]  # fmt: skip
