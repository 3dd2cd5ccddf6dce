"""How the school is set up: the way in; its tabs stand in templates/school_tabs.html."""

from __future__ import annotations

from bot.web.pages import colleague_deeds, colleagues, tokens, trail
from bot.web.pages.visit import HEADS, Page, PageAnswer, See, Visit


async def show(_visit: Visit) -> PageAnswer:
    """The first tab."""
    return See("/school/colleagues")


PAGES = [
    Page("GET", "/school", show, roles=HEADS),
    *colleagues.PAGES,
    *colleague_deeds.PAGES,
    *tokens.PAGES,
    *trail.PAGES,
]
