"""The cookies: which browser this is, and the link of a reviewer from outside.

They never reach scripts, other sites or plain connections (trust.md).
"""

from __future__ import annotations

from aiohttp import web

from bot.config import Settings
from bot.domain.reviewers import MOST_DAYS
from bot.domain.visits import LONGEST

_REVIEWER = "-reviewer"
_REVIEWING = MOST_DAYS * 24 * 60 * 60  # seconds


def session_token(request: web.Request, settings: Settings) -> str | None:
    """What the browser sent."""
    return request.cookies.get(cookie_name(settings))


def keep_session(response: web.StreamResponse, token: str, settings: Settings) -> None:
    """From now on this browser is known."""
    response.set_cookie(
        cookie_name(settings),
        token,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=is_secure(settings),
        path="/",
    )


def drop_session(response: web.StreamResponse, settings: Settings) -> None:
    """No longer."""
    response.del_cookie(cookie_name(settings), path="/", secure=is_secure(settings), httponly=True, samesite="Lax")


def review_secret(request: web.Request, settings: Settings) -> str | None:
    """What the browser of a reviewer sent."""
    return request.cookies.get(cookie_name(settings) + _REVIEWER)


def keep_review(response: web.StreamResponse, secret: str, settings: Settings) -> None:
    """This browser has the reviewer's link; '' where it forgets it. When the link ends, the database knows."""
    response.set_cookie(
        cookie_name(settings) + _REVIEWER,
        secret,
        max_age=_REVIEWING if secret else 0,
        httponly=True,
        samesite="Lax",
        secure=is_secure(settings),
        path="/",
    )


def cookie_name(settings: Settings) -> str:
    """Browsers guard `__Host-`; on a loopback without TLS they would refuse it."""
    return "__Host-ouderbrug" if is_secure(settings) else "ouderbrug"


def is_secure(settings: Settings) -> bool:
    """Whether the outside reaches us by TLS."""
    return (settings.public_url or "").startswith("https://")
