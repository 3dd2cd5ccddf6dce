"""What the translating worker takes on and brings back: leased like a message, so that a crash loses nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, case, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.translations import wake_campaigns
from bot.domain.spoken import Spoken
from bot.enums import Origin, TranslationState
from bot.models import MachineRoute, Translation

#: Sentences a claim; a batch that broke the engine is tried again one by one, so that one cannot hold up the others.
BATCH = 32

#: The engine gives up before this; who then still holds a claim is dead.
LEASE = timedelta(minutes=5)

#: After so many breakdowns a sentence waits for a person.
MAX_ATTEMPTS = 3

_UNDECIDED = (TranslationState.PENDING, TranslationState.MACHINE, TranslationState.HELD)


async def record_routes(session: AsyncSession, *, routes: Mapping[tuple[str, str], str]) -> bool:
    """What can be said now; whether that changed. New packages: people's languages and old work are tried again."""
    known = {
        (row.source_language, row.target_language): row.engine for row in await session.scalars(select(MachineRoute))
    }
    if known == dict(routes):
        return False
    await session.execute(delete(MachineRoute))
    session.add_all(
        MachineRoute(source_language=s, target_language=t, engine=engine) for (s, t), engine in routes.items()
    )
    await session.flush()
    await _set_state(session, TranslationState.UNSERVED, TranslationState.PENDING, _has_route())
    await _set_state(session, TranslationState.PENDING, TranslationState.UNSERVED, ~_has_route())
    made = Translation.state.in_((TranslationState.MACHINE, TranslationState.HELD))
    other = _has_route(MachineRoute.engine.is_distinct_from(Translation.engine))  # none is another one, too
    await session.execute(update(Translation).where(made, other).values(stale=True, attempts=0, available_at=None))
    return True


async def claim_wanted(session: AsyncSession, *, now: datetime) -> list[Translation]:
    """Sentences of one language to translate: new ones first, those of a conversation before all; leased."""
    first = await session.scalar(select(Translation).where(*_waiting(now)).order_by(*_URGENCY).limit(1))
    if first is None:
        return []
    alike = Translation.source_language == first.source_language
    calm = Translation.attempts == 0 if first.attempts == 0 else Translation.id == first.id
    query = select(Translation).where(*_waiting(now), alike, calm).order_by(*_URGENCY).limit(BATCH)
    return await _lease(session, query, now)


async def record_spoken(session: AsyncSession, *, spoken: Sequence[Spoken], now: datetime) -> None:
    """What the machine made of them, unless a person was faster. None could be said: people only."""
    for one in spoken:
        mine = Translation.id == one.translation_id, Translation.state.in_(_UNDECIDED)
        await session.execute(
            update(Translation)
            .where(*mine)
            .values(
                target=one.target,
                state=one.state,
                origin=Origin.MACHINE if one.target is not None else None,
                reasons=[list(reason) for reason in one.reasons],
                engine=one.engine,
                score=one.score,
                back=None,
                likeness=None,
                stale=False,
                attempts=0,
                available_at=None,
            )
        )
    await wake_campaigns(session, now=now)


async def record_breakdown(session: AsyncSession, *, ids: Sequence[int], now: datetime) -> None:
    """The engine broke down on these: tried again at once, one by one; after the third time a person must look."""
    mine = Translation.id.in_(ids), Translation.state.in_(_UNDECIDED)
    await session.execute(update(Translation).where(*mine).values(available_at=None))
    spent = Translation.attempts >= MAX_ATTEMPTS
    given_up = {
        "state": TranslationState.HELD,
        "reasons": [["engine-failed", ""]],
        "stale": False,
        "back_wanted": False,
    }
    await session.execute(
        update(Translation).where(*mine, spent, Translation.state == TranslationState.PENDING).values(**given_up)
    )
    await session.execute(update(Translation).where(*mine, spent).values(stale=False, back_wanted=False))
    await wake_campaigns(session, now=now)


async def claim_back_wanted(session: AsyncSession, *, now: datetime) -> list[Translation]:
    """Machine sentences of one language that an author wants to see brought back."""
    free = or_(Translation.available_at.is_(None), Translation.available_at <= now)
    wanted = (
        Translation.back_wanted,
        Translation.target.is_not(None),
        Translation.state != TranslationState.PENDING,
        free,
    )
    first = await session.scalar(select(Translation).where(*wanted).order_by(Translation.id).limit(1))
    if first is None:
        return []
    pair = (
        Translation.source_language == first.source_language,
        Translation.target_language == first.target_language,
    )
    query = select(Translation).where(*wanted, *pair).order_by(Translation.id).limit(BATCH)
    return await _lease(session, query, now)


async def record_back(session: AsyncSession, *, said: Mapping[int, tuple[str, int]]) -> None:
    """What the words mean when they are brought back, and how like the original that is."""
    for number, (text, likeness) in said.items():
        await session.execute(
            update(Translation)
            .where(Translation.id == number)
            .values(back=text, likeness=likeness, back_wanted=False, attempts=0, available_at=None)
        )


async def _lease(session: AsyncSession, query: Select[Translation], now: datetime) -> list[Translation]:
    claimed = list(await session.scalars(query.with_for_update(skip_locked=True)))
    for entry in claimed:
        entry.available_at, entry.attempts = now + LEASE, entry.attempts + 1
    return claimed


#: Language by language: a model is loaded once for all that waits for it.
_URGENCY = (
    case((Translation.private, 0), (Translation.state == TranslationState.PENDING, 1), else_=2),
    Translation.attempts,
    Translation.target_language,
    Translation.id,
)


def _waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        or_(Translation.state == TranslationState.PENDING, Translation.stale),
        or_(Translation.available_at.is_(None), Translation.available_at <= now),
    )


def _has_route(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        MachineRoute.source_language == Translation.source_language,
        MachineRoute.target_language == Translation.target_language,
        *conditions,
    )


async def _set_state(
    session: AsyncSession, before: TranslationState, after: TranslationState, condition: ColumnElement[bool]
) -> None:
    await session.execute(update(Translation).where(Translation.state == before, condition).values(state=after))
