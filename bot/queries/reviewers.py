"""Reviewers without an account: their links, and the only words of the memory that they see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.codes import hash_secret
from bot.domain.reviewers import Reviewer
from bot.enums import Scope, TranslationState
from bot.errors import NotFound
from bot.models import ReviewerLink, Translation

#: As many as one reads on a telephone.
PAGE = 10

#: Links that are shown; older ones are of no use.
_MOST = 50

_TO_READ = (TranslationState.HELD, TranslationState.UNSERVED, TranslationState.MACHINE)
_READ = (TranslationState.APPROVED, TranslationState.REJECTED)


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """Sentences to read; `after` is where the next page begins, None at the end."""

    entries: list[Translation]
    after: int | None


async def find_reviewer(session: AsyncSession, *, secret: str, now: datetime) -> Reviewer | None:
    """Who holds this link; None where there is none, or it has ended."""
    query = select(ReviewerLink).where(ReviewerLink.token_hash == hash_secret(secret), ReviewerLink.expires_at > now)
    link = await session.scalar(query)
    if link is None:
        return None
    return Reviewer(link.id, link.name, link.language, link.page_language, link.expires_at)


async def list_reviewer_links(session: AsyncSession, *, actor: Actor) -> Sequence[ReviewerLink]:
    """The newest first, also those that ended. Raises NotAllowed."""
    actor.check_scope(Scope.TRANSLATIONS_READ)
    actor.check_whole_school()
    query = select(ReviewerLink).order_by(ReviewerLink.expires_at.desc(), ReviewerLink.id.desc()).limit(_MOST)
    return (await session.scalars(query)).all()


async def count_review_words(session: AsyncSession, *, reviewer: Reviewer) -> tuple[int, int]:
    """How many sentences of the school's messages somebody has decided on, and how many there are."""
    decided = func.count().filter(Translation.state.in_(_READ))
    all_states = Translation.state.in_((*_TO_READ, *_READ))
    done, of = (await session.execute(select(decided, func.count()).where(*_theirs(reviewer), all_states))).one()
    return int(done), int(of)


async def list_review_words(session: AsyncSession, *, reviewer: Reviewer, after: int = 0) -> ReviewWords:
    """What waits for a person first, then what no machine says, then the machine's words; `after` counts entries."""
    need = case(
        (Translation.state == TranslationState.HELD, 0), (Translation.state == TranslationState.UNSERVED, 1), else_=2
    )
    query = (
        select(Translation).where(*_theirs(reviewer), Translation.state.in_(_TO_READ)).order_by(need, Translation.id)
    )
    found = list(await session.scalars(query.offset(after).limit(PAGE + 1)))
    return ReviewWords(found[:PAGE], after + PAGE if len(found) > PAGE else None)


async def require_review_word(session: AsyncSession, *, reviewer: Reviewer, translation_id: int) -> Translation:
    """One of those, or one that was decided; locked until the end of the transaction. Raises NotFound."""
    query = select(Translation).where(*_theirs(reviewer), Translation.id == translation_id).with_for_update()
    entry = await session.scalar(query)
    if entry is None:
        raise NotFound(f"There is no translation {translation_id}.")
    return entry


def _theirs(reviewer: Reviewer) -> tuple[ColumnElement[bool], ...]:
    """Said to whole groups in their language: nothing that was said to one family, nothing that names one."""
    return Translation.broadcast.is_(True), ~Translation.private, Translation.target_language == reviewer.language
