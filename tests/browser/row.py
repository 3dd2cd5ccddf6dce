"""How a staff page is called for the things of one group, who may, and where there is more to look at."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.enums import Role
from bot.web.pages.visit import Page

ROLES = {"t": Role.TEACHER, "l": Role.LIAISON, "c": Role.COORDINATOR, "a": Role.ADMINISTRATOR}
CSV = "Leerlingnummer,Roepnaam,Groep,Ouder-id,Naam ouder,Thuistaal\nK9,Kim,groep 9,P9,Kees,nl\nK10,Bo,groep 9,,Bo,x\n"

EVENT = {"kind": "look_in_morning", "day": "2026-12-15", "starts": "08:30"}
IDEAS = {"theme": "feelings_and_friends", "starts_on": "2026-11-30"}
ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//De Regenboog//NL
BEGIN:VEVENT
UID:1@regenboog.example
DTSTAMP:20261101T090000Z
DTSTART:20270310T083000Z
SUMMARY:Voorleesontbijt
END:VEVENT
END:VCALENDAR
"""

ALL = "tlca"


@dataclass(frozen=True, slots=True)
class Row:
    """One route. In `path`, `form` and `also` stands {thing} for what tests.browser.filled names so.

    `who`: the first letters of the roles that may; nobody else finds anything there. `others`: what a teacher gets for
    another group's thing; None where the route is about no group. `also`: further addresses worth a look, with the name
    of a special visitor before a colon. `wrong`: a form that is answered by the same page with its mistakes.
    `steps`: forms that are answered by a further page, such as a look at what would be sent.
    `refused`: what a role gets that may see the thing, but not do this.
    """

    path: str
    who: str = "tlc"
    form: dict[str, str] = field(default_factory=dict)
    others: int | None = 404
    status: int | None = None
    also: tuple[str, ...] = ()
    wrong: dict[str, str] | None = None
    steps: tuple[dict[str, str], ...] = ()
    is_file: bool = False
    refused: dict[str, int] = field(default_factory=dict)

    def expected(self, page: Page, role: Role) -> tuple[int, int]:
        """Status for the own group's thing, and for another's."""
        letter = role[0]
        if letter not in self.who:
            return self.refused.get(letter, 404), 404
        done = self.status or (200 if page.method == "GET" else 303)
        return done, self.others if self.others and role is Role.TEACHER else done
