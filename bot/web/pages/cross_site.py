"""Nothing changes at the wish of another site: browsers say where a form comes from, and we believe only our own."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web

from bot.config import Settings
from bot.errors import NotAllowed

_OURS = ("same-origin", "none")


def check_same_site(request: web.Request, settings: Settings) -> None:
    """Raises NotAllowed. Sec-Fetch-Site cannot be forged by a page; older browsers send an Origin instead."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        ours = site in _OURS
    else:
        origin = request.headers.get("Origin")
        ours = origin is not None and origin.casefold() in _origins(request, settings)
    if not ours:
        raise NotAllowed("This form came from another site. Open the page here and try again.")


def _origins(request: web.Request, settings: Settings) -> set[str]:
    known = {f"http://{request.host}".casefold()} if settings.public_url is None else set()
    if settings.public_url:
        parts = urlsplit(settings.public_url)
        known.add(f"{parts.scheme}://{parts.netloc}".casefold())
    return known
