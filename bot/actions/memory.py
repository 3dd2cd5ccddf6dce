"""Import of translations: the whole file or, with a reason for each place, nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.statements import insert_into
from bot.actions.translations import wake_campaigns
from bot.domain.actors import Actor
from bot.domain.memory_files import ParsedMemory
from bot.domain.memory_import import MemoryPlan, plan_memory
from bot.enums import Origin, Scope, TranslationState
from bot.errors import BadInput
from bot.models import Translation
from bot.queries.pairs import load_stored_pairs
from messages.exchange.pairs import Pair
from messages.sentences import loose_key

_KEY = ("source_key", "source_language", "target_language")

#: What stays of an entry that was there before.
_ITS_OWN = {*_KEY, "loose_key", "source", "created_at"}


async def record_imported(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    parsed: ParsedMemory,
    replace: bool = False,
    skip_bad_rows: bool = False,
    dry_run: bool = False,
) -> MemoryPlan:
    """Approve what the file says; what a person of this school decided stays, unless `replace`. Raises BadInput."""
    actor.check_scope(Scope.TRANSLATIONS_WRITE)
    if parsed.errors and not skip_bad_rows:
        raise BadInput(_refusal(parsed))
    plan = plan_memory(parsed.pairs, await load_stored_pairs(session, parsed.pairs), replace=replace)
    if not dry_run:
        await _store(session, plan.pairs, actor, now)
        counts = {"created": plan.created, "updated": plan.updated, "kept": plan.kept}
        record_audit(session, actor=actor, now=now, action="translations-import", replace=replace, **counts)
    return plan


def _refusal(parsed: ParsedMemory) -> str:
    first = str(parsed.errors[0])
    more = f" And {len(parsed.errors) - 1} more." if len(parsed.errors) > 1 else ""
    return f"Nothing was imported. {first[0].upper()}{first[1:]}.{more}"


async def _store(session: AsyncSession, pairs: list[Pair], actor: Actor, now: datetime) -> None:
    """In the order of their keys, so that two imports at once cannot wait for each other."""
    rows = [_row(pair, actor, now) for pair in sorted(pairs, key=lambda pair: pair.key)]
    if not rows:
        return
    statement = insert_into(session, Translation)
    changed = {name: statement.excluded[name] for name in rows[0].keys() - _ITS_OWN}
    await session.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=changed), rows)
    await wake_campaigns(session, now=now)


def _row(pair: Pair, actor: Actor, now: datetime) -> dict[str, Any]:
    """Approved, with nothing left of what a machine or another person made of it."""
    return {
        **dict(zip(_KEY, pair.key, strict=True)),
        "loose_key": loose_key(pair.source),
        "source": pair.source,
        "target": pair.target,
        "state": TranslationState.APPROVED,
        "origin": Origin.IMPORTED,
        "reasons": [],
        **dict.fromkeys(("engine", "score", "back", "likeness", "available_at")),
        **dict.fromkeys(("back_wanted", "stale", "private"), False),
        "attempts": 0,
        "decided_by": actor.key,
        "decided_at": now,
        "created_at": now,
    }
