"""The pages' own words by gettext, Dutch and English, and dates and numbers as CLDR writes them there."""

from __future__ import annotations

import gettext
from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_timedelta
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from messages.languages import Language
from messages.phrases import LOCALES

#: The languages of staff (contract: Dutch or English).
PAGE_LANGUAGES = ("nl", "en")

_DAY, _CLOCK = "EEE d MMM", "HH:mm"

_MOMENT_AGO = timedelta(seconds=1)


@cache
def page_catalogue(language: str) -> Catalog:
    """`locales/<language>/LC_MESSAGES/pages.po`; empty for English, which is its own source."""
    path = LOCALES / language / "LC_MESSAGES" / "pages.po"
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


@cache
def page_words(language: str) -> gettext.NullTranslations:
    """The same, ready to be looked up."""
    compiled = BytesIO()
    write_mo(compiled, page_catalogue(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def page_word(text: str) -> str:
    """Marks a text that is looked up where it is shown."""
    return text


class Clockwork:
    """Days and times as one reader writes them, in school time."""

    def __init__(self, language: str, zone: ZoneInfo, now: datetime) -> None:
        """`now` is the moment of the visit; all times are shown in `zone`."""
        self._locale, self._zone, self.now = Language(language).locale, zone, now

    def day(self, moment: datetime) -> str:
        """'do 3 dec', with the year where it is another one."""
        return self._format(moment.astimezone(self._zone), self._day_of(moment))

    def moment(self, moment: datetime) -> str:
        """'do 3 dec 08:30', with the year where it is another one."""
        return self._format(moment.astimezone(self._zone), f"{self._day_of(moment)} {_CLOCK}")

    def span(self, starts: datetime, ends: datetime | None) -> str:
        """'do 3 dec 08:30–09:15', with the day where it ends on another."""
        if ends is None:
            return self.moment(starts)
        overnight = ends.astimezone(self._zone).date() > starts.astimezone(self._zone).date()
        return f"{self.moment(starts)}–{self.moment(ends) if overnight else self.clock(ends)}"

    def date(self, day: date) -> str:
        """The same of a day of the calendar."""
        return self.day(datetime.combine(day, time(12), self._zone))

    def clock(self, moment: datetime) -> str:
        """'08:30'."""
        return self._format(moment.astimezone(self._zone), _CLOCK)

    def month(self, first: datetime) -> str:
        """'dec'."""
        return self._format(first.astimezone(self._zone), "LLL")

    def month_and_year(self, first: datetime) -> str:
        """'december 2026'."""
        return self._format(first.astimezone(self._zone), "LLLL y")

    def ago(self, moment: datetime) -> str:
        """'3 uur geleden'; what happens at this moment is no future."""
        since = moment - self.now
        return format_timedelta(
            -_MOMENT_AGO if abs(since) < _MOMENT_AGO else since, add_direction=True, locale=self._locale
        )

    def machine(self, moment: datetime) -> str:
        """For the `datetime` of a <time>."""
        return moment.astimezone(self._zone).isoformat(timespec="minutes")

    def _day_of(self, moment: datetime) -> str:
        other = moment.astimezone(self._zone).year != self.now.astimezone(self._zone).year
        return f"{_DAY} y" if other else _DAY

    def _format(self, local: datetime, pattern: str) -> str:
        return format_datetime(local, pattern, tzinfo=self._zone, locale=self._locale)
