"""How long each class of data is kept (trust.md); purged nightly."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import AuditEntry, CodeAttempt, EnrolmentCode, OutboxMessage, SignInLink, Update
from messages.outgoing import MessageKind

UPDATES = timedelta(days=7)
SCREENS = timedelta(days=7)
MESSAGES = timedelta(days=365)
INVITATION_CODES = timedelta(days=14)
SIGN_IN_LINKS = timedelta(days=30)
AUDIT = timedelta(days=730)


async def purge_expired(session: AsyncSession, *, now: datetime) -> dict[str, int]:
    """Delete what is past its time; the answer counts rows by table, and holds nothing else."""
    screens = OutboxMessage.kind == MessageKind.SCREEN, OutboxMessage.finished_at < now - SCREENS
    statements = {
        "updates": delete(Update).where(Update.handled_at < now - UPDATES),
        "screens": delete(OutboxMessage).where(*screens),
        "messages": delete(OutboxMessage).where(OutboxMessage.finished_at < now - MESSAGES),
        "codes": delete(EnrolmentCode).where(EnrolmentCode.expires_at < now - INVITATION_CODES),
        "tries": delete(CodeAttempt).where(CodeAttempt.since < now - timedelta(days=1)),
        "sign_in_links": delete(SignInLink).where(SignInLink.expires_at < now - SIGN_IN_LINKS),
        "audit": delete(AuditEntry).where(AuditEntry.at < now - AUDIT),
    }
    return {
        name: int(getattr(await session.execute(statement), "rowcount", 0)) for name, statement in statements.items()
    }
