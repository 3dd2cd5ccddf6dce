"""Import of families: the whole file or, with a reason for each row, nothing (contract: Families CSV)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.domain.actors import Actor
from bot.domain.csv_rows import ParsedFile
from bot.domain.imports import ImportPlan, ParentFacts, plan_import
from bot.enums import Role, Scope
from bot.errors import BadInput, NotAllowed
from bot.models import Child, Group, Guardianship, Parent
from bot.queries.families import child_ids, group_ids, load_stored, parent_ids

#: Who stands in the school's list is at school, also after having left.
_HERE = {"left_at": None, "left_from": None}

_IMPORTERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


async def record_import(
    session: AsyncSession,
    *,
    actor: Actor,
    now: datetime,
    parsed: ParsedFile,
    skip_bad_rows: bool = False,
    dry_run: bool = False,
) -> ImportPlan:
    """Store what the file says; the answer counts rows. Raises BadInput with every wrong row when nothing is stored."""
    actor.check_scope(Scope.FAMILIES_WRITE)
    if actor.role not in _IMPORTERS:
        raise NotAllowed("Only a coordinator or an administrator imports families.")
    if parsed.errors and not skip_bad_rows:
        raise BadInput(_refusal(parsed), errors=[error.as_dict() for error in parsed.errors])
    plan = plan_import(parsed.rows, await load_stored(session), parsed.errors)
    if not dry_run:
        await _store(session, plan, now)
        record_audit(session, actor=actor, now=now, action="import", created=plan.created, updated=plan.updated)
    return plan


def _refusal(parsed: ParsedFile) -> str:
    first = parsed.errors[0]
    where = f"line {first.line}" + (f", {first.column}" if first.column else "")
    more = f" And {len(parsed.errors) - 1} more." if len(parsed.errors) > 1 else ""
    return f"Nothing was imported. {where[0].upper()}{where[1:]}: {first.reason}.{more}"


async def _store(session: AsyncSession, plan: ImportPlan, now: datetime) -> None:
    groups = await _require_groups(session, {group for _, group in plan.children.values()})
    await _store_children(session, plan, groups, now)
    await _store_parents(session, plan.parents, now)
    await _store_pairs(session, plan)


async def _require_groups(session: AsyncSession, names: Iterable[str]) -> dict[str, int]:
    known = await group_ids(session)
    session.add_all(Group(name=name) for name in sorted(set(names) - known.keys()))
    await session.flush()
    return await group_ids(session)


async def _store_children(session: AsyncSession, plan: ImportPlan, groups: Mapping[str, int], now: datetime) -> None:
    known = await child_ids(session)
    rows = {
        key: {"external_id": key, "first_name": first_name, "group_id": groups[group], **_HERE}
        for key, (first_name, group) in plan.children.items()
    }
    new = {key: {**row, "created_at": now} if key not in known else row for key, row in rows.items()}
    await _insert_or_update(session, Child, new, known)


async def _store_parents(session: AsyncSession, parents: Mapping[str, ParentFacts], now: datetime) -> None:
    known = await parent_ids(session)
    rows = {
        key: {"external_id": key, "name": name, "home_language": home, "second_language": second}
        for key, (name, home, second) in parents.items()
    }
    new = {key: {**row, "created_at": now} if key not in known else row for key, row in rows.items()}
    await _insert_or_update(session, Parent, new, known)


async def _insert_or_update(
    session: AsyncSession,
    table: type[Child | Parent],
    rows: Mapping[str, dict[str, Any]],
    known: Mapping[str, int],
) -> None:
    if new := [row for key, row in rows.items() if key not in known]:
        await session.execute(insert(table), new)
    if changed := [{**row, "id": known[key]} for key, row in rows.items() if key in known]:
        await session.execute(update(table), changed)


async def _store_pairs(session: AsyncSession, plan: ImportPlan) -> None:
    children, parents = await child_ids(session), await parent_ids(session)
    known = set(await session.execute(select(Guardianship.child_id, Guardianship.parent_id)))
    rows = [
        {"child_id": children[child], "parent_id": parents[parent], "relation": relation}
        for (child, parent), relation in plan.pairs.items()
    ]
    if new := [row for row in rows if (row["child_id"], row["parent_id"]) not in known]:
        await session.execute(insert(Guardianship), new)
    if changed := [row for row in rows if (row["child_id"], row["parent_id"]) in known]:
        await session.execute(update(Guardianship), changed)
