"""The code on a colleague's telephone (TOTP, RFC 6238), and the paper codes for when that is lost."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

import pyotp

from bot.domain.codes import hash_secret
from bot.enums import Role

#: Trust is larger where the whole school is in sight; the school may ask it of everybody (bot.domain.school).
REQUIRED_FOR = frozenset({Role.COORDINATOR, Role.LIAISON, Role.ADMINISTRATOR})

_STEP = 30  # seconds
_DRIFT = 1  # steps by which a telephone's clock may be off
_CODES, _LETTERS = 8, "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike


def new_secret() -> str:
    """160 bits in base 32."""
    return pyotp.random_base32()


def setup_address(secret: str, *, account: str, school: str) -> str:
    """What the square code holds that an authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=f"Ouderbrug {school}")


def matching_step(secret: str, code: str, *, now: datetime, last: int) -> int | None:
    """The step that the code belongs to, if it is a later one than `last`: a code opens once (pyotp would twice)."""
    current = int(now.timestamp()) // _STEP
    clock = pyotp.TOTP(secret)
    steps = range(max(current - _DRIFT, last + 1), current + _DRIFT + 1)
    given = "".join(code.split())
    return next(
        (step for step in steps if secrets.compare_digest(clock.at(step * _STEP).encode(), given.encode())), None
    )


def new_recovery_codes() -> list[str]:
    """Shown once, for paper."""
    return ["-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(2)) for _ in range(_CODES)]


def hash_recovery_code(code: str) -> str:
    """As it is stored: blind to capitals and spaces."""
    return hash_secret("".join(code.split()).casefold())


def without_code(stored: Sequence[str], code: str) -> list[str] | None:
    """What is left when this one is spent; None where it is none of them."""
    spent = hash_recovery_code(code)
    return [one for one in stored if one != spent] if spent in stored else None
