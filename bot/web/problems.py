"""Errors as RFC 9457 problem+json, and the headers that every answer carries."""

from __future__ import annotations

import json

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.errors import AppError, BadInput, NotFound, NotSignedIn, NotTaken, OurMistake, TooLarge, Unavailable
from bot.web.calls import DEPS
from bot.web.pages.layout import respond_outside
from bot.web.pages.wording import page_word

log = structlog.get_logger()

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

_UNFIT = page_word("What was sent does not fit here. Go back, and try again.")

#: What is refused before any page of ours is asked, as people read it.
_AS_PAGES: dict[int, AppError] = {
    400: BadInput(_UNFIT),
    404: NotFound("There is nothing here."),
    405: NotTaken(page_word("Nothing stands at this address: it only takes what a form sends.")),
    413: TooLarge("That is more than we take here."),
    417: BadInput(_UNFIT),
}


@web.middleware
async def tell_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A sentence that says what to do, or, for our own mistakes, that it is ours; the log has the rest."""
    try:
        return await handler(request)
    except AppError as error:
        return _tell(request, error)
    except web.HTTPException as error:
        if _wants_page(request) and error.status in _AS_PAGES:
            return _page(request, _AS_PAGES[error.status], headers=_kept(error))
        return problem(error.status, error.reason, _sentence(error), headers=_kept(error))
    except Exception:  # nobody reads a stack trace in an answer
        route = request.match_info.route.resource
        log.exception("request failed", method=request.method, route=route.canonical if route else "?")
        if not await request.app[DEPS].database.answers():
            return _tell(request, Unavailable("The database does not answer. Try again in a moment."))
        return _tell(request, OurMistake("Something went wrong on our side; it has been logged."))


async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """On every status."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.pop("Server", None)


def problem(
    status: int,
    title: str,
    detail: str,
    *,
    errors: list[dict[str, object]] | None = None,
    headers: dict[str, str] | None = None,
) -> web.Response:
    """One problem document."""
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if errors:
        body["errors"] = errors
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(text=text, status=status, headers=headers, content_type="application/problem+json")


def _tell(request: web.Request, error: AppError) -> web.Response:
    """As a page to people, as a problem document to scripts."""
    return _page(request, error) if _wants_page(request) else _told(error)


def _wants_page(request: web.Request) -> bool:
    """A person at a browser, and not a script at the API."""
    return "text/html" in request.headers.get("Accept", "") and not request.path.startswith("/api")


def _page(request: web.Request, error: AppError, *, headers: dict[str, str] | None = None) -> web.Response:
    page = respond_outside(request, error, school=request.app[DEPS].school.school_name)
    page.headers.update(headers or {})
    return page


def _told(error: AppError) -> web.Response:
    headers = {"WWW-Authenticate": "Bearer"} if isinstance(error, NotSignedIn) else None
    return problem(error.status, error.title, error.sentence, errors=error.errors, headers=headers)


def _sentence(error: web.HTTPException) -> str:
    if isinstance(error, web.HTTPNotFound):
        return "There is nothing here; /api/openapi.json lists what there is."
    if isinstance(error, web.HTTPRequestEntityTooLarge):
        return "The body is larger than we take."
    if isinstance(error, web.HTTPMethodNotAllowed):
        return f"This address takes only: {', '.join(sorted(error.allowed_methods))}."
    return error.reason


def _kept(error: web.HTTPException) -> dict[str, str]:
    return {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
