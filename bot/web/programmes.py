"""API: programmes of home-activity tips."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Literal

from pydantic import Field

from bot.actions.programmes import schedule_programme, stop_programme
from bot.enums import Scope
from bot.models import Programme
from bot.web.calls import Call, Route
from bot.web.fields import Answer, Body, ClockTime, Day, Line

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class ProgrammeBody(Body):
    """Tips on a theme; `at` is school time."""

    theme: Line
    groups: Annotated[list[Line], Field(min_length=1, max_length=100)]
    weekdays: Annotated[list[Weekday], Field(min_length=1, max_length=7)]
    at: ClockTime
    starts_on: Day


class ProgrammeAnswer(Answer):
    """A programme."""

    id: int
    theme: str
    groups: list[str]
    weekdays: list[str]
    at: str
    starts_on: str
    stopped_at: datetime | None


async def start_programme(call: Call) -> ProgrammeAnswer:
    """Tips for at home."""
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
            zone=call.deps.settings.timezone,
        )
    return _programme(call, programme)


async def end_programme(call: Call) -> ProgrammeAnswer:
    """No further tips."""
    async with call.deps.transaction() as session:
        programme = await stop_programme(
            session, actor=call.actor, now=call.deps.clock.now(), programme_id=call.row_id()
        )
    return _programme(call, programme)


def _programme(call: Call, programme: Programme) -> ProgrammeAnswer:
    stopped_at = programme.stopped_at
    return ProgrammeAnswer(
        id=programme.id,
        theme=programme.theme,
        groups=programme.groups,
        weekdays=programme.weekdays,
        at=programme.at,
        starts_on=programme.starts_on,
        stopped_at=stopped_at.astimezone(call.deps.settings.timezone) if stopped_at else None,
    )


ROUTES = [
    Route(
        "POST", "/programmes", start_programme, ProgrammeAnswer, Scope.EVENTS_WRITE, "Start a programme of tips",
        ProgrammeBody, status=201,
    ),
    Route("POST", "/programmes/{id}/stop", end_programme, ProgrammeAnswer, Scope.EVENTS_WRITE, "Stop a programme"),
]  # fmt: skip
