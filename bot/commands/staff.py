"""Commands about colleagues and tokens."""

from __future__ import annotations

from argparse import Namespace
from datetime import timedelta

from bot.actions.staff import record_staff
from bot.actions.tokens import create_token
from bot.bootstrap import open_deps
from bot.commands.base import say
from bot.config import Settings
from bot.domain.actors import COMMAND
from bot.enums import Role, Scope
from bot.errors import BadInput
from bot.web.sign_in_links import sign_in_link

_LONGEST_NAME, _LONGEST_ADDRESS = 200, 254


async def staff_add(options: Namespace, settings: Settings) -> int:
    """Prints the one-time link alone, so that a script can take it."""
    _check_length("An e-mail address", options.email, _LONGEST_ADDRESS)
    _check_length("A name", options.name or "", _LONGEST_NAME)
    async with open_deps(settings) as deps, deps.transaction() as session:
        secret = await record_staff(
            session,
            actor=COMMAND,
            now=deps.clock.now(),
            email=options.email,
            role=Role(options.role),
            groups=options.group,
            name=options.name,
        )
    say(sign_in_link(settings, secret))
    return 0


async def token_add(options: Namespace, settings: Settings) -> int:
    """Prints the token alone, so that a script can take it."""
    scopes = _read_scopes(options.scope)
    _check_length("A name", options.name, _LONGEST_NAME)
    async with open_deps(settings) as deps, deps.transaction() as session:
        now = deps.clock.now()
        token = await create_token(
            session,
            actor=COMMAND,
            now=now,
            name=options.name,
            scopes=scopes,
            staff_email=options.staff,
            expires_at=now + timedelta(days=options.days) if options.days else None,
        )
    say(token)
    return 0


def _check_length(what: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise BadInput(f"{what} has at most {longest} characters.")


def _read_scopes(given: list[str]) -> list[Scope]:
    names = [name.strip() for text in given for name in text.split(",")]
    if unknown := [name for name in names if name not in set(Scope)]:
        raise BadInput(f"There is no scope {unknown[0]!r}; there are: {', '.join(Scope)}.")
    return [Scope(name) for name in names]
