"""Who gets a letter: parents who have not joined yet."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.enums import ParentStatus
from bot.errors import NotFound
from bot.models import Group, Parent
from bot.queries.families import parents_of_groups, status_of_parent
from bot.queries.readers import ChatParent, load_parents


@dataclass(frozen=True, slots=True)
class Addressee:
    """A parent, the group to hand the letter out in, and a file name that names nobody."""

    parent: ChatParent
    group: str
    file_name: str


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


def _file_name(external_id: str, parent_id: int) -> str:
    """The school's id; where that cannot be a file's name, our own makes sure that no letter overwrites another."""
    fitting = re.sub(r"[^A-Za-z0-9_-]", "_", external_id)
    return fitting if fitting == external_id != "letters" else f"{fitting}-{parent_id}"
