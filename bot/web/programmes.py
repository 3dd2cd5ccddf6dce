"""API: programmes of home-activity tips."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Literal

from pydantic import Field

from bot.actions.programmes import AFTER_SCHOOL, schedule_programme, stop_programme
from bot.enums import Scope
from bot.models import Programme
from bot.queries.programmes import (
    PAGE,
    MissingTips,
    TipLine,
    list_programmes,
    load_missing,
    load_tips,
    require_programme,
)
from bot.web.calls import Call, Route
from bot.web.fields import After, Answer, Body, ClockTime, Day, Line, Query
from messages.tips import AgeGroup, TipPart

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Ages = Literal["2-4", "4-6", "6-9", "9-12"]


def _three_a_week() -> list[Weekday]:
    return ["monday", "wednesday", "friday"]


class ProgrammeBody(Body):
    """Tips on a theme; `at` is school time. On three or five days a week a tip is told in parts."""

    theme: Line
    groups: Annotated[list[Line], Field(min_length=1, max_length=100)]
    weekdays: Annotated[list[Weekday], Field(min_length=1, max_length=7)] = Field(default_factory=_three_a_week)
    at: ClockTime = AFTER_SCHOOL.isoformat("minutes")
    starts_on: Day
    ages: Ages | None = None


class ProgrammesQuery(Query):
    """`after` is the number behind which the page begins."""

    after: After = 0


class WithoutAnswer(Answer):
    """Parents of a language in which so many of the tips do not exist: they get those in a second language, or not."""

    language: str
    parents: int
    tips: int


class ProgrammeAnswer(Answer):
    """A programme."""

    id: int
    theme: str
    groups: list[str]
    weekdays: list[str]
    at: str
    starts_on: str
    ages: Ages | None
    stopped_at: datetime | None


class StartedAnswer(ProgrammeAnswer):
    """And who will miss something."""

    without: list[WithoutAnswer]


class ProgrammesAnswer(Answer):
    """A page of programmes; `next` goes into `after` for the one behind it."""

    items: list[ProgrammeAnswer]
    next: int | None


class TipAnswer(Answer):
    """One message of it. Families who got it, and who answered to its tip; null is a number too small to show."""

    tip: str
    part: TipPart
    moment: datetime
    sent: int | None
    did: int | None
    not_yet: int | None


class ProgrammeTipsAnswer(ProgrammeAnswer):
    """With all of its messages in order."""

    tips: list[TipAnswer]


async def start_programme(call: Call) -> StartedAnswer:
    """Tips for home."""
    body: ProgrammeBody = call.body
    async with call.deps.transaction() as session:
        programme = await schedule_programme(
            session,
            actor=call.actor,
            now=call.deps.clock.now(),
            theme=body.theme,
            groups=list(dict.fromkeys(body.groups)),
            weekdays=body.weekdays,
            at=time.fromisoformat(body.at),
            starts_on=body.starts_on,
            ages=AgeGroup(body.ages) if body.ages else None,
            zone=call.deps.settings.timezone,
        )
        missing = await load_missing(session, programme)
    return StartedAnswer(**_programme(call, programme).model_dump(), without=[_without(line) for line in missing])


async def end_programme(call: Call) -> ProgrammeAnswer:
    """No further tips."""
    async with call.deps.transaction() as session:
        programme = await stop_programme(
            session, actor=call.actor, now=call.deps.clock.now(), programme_id=call.row_id()
        )
    return _programme(call, programme)


async def show_programmes(call: Call) -> ProgrammesAnswer:
    """Those of one's own groups."""
    async with call.deps.reading() as session:
        found = await list_programmes(session, actor=call.actor, after=call.query.after)
    last = found[-1].id if len(found) == PAGE else None
    return ProgrammesAnswer(items=[_programme(call, programme) for programme in found], next=last)


async def show_programme(call: Call) -> ProgrammeTipsAnswer:
    """What it told and will tell, and how many families tried it."""
    zone = call.deps.settings.timezone
    async with call.deps.reading() as session:
        programme = await require_programme(session, actor=call.actor, programme_id=call.row_id())
        own = call.actor.reaches(programme.groups)
        tips = await load_tips(session, programme, own=own, now=call.deps.clock.now(), zone=zone)
    return ProgrammeTipsAnswer(**_programme(call, programme).model_dump(), tips=[_tip(call, line) for line in tips])


def _programme(call: Call, programme: Programme) -> ProgrammeAnswer:
    stopped_at = programme.stopped_at
    return ProgrammeAnswer.model_validate(
        {
            "id": programme.id,
            "theme": programme.theme,
            "groups": programme.groups,
            "weekdays": programme.weekdays,
            "at": programme.at,
            "starts_on": programme.starts_on,
            "ages": programme.ages,
            "stopped_at": stopped_at.astimezone(call.deps.settings.timezone) if stopped_at else None,
        }
    )


def _without(line: MissingTips) -> WithoutAnswer:
    return WithoutAnswer(language=line.language, parents=line.parents, tips=line.tips)


def _tip(call: Call, line: TipLine) -> TipAnswer:
    return TipAnswer(
        tip=line.tip,
        part=line.part,
        moment=line.moment.astimezone(call.deps.settings.timezone),
        sent=line.sent,
        did=line.did,
        not_yet=line.not_yet,
    )


ROUTES = [
    Route(
        "POST", "/programmes", start_programme, StartedAnswer, Scope.EVENTS_WRITE, "Start a programme of tips",
        ProgrammeBody, status=201,
    ),
    Route(
        "GET", "/programmes", show_programmes, ProgrammesAnswer, Scope.EVENTS_READ, "List the programmes of tips",
        query=ProgrammesQuery,
    ),
    Route("GET", "/programmes/{id}", show_programme, ProgrammeTipsAnswer, Scope.EVENTS_READ, "See how tips are going"),
    Route("POST", "/programmes/{id}/stop", end_programme, ProgrammeAnswer, Scope.EVENTS_WRITE, "Stop a programme"),
]  # fmt: skip
