"""Which parents are one family, for some parents only: nobody loads the whole school to count one class."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.domain.families import families_of
from bot.models import Guardianship


async def load_families(session: AsyncSession, parents: Select[Any]) -> dict[int, int]:
    """The family of each of these parents, also where others join it: who shares a child with one, and so on."""
    first = parents.subquery()
    known = select(first.c[0].label("parent_id")).where(first.c[0].is_not(None)).cte("kin", recursive=True)
    own, shared = aliased(Guardianship), aliased(Guardianship)
    kin = known.union(
        select(shared.parent_id)
        .join(own, own.child_id == shared.child_id)
        .join(known, known.c.parent_id == own.parent_id)
    )
    pairs = select(Guardianship.child_id, Guardianship.parent_id).join(kin, kin.c.parent_id == Guardianship.parent_id)
    return families_of(await session.execute(pairs))
