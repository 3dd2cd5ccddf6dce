"""Passwords: hashed with argon2id, long enough, and not one that everybody tries first (OWASP ASVS 5.0, level 2).

Hashing takes 50 ms and 46 MiB on purpose: doors call it in a thread, never in the loop.
"""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.errors import BadInput

SHORTEST, LONGEST = 12, 128

_HASHER = PasswordHasher(time_cost=2, memory_cost=46 * 1024, parallelism=1)

#: Checked where there is no account, so that an unknown address takes as long as a known one.
NOBODY = _HASHER.hash("nobody signs in with this")

#: What a guesser tries at a school; a password that is little more than one of these is refused.
_TRIED_FIRST = (
    *("wachtwoord", "welkom", "geheim", "school", "password", "letmein", "qwerty", "azerty", "ouderbrug", "juffrouw"),
    *("123456", "abcdef", "111111", "000000", "lente", "zomer", "herfst", "winter", "spring", "summer", "autumn"),
)
_OWN_PART = 6


def hash_password(password: str) -> str:
    """What is stored. Slow."""
    return _HASHER.hash(password)


def fits_password(stored: str, password: str) -> bool:
    """Whether this is the one. Slow."""
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def check_new_password(password: str, *, own_words: tuple[str, ...] = ()) -> None:
    """Raises BadInput that says why. `own_words`: the name, the address and the school, known to any guesser."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadInput("Take 12 to 128 characters; a few words in a row are easy to remember.")
    plain = password.casefold()
    if len(set(plain)) <= _OWN_PART:
        raise BadInput("Too few different characters; take a few words in a row.")
    rest = plain
    for word in (*_TRIED_FIRST, *(word.casefold() for word in own_words if word)):
        rest = rest.replace(word, "")
    if len(rest) < _OWN_PART:
        raise BadInput("That is one of the first things somebody would try; take words of your own.")
