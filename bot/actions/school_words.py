"""What the school decides about machine words: its glossary, and languages whose text waits for a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.statements import insert_into, rows_of
from bot.actions.translations import wake_campaigns
from bot.domain.actors import Actor
from bot.enums import Scope, TermKind, TranslationState
from bot.errors import BadInput, NotFound
from bot.models import LanguagePolicy, Term, Translation


async def record_term(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    kind: TermKind,
    source_language: str,
    source: str,
    target_language: str | None = None,
    target: str | None = None,
) -> Term:
    """A word of the school, for one language or for all; it takes the place of an older one. Raises BadInput.

    Machine sentences with this word are made again.
    """
    actor.check_scope(Scope.TRANSLATIONS_WRITE)
    _check_term(kind, target, target_language)
    row = {
        "kind": kind, "source_language": source_language, "source": source, "target_language": target_language or "",
        "target": None if kind is TermKind.KEEP else target, "created_by": actor.key, "created_at": now,
    }  # fmt: skip
    key = (Term.source_language, Term.source, Term.target_language)
    changed = {name: row[name] for name in ("kind", "target", "created_by", "created_at")}
    statement = insert_into(session, Term).values(row).on_conflict_do_update(index_elements=key, set_=changed)
    term = (await session.scalars(statement.returning(Term), execution_options={"populate_existing": True})).one()
    await _make_again(session, term)
    record_audit(session, actor=actor, now=now, action="term", object_id=term.id)
    return term


def _check_term(kind: TermKind, target: str | None, target_language: str | None) -> None:
    if kind is not TermKind.KEEP and not target:
        raise BadInput("Say what it becomes: target is missing.")
    if kind is TermKind.FIXED and not target_language:
        raise BadInput("A fixed translation is for one language: target_language is missing.")


async def erase_term(session: AsyncSession, *, actor: Actor, now: datetime, term_id: int) -> None:
    """The machine says the word by itself again. Raises NotFound."""
    actor.check_scope(Scope.TRANSLATIONS_WRITE)
    term = await session.get(Term, term_id)
    if term is None:
        raise NotFound(f"There is no term {term_id}.")
    await _make_again(session, term)
    await session.execute(delete(Term).where(Term.id == term_id))
    record_audit(session, actor=actor, now=now, action="term-erase", object_id=term_id)


async def record_policy(session: AsyncSession, *, actor: Actor, now: datetime, language: str, hold: bool) -> None:
    """Whether machine text in this language waits for a person, or goes out with a mark. Coordinators decide."""
    actor.check_scope(Scope.TRANSLATIONS_WRITE)
    actor.check_whole_school()
    row = {"language": language, "hold": hold, "decided_by": actor.key, "decided_at": now}
    changed = {name: value for name, value in row.items() if name != "language"}
    statement = insert_into(session, LanguagePolicy).values(row)
    await session.execute(statement.on_conflict_do_update(index_elements=[LanguagePolicy.language], set_=changed))
    await wake_campaigns(session, now=now)
    record_audit(session, actor=actor, now=now, action="language-policy", language=language, hold=hold)


async def _make_again(session: AsyncSession, term: Term) -> int:
    made = (TranslationState.MACHINE, TranslationState.HELD)
    meant = [
        Translation.source_language == term.source_language,
        Translation.source.icontains(term.source, autoescape=True),
        Translation.state.in_(made),
    ]
    if term.target_language:
        meant.append(Translation.target_language == term.target_language)
    return rows_of(await session.execute(update(Translation).where(*meant).values(stale=True, attempts=0)))
