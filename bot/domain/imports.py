"""What an import would change: the file against what is stored, as plain values. Nothing is ever deleted by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from bot.domain.csv_rows import FamilyRow, RowError

K = TypeVar("K")
V = TypeVar("V")

ChildFacts = tuple[str, str]  # first name, group
ParentFacts = tuple[str, str, str | None]  # name, home language, second language
Pair = tuple[str, str]  # child, parent, by the school's ids


@dataclass(slots=True)
class Stored:
    """What the school's own ids stand for now."""

    children: dict[str, ChildFacts] = field(default_factory=dict)
    parents: dict[str, ParentFacts] = field(default_factory=dict)
    pairs: dict[Pair, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The difference. Rows are counted, as the file has them: created + updated + unchanged = rows that are right."""

    children: dict[str, ChildFacts]
    parents: dict[str, ParentFacts]
    pairs: dict[Pair, str | None]
    created: int
    updated: int
    unchanged: int
    missing: list[str]
    unlinked: list[Pair]
    errors: list[RowError]

    def as_dict(self) -> dict[str, object]:
        """The contract's answer, and the pairs that are gone although both are still there."""
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "missing": self.missing,
            "errors": [error.as_dict() for error in self.errors],
            "unlinked": [{"child_id": child, "parent_id": parent} for child, parent in self.unlinked],
        }


def plan_import(rows: list[FamilyRow], stored: Stored, errors: Iterable[RowError] = ()) -> ImportPlan:
    """What to write so that the stored families say what the file says."""
    children = {row.child_id: (row.child_first_name, row.group) for row in rows}
    parents = {row.parent_id: (row.parent_name, row.home_language, row.second_language) for row in rows}
    pairs = {(row.child_id, row.parent_id): row.relation for row in rows}
    new_children = _changed(children, stored.children)
    new_parents = _changed(parents, stored.parents)
    new_pairs = _changed(pairs, stored.pairs)
    created = len(pairs.keys() - stored.pairs.keys())
    touched = {p for p in pairs if p in new_pairs or p[0] in new_children or p[1] in new_parents}
    return ImportPlan(
        children=new_children,
        parents=new_parents,
        pairs=new_pairs,
        created=created,
        updated=len(touched) - created,
        unchanged=len(pairs) - len(touched),
        missing=sorted(stored.parents.keys() - parents.keys()),
        unlinked=sorted(p for p in stored.pairs.keys() - pairs.keys() if p[0] in children and p[1] in parents),
        errors=list(errors),
    )


def _changed(wanted: dict[K, V], stored: dict[K, V]) -> dict[K, V]:
    missing = object()
    return {key: value for key, value in wanted.items() if stored.get(key, missing) != value}
