"""Who decides about accounts (trust.md): the administrator; who stands in for whom is the coordinator's too."""

from __future__ import annotations

from bot.domain.actors import Actor
from bot.enums import Role
from bot.errors import BadInput, NotAllowed

_HEADS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})

LONGEST_ADDRESS, LONGEST_NAME = 254, 200


def check_administrator(actor: Actor) -> None:
    """Raises NotAllowed."""
    if actor.role is not Role.ADMINISTRATOR:
        raise NotAllowed("Only an administrator makes accounts and tokens.")


def check_head(actor: Actor) -> None:
    """Raises NotAllowed."""
    if actor.role not in _HEADS:
        raise NotAllowed("Only a coordinator or an administrator sees how the school is set up.")


def check_others(actor: Actor, staff_id: int) -> None:
    """Nobody raises their own rights, or locks themselves out: raises NotAllowed."""
    if actor.staff_id == staff_id:
        raise NotAllowed("This is your own account. Ask another administrator.")


def read_address(text: str) -> str:
    """An e-mail address as it is kept. Raises BadInput."""
    address = text.strip().casefold()
    if address.count("@") != 1 or not all(address.split("@")):
        raise BadInput(f"{text!r} is not an e-mail address.")
    return address
