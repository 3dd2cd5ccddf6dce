"""The settings that a school decides: what each is called, what it does, and how it is written in a field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.domain.school import School
from bot.domain.staff_hours import StaffHours
from bot.domain.timing import QuietHours
from bot.setting_values import BOUNDS
from bot.web.pages.wording import page_word

Kind = Literal["times", "number", "text"]


@dataclass(frozen=True, slots=True)
class Line:
    """One setting: its name in bot.config, what it does in one sentence, and what to say of a wrong value."""

    name: str
    label: str
    does: str
    wrong: str
    kind: Kind = "text"
    unit: str = ""

    @property
    def bounds(self) -> tuple[int, int] | None:
        """Least and most, where they are fixed."""
        return BOUNDS.get(self.name)


_MONTHS, _DAYS = page_word("months"), page_word("days")
_BETWEEN = page_word("Please give a whole number that lies between the two.")

SECTIONS: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        page_word("When messages leave"),
        (
            Line(
                "quiet_hours",
                page_word("Quiet hours"),
                page_word("In these hours nothing is sent; only those who wrote just now get an answer."),
                page_word("Please give two times, such as 20:00 and 07:30."),
                "times",
            ),
            Line(
                "messages_per_week",
                page_word("Messages a week"),
                page_word("A parent gets at most so many in a week; ideas wait for invitations. 0 means: no limit."),
                page_word("Please give a number from 0 to 100, such as 5."),
                "number",
            ),
        ),
    ),
    (
        page_word("What parents read about the school"),
        (
            Line(
                "school_name",
                page_word("Name of the school"),
                page_word("This name stands in messages and on letters."),
                page_word("Please give a name of at most 100 letters."),
            ),
            Line(
                "staff_hours",
                page_word("Hours in which you answer"),
                page_word("A parent who writes reads when an answer comes: in these hours of a school day."),
                page_word("Please give two times of one day, such as 08:00 and 16:30."),
                "times",
            ),
        ),
    ),
    (
        page_word("When words point to danger"),
        (
            Line(
                "emergency_number",
                page_word("Emergency number"),
                page_word("A parent who writes about danger reads this number at once."),
                page_word("Please give a telephone number, such as 112."),
            ),
            Line(
                "help_lines",
                page_word("Who else helps"),
                page_word("The parent reads these too. Put a comma between them."),
                page_word("This does not fit here."),
            ),
            Line(
                "alert_to",
                page_word("Who gets an e-mail"),
                page_word("These colleagues are called by e-mail at once. Put a comma between the addresses."),
                page_word("Please give e-mail addresses, with a comma between them."),
            ),
        ),
    ),
    (
        page_word("How long we keep things"),
        (
            Line(
                "keep_messages",
                page_word("Messages and conversations"),
                page_word(
                    "After this time the words are deleted, with voice messages and notes. "
                    "That somebody was invited stays known for a year after the activity."
                ),
                _BETWEEN,
                "number",
                _MONTHS,
            ),
            Line(
                "keep_answers",
                page_word("Who comes"),
                page_word("This long after an activity the answers are deleted."),
                _BETWEEN,
                "number",
                _MONTHS,
            ),
            Line(
                "keep_left",
                page_word("Children who left"),
                page_word("This long after they left the school, the child and those who care for it are erased."),
                _BETWEEN,
                "number",
                _MONTHS,
            ),
            Line(
                "keep_updates",
                page_word("What Telegram brought"),
                page_word("The raw form in which messages come in is deleted after this time."),
                _BETWEEN,
                "number",
                _DAYS,
            ),
            Line(
                "keep_audit",
                page_word("Who did what"),
                page_word("The list of what colleagues did is kept for this long; it holds no texts."),
                _BETWEEN,
                "number",
                _MONTHS,
            ),
        ),
    ),
)

LINES = {line.name: line for _, lines in SECTIONS for line in lines}


def text_of(school: School, name: str) -> str:
    """As a field holds it, and as the environment writes it."""
    match getattr(school, name):
        case QuietHours(start, end) | StaffHours(start, end):
            return f"{start:%H:%M}-{end:%H:%M}"
        case tuple(parts):
            return ", ".join(parts)
        case value:
            return str(value)
