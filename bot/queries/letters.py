"""Who gets a letter: parents who have not joined yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import ParentStatus
from bot.errors import NotFound
from bot.models import Group, Parent
from bot.queries.families import parents_of_groups, status_of_parent
from bot.queries.readers import ChatParent, load_parent, load_parents
from messages.letters import Letter, qr_picture


@dataclass(frozen=True, slots=True)
class Addressee:
    """A parent, the group to hand the letter out in, and a file name that names nobody."""

    parent: ChatParent
    group: str
    file_name: str

    def letter(self, link: str, expires_at: datetime, source: str) -> Letter:
        """To print; `expires_at` is school-local, `source` the language that staff write in."""
        reader, beside = self.parent.reader(source), self.parent.reads_beside(source)
        return Letter(reader, self.group, link, qr_picture(link), expires_at, beside)


async def list_addressees(session: AsyncSession, *, group: str | None) -> list[Addressee]:
    """By group and id. Raises NotFound for a group that there is not."""
    known = await session.scalar(select(Group.id).where(Group.name == group))
    if group is not None and known is None:
        raise NotFound(f"There is no group {group!r}.")
    query = select(Parent.id, Parent.external_id).where(status_of_parent() == ParentStatus.INVITED.value)
    if group is not None:
        query = query.where(Parent.id.in_(parents_of_groups([group])))
    ids = dict((await session.execute(query)).all())
    parents = await load_parents(session, sorted(ids))
    found = [
        Addressee(parent, group or parent.children[0].group, _file_name(ids[parent.parent_id], parent.parent_id))
        for parent in parents
        if parent.children
    ]
    return sorted(found, key=lambda one: (one.group, one.parent.parent_id))


async def load_addressee(session: AsyncSession, *, external_id: str) -> Addressee:
    """One parent whom somebody has found before, by the school's id."""
    parent_id = (await session.scalars(select(Parent.id).where(Parent.external_id == external_id))).one()
    parent = await load_parent(session, parent_id)
    group = parent.children[0].group if parent.children else ""
    return Addressee(parent, group, _file_name(external_id, parent_id))


def _file_name(external_id: str, parent_id: int) -> str:
    """The school's id; where that cannot be a file's name, our own makes sure that no letter overwrites another."""
    fitting = re.sub(r"[^A-Za-z0-9_-]", "_", external_id)
    return fitting if fitting == external_id != "letters" else f"{fitting}-{parent_id}"
