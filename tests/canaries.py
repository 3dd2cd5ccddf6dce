"""A family with something to find in every column that tells about it: what is left of it after an erasure is seen.

Every table of bot.domain.personal gets a row, made from the table itself: a new table or column is filled too, and one
that leads to something unknown breaks here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    String,
    Table,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.inbox import record_updates
from bot.domain.personal import COLUMNS, TABLES
from bot.enums import MediaState
from bot.models import Base, Child, Parent, Thread
from messages.sentences import sentence_key
from tests.builders import make_event, make_families, make_invitation, make_joined, make_question, make_row
from tests.fakes import NOW

#: Of these a parent has one row already.
_ONE_EACH = {"parents": "id", "children": "id", "guardianships": "parent_id", "chats": "address"}

#: What no row can be without; everything else is found out from the table.
SHARED_PHONE = 700_900_000


@dataclass(frozen=True)
class Family:
    """Of a parent: a phone of the own, a child of the own; `mark` begins all that is theirs."""

    mark: str
    address: int
    parent: int
    child: int
    keys: dict[str, Any]

    def canary(self, column: str) -> str:
        """Eight characters for 'table.column'."""
        return f"{self.mark}{sorted(COLUMNS).index(column):05d}x"

    @property
    def external_id(self) -> str:
        return self.canary("parents.external_id")

    @property
    def raw(self) -> str:
        """An update as it was kept before its chat was written beside it."""
        return f'{{"message": {{"chat": {{"id": {self.address}}}, "text": "{self.mark}raw"}}}}'

    @property
    def traces(self) -> re.Pattern[str]:
        """The canaries, the names on the school's list, and the own telephone."""
        return re.compile(rf"{self.mark}\w*|{self.address}")


async def make_two_families(session: AsyncSession) -> tuple[Family, Family]:
    """Zqamina and Wvomar: each a child of the own, a child together, and a telephone together."""
    await make_families(
        session,
        make_row("Zqnoor", "Zqamina", "ar"),
        make_row("Sami", "Zqamina", "ar"),
        make_row("Wvbilal", "Wvomar"),
        make_row("Sami", "Wvomar"),
    )
    for parent, address in (("Zqamina", 700_100_000), ("Wvomar", 700_200_000)):
        await make_joined(session, parent, first_address=address)
        await make_joined(session, parent, first_address=SHARED_PHONE)
    return await _family(session, "Zq", "Zqamina", "Zqnoor", 1), await _family(session, "Wv", "Wvomar", "Wvbilal", 2)


async def _family(session: AsyncSession, mark: str, parent: str, child: str, number: int) -> Family:
    address = 700_000_000 + number * 100_000
    parent_id = (await session.scalars(select(Parent.id).where(Parent.name == parent))).one()
    child_id = (await session.scalars(select(Child.id).where(Child.first_name == child))).one()
    event = await make_event(session)
    campaign = await make_invitation(session, event, remind=())
    await make_question(session, parent, update_id=number)
    family = Family(mark, address, parent_id, child_id, {})
    await record_updates(session, updates=[(number, family.raw)], now=NOW)
    family.keys.update(
        {
            "parent_id": parent_id,
            "child_id": child_id,
            "event_id": event.id,
            "campaign_id": campaign.id,
            "group_id": 1,
            "thread_id": (await session.scalars(select(Thread.id).where(Thread.parent_id == parent_id))).one(),
            "assigned_to": None,
            "invitation_id": None,
            "programme_id": None,
            "follows": None,
        }
    )
    await _fill_tables(session, family)
    return family


async def _fill_tables(session: AsyncSession, family: Family) -> None:
    """Parents of rows before their children, so that each key is known when it is needed."""
    slots = Base.metadata.tables["slots"]
    slot = {"event_id": family.keys["event_id"], "starts_at": NOW, "minutes": 10, "capacity": 1}
    family.keys["slot_id"] = await _insert(session, slots, slot)
    for table in Base.metadata.sorted_tables:
        if table.name in TABLES:
            row = {column.name: _value(family, column) for column in table.columns}
            family.keys[_KEYS.get(table.name, "")] = await _put(session, family, table, row)


#: A row of this table is what these columns of later tables lead to.
_KEYS = {"media": "media_id", "campaigns": "own_campaign"}


async def _put(session: AsyncSession, family: Family, table: Table, row: dict[str, Any]) -> Any:
    if table.name not in _ONE_EACH:
        if "id" in row:
            row.pop("id")
        return await _insert(session, table, row)
    mine = {"parents": family.parent, "children": family.child, "chats": family.address}.get(table.name, family.parent)
    changed = {
        name: value for name, value in row.items() if not table.columns[name].primary_key and name != "parent_id"
    }
    changed.pop("address", None)
    await session.execute(update(table).where(table.columns[_ONE_EACH[table.name]] == mine).values(changed))
    return mine


async def _insert(session: AsyncSession, table: Table, row: dict[str, Any]) -> Any:
    """The key of the new row, or the first part of it."""
    first = next(iter(table.primary_key))
    return await session.scalar(insert(table).values(row).returning(first))


def _value(family: Family, column: Column[Any]) -> Any:
    name = f"{column.table.name}.{column.name}"
    special = _special(family)
    if name in special:
        return special[name]
    if column.foreign_keys:
        return family.keys[column.name]
    if column.name in {"address", "used_by"}:
        return family.address
    canary = family.canary(name)
    made = {
        String: canary,
        JSON: [canary],
        JSONB: [canary],
        LargeBinary: canary.encode(),
        Boolean: True,
        DateTime: NOW,
        Float: 0.5,
        Integer: 900_000 + family.parent,
    }
    kind = column.type.impl if hasattr(column.type, "impl") else column.type
    return next(value for sort, value in made.items() if isinstance(kind, sort))


def _special(family: Family) -> dict[str, Any]:
    """What has to fit together, or to be something that the service knows."""
    return {
        "media.state": MediaState.READY,
        "campaigns.parents": [family.parent],
        "campaigns.groups": [],
        "campaigns.event_id": None,
        "recordings.campaign_id": family.keys.get("own_campaign"),
        "threads.urgent_at": None,  # what colleagues note about somebody in danger is not shown
        "translations.source_key": sentence_key(family.canary("thread_messages.text")),
        "translations.private": True,
    }


async def dump(session: AsyncSession) -> str:
    """Every row of every table."""
    rows = [
        f"{table.name} {dict(row)}"
        for table in Base.metadata.sorted_tables
        for row in (await session.execute(select(table))).mappings()
    ]
    return "\n".join(rows)
