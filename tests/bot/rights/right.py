"""One row of the table of rights: how a deed is called, and what there is to do it with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.school_years import SchoolYear
from bot.enums import Role, Scope
from bot.queries import (
    year_calendar,
)
from tests.builders import (
    GROUP,
)
from tests.fakes import NOW

ZONE = ZoneInfo("Europe/Amsterdam")

OF_GROUP = year_calendar.Wanted(SchoolYear(2026).whole(ZONE), GROUP)


@dataclass(frozen=True)
class School:
    """What there is to see and do in groep 3; groep 6 is Tom's."""

    event: int
    campaign: int
    thread: int
    voice: int
    programme: int
    translation: int
    term: int
    holiday: int
    talks: int
    booking: int
    check_in: int
    colleague: int


@dataclass(frozen=True)
class Right:
    """How it is called, which scope it needs, and whether it is bound to the groups of its object."""

    call: Callable[[AsyncSession, Actor, School], Awaitable[Any]]
    scope: Scope | None
    by_group: bool = True


def at(actor: Actor) -> dict[str, Any]:
    return {"actor": actor, "now": NOW}


def as_administrator(actor: Actor) -> Actor:
    return replace(actor, role=Role.ADMINISTRATOR)


def about(actor: Actor, school: School) -> dict[str, Any]:
    return {**at(as_administrator(actor)), "staff_id": school.colleague}
