"""Days with the month in words, such as “dinsdag 12 maart”: facts that CLDR says better than a machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import regex
from babel.dates import format_skeleton

from messages.languages import Language
from messages.protection.items import Item, Kind

_NEVER = "(?P<first>(?!))(?P<second>)"

#: In these years every day of the year, 29 February too, falls on every day of the week.
_YEARS = range(2000, 2028)


def day_items(sentence: str, source: Language, target: Language) -> Iterator[Item]:
    """Day and month, with the weekday where it stands, to be said as the target language does. A year stays apart."""
    for match in _pattern(source).finditer(sentence):
        found = match.groupdict()
        month = _index(_months(source), found["month"] or found["first"]) + 1
        said = _said(found["weekday"], month, int(found["day"] or found["second"]), source, target)
        if said:
            yield Item(match.start(), match.end(), Kind.DATE, match[0], said)


def _said(weekday: str | None, month: int, day: int, source: Language, target: Language) -> str | None:
    """None for a day that does not exist: “31 februari” is left to a person."""
    days = [moment for year in _YEARS if (moment := _day(year, month, day))]
    if weekday is None:
        return format_skeleton("MMMMd", days[0], locale=target.locale) if days else None
    wanted = _index(_weekdays(source), weekday)
    return next((target.day(moment) for moment in days if moment.weekday() == wanted), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _pattern(source: Language) -> regex.Pattern[str]:
    """English writes the month on either side; for other languages the second form is one that never occurs.

    Where months bear capitals, the author must write them so: “only 3 may come” is no day.
    """
    weekday, month = ("|".join(map(regex.escape, names)) for names in (_weekdays(source), _months(source)))
    second = rf"(?P<first>{month}) (?P<second>\d{{1,2}})(?![\d.,:/-]*\d|\p{{L}})" if source.tag == "en" else _NEVER
    first = rf"(?P<day>\d{{1,2}})\.? (?P<month>{month})(?!\p{{L}})"
    any_case = regex.IGNORECASE if all(map(str.islower, _months(source))) else 0
    return regex.compile(rf"(?<![\p{{L}}\d.,:/-])(?:(?P<weekday>{weekday}),? )?(?:{first}|{second})", any_case)


@cache
def _months(language: Language) -> list[str]:
    return _in_order(language.locale.months["format"]["wide"])


@cache
def _weekdays(language: Language) -> list[str]:
    """From Monday on."""
    return _in_order(language.locale.days["format"]["wide"])


def _in_order(names: Mapping[int, str]) -> list[str]:
    return [name for _, name in sorted(names.items())]


def _index(names: list[str], name: str) -> int:
    return [each.casefold() for each in names].index(name.casefold())
