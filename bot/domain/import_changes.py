"""What an import changes, to be read by a person before it is done: who is new, who moves, who is called otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.csv_rows import FamilyRow
from bot.domain.imports import ChildFacts, ParentFacts, Stored


@dataclass(frozen=True, slots=True)
class Move:
    """So many children go from one group to another: a new school year, or a change of groups."""

    leaves: str
    enters: str
    children: int


@dataclass(frozen=True, slots=True)
class ChildChange:
    """A child by the school's id; `before` is None where it is new, `after` where it is no longer in the file."""

    child_id: str
    before: ChildFacts | None
    after: ChildFacts | None


@dataclass(frozen=True, slots=True)
class ParentChange:
    """The same for a parent."""

    parent_id: str
    before: ParentFacts | None
    after: ParentFacts | None


@dataclass(frozen=True, slots=True)
class ImportChanges:
    """All of it, in the order of the file; who is gone in the order of the ids. Who is gone is kept."""

    moves: list[Move]
    new_groups: list[str]
    children: list[ChildChange]
    gone_children: list[ChildChange]
    parents: list[ParentChange]
    gone_parents: list[ParentChange]


def describe_changes(rows: Sequence[FamilyRow], stored: Stored) -> ImportChanges:
    """The rows that are right, against what is stored."""
    children = {row.child_id: (row.child_first_name, row.group) for row in rows}
    parents = {row.parent_id: (row.parent_name, row.home_language, row.second_language) for row in rows}
    changed_children = [ChildChange(key, stored.children.get(key), facts) for key, facts in children.items()]
    changed_parents = [ParentChange(key, stored.parents.get(key), facts) for key, facts in parents.items()]
    known_groups = {group for _, group in stored.children.values()}
    gone_children, gone_parents = stored.children.keys() - children.keys(), stored.parents.keys() - parents.keys()
    return ImportChanges(
        moves=_moves(changed_children),
        new_groups=sorted({group for _, group in children.values()} - known_groups),
        children=[change for change in changed_children if change.before != change.after],
        gone_children=[ChildChange(key, stored.children[key], None) for key in sorted(gone_children)],
        parents=[change for change in changed_parents if change.before != change.after],
        gone_parents=[ParentChange(key, stored.parents[key], None) for key in sorted(gone_parents)],
    )


def _moves(changes: Sequence[ChildChange]) -> list[Move]:
    moved = Counter(
        (change.before[1], change.after[1])
        for change in changes
        if change.before and change.after and change.before[1] != change.after[1]
    )
    return [Move(leaves, enters, count) for (leaves, enters), count in sorted(moved.items())]
