"""What will be sent, as rows: queued once, called off, expired. How it leaves is bot.actions.delivery's."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.statements import insert_into, rows_of
from bot.actions.voices import always_heard, want_voice
from bot.enums import Lane, MediaKind, MediaState, OutboxState
from bot.models import Media, OutboxMessage
from messages.outgoing import MessageKind, Outgoing

#: Nothing of it has left, so it can be called off or composed again; who holds a lease on it finds it gone.
WAITING = (OutboxState.QUEUED, OutboxState.LEASED, OutboxState.PAUSED, OutboxState.PREPARING)

#: What the bot itself says on a screen, and what is spoken already.
_NOT_HEARD = (MessageKind.SCREEN, MessageKind.VOICE)

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Draft:
    """A message before it is a row. The same `dedupe_key` twice is one message.

    One that is not yet `prepared` waits until its sound is made, and until the message is sent that it `follows`. What
    found no room in the parent's week says so in `expired_why`, and is kept for staff to see; before `waits_until` a
    later week is early enough.
    """

    dedupe_key: str
    address: int
    outgoing: Outgoing
    lane: Lane
    available_at: datetime
    use_by: datetime | None = None
    parent_id: int | None = None
    campaign_id: int | None = None
    edits: int | None = None
    media_id: int | None = None
    follows: int | None = None
    prepared: bool = True
    waits_until: datetime | None = None
    expired_why: str | None = None
    over_budget: bool = False


async def queue_messages(session: AsyncSession, drafts: Iterable[Draft], *, now: datetime) -> None:
    """INSERT … ON CONFLICT DO NOTHING: planning twice is harmless. Who wants to hear all gets the voices too."""
    drafts = list(drafts)
    await _insert(session, drafts, now)
    await _insert(session, await _voices_of(session, drafts, now), now)


async def _insert(session: AsyncSession, drafts: Iterable[Draft], now: datetime) -> None:
    rows = [_row(draft, now, await _keep_attachment(session, draft, now)) for draft in drafts]
    statement = insert_into(session, OutboxMessage).on_conflict_do_nothing()
    for start in range(0, len(rows), _BATCH):
        await session.execute(statement, rows[start : start + _BATCH])


async def _voices_of(session: AsyncSession, drafts: Iterable[Draft], now: datetime) -> list[Draft]:
    """One for each new message to a parent who chose to hear them all, where there is a voice; it waits for both."""
    new = (draft for draft in drafts if draft.parent_id and draft.edits is None)
    heard = [draft for draft in new if draft.outgoing.kind not in _NOT_HEARD]
    listeners = await always_heard(session, parents={draft.parent_id for draft in heard if draft.parent_id})
    heard = [draft for draft in heard if draft.parent_id in listeners and not draft.expired_why]
    if not heard:
        return []
    keys = OutboxMessage.dedupe_key.in_([draft.dedupe_key for draft in heard]), OutboxMessage.created_at == now
    texts = dict((await session.execute(select(OutboxMessage.dedupe_key, OutboxMessage.id).where(*keys))).all())
    queued = [(draft, texts[draft.dedupe_key]) for draft in heard if draft.dedupe_key in texts]
    voices = [await _voice_of(session, draft, follows, now) for draft, follows in queued]
    return [voice for voice in voices if voice]


async def _voice_of(session: AsyncSession, draft: Draft, follows: int, now: datetime) -> Draft | None:
    outgoing = draft.outgoing
    hearing = await want_voice(
        session,
        text=outgoing.text,
        language=outgoing.language,
        campaign_id=draft.campaign_id,
        parent_id=draft.parent_id,
        now=now,
    )
    if hearing is None:
        return None
    return replace(
        draft,
        dedupe_key=f"voice:{follows}",
        outgoing=Outgoing(MessageKind.VOICE, outgoing.language, "", free_text=outgoing.free_text),
        media_id=hearing.media_id,
        follows=follows,
        prepared=False,
        over_budget=False,
    )


async def expire_messages(session: AsyncSession, *, now: datetime) -> int:
    """Nothing is sent after its use-by: no invitation once the event has begun."""
    result = await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state.in_((OutboxState.QUEUED, OutboxState.PREPARING)), OutboxMessage.use_by <= now)
        .values(state=OutboxState.EXPIRED, finished_at=now)
    )
    return rows_of(result)


async def cancel_queued(session: AsyncSession, *conditions: ColumnElement[bool], now: datetime) -> None:
    """Call off what has not left. Its key becomes free, so that the same can be scheduled again."""
    freed = OutboxMessage.dedupe_key + ":cancelled:" + cast(OutboxMessage.id, String)
    await session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state.in_(WAITING), *conditions)
        .values(state=OutboxState.CANCELLED, finished_at=now, dedupe_key=freed)
    )
    await forbid_return(session, *conditions, now=now)


async def forbid_return(session: AsyncSession, *conditions: ColumnElement[bool], now: datetime) -> None:
    """What is on the wire, or may have arrived, cannot be called off; but it goes to nobody a second time.

    If the channel hands it back it expires instead of waiting again, and staff are not asked whether to repeat it.
    """
    left = OutboxMessage.state.in_((OutboxState.SENDING, OutboxState.UNKNOWN))
    await session.execute(update(OutboxMessage).where(left, *conditions).values(use_by=now))


async def cancel_edits(session: AsyncSession, *, address: int, edits: int, now: datetime) -> None:
    """What was to take the place of this message, before something newer does: an old answer never comes last."""
    await cancel_queued(session, OutboxMessage.address == address, OutboxMessage.edits == edits, now=now)


async def _keep_attachment(session: AsyncSession, draft: Draft, now: datetime) -> int | None:
    """The file becomes a row with its message; queued twice it is kept once, by the message's key."""
    attachment = draft.outgoing.attachment
    if attachment is None:
        return draft.media_id
    key = hashlib.sha256(draft.dedupe_key.encode()).hexdigest()
    facts = {"key": key, "kind": MediaKind.DOCUMENT, "state": MediaState.READY, "parent_id": draft.parent_id}
    content = {"file_name": attachment.name, "mime": attachment.mime, "content": attachment.content, "attempts": 0}
    statement = insert_into(session, Media).values(**facts, **content, created_at=now, used_at=now)
    await session.execute(statement.on_conflict_do_nothing())
    return await session.scalar(select(Media.id).where(Media.key == key))


def _row(draft: Draft, now: datetime, media_id: int | None) -> dict[str, Any]:
    outgoing = draft.outgoing
    return {
        "dedupe_key": draft.dedupe_key,
        "kind": outgoing.kind,
        "campaign_id": draft.campaign_id,
        "parent_id": draft.parent_id,
        "address": draft.address,
        "language": outgoing.language,
        "text": outgoing.text,
        "original": outgoing.original,
        "buttons": [[[button.label, button.data] for button in row] for row in outgoing.buttons],
        "edits": draft.edits,
        "how": outgoing.free_text,
        "lane": draft.lane,
        "media_id": media_id,
        "follows": draft.follows,
        "state": _first_state(draft),
        "error": draft.expired_why,
        "finished_at": now if draft.expired_why else None,
        "over_budget": draft.over_budget,
        "available_at": draft.available_at,
        "use_by": draft.use_by,
        "created_at": now,
    }


def _first_state(draft: Draft) -> OutboxState:
    if draft.expired_why:
        return OutboxState.EXPIRED
    return OutboxState.QUEUED if draft.prepared else OutboxState.PREPARING
