"""An event's name on the pages: its icon, and the author's own title or that of its kind."""

from __future__ import annotations

from bot.web.pages.visit import Visit
from messages.event_kinds import TITLES, EventKind, title_of
from messages.phrases import phrases_in


def name_of_event(visit: Visit, kind: str, title: str | None) -> str:
    """'🎉 Kerstmarkt'."""
    known = EventKind(kind)
    return f"{TITLES[known].icon} {title or title_of(known, phrases_in(visit.language))}"
