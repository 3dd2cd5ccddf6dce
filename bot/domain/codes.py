"""Secrets that we give away once and keep only as a hash: enrolment codes, API tokens, sign-in links."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import timedelta

ENROLMENT_LIFETIME = timedelta(days=14)
SIGN_IN_LIFETIME = timedelta(hours=24)

_CODE = re.compile(r"[A-Za-z0-9_-]{22}")
_TOKEN_PREFIX = "ob_"  # noqa: S105  # lets a leaked token be recognised as ours


def new_enrolment_code() -> str:
    """128 bits in 22 characters that fit a Telegram deep link (at most 64 of A-Za-z0-9_-)."""
    return secrets.token_urlsafe(16)


def looks_like_code(text: str) -> bool:
    """Whether it can be one of ours, before the database is asked."""
    return bool(_CODE.fullmatch(text))


def new_api_token() -> str:
    """256 bits."""
    return _TOKEN_PREFIX + secrets.token_urlsafe(32)


def new_reviewer_secret() -> str:
    """256 bits."""
    return secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """SHA-256: enough for secrets that are random and long; passwords need more."""
    return hashlib.sha256(secret.encode()).hexdigest()


def deep_link(bot_username: str, code: str) -> str:
    """What the QR code holds."""
    return f"https://t.me/{bot_username}?start={code}"
