"""How the pages of ideas for home name themes, tips, days and ages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby

from babel.dates import get_day_names

from bot.domain.programmes import WEEKDAYS
from bot.queries.programmes import MissingTips
from bot.web.pages.visit import Visit
from bot.web.pages.wording import Clockwork, page_word
from messages.languages import Language
from messages.tips import AgeGroup, TipPart, find_tip_in, theme_title

AGES = {
    AgeGroup.PRESCHOOL: page_word("2 to 4 years"),
    AgeGroup.YOUNGEST: page_word("4 to 6 years"),
    AgeGroup.MIDDLE: page_word("6 to 9 years"),
    AgeGroup.OLDEST: page_word("9 to 12 years"),
}
_PARTS = {
    TipPart.WHOLE: page_word("whole idea"),
    TipPart.WHY: page_word("why"),
    TipPart.DO: page_word("what to do"),
    TipPart.MORE: page_word("what more"),
}


def reads_tips_in(language: str) -> list[str]:
    """The reader's language first."""
    return list(dict.fromkeys((language, "nl", "en")))


@dataclass(frozen=True, slots=True)
class IdeaWords:
    """For one reader."""

    visit: Visit

    def theme(self, theme: str) -> str:
        """As parents read it."""
        return theme_title(theme, self.visit.language)

    def tip(self, key: str) -> str:
        """Its title; its key where the library has it no longer."""
        try:
            tip = find_tip_in(key, reads_tips_in(self.visit.language))
        except FileNotFoundError:
            tip = None
        return tip.title if tip else key

    def part(self, part: TipPart) -> str:
        """What one message brings."""
        return self.visit.say(_PARTS[part])

    def ages(self, ages: str | None) -> str:
        """For whom; empty for all."""
        return self.visit.say(AGES[AgeGroup(ages)]) if ages else ""

    def gaps(self, languages: Iterable[MissingTips]) -> list[tuple[int, str]]:
        """So many ideas are missing in these languages, with the number of their parents: 'Turks (9), Pools (8)'."""
        lacking = sorted((line for line in languages if line.tips), key=lambda line: -line.tips)
        named = groupby(lacking, key=lambda line: line.tips)
        return [(tips, ", ".join(self._counted(line) for line in lines)) for tips, lines in named]

    def _counted(self, line: MissingTips) -> str:
        return f"{Language(line.language).name_in(Language(self.visit.language))} ({line.parents})"

    def days(self, weekdays: list[str]) -> str:
        """'ma, wo, vr'."""
        names = get_day_names("abbreviated", locale=Language(self.visit.language).locale)
        return ", ".join(names[WEEKDAYS.index(day)] for day in weekdays)

    def day(self, text: str) -> str:
        """A day that is kept without its hour."""
        noon = datetime.combine(date.fromisoformat(text), time(12), self.visit.zone)
        return Clockwork(self.visit.language, self.visit.zone, self.visit.now).day(noon)
