"""All staff pages, and the files they are made of."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiohttp import web

from bot.errors import NotFound
from bot.web.pages import (
    account,
    calendar,
    calendar_import,
    changing,
    check_ins,
    doubts,
    events,
    families,
    family,
    figures,
    good_news,
    holidays,
    ideas,
    ideas_start,
    ideas_themes,
    importing,
    inbox,
    invite,
    languages,
    letters,
    next_year,
    not_reached,
    offers,
    review,
    review_sentences,
    reviewers,
    school,
    series,
    settings,
    sign_in,
    spoken,
    talks,
    today,
    translations,
)
from bot.web.pages.following import CLOSING, follow_event, let_go
from bot.web.pages.rendering import static_file
from bot.web.pages.serving import serve_page
from bot.web.pages.visit import Page

PAGES: list[Page] = [
    *sign_in.PAGES,
    *account.PAGES,
    *today.PAGES,
    *doubts.PAGES,
    *invite.PAGES,
    *events.PAGES,
    *talks.PAGES,
    *spoken.PAGES,
    *changing.PAGES,
    *series.PAGES,
    *calendar.PAGES,
    *calendar_import.PAGES,
    *families.PAGES,
    *importing.PAGES,
    *next_year.PAGES,
    *letters.PAGES,
    *not_reached.PAGES,
    *good_news.PAGES,
    *ideas_start.PAGES,
    *check_ins.PAGES,
    *offers.PAGES,
    *ideas_themes.PAGES,
    *ideas.PAGES,
    *family.PAGES,  # behind the others: its address begins with a number of the school
    *figures.PAGES,
    *inbox.PAGES,
    *languages.PAGES,
    *translations.PAGES,
    *reviewers.PAGES,
    *review.PAGES,
    *review_sentences.PAGES,
    *school.PAGES,
    *settings.PAGES,
    *holidays.PAGES,
]

#: The address holds a mark of the content, so what is kept is never old.
_KEPT = "public, max-age=31536000, immutable"


def add_pages(app: web.Application) -> None:
    """Every row of the table, and the folder of styles, scripts and pictures."""
    for page in PAGES:
        if page.method == "GET":
            app.router.add_get(page.path, serve_page(page))
        else:
            app.router.add_route(page.method, page.path, serve_page(page))
    app.router.add_get("/static/{name}", _static)
    app.router.add_get("/events/{id}/moves", follow_event)
    app[CLOSING] = asyncio.Event()
    app.on_shutdown.append(let_go)


async def _static(request: web.Request) -> web.StreamResponse:
    name = request.match_info["name"]
    path = static_file(name)
    if Path(name).name != name or not path.is_file():
        raise NotFound("There is nothing here.")
    return web.FileResponse(path, headers={"Cache-Control": _KEPT})
