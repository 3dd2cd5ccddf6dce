"""What next year's list says of the children: who goes from which group to which, who is new, who is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.csv_rows import FamilyRow
from bot.domain.import_changes import ChildChange, ParentChange, describe_changes
from bot.domain.imports import Stored

#: Where more than one in so many would leave, the file is hardly the whole list.
_ODD = 2


@dataclass(frozen=True, slots=True)
class GroupMove:
    """Children who go from one group to another, in the order of the file."""

    leaves: str
    enters: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NextYear:
    """To be read by a person before it is done. `strayed` are parents of children in the list who are not in it."""

    moves: list[GroupMove]
    new: list[ChildChange]
    gone: list[ChildChange]
    strayed: list[ParentChange]
    stays: int
    odd: bool


def describe_year(rows: Sequence[FamilyRow], stored: Stored) -> NextYear:
    """The list against who is at school now."""
    changes = describe_changes(rows, stored)
    there = {row.child_id for row in rows}
    kept = {parent for child, parent in stored.pairs if child in there}
    known = there & stored.children.keys()
    moved = _moves(changes.children)
    return NextYear(
        moves=moved,
        new=[change for change in changes.children if change.before is None],
        gone=sorted(changes.gone_children, key=_by_group),
        strayed=[change for change in changes.gone_parents if change.parent_id in kept],
        stays=len(known) - sum(len(move.names) for move in moved),
        odd=len(changes.gone_children) * _ODD > len(stored.children),
    )


def _moves(changes: Sequence[ChildChange]) -> list[GroupMove]:
    found: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        if change.before and change.after and change.before[1] != change.after[1]:
            found.setdefault((change.before[1], change.after[1]), []).append(change.after[0])
    return [GroupMove(leaves, enters, tuple(names)) for (leaves, enters), names in sorted(found.items())]


def _by_group(change: ChildChange) -> tuple[str, str, str]:
    first_name, group = change.before or ("", "")
    return group, first_name, change.child_id
