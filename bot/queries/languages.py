"""How each language can be said at this school now: reviewed phrases, by machine, by people, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.enums import Scope
from bot.models import LanguagePolicy, MachineRoute, Parent
from messages.languages import OFFERED
from messages.standing import Standing, standing_of


@dataclass(frozen=True, slots=True)
class LanguageLine:
    """One language: our phrases, the machine that goes there and back, and whether its text waits for a person."""

    tag: str
    standing: Standing
    engine: str | None
    engine_back: str | None
    hold: bool
    parents: int


async def list_languages(session: AsyncSession, *, actor: Actor, source: str) -> list[LanguageLine]:
    """Every language that is offered, spoken at home, known to a machine here, or decided on."""
    actor.check_scope(Scope.TRANSLATIONS_READ)
    routes = {
        (row.source_language, row.target_language): row.engine for row in await session.scalars(select(MachineRoute))
    }
    hold = {policy.language: policy.hold for policy in await session.scalars(select(LanguagePolicy))}
    query = select(func.coalesce(Parent.chosen_language, Parent.home_language).label("tag"), func.count())
    at_home = dict((await session.execute(query.group_by("tag"))).all())
    known = [tag for pair in routes for tag in pair]
    tags = dict.fromkeys([*OFFERED, *sorted({*at_home, *known, *hold})])
    return [
        LanguageLine(
            tag,
            standing_of(tag),
            routes.get((source, tag)),
            routes.get((tag, source)),
            hold.get(tag, False),
            at_home.get(tag, 0),
        )
        for tag in tags
    ]


async def list_served(session: AsyncSession, *, source: str) -> frozenset[str]:
    """The languages into which a machine goes from this one."""
    query = select(MachineRoute.target_language).where(MachineRoute.source_language == source)
    return frozenset(await session.scalars(query))
