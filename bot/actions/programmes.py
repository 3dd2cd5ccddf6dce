"""Home-activity tips over time: a theme, some weekdays, an hour; each occurrence becomes a campaign of its own.

On three or five days a week a tip is told in parts, see bot.domain.programmes; holidays are passed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.outbox import cancel_queued
from bot.actions.second_clicks import hold_groups
from bot.actions.statements import insert_into
from bot.domain.actors import Actor
from bot.domain.programmes import WEEKDAYS, Occurrence
from bot.domain.timing import SECOND_THOUGHT
from bot.enums import CampaignState, OutboxState, Scope
from bot.errors import BadInput, Conflict, NotFound
from bot.models import Campaign, OutboxMessage, Programme
from bot.queries.families import require_groups
from bot.queries.programmes import coming_tips, list_unfinished
from messages.outgoing import MessageKind
from messages.tips import AgeGroup, themes

#: A fact, a tip, and growth; told when the children come home.
THREE_A_WEEK, AFTER_SCHOOL = ("monday", "wednesday", "friday"), time(16, 0)

#: The language in which the library of tips is written first.
_WRITTEN_IN = "nl"

_AHEAD = timedelta(days=1)

#: What else a colleague chose who started the same tips.
_CHOSEN = ("groups", "weekdays", "at", "starts_on", "ages")


async def schedule_programme(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    theme: str,
    groups: Sequence[str],
    starts_on: date,
    zone: ZoneInfo,
    weekdays: Sequence[str] = THREE_A_WEEK,
    at: time = AFTER_SCHOOL,
    ages: AgeGroup | None = None,
    alone: bool = False,
) -> Programme:
    """Tips of a theme on these weekdays at this school time, until the theme is through; with `ages`, those that fit.

    `alone`: a second click is answered with what the first one made. Raises BadInput, NotFound; and where `alone`
    Conflict beside one that tells the same.
    """
    actor.check_scope(Scope.EVENTS_WRITE)
    _check_programme(theme, weekdays)
    await hold_groups(session, await require_groups(session, actor, groups))
    programme = Programme(
        theme=theme, groups=sorted(groups), weekdays=sorted(set(weekdays), key=WEEKDAYS.index), ages=ages,
        at=at.isoformat("minutes"), starts_on=starts_on.isoformat(), created_by=actor.key, created_at=now,
    )  # fmt: skip
    if alone and (first := await _find_first(session, programme)):
        return first
    session.add(programme)
    await session.flush()
    await expand_programmes(session, now=now, zone=zone)
    record_audit(session, actor=actor, now=now, action="programme", object_id=programme.id)
    return programme


async def _find_first(session: AsyncSession, new: Programme) -> Programme | None:
    """What the first of two clicks made. Raises Conflict where some of these families get the same tips already."""
    for other in await list_unfinished(session):
        if _tells_same(other, new):
            clicked = new.created_by == other.created_by and new.created_at - other.created_at < SECOND_THOUGHT
            if clicked and all(getattr(new, name) == getattr(other, name) for name in _CHOSEN):
                return other
            raise Conflict("Parents of these groups get these ideas already: stop those first, or take another theme.")
    return None


def _tells_same(one: Programme, other: Programme) -> bool:
    ages = {one.ages, other.ages}
    return one.theme == other.theme and bool(set(one.groups) & set(other.groups)) and (None in ages or len(ages) == 1)


def _check_programme(theme: str, weekdays: Sequence[str]) -> None:
    if theme not in themes():
        raise BadInput(f"There is no theme {theme!r}; there are: {', '.join(themes())}.")
    if not weekdays or set(weekdays) - set(WEEKDAYS):
        raise BadInput(f"Name at least one of the weekdays: {', '.join(WEEKDAYS)}.")


async def stop_programme(session: AsyncSession, *, actor: Actor, now: datetime, programme_id: int) -> Programme:
    """No further tips. Raises NotFound, Conflict."""
    actor.check_scope(Scope.EVENTS_WRITE)
    programme = await session.get(Programme, programme_id)
    if programme is None or not actor.reaches(programme.groups):
        raise NotFound(f"There is no programme {programme_id}.")
    if programme.stopped_at is not None:
        raise Conflict(f"Programme {programme_id} was stopped before.")
    programme.stopped_at = now
    mine = Campaign.programme_id == programme_id
    waiting = Campaign.state.in_((CampaignState.PLANNED, CampaignState.RUNNING))
    await session.execute(update(Campaign).where(mine, waiting).values(state=CampaignState.CANCELLED, settled_at=now))
    await cancel_queued(session, OutboxMessage.campaign_id.in_(select(Campaign.id).where(mine)), now=now)
    record_audit(session, actor=actor, now=now, action="programme-stop", object_id=programme_id)
    return programme


async def resume_programme(
    session: AsyncSession, *, actor: Actor, now: datetime, programme_id: int, zone: ZoneInfo
) -> Programme:
    """It goes on where it stopped; who did not get the message of that day gets it after all, while it is fresh.

    Raises NotFound, Conflict.
    """
    actor.check_scope(Scope.EVENTS_WRITE)
    programme = await session.get(Programme, programme_id)
    if programme is None or not actor.reaches(programme.groups):
        raise NotFound(f"There is no programme {programme_id}.")
    if programme.stopped_at is None:
        raise Conflict(f"Programme {programme_id} is not stopped.")
    await _begin_again(session, programme_id, programme.stopped_at)
    programme.stopped_at = None
    await session.flush()
    await expand_programmes(session, now=now, zone=zone)
    record_audit(session, actor=actor, now=now, action="programme-resume", object_id=programme_id)
    return programme


async def _begin_again(session: AsyncSession, programme_id: int, stopped_at: datetime) -> None:
    """What nobody got is forgotten, so that it has its turn again; what some got goes to the others. Keys are free.

    A tip that staff called off by itself was not stopped then, and stays called off.
    """
    cancelled = Campaign.state == CampaignState.CANCELLED, Campaign.settled_at == stopped_at
    mine = Campaign.programme_id == programme_id, *cancelled
    messages = exists().where(OutboxMessage.campaign_id == Campaign.id)
    await session.execute(delete(Campaign).where(*mine, Campaign.expanded_at.is_(None), ~messages))
    stopped = messages.where(OutboxMessage.state == OutboxState.CANCELLED, OutboxMessage.finished_at == stopped_at)
    anew = {"state": CampaignState.PLANNED, "planned_up_to": 0, "expanded_at": None, "settled_at": None}
    anew |= {"revision": Campaign.revision + 1}
    halfway = update(Campaign).where(*mine, or_(Campaign.expanded_at.is_(None), stopped)).values(anew)
    await session.execute(halfway.execution_options(synchronize_session=False))


async def expand_programmes(session: AsyncSession, *, now: datetime, zone: ZoneInfo) -> None:
    """One campaign for each tip that is due within a day; a second one for the same tip the database refuses."""
    rows = [
        _tip_campaign(programme, occurrence, now)
        for programme in await list_unfinished(session)
        for occurrence in await coming_tips(session, programme, after=now - _AHEAD, zone=zone)
        if occurrence.moment <= now + _AHEAD
    ]
    if rows:
        await session.execute(insert_into(session, Campaign).on_conflict_do_nothing(), rows)


def _tip_campaign(programme: Programme, occurrence: Occurrence, now: datetime) -> dict[str, Any]:
    return {
        "kind": MessageKind.TIP,
        "programme_id": programme.id,
        "tip_key": occurrence.key,
        "tip_part": occurrence.part,
        "source_language": _WRITTEN_IN,
        "asked_by": "",
        "groups": programme.groups,
        "parents": [],
        "send_at": occurrence.moment,
        "created_by": programme.created_by,
        "created_at": now,
    }
