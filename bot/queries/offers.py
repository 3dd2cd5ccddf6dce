"""Who would like to do something with the school: what each parent offers, and a search for staff (N23)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.enums import Scope
from bot.models import HelpOffer, Parent
from bot.queries.families import ChildLine, children_of, parents_of_groups
from messages.conversation.offers import Offer


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; None where it does not matter."""

    skill: str | None = None
    time: str | None = None
    language: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A parent as staff meet them: name, languages, the children in their groups, and what is offered."""

    parent_id: str
    name: str
    languages: tuple[str, ...]
    children: tuple[ChildLine, ...]
    offer: Offer
    changed_at: datetime


async def load_offers(session: AsyncSession, parents: Collection[int]) -> dict[int, Offer]:
    """By parent; who never offered anything is left out."""
    query = select(HelpOffer).where(HelpOffer.parent_id.in_(parents))
    return {row.parent_id: _offer(row) for row in await session.scalars(query)}


async def list_offers(
    session: AsyncSession, *, actor: Actor, wanted: Wanted, limit: int | None = None
) -> list[OfferLine]:
    """Parents of the actor's groups who offer what is looked for, by name; at most so many."""
    actor.check_scope(Scope.FAMILIES_READ)
    actor.check_groups([wanted.group] if wanted.group else [])
    groups = [wanted.group] if wanted.group else None if actor.whole_school else sorted(actor.groups)
    query = select(HelpOffer, Parent).join(Parent, Parent.id == HelpOffer.parent_id).where(*_fits(wanted))
    if groups is not None:
        query = query.where(Parent.id.in_(parents_of_groups(groups)))
    found = (await session.execute(query.order_by(Parent.name, Parent.id).limit(limit))).all()
    mine = None if actor.whole_school else actor.groups
    children = await children_of(session, [parent.id for _, parent in found], groups=mine)
    return [_line(row, parent, children.get(parent.id, ())) for row, parent in found]


def _fits(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Who offers anything, and all of what is looked for. Lists of keys are kept as JSON, which both databases read."""
    skills, times = cast(HelpOffer.skills, String), cast(HelpOffer.times, String)
    yield or_(skills.contains('"'), times.contains('"'))
    if wanted.skill:
        yield skills.contains(f'"{wanted.skill}"')
    if wanted.time:
        yield times.contains(f'"{wanted.time}"')
    if wanted.language:
        spoken = (Parent.chosen_language, Parent.home_language, Parent.second_language)
        yield or_(*(column == wanted.language for column in spoken))


def _line(row: HelpOffer, parent: Parent, children: tuple[ChildLine, ...]) -> OfferLine:
    spoken = (parent.chosen_language, parent.home_language, parent.second_language)
    languages = tuple(dict.fromkeys(tag for tag in spoken if tag))
    return OfferLine(parent.external_id, parent.name, languages, children, _offer(row), row.changed_at)


def _offer(row: HelpOffer) -> Offer:
    return Offer(tuple(row.skills), tuple(row.times))
