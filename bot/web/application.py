"""The web application: API routes, health, metrics, the webhook."""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Awaitable, Callable
from importlib.metadata import version

import structlog
from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.deps import Deps
from bot.errors import NotFound, Unavailable
from bot.metrics import render_metrics
from bot.web import (
    bookings,
    calendar,
    campaigns,
    check_ins,
    events,
    families,
    glossary,
    good_news,
    hints,
    holidays,
    inbox,
    languages,
    offers,
    preview,
    programmes,
    recordings,
    replies,
    reports,
    threads,
    translations,
)
from bot.web.calls import DEPS, LARGE, Route, serve
from bot.web.fields import RowId
from bot.web.openapi import make_document
from bot.web.pages.site import add_pages
from bot.web.problems import add_headers, tell_problems

log = structlog.get_logger()

PREFIX = "/api/v1"

ROUTES: list[Route] = [
    *families.ROUTES,
    *events.ROUTES,
    *bookings.ROUTES,
    *preview.ROUTES,
    *campaigns.ROUTES,
    *programmes.ROUTES,
    *inbox.ROUTES,
    *replies.ROUTES,
    *threads.ROUTES,
    *holidays.ROUTES,
    *good_news.ROUTES,
    *check_ins.ROUTES,
    *offers.ROUTES,
    *translations.ROUTES,
    *languages.ROUTES,
    *recordings.ROUTES,
    *glossary.ROUTES,
    *hints.ROUTES,
    *reports.ROUTES,
]

#: Where a webhook's update goes; wired in bootstrap, because the Telegram door stores it.
StoreUpdate = Callable[[dict[str, object]], Awaitable[None]]
STORE_UPDATE: web.AppKey[StoreUpdate] = web.AppKey("store_update")


class UpdateBody(BaseModel):
    """An update as the channel brings it: its number, and whatever else it holds."""

    model_config = ConfigDict(strict=True, extra="allow")

    update_id: RowId


def make_app(deps: Deps, store_update: StoreUpdate | None = None) -> web.Application:
    """Ready to be served; it starts nothing by itself."""
    app = web.Application(middlewares=[tell_problems], client_max_size=LARGE)
    app[DEPS] = deps
    app.on_response_prepare.append(add_headers)
    for route in ROUTES:
        _add(app, route)
    add_pages(app)
    app.router.add_get("/api/openapi.json", _openapi)
    app.router.add_get(calendar.PATH, calendar.follow)
    app.router.add_get("/healthz", _healthz)
    app.router.add_get("/readyz", _readyz)
    app.router.add_get("/metrics", _metrics)
    if store_update is not None:
        app[STORE_UPDATE] = store_update
        app.router.add_post("/telegram/webhook", _webhook)
    return app


def _add(app: web.Application, route: Route) -> None:
    if route.method == "GET":
        app.router.add_get(PREFIX + route.path, serve(route))  # HEAD too, as HTTP wants it
    else:
        app.router.add_route(route.method, PREFIX + route.path, serve(route))


async def _openapi(_request: web.Request) -> web.Response:
    return web.json_response(make_document(ROUTES, prefix=PREFIX, version=version("ouderbrug")))


async def _healthz(_request: web.Request) -> web.Response:
    """The process lives."""
    return web.json_response({"status": "ok"})


async def _readyz(request: web.Request) -> web.Response:
    """The database answers."""
    if not await request.app[DEPS].database.answers():
        raise Unavailable("The database does not answer.")
    return web.json_response({"status": "ready"})


async def _metrics(request: web.Request) -> web.Response:
    """For a collector on this machine; a proxy must not pass it on."""
    if not ipaddress.ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104  # not loopback
        raise NotFound("There is nothing here.")
    return web.Response(body=render_metrics(), content_type="text/plain", charset="utf-8")


async def _webhook(request: web.Request) -> web.Response:
    """Stored before it is confirmed, like a fetched one; what is no update is confirmed too, or it came for ever."""
    expected = request.app[DEPS].settings.webhook_secret or ""
    given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    if not expected or not hmac.compare_digest(given.encode(errors="surrogateescape"), expected.encode()):
        raise NotFound("There is nothing here.")
    try:
        update = UpdateBody.model_validate_json(await request.read())
    except ValidationError:
        log.warning("no update in the webhook")
    else:
        if not request.app[DEPS].school.telegram:
            raise Unavailable("The school has switched Telegram off.")  # kept there, and brought again
        await request.app[STORE_UPDATE](update.model_dump())
    return web.json_response({"ok": True})
