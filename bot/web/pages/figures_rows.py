"""Figures as rows of a table and bars of a chart; what could point at a family is left out before it gets here."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from bot.domain.figures import By, Figure
from bot.domain.responses import SMALLEST_SHOWN, Counts
from bot.domain.waits import middle_hours
from bot.queries.figures import EventName, Found
from bot.web.pages.event_words import name_of_event
from bot.web.pages.family_words import FamilyWords
from bot.web.pages.figures_period import Dimension
from bot.web.pages.visit import Visit
from bot.web.pages.wording import Clockwork


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One event, group, language or month; `figure` is None where it is left out."""

    name: str
    figure: Figure | None
    more: str = ""
    href: str | None = None

    @property
    def counts(self) -> Counts:
        """Families; only where they are shown."""
        return self.figure.counts if self.figure else Counts()


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One language beside the largest: shares from 0 to 1, gaps in percentage points, hours until half had answered."""

    row: FigureRow
    reach_gap: int | None
    rate_gap: int | None
    hours: float | None
    slow: bool  # half of the answers took longer than we count


def total_of(found: Found) -> Figure | None:
    """Each family once for each event that is shown; None where none of them is."""
    return _sum(_shown(found, "event").values())


def rows_by(visit: Visit, dimension: Dimension, found: Found, names: Mapping[int, EventName]) -> list[FigureRow]:
    """The newest event first, the largest language first, months and groups in their order."""
    if dimension == "event":
        return _events(visit, found, names)
    if dimension == "month":
        return _months(visit, found, names)
    shown = _shown(found, dimension)
    if dimension == "group":
        return [FigureRow(key, shown[key], href="/families?" + urlencode({"group": key})) for key in shown]
    words, figures = FamilyWords(visit), found.figures[dimension]
    largest_first = sorted(figures, key=lambda key: (-figures[key].size, key))
    return [FigureRow(words.language(key), shown[key]) for key in largest_first]


def compare_languages(rows: list[FigureRow]) -> list[LanguageRow]:
    """Each that is shown beside the first, which is the largest."""
    shown = [row for row in rows if row.figure]
    return [
        LanguageRow(
            row,
            _points(row.counts.reach, shown[0].counts.reach),
            _points(row.counts.rate, shown[0].counts.rate),
            middle_hours(row.figure.waits) if row.figure and sum(row.figure.waits) >= SMALLEST_SHOWN else None,
            bool(row.figure and sum(row.figure.waits) >= SMALLEST_SHOWN and middle_hours(row.figure.waits) is None),
        )
        for row in shown
    ]


def widest_gap(lines: list[LanguageRow]) -> int | None:
    """Percentage points between the language that answers most and the one that answers least."""
    gaps = [line.rate_gap for line in lines if line.rate_gap is not None]
    return max(gaps) - min(gaps) if len(gaps) > 1 else None


def _points(share: float | None, other: float | None) -> int | None:
    return None if share is None or other is None else round(100 * share) - round(100 * other)


def _shown(found: Found, by: By) -> dict[str, Figure | None]:
    return {key: None if key in found.hidden[by] else figure for key, figure in found.figures[by].items()}


def _sum(figures: Collection[Figure | None]) -> Figure | None:
    """Of what is shown; None where nothing of it is."""
    shown = [figure for figure in figures if figure]
    return sum(shown, Figure()) if shown or not figures else None


def _events(visit: Visit, found: Found, names: Mapping[int, EventName]) -> list[FigureRow]:
    shown = _shown(found, "event")
    newest_first = sorted(shown, key=lambda key: (names[int(key)].starts_at, int(key)), reverse=True)
    clock = _clock(visit)
    return [
        FigureRow(
            name_of_event(visit, names[int(key)].kind, names[int(key)].title),
            shown[key],
            clock.day(names[int(key)].starts_at),
            f"/events/{key}",
        )
        for key in newest_first
    ]


def _months(visit: Visit, found: Found, names: Mapping[int, EventName]) -> list[FigureRow]:
    months: dict[date, list[Figure | None]] = {}
    for key, figure in _shown(found, "event").items():
        month = names[int(key)].starts_at.astimezone(visit.zone).date().replace(day=1)
        months.setdefault(month, []).append(figure)
    names_of = {month: _clock(visit).month_and_year(datetime.combine(month, time(12), visit.zone)) for month in months}
    return [FigureRow(names_of[month], _sum(months[month])) for month in sorted(months)]


def _clock(visit: Visit) -> Clockwork:
    return Clockwork(visit.language, visit.zone, visit.now)
