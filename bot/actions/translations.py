"""The translation memory: sentences are wanted when something is scheduled; what a person approves stays for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.statements import insert_into
from bot.domain.actors import Actor
from bot.enums import CampaignState, Origin, Scope, TranslationState
from bot.errors import BadInput, Conflict
from bot.models import Campaign, MachineRoute, Translation
from bot.queries.family_names import find_named
from bot.queries.languages import list_served
from bot.queries.translations import require_translation, sentences_of
from messages.reasons import Reason
from messages.sentences import loose_key


async def record_wanted(
    session: AsyncSession,
    *,
    texts: Iterable[str | None],
    source: str,
    targets: Collection[str],
    now: datetime,
    private: bool = False,
    broadcast: bool = False,
) -> None:
    """One entry for each sentence and language that the memory does not hold yet: for the machine, or for people.

    `private` words are said to one family, `broadcast` words to whole groups.
    """
    sentences = sentences_of(texts)
    served = await list_served(session, source=source)
    states = {
        target: TranslationState.PENDING if target in served else TranslationState.UNSERVED
        for target in sorted(set(targets) - {source})
    }
    made = {"private": private, "created_at": now}
    wanted = [{"target_language": target, "state": state, **made} for target, state in states.items()]
    rows = [{**_sentence(key, said, source), **one} for key, said in sentences.items() for one in wanted]
    if rows:
        await session.execute(insert_into(session, Translation).on_conflict_do_nothing(), rows)
    if not private:
        await _record_public(session, sentences, source)
    if broadcast:
        await _record_broadcast(session, sentences, source)


async def _record_public(session: AsyncSession, sentences: Mapping[str, str], source: str) -> None:
    """Said to many now: no longer one family's own."""
    keys = Translation.source_key.in_(sentences) & (Translation.source_language == source)
    await session.execute(update(Translation).where(keys, Translation.private).values(private=False))


async def _record_broadcast(session: AsyncSession, sentences: Mapping[str, str], source: str) -> None:
    """Said to all of a group: a reviewer from outside may read it, unless it names somebody's child or parent."""
    mine = Translation.source_key.in_(sentences), Translation.source_language == source, ~Translation.broadcast
    fresh = set(await session.scalars(select(Translation.source_key).where(*mine).distinct()))
    fresh -= await find_named(session, {key: sentences[key] for key in fresh})
    if fresh:
        known = Translation.source_key.in_(fresh), Translation.source_language == source
        await session.execute(update(Translation).where(*known).values(broadcast=True))


async def record_back_wanted(
    session: AsyncSession, *, texts: Iterable[str | None], source: str, targets: Collection[str]
) -> None:
    """The author wants to see what the machine's words mean: brought back, once for each engine."""
    await session.execute(
        update(Translation)
        .where(
            Translation.source_key.in_(sentences_of(texts)),
            Translation.source_language == source,
            Translation.target_language.in_(targets),
            Translation.state.in_((TranslationState.MACHINE, TranslationState.HELD, TranslationState.PENDING)),
            Translation.back.is_(None),
            Translation.target_language.in_(_brought_back(source)),
        )
        .values(back_wanted=True)
    )


async def record_decision(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    translation_id: int,
    target: str,
    approve: bool,
    reason: Reason | None = None,
) -> Translation:
    """A person's word on one sentence: approved for ever, or rejected. Raises NotFound, BadInput."""
    actor.check_scope(Scope.TRANSLATIONS_WRITE)
    entry = await require_translation(session, translation_id)
    return await decide(session, entry, by=actor, now=now, target=target, approve=approve, reason=reason)


async def undo_decision(session: AsyncSession, *, actor: Actor, now: datetime, translation_id: int) -> Translation:
    """As it was before the last decision. Raises NotFound, Conflict."""
    actor.check_scope(Scope.TRANSLATIONS_WRITE)
    entry = await require_translation(session, translation_id)
    return await take_back(session, entry, by=actor, now=now)


async def decide(
    session: AsyncSession,
    entry: Translation,
    *,
    by: Actor,
    now: datetime,
    target: str,
    approve: bool,
    reason: Reason | None = None,
) -> Translation:
    """The same for whoever may; their right was looked at. Raises BadInput."""
    if approve and not target.strip():
        raise BadInput("An approved translation cannot be empty.")
    entry.before = _as_it_is(entry)
    entry.target = target.strip() or entry.target
    entry.state = TranslationState.APPROVED if approve else TranslationState.REJECTED
    entry.origin, entry.reasons = Origin.PERSON, [] if approve or reason is None else [[reason.code, reason.detail]]
    entry.stale = entry.back_wanted = False
    entry.decided_by, entry.decided_at = by.key, now
    await wake_campaigns(session, now=now)
    why = {"reason": reason.code} if reason and not approve else {}
    record_audit(session, actor=by, now=now, action=f"translation-{entry.state}", object_id=entry.id, **why)
    return entry


async def take_back(session: AsyncSession, entry: Translation, *, by: Actor, now: datetime) -> Translation:
    """The same for whoever may. Raises Conflict."""
    if entry.before is None:
        raise Conflict("There is no decision to take back here.")
    before = dict(entry.before)
    at = before.pop("decided_at", None)
    for name, value in before.items():
        setattr(entry, name, value)
    entry.decided_at, entry.before = datetime.fromisoformat(at) if at else None, None
    await wake_campaigns(session, now=now)
    record_audit(session, actor=by, now=now, action="translation-undone", object_id=entry.id)
    return entry


def _as_it_is(entry: Translation) -> dict[str, Any]:
    """What a decision changes: the words, who said so, and when."""
    at = entry.decided_at.isoformat() if entry.decided_at else None
    kept = {name: getattr(entry, name) for name in ("target", "state", "origin", "reasons", "decided_by")}
    return {**kept, "decided_at": at}


async def wake_campaigns(session: AsyncSession, *, now: datetime) -> None:
    """Words came in: campaigns that wait for some, or are just being planned, look whether they were theirs."""
    under_way = Campaign.state == CampaignState.RUNNING, Campaign.expanded_at.is_(None)
    later = or_(Campaign.look_again_at.is_(None), Campaign.look_again_at > now)
    await session.execute(update(Campaign).where(*under_way, later).values(look_again_at=now))


def _brought_back(source: str) -> Select[str]:
    return select(MachineRoute.source_language).where(MachineRoute.target_language == source)


def _sentence(key: str, sentence: str, language: str) -> dict[str, str]:
    return {
        "source_key": key,
        "loose_key": loose_key(sentence),
        "source": sentence,
        "source_language": language,
    }
