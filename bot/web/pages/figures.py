"""Figures: how many families a message reached and how many answered; nobody gets a score (N10, N26)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from bot.domain.csv_writing import write_table
from bot.domain.figures import By, Figure
from bot.domain.responses import SMALLEST_SHOWN
from bot.domain.spread import Spread
from bot.domain.suppression import hidden_rows
from bot.queries.contact import load_contact
from bot.queries.families import list_groups
from bot.queries.figures import load_event_names, load_figures
from bot.queries.spread import find_counted_at, find_spread, list_never_asked
from bot.web.pages.families import read_list
from bot.web.pages.family_words import family_address
from bot.web.pages.figures_period import Dimension, Period, PeriodForm, read_period
from bot.web.pages.figures_rows import FigureRow, compare_languages, rows_by, total_of, widest_gap
from bot.web.pages.visit import NOT_ADMINISTRATOR, File, Html, Page, PageAnswer, Visit
from bot.web.pages.wording import Clockwork, page_word

#: What a page shows of a long table; the file has all of it.
_SHOWN = 20

_NAMES: dict[Dimension, str] = {
    "month": page_word("Month"),
    "event": page_word("Activity"),
    "group": page_word("Group"),
    "language": page_word("Language"),
}
_TIMES = {
    "never": page_word("not asked yet"),
    "seldom": page_word("1 or 2 times"),
    "sometimes": page_word("3 to 5 times"),
    "often": page_word("6 times or more"),
}
_DAY = page_word("Day")
_COLUMNS = (
    page_word("Invitations"),
    page_word("Arrived"),
    page_word("Yes"),
    page_word("No"),
    page_word("Maybe"),
    page_word("No answer yet"),
    page_word("Reached (%)"),
    page_word("Answered (%)"),
)
_NAME = page_word("figures")
_FEW = page_word("fewer than 5")

Thing = TypeVar("Thing")


async def show(visit: Visit) -> PageAnswer:
    """The period that was asked for; where its days do not fit, this school year and what is wrong."""
    wanted, period, form = read_period(visit)
    rows, facts = await _load(visit, wanted, period)
    facts |= {
        "wanted": wanted,
        "form": form,
        "period": period,
        "names": {by: visit.say(name) for by, name in _NAMES.items()},
        "rows": _part(rows, wanted.page),
        "pages": _pages(rows),
        "address": wanted.address,
        "page_address": lambda page: wanted.address(page=page),
        "groups_address": lambda page: wanted.address(groups=page) + "#contact",
        "smallest": SMALLEST_SHOWN,
    }
    return Html("figures.html", facts, status=422 if form.errors else 200)


async def _load(visit: Visit, wanted: PeriodForm, period: Period) -> tuple[list[FigureRow], dict[str, Any]]:
    by: tuple[By, ...] = ("event", "language", "group") if wanted.by == "group" else ("event", "language")
    actor, year = visit.actor, period.year.whole(visit.zone)
    async with visit.deps.reading() as session:
        found = await load_figures(session, actor=actor, by=by, since=period.since, until=period.until)
        named = [int(key) for key in found.figures["event"]] if wanted.by in ("event", "month") else []
        names = await load_event_names(session, named)
        spread = await find_spread(session, actor=actor, year=period.year.first, period=year)
        counted = await find_counted_at(session, period.year.first) if actor.whole_school else None
        months = period.months(visit.zone, visit.now)
        contact = await load_contact(session, actor=actor, months=months, page=wanted.groups)
    languages = compare_languages(rows_by(visit, "language", found, names))
    clock = Clockwork(visit.language, visit.zone, visit.now)
    return rows_by(visit, wanted.by, found, names), {
        "total": total_of(found),
        "languages": languages,
        "gap": widest_gap(languages),
        "spread": _spread(visit, spread),
        "families": spread.families,
        "counted_at": counted,
        "months": [clock.month(month.starts_at) for month in months],
        "contact": contact.groups,
        "contact_pages": contact.pages,
        "talked": lambda one: None if actor.whole_school and 0 < one.talked < SMALLEST_SHOWN else one.talked,
    }


async def save(visit: Visit) -> PageAnswer:
    """All rows of what is shown as a file."""
    wanted, period, form = read_period(visit)
    if form.errors:
        return await show(visit)
    rows, _ = await _load(visit, wanted, period)
    return File(f"{visit.say(_NAME)}.csv", "text/csv", write_table(_table(visit, wanted.by, rows)))


async def show_never_asked(visit: Visit) -> PageAnswer:
    """The families of one group to whom no invitation came this school year."""
    wanted, period, _ = read_period(visit)
    asked = read_list(visit).group
    async with visit.deps.reading() as session:
        groups = await list_groups(session, actor=visit.actor)
        group = asked or (groups[0] if groups else None)
        whole = period.year.whole(visit.zone)
        found = await list_never_asked(session, actor=visit.actor, group=group, period=whole) if group else []
    facts = {"found": found, "groups": groups, "group": group, "period": period, "address_of": family_address}
    return Html("figures_never_asked.html", facts | {"wanted": wanted})


def _spread(visit: Visit, spread: Spread) -> list[tuple[str, str, int | None, float]]:
    """For each number of times: its key and words, families (None: too few to show), and their share."""
    counts = {key: getattr(spread, key) for key in _TIMES}
    hidden = hidden_rows(counts, counts.keys() if visit.actor.whole_school else set())
    return [
        (key, visit.say(words), None if key in hidden else counts[key], counts[key] / (spread.families or 1))
        for key, words in _TIMES.items()
    ]


def _part(rows: Sequence[Thing], page: int) -> Sequence[Thing]:
    return rows[(page - 1) * _SHOWN : page * _SHOWN]


def _pages(rows: Sequence[object]) -> int:
    return -(-len(rows) // _SHOWN)


def _table(visit: Visit, by: Dimension, rows: Sequence[FigureRow]) -> Iterator[Sequence[str]]:
    days = by == "event"
    yield [visit.say(word) for word in (_NAMES[by], *([_DAY] if days else []), *_COLUMNS)]
    for row in rows:
        yield [row.name, *([row.more] if days else []), *_cells(visit, row.figure)]


def _cells(visit: Visit, figure: Figure | None) -> list[str]:
    if figure is None:
        return [visit.say(_FEW)] * len(_COLUMNS)
    counts = figure.counts
    shares = ("" if share is None else str(round(100 * share)) for share in (counts.reach, counts.rate))
    return [*map(str, counts.as_dict().values()), *shares]


PAGES = [
    Page("GET", "/figures", show, roles=NOT_ADMINISTRATOR),
    Page("GET", "/figures/table.csv", save, roles=NOT_ADMINISTRATOR),
    Page("GET", "/figures/never-asked", show_never_asked, roles=NOT_ADMINISTRATOR),
]
