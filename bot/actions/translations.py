"""The translation memory: sentences are wanted when something is scheduled; what a person approves stays for ever."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Select, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.statements import insert_into
from bot.domain.actors import Actor
from bot.enums import CampaignState, Origin, Scope, TranslationState
from bot.errors import BadInput
from bot.models import Campaign, MachineRoute, Translation
from bot.queries.languages import list_served
from bot.queries.translations import require_translation, sentences_of
from messages.sentences import loose_key


async def record_wanted(
    session: AsyncSession,
    *,
    texts: Iterable[str | None],
    source: str,
    targets: Collection[str],
    now: datetime,
    private: bool = False,
) -> None:
    """One entry for each sentence and language that the memory does not hold yet: for the machine, or for people."""
    sentences = sentences_of(texts)
    served = await list_served(session, source=source)
    rows = [
        {
            **_sentence(key, sentence, source),
            "target_language": target,
            "state": TranslationState.PENDING if target in served else TranslationState.UNSERVED,
            "private": private,
            "created_at": now,
        }
        for key, sentence in sentences.items()
        for target in sorted(set(targets) - {source})
    ]
    if rows:
        await session.execute(insert_into(session, Translation).on_conflict_do_nothing(), rows)
    if not private:  # said to many now: no longer one family's own
        keys = Translation.source_key.in_(sentences) & (Translation.source_language == source)
        await session.execute(update(Translation).where(keys, Translation.private).values(private=False))


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
    session: AsyncSession, *, actor: Actor, now: datetime, translation_id: int, target: str, approve: bool
) -> Translation:
    """A person's word on one sentence: approved for ever, or rejected. Raises NotFound, BadInput."""
    actor.check_scope(Scope.TRANSLATIONS_WRITE)
    entry = await require_translation(session, translation_id)
    if approve and not target.strip():
        raise BadInput("An approved translation cannot be empty.")
    entry.target = target.strip() or entry.target
    entry.state = TranslationState.APPROVED if approve else TranslationState.REJECTED
    entry.origin, entry.reasons = Origin.PERSON, []
    entry.stale = entry.back_wanted = False
    entry.decided_by, entry.decided_at = actor.key, now
    await wake_campaigns(session, now=now)
    record_audit(session, actor=actor, now=now, action=f"translation-{entry.state}", object_id=entry.id)
    return entry


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
