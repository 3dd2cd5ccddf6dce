"""The start page: what needs me, each line one click from the deed (N28)."""

from __future__ import annotations

from bot.web.pages.visit import Html, Page, PageAnswer, Visit


async def show(visit: Visit) -> PageAnswer:
    """For this role, of these groups."""
    return Html("today.html", {"name": visit.actor.name})


PAGES = [Page("GET", "/", show)]
