"""The start page: what needs me, each line one click from the deed (N28); and for whom nobody has answered yet."""

from __future__ import annotations

from bot.queries.today import load_today
from bot.queries.unanswered import load_unanswered
from bot.web.pages.event_words import name_of_event
from bot.web.pages.family_words import FamilyWords, family_address
from bot.web.pages.visit import HEADS, NOT_ADMINISTRATOR, Html, Page, PageAnswer, Visit


async def show(visit: Visit) -> PageAnswer:
    """For this role, of these groups."""
    async with visit.deps.reading() as session:
        today = await load_today(session, actor=visit.actor, now=visit.now)
    school = visit.deps.school
    facts = {
        "name": visit.actor.name,
        "today": today,
        "named": lambda event: name_of_event(visit, event.kind, event.title),
        "head": visit.actor.role in HEADS,
        "telegram": school.telegram,
        "token": visit.deps.settings.telegram_token is not None,
        "called": bool(school.alert_to),
    }
    return Html("today.html", facts)


async def unanswered(visit: Visit) -> PageAnswer:
    """Each child with who cares for it, and how they are reached."""
    source = visit.deps.settings.source_language
    async with visit.deps.reading() as session:
        found = await load_unanswered(session, actor=visit.actor, event_id=visit.row_id(), source=source, now=visit.now)
    facts = {
        "found": found,
        "event": found.event,
        "title": name_of_event(visit, found.event.kind, found.event.title),
        "words": FamilyWords(visit),
        "address_of": family_address,
    }
    return Html("unanswered.html", facts)


PAGES = [
    Page("GET", "/", show),
    Page("GET", "/events/{id}/unanswered", unanswered, roles=NOT_ADMINISTRATOR),
]
