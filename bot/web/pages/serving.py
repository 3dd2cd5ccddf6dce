"""One way in for every staff page: who visits, from which site, the form as values, the answer as a page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from urllib.parse import quote

import structlog
from aiohttp import web
from multidict import MultiDict, MultiDictProxy
from pydantic import ValidationError

from bot.actions.visits import record_seen
from bot.deps import Deps
from bot.domain.reviewers import Reviewer
from bot.domain.visits import NOTICE
from bot.errors import AppError, BadInput, NotFound, TooLarge
from bot.queries.reviewers import find_reviewer
from bot.queries.visitors import Visitor, find_visitor
from bot.web.calls import DEPS, LARGE, NO_FORM, SMALL
from bot.web.pages.cookies import review_secret, session_token
from bot.web.pages.cross_site import check_same_site
from bot.web.pages.layout import language_asked_for, problem_page, respond_with
from bot.web.pages.visit import Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word

log = structlog.get_logger()

_UNFIT = page_word("What was sent does not fit here. Go back, and try again.")
_UNREADABLE = page_word("What was sent cannot be read. Go back, and try again.")


def serve_page(page: Page) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """The aiohttp handler of a page."""

    async def respond(request: web.Request) -> web.StreamResponse:
        deps = request.app[DEPS]
        if page.method != "GET":
            check_same_site(request, deps.settings)
        visit = await _visit(request, page, deps)
        answer = _turned_away(page, visit, request) or await _handled(page, visit)
        return respond_with(visit, answer)

    return respond


async def _handled(page: Page, visit: Visit) -> PageAnswer:
    """A refusal is a page too, in the reader's language and with the way back."""
    try:
        return await page.handler(visit)
    except AppError as error:
        return problem_page(error)
    except ValidationError as error:  # what no form of ours sends; the log never holds what was sent
        log.warning("a page was sent what does not fit", page=page.path, model=error.title)
        return problem_page(BadInput(_UNFIT))


def _turned_away(page: Page, visit: Visit, request: web.Request) -> PageAnswer | None:
    """Who is not signed in signs in; who is not finished finishes; whose role it is not finds nothing."""
    if page.roles is None:
        return None
    if visit.visitor is None:
        there = request.path_qs if page.method == "GET" else "/"
        return See(f"/sign-in?then={quote(there)}" if there != "/" else "/sign-in")
    if visit.visitor.unfinished and not page.unfinished:
        return See("/account/setup")
    if visit.actor.role not in page.roles:
        return problem_page(NotFound("There is nothing here for your role."))
    return None


async def _visit(request: web.Request, page: Page, deps: Deps) -> Visit:
    visitor, now = None, deps.clock.now()
    if token := session_token(request, deps.settings):
        async with deps.reading() as session:
            visitor = await find_visitor(session, token=token, now=now, second_key=deps.school.second_key)
    if visitor and now - visitor.seen_at >= NOTICE:
        async with deps.transaction() as session:
            await record_seen(session, session_id=visitor.session_id, now=now)
    secret = review_secret(request, deps.settings) if page.reviewing else None
    reviewer = await _reviewer(deps, secret, now) if secret else None
    sent, files = await _read(request, page)
    return Visit(
        deps=deps,
        visitor=visitor,
        language=_language(visitor, reviewer, request),
        now=now,
        here=request.path,
        path=dict(request.match_info),
        query=dict(request.query),
        sent=sent,
        files=files,
        device=request.headers.get("User-Agent", "")[:200],
        network=request.remote or "",
        reviewer=reviewer,
        link_ended=bool(secret) and reviewer is None,
    )


async def _reviewer(deps: Deps, secret: str, now: datetime) -> Reviewer | None:
    async with deps.reading() as session:
        return await find_reviewer(session, secret=secret, now=now)


def _language(visitor: Visitor | None, reviewer: Reviewer | None, request: web.Request) -> str:
    if reviewer is not None:
        return reviewer.page_language
    return visitor.language if visitor else language_asked_for(request)


async def _read(request: web.Request, page: Page) -> tuple[MultiDictProxy[str], dict[str, bytes]]:
    """The fields and files of a form. Raises TooLarge, and BadInput for one that cannot be read."""
    if page.method == "GET":
        return MultiDictProxy(MultiDict()), {}
    if (request.content_length or 0) > (LARGE if page.takes_file else SMALL):
        raise TooLarge("That is more than we take here.")
    try:
        return _fields(await request.post())
    except (*NO_FORM, web.RequestPayloadError) as error:
        raise BadInput(_UNREADABLE) from error


def _fields(
    sent: MultiDictProxy[str | bytes | bytearray | web.FileField],
) -> tuple[MultiDictProxy[str], dict[str, bytes]]:
    """Raises UnicodeEncodeError for half a character, which no database takes."""
    fields: MultiDict[str] = MultiDict()
    files: dict[str, bytes] = {}
    for name, value in sent.items():
        if isinstance(value, web.FileField):
            files[name] = value.file.read()
        elif isinstance(value, str):
            value.encode()
            fields.add(name, value.replace("\0", "").replace("\r\n", "\n"))
    return MultiDictProxy(fields), files
