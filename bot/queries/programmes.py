"""Programmes of tips: what they have told, what they will, and whether families try it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.programmes import Occurrence, in_parts, school_days
from bot.domain.responses import SMALLEST_SHOWN
from bot.domain.staff_hours import Closed
from bot.domain.timing import to_utc
from bot.enums import Scope
from bot.errors import NotFound
from bot.models import Campaign, OutboxMessage, Parent, Programme, TipAnswer
from bot.queries.families import parents_of_groups
from bot.queries.follow_up import DELIVERED
from bot.queries.holidays import list_holidays
from bot.queries.kin import load_families
from messages.tap_values import TipReply
from messages.tips import AgeGroup, TipPart, theme_keys, tip_languages

PAGE = 100

#: A theme that was told to its end is the group's theme for so long still.
_LINGERS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TipLine:
    """One message of a programme. `sent` counts its families, `did` and `not_yet` those who answered to the tip.

    None is a number too small to show.
    """

    tip: str
    part: TipPart
    moment: datetime
    sent: int | None = 0
    did: int | None = 0
    not_yet: int | None = 0


@dataclass(frozen=True, slots=True)
class MissingTips:
    """Parents whose own language lacks so many tips of a programme."""

    language: str
    parents: int
    tips: int


async def list_programmes(session: AsyncSession, *, actor: Actor, after: int = 0) -> list[Programme]:
    """Programmes by id; a teacher's are those that a group of their own takes part in."""
    actor.check_scope(Scope.EVENTS_READ)
    query = select(Programme).where(Programme.id > after).order_by(Programme.id)
    found = await session.scalars(query)
    mine = [programme for programme in found if actor.whole_school or actor.groups & set(programme.groups)]
    return mine[:PAGE]


async def list_unfinished(session: AsyncSession) -> list[Programme]:
    """Those with something left to tell."""
    told = select(func.count()).where(Campaign.programme_id == Programme.id).scalar_subquery()
    query = select(Programme, told).where(Programme.stopped_at.is_(None)).order_by(Programme.id)
    return [programme for programme, number in await session.execute(query) if number < len(_lessons(programme))]


async def require_programme(session: AsyncSession, *, actor: Actor, programme_id: int) -> Programme:
    """One that a group of the actor's takes part in. Raises NotFound."""
    actor.check_scope(Scope.EVENTS_READ)
    programme = await session.get(Programme, programme_id)
    if programme is None or not (actor.whole_school or actor.groups & set(programme.groups)):
        raise NotFound(f"There is no programme {programme_id}.")
    return programme


async def find_running(
    session: AsyncSession, *, groups: Collection[str], now: datetime, zone: ZoneInfo
) -> Programme | None:
    """The theme of these groups now, the newest where there are more; its last tip keeps it for a week."""
    query = (
        select(Programme)
        .where(Programme.stopped_at.is_(None), Programme.starts_on <= now.astimezone(zone).date().isoformat())
        .order_by(Programme.starts_on.desc(), Programme.id.desc())
    )
    for programme in await session.scalars(query):
        told = await _load_told(session, programme.id) if set(programme.groups) & set(groups) else None
        if told is not None and (_rest(programme, told) or told[-1].send_at > now - _LINGERS):
            return programme
    return None


async def coming_tips(
    session: AsyncSession, programme: Programme, *, after: datetime, zone: ZoneInfo
) -> list[Occurrence]:
    """What is still to be told, after this moment: in order, on the next school days, after holidays too."""
    if programme.stopped_at is not None:
        return []
    told = await _load_told(session, programme.id)
    rest = _rest(programme, told)
    days = [line.send_at.astimezone(zone).date() + timedelta(days=1) for line in told]
    first = max(date.fromisoformat(programme.starts_on), after.astimezone(zone).date(), *days)
    moments = await _moments(session, programme, first, after, zone)
    return [Occurrence(key, part, moment) for (key, part), moment in zip(rest, moments, strict=False)]


async def _moments(
    session: AsyncSession, programme: Programme, first: date, after: datetime, zone: ZoneInfo
) -> Iterator[datetime]:
    """On each school day of it from the first one on, after this moment."""
    at, closed = time.fromisoformat(programme.at), await _load_closed(session, first)
    moments = (to_utc(datetime.combine(day, at), zone) for day in school_days(first, programme.weekdays, closed))
    return (moment for moment in moments if moment > after)


async def load_tips(
    session: AsyncSession, programme: Programme, *, own: bool, now: datetime, zone: ZoneInfo
) -> list[TipLine]:
    """All of its messages in order, with how many families got and tried each: never who (N10).

    Small numbers are shown only to staff whose `own` groups these are.
    """
    family = await load_families(session, parents_of_groups(programme.groups))
    got, said = await _load_got(session, programme.id), await _load_said(session, programme)

    def count(parents: Collection[int]) -> int | None:
        number = len({family.get(parent, parent) for parent in parents})
        return number if own or number == 0 or number >= SMALLEST_SHOWN else None

    told = [
        TipLine(
            line.tip_key or "",
            TipPart(line.tip_part),
            line.send_at,
            count(got.get(line.id, set())),
            count(said.get((line.tip_key or "", TipReply.DID), set())),
            count(said.get((line.tip_key or "", TipReply.NOT_YET), set())),
        )
        for line in await _load_told(session, programme.id)
    ]
    coming = await coming_tips(session, programme, after=now, zone=zone)
    return [*told, *(TipLine(occurrence.key, occurrence.part, occurrence.moment) for occurrence in coming)]


async def load_missing(session: AsyncSession, programme: Programme) -> list[MissingTips]:
    """The languages of its parents for which tips are missing, most parents first: never silently left out."""
    return [line for line in await load_languages(session, programme) if line.tips]


async def load_languages(session: AsyncSession, programme: Programme) -> list[MissingTips]:
    """Every language of its parents, most parents first; it may be a programme that nobody has started yet."""
    language = func.coalesce(Parent.chosen_language, Parent.home_language)
    meant = Parent.id.in_(parents_of_groups(programme.groups))
    query = select(language, func.count()).where(meant).group_by(language)
    written = [tip_languages(key) for key in keys_of(programme)]
    lines = [
        MissingTips(tag, parents, sum(tag not in languages for languages in written))
        for tag, parents in await session.execute(query)
    ]
    return sorted(lines, key=lambda line: (-line.parents, line.language))


async def first_tips(
    session: AsyncSession, programme: Programme, *, after: datetime, zone: ZoneInfo, number: int
) -> list[Occurrence]:
    """How a programme would begin that nobody has started yet."""
    moments = await _moments(session, programme, date.fromisoformat(programme.starts_on), after, zone)
    coming = islice(zip(_lessons(programme), moments, strict=False), number)
    return [Occurrence(key, part, moment) for (key, part), moment in coming]


def lessons_of(programme: Programme) -> int:
    """How many messages it has."""
    return len(_lessons(programme))


def keys_of(programme: Programme) -> list[str]:
    """Its tips as 'theme/id', in order."""
    return theme_keys(programme.theme, AgeGroup(programme.ages) if programme.ages else None)


def _rest(programme: Programme, told: Collection[Campaign]) -> list[tuple[str, TipPart]]:
    """What was not told yet; whatever stood in between, nothing of a tip is left out."""
    done = {(line.tip_key, line.tip_part) for line in told}
    return [lesson for lesson in _lessons(programme) if lesson not in done]


def _lessons(programme: Programme) -> list[tuple[str, TipPart]]:
    return list(in_parts(keys_of(programme), len(programme.weekdays)))


async def _load_told(session: AsyncSession, programme_id: int) -> list[Campaign]:
    query = select(Campaign).where(Campaign.programme_id == programme_id).order_by(Campaign.send_at, Campaign.id)
    return list(await session.scalars(query))


async def _load_closed(session: AsyncSession, since: date) -> list[Closed]:
    holidays = await list_holidays(session, since)
    return [Closed(date.fromisoformat(gap.starts_on), date.fromisoformat(gap.ends_on)) for gap in holidays]


async def _load_got(session: AsyncSession, programme_id: int) -> dict[int, set[int]]:
    """By campaign the parents whom it reached, or may have."""
    query = (
        select(Campaign.id, Parent.id)
        .join(OutboxMessage, OutboxMessage.campaign_id == Campaign.id)
        .join(Parent, Parent.id == OutboxMessage.parent_id)
        .where(Campaign.programme_id == programme_id, OutboxMessage.state.in_(DELIVERED))
    )
    found: dict[int, set[int]] = {}
    for campaign, parent in await session.execute(query):
        found.setdefault(campaign, set()).add(parent)
    return found


async def _load_said(session: AsyncSession, programme: Programme) -> dict[tuple[str, str], set[int]]:
    """By tip and answer the parents of its groups who said so."""
    query = select(TipAnswer.tip_key, TipAnswer.answer, TipAnswer.parent_id).where(
        TipAnswer.tip_key.startswith(f"{programme.theme}/", autoescape=True),
        TipAnswer.parent_id.in_(parents_of_groups(programme.groups)),
    )
    found: dict[tuple[str, str], set[int]] = {}
    for key, answer, parent in await session.execute(query):
        found.setdefault((key, answer), set()).add(parent)
    return found
