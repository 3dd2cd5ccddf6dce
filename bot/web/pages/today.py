"""The start page: what needs me, each line one click from the deed (N28)."""

from __future__ import annotations

from bot.queries.today import ComingEvent, load_today
from bot.web.pages.visit import Html, Page, PageAnswer, Visit
from messages.event_kinds import TITLES, EventKind, title_of
from messages.phrases import phrases_in


async def show(visit: Visit) -> PageAnswer:
    """For this role, of these groups."""
    async with visit.deps.reading() as session:
        today = await load_today(session, actor=visit.actor, now=visit.now)
    phrases = phrases_in(visit.language)

    def named(event: ComingEvent) -> str:
        kind = EventKind(event.kind)
        return f"{TITLES[kind].icon} {event.title or title_of(kind, phrases)}"

    return Html("today.html", {"name": visit.actor.name, "today": today, "named": named})


PAGES = [Page("GET", "/", show)]
