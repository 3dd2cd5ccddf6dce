"""Families and waits of one event or of many, in all, by group or by language.

A sum over events leaves out each event at which too few families of a group or language were invited to be shown by
themselves (N26): one family that is asked five times is no five families, and a period with that event less the same
period without it would tell its number.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.domain.responses import SMALLEST_SHOWN, Counts, Told, count_families, split_by
from bot.domain.suppression import hidden_rows
from bot.domain.waits import NO_WAITS, count_waits

By = Literal["event", "group", "language"]

_NONE = Counts()


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, and how fast (bot.domain.waits); `few` were invited to the largest of the events that are left out."""

    counts: Counts = _NONE
    waits: tuple[int, ...] = NO_WAITS
    few: int = 0

    @property
    def size(self) -> int:
        """Families that were invited: what is too small to be shown stays too small, however often they were."""
        return self.counts.invited or self.few

    def __add__(self, other: Figure) -> Figure:
        """Of two events."""
        waits = tuple(one + another for one, another in zip(self.waits, other.waits, strict=True))
        return Figure(self.counts + other.counts, waits, max(self.few, other.few))


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


def add_events(
    told: Collection[Told], family: Mapping[int, int], by: Collection[By], is_foreign: Callable[[By, str], bool]
) -> Figures:
    """Each event is counted, and then all are added up; `is_foreign` says whose small numbers are left out."""
    total: Figures = {one: {} for one in by}
    for lines in split_by(told, KEYS["event"]).values():
        for one, rows in figures_of(lines, family, by).items():
            for key, figure in rows.items():
                known = figure if one == "event" or not is_foreign(one, key) else leave_out_few(figure)
                total[one][key] = total[one].get(key, Figure()) + known
    return {one: dict(sorted(rows.items())) for one, rows in total.items()}


def leave_out_few(figure: Figure) -> Figure:
    """Of one event, as it may be added to others."""
    return figure if figure.counts.invited >= SMALLEST_SHOWN else Figure(few=figure.counts.invited)


def hidden_figures(by: By, rows: Mapping[str, Figure], foreign: AbstractSet[str]) -> set[str]:
    """Rows of others' families that are not shown. From events nothing follows: sums leave out the small ones."""
    sizes = {key: figure.size for key, figure in rows.items()}
    if by == "event":
        return {key for key in foreign if sizes[key] < SMALLEST_SHOWN}
    return hidden_rows(sizes, foreign)


def _figure(told: Collection[Told], family: Mapping[int, int]) -> Figure:
    return Figure(count_families(told, family), count_waits(one.hours for one in told if one.hours is not None))


def _groups(told: Told) -> Iterable[str]:
    return told.groups


def _language(told: Told) -> Iterable[str]:
    return (told.language,)


def _event(told: Told) -> Iterable[str]:
    return (str(told.event_id),)


KEYS: dict[By, Callable[[Told], Iterable[str]]] = {"event": _event, "group": _groups, "language": _language}
