"""Families and waits of one event or of many, in all, by group or by language."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.responses import Counts, Told, count_families, split_by
from bot.domain.waits import NO_WAITS, count_waits

By = Literal["event", "group", "language"]

_NONE = Counts()


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, and how fast (bot.domain.waits)."""

    counts: Counts = _NONE
    waits: tuple[int, ...] = NO_WAITS

    def __add__(self, other: Figure) -> Figure:
        """Of two events."""
        waits = tuple(one + another for one, another in zip(self.waits, other.waits, strict=True))
        return Figure(self.counts + other.counts, waits)


#: By event, group or language, and by its name.
Figures: TypeAlias = dict[By, dict[str, Figure]]


def figures_of(told: Collection[Told], family: Mapping[int, int], by: Iterable[By]) -> Figures:
    """Each row that these invitations make."""
    return {
        dimension: {key: _figure(lines, family) for key, lines in split_by(told, KEYS[dimension]).items()}
        for dimension in by
    }


def add_figures(one: Figures, other: Figures) -> Figures:
    """Of other events."""
    return {
        by: {key: rows.get(key, Figure()) + other[by].get(key, Figure()) for key in sorted({*rows, *other[by]})}
        for by, rows in one.items()
    }


def _figure(told: Collection[Told], family: Mapping[int, int]) -> Figure:
    return Figure(count_families(told, family), count_waits(one.hours for one in told if one.hours is not None))


def _groups(told: Told) -> Iterable[str]:
    return told.groups


def _language(told: Told) -> Iterable[str]:
    return (told.language,)


def _event(told: Told) -> Iterable[str]:
    return (str(told.event_id),)


KEYS: dict[By, Callable[[Told], Iterable[str]]] = {"event": _event, "group": _groups, "language": _language}
