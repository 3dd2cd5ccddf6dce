"""Everything that is kept about one parent, as bot.domain.personal says; nothing of anybody else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import PurePath
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.personal import exported_columns
from bot.enums import MediaKind, MediaState
from bot.models import Base, Campaign, Child, Event, FamilyNote, Group, Media, Slot, Thread, ThreadNote
from bot.queries.belongings import Belongings, conditions, load_belongings
from messages.my_data.data import MyData

#: What a number in these columns leads to: shown in its place.
_LINKS: dict[str, tuple[type[Base], tuple[str, ...]]] = {
    "group_id": (Group, ("name",)),
    "child_id": (Child, ("first_name",)),
    "event_id": (Event, ("kind", "title", "starts_at", "place")),
    "slot_id": (Slot, ("starts_at", "minutes")),
    "campaign_id": (Campaign, ("question",)),
}

#: Telegram takes files of at most 50 MB; the newest recordings go in, of the others the names.
MOST_SOUND = 40_000_000


async def load_my_data(
    session: AsyncSession, *, parent_id: int, zone: ZoneInfo, now: datetime, most_sound: int = MOST_SOUND
) -> MyData:
    """All rows, by table; times in school time. Recordings as far as they fit in `most_sound` bytes."""
    own = await load_belongings(session, parent_id)
    files = await _load_files(session, own, most_sound)
    paths = {number: path for number, (path, _) in files.items()}
    rows = {
        table.__tablename__: await _load_rows(session, table, _shown_to_parent(table, condition), paths, zone)
        for table, condition in conditions(own).items()
        if exported_columns(table.__tablename__)
    }
    return MyData(now.astimezone(zone), rows, dict(files.values()))


def _shown_to_parent(table: type[Base], condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """What colleagues noted about somebody in danger is not sent to a telephone that others may hold.

    The school shows it in person (GDPR, article 23; UAVG, article 41).
    """
    if table is ThreadNote:
        return and_(condition, ThreadNote.thread_id.in_(select(Thread.id).where(Thread.urgent_at.is_(None))))
    if table is FamilyNote:
        danger = exists().where(Thread.parent_id == FamilyNote.parent_id, Thread.urgent_at.is_not(None))
        return and_(condition, ~danger)
    return condition


async def _load_rows(
    session: AsyncSession, table: type[Base], condition: ColumnElement[bool], paths: Mapping[int, str], zone: ZoneInfo
) -> list[dict[str, Any]]:
    columns = table.__table__.columns
    names = exported_columns(table.__tablename__)
    wanted = [columns["id"].label("content") if name == "content" else columns[name] for name in names]
    query = select(*wanted).where(condition).order_by(*table.__table__.primary_key)
    found = [dict(row) for row in (await session.execute(query)).mappings()]
    for name in names:
        await _replace(session, found, name, paths)
    return [{name: _local(value, zone) for name, value in row.items()} for row in found]


async def _replace(session: AsyncSession, rows: list[dict[str, Any]], name: str, paths: Mapping[int, str]) -> None:
    """A number says nothing to a parent: what it leads to stands there instead."""
    if name in {"content", "media_id"}:
        for row in rows:
            row[name.removesuffix("_id")] = paths.get(row.pop(name))
    elif name in _LINKS:
        leads_to = await _look_up(session, *_LINKS[name], {row[name] for row in rows})
        for row in rows:
            row[name.removesuffix("_id")] = leads_to.get(row.pop(name))


async def _look_up(
    session: AsyncSession, table: type[Base], names: tuple[str, ...], numbers: Collection[int]
) -> dict[int, Any]:
    columns = table.__table__.columns
    query = select(columns["id"], *(columns[name] for name in names)).where(columns["id"].in_(numbers))
    found = (await session.execute(query)).all()
    return {row[0]: dict(zip(names, row[1:], strict=True)) if len(names) > 1 else row[1] for row in found}


async def _load_files(session: AsyncSession, own: Belongings, room: int) -> dict[int, tuple[str, bytes]]:
    """What the parent said and heard, newest first, as far as it fits; earlier copies of all this are left out."""
    heard = Media.id.in_(own.media), Media.kind != MediaKind.DOCUMENT, Media.state == MediaState.READY
    query = select(Media.id, Media.file_name, Media.content).where(*heard).order_by(Media.id.desc())
    files: dict[int, tuple[str, bytes]] = {}
    for number, name, content in await session.execute(query):
        if content is not None and len(content) <= room:
            files[number] = f"recordings/{number}{PurePath(name).suffix}", content
            room -= len(content)
    return files


def _local(value: object, zone: ZoneInfo) -> object:
    if isinstance(value, dict):
        return {name: _local(part, zone) for name, part in value.items()}
    return value.astimezone(zone) if isinstance(value, datetime) else value
