"""What a filled school has once its first messages arrived: a send in doubt, a series, who left, a decision."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.series import schedule_series
from bot.actions.translations import record_decision
from bot.domain.actors import Actor
from bot.domain.events import EventDetails
from bot.enums import OutboxState, Role, Scope, TranslationState
from bot.models import ApiToken, Child, Event, OutboxMessage, ReviewerLink, Staff, Translation
from messages.event_kinds import EventKind
from tests.builders import SAM, make_families, make_holiday, make_row, make_token, make_visitor, require_invitation
from tests.fakes import NOW
from tests.voices import make_recording

_DAYS = {"": "2027-02-20", "2": "2027-04-24"}


async def add_later(session: AsyncSession, group: str, mark: str, event_id: int, by: Actor) -> dict[str, int | str]:
    """By the names of tests.browser.filled."""
    event = await session.get_one(Event, event_id)
    campaign = await require_invitation(session, event)
    await make_recording(session, campaign.id)
    doubtful = select(OutboxMessage.id).where(OutboxMessage.campaign_id == campaign.id).limit(1).scalar_subquery()
    await session.execute(
        update(OutboxMessage).where(OutboxMessage.id == doubtful).values(state=OutboxState.UNKNOWN, finished_at=NOW)
    )
    await make_families(session, make_row(f"Ravi{mark}", f"Asha{mark}", "en", group=group))
    left = (await session.scalars(select(Child).where(Child.external_id == f"K-Ravi{mark}"))).one()
    left.group_id, left.left_at = None, NOW
    holiday = await make_holiday(session, _DAYS[mark], _DAYS[mark])
    return {
        "campaign": campaign.id,
        "left_child": left.external_id,
        "holiday": holiday.id,
        "series": await _plan_series(session, group, by),
        "decided": await _decide(session, group),
        "link": await _add_link(session, mark),
        "token": await _add_token(session, mark),
    }


async def _plan_series(session: AsyncSession, group: str, by: Actor) -> int:
    """Coffee on two Fridays."""
    coffee, first = EventKind.COFFEE_MORNING, NOW + timedelta(days=38)
    dates = [EventDetails(coffee, (group,), first + timedelta(weeks=week)) for week in (0, 1)]
    drafts = await schedule_series(session, actor=by, now=NOW, dates=dates, language="nl", school="De Regenboog")
    return drafts[0].id


async def _decide(session: AsyncSession, group: str) -> int:
    """A sentence that was just approved."""
    source = f"Wij zwaaien naar {group}."
    keys = {"source_key": source, "loose_key": source, "source": source, "source_language": "nl"}
    entry = Translation(**keys, target_language="tr", state=TranslationState.HELD, created_at=NOW, target="El salla.")
    session.add(entry)
    await session.flush()
    said = f"El sallıyoruz, {group}."
    await record_decision(session, actor=SAM, now=NOW, translation_id=entry.id, target=said, approve=True)
    return entry.id


async def _add_link(session: AsyncSession, mark: str) -> int:
    """Of a neighbour who reads Turkish."""
    who = {"name": f"Fatma{mark}", "language": "tr", "page_language": "nl", "created_by": SAM.key}
    days = {"created_at": NOW, "expires_at": NOW + timedelta(days=14)}
    link = ReviewerLink(token_hash=f"link{mark}".ljust(64, "0"), **who, **days)
    session.add(link)
    await session.flush()
    return link.id


async def _add_token(session: AsyncSession, mark: str) -> int:
    """Of a program that reads the calendar."""
    await make_token(session, Scope.EVENTS_READ, name=f"Rooster{mark}")
    return (await session.scalars(select(ApiToken.id).order_by(ApiToken.id.desc()).limit(1))).one()


async def add_colleague(session: AsyncSession, group: str, mark: str) -> int:
    """Of this group, with conversations of nobody."""
    await make_visitor(session, role=Role.TEACHER, groups=(group,), name=f"Meester Tom{mark}")
    return (await session.scalars(select(Staff.id).order_by(Staff.id.desc()).limit(1))).one()
