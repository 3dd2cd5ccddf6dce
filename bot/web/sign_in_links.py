"""The address of a one-time way in."""

from __future__ import annotations

from bot.config import Settings


def sign_in_link(settings: Settings, secret: str) -> str:
    """The secret stands behind '#', which browsers do not send and servers do not log."""
    host, port = settings.bind
    return f"{settings.public_url or f'http://{host}:{port}'}/sign-in#{secret}"
