"""Reviewers without an account: a link is given and withdrawn, and what they decide is kept under their name."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.translations import decide, take_back
from bot.domain.actors import Actor
from bot.domain.codes import hash_secret, new_reviewer_secret
from bot.domain.reviewers import MOST_DAYS, USUAL_DAYS, Reviewer
from bot.enums import Scope, TranslationState
from bot.errors import BadInput, Conflict, NotFound
from bot.models import ReviewerLink, Translation
from bot.queries.reviewers import require_review_word
from messages.reasons import Reason

_DECIDED = (TranslationState.APPROVED, TranslationState.REJECTED)


async def issue_reviewer_link(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    name: str,
    language: str,
    page_language: str,
    days: int = USUAL_DAYS,
) -> str:
    """The secret of a new link, shown once: it opens the texts of one language. Raises NotAllowed, BadInput."""
    _check_may_invite(actor)
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(f"A link opens for 1 to {MOST_DAYS} days.")
    secret = new_reviewer_secret()
    link = ReviewerLink(
        token_hash=hash_secret(secret),
        language=language,
        page_language=page_language,
        name=" ".join(name.split()),
        created_by=actor.key,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(link)
    await session.flush()
    record_audit(session, actor=actor, now=now, action="reviewer-link", object_id=link.id, language=language)
    return secret


async def withdraw_reviewer_link(session: AsyncSession, *, actor: Actor, now: datetime, link_id: int) -> None:
    """It opens no more, wherever it is. Raises NotAllowed, NotFound."""
    _check_may_invite(actor)
    link = await session.get(ReviewerLink, link_id, with_for_update=True)
    if link is None:
        raise NotFound(f"There is no link {link_id}.")
    link.expires_at = min(link.expires_at, now)
    record_audit(session, actor=actor, now=now, action="reviewer-link-withdrawn", object_id=link.id)


async def record_reviewer_came(session: AsyncSession, *, reviewer: Reviewer, now: datetime) -> None:
    """Who gave the link sees that it was opened."""
    first = ReviewerLink.id == reviewer.link_id, ReviewerLink.used_at.is_(None)
    await session.execute(update(ReviewerLink).where(*first).values(used_at=now))
    record_audit(session, actor=reviewer.actor, now=now, action="reviewer-came", object_id=reviewer.link_id)


async def record_review_decision(
    session: AsyncSession,
    *,
    reviewer: Reviewer,
    now: datetime,
    translation_id: int,
    target: str,
    approve: bool,
    reason: Reason | None = None,
) -> Translation:
    """A sentence of a message is right, or wrong. Raises NotFound, BadInput, Conflict."""
    entry = await require_review_word(session, reviewer=reviewer, translation_id=translation_id)
    if entry.state in _DECIDED and entry.decided_by != reviewer.actor.key:
        raise Conflict("Somebody else has decided on this sentence meanwhile.")
    return await decide(session, entry, by=reviewer.actor, now=now, target=target, approve=approve, reason=reason)


async def undo_review_decision(
    session: AsyncSession, *, reviewer: Reviewer, now: datetime, translation_id: int
) -> Translation:
    """One's own last decision. Raises NotFound, Conflict."""
    entry = await require_review_word(session, reviewer=reviewer, translation_id=translation_id)
    if entry.decided_by != reviewer.actor.key:
        raise Conflict("There is no decision to take back here.")
    return await take_back(session, entry, by=reviewer.actor, now=now)


async def record_review_wordings(
    session: AsyncSession, *, reviewer: Reviewer, now: datetime, approved: int, withdrawn: int = 0
) -> None:
    """For the trail: how many fixed sentences were approved or given back. They stand in a file of their own."""
    record_audit(
        session,
        actor=reviewer.actor,
        now=now,
        action="reviewer-wordings",
        object_id=reviewer.link_id,
        language=reviewer.language,
        approved=approved,
        withdrawn=withdrawn,
    )


def _check_may_invite(actor: Actor) -> None:
    """What families read is no settings: an administrator hands out no such links."""
    actor.check_scope(Scope.TRANSLATIONS_WRITE)
    actor.check_whole_school()
    actor.check_reads_messages()
