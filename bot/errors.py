"""Errors that a person can act on. Each carries the HTTP status and a sentence that says what to do.

AppError
├── BadInput        400  what was sent cannot be used; `errors` may name the places
├── NotSignedIn     401  no valid token
├── NotAllowed      403  the token or role does not reach this
├── NotFound        404  no such thing, or not for this actor
├── NotTaken        405  an address that takes forms was opened, or the other way round
├── Conflict        409  the thing has moved on
├── TooLarge        413  more than we take
├── TooMany         429  wait, then try again
├── Unavailable     503  a part is off or not set up
└── OurMistake      500  a programming error, told without a word of it; the log has the rest
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar


class AppError(Exception):
    """Bad luck that is told to somebody; never a programming error."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Something went wrong"

    def __init__(self, sentence: str, *, errors: Sequence[dict[str, Any]] = ()) -> None:
        """`errors` lists single places, such as a line and column of a file."""
        super().__init__(sentence)
        self.sentence = sentence
        self.errors = list(errors)


class BadInput(AppError):
    """What was sent cannot be used."""

    status = 400
    title = "Bad input"


class NotSignedIn(AppError):
    """No valid token came with the request."""

    status = 401
    title = "Not signed in"


class NotAllowed(AppError):
    """The token's scopes or the role do not reach this."""

    status = 403
    title = "Not allowed"


class NotFound(AppError):
    """No such thing, or one that is not this actor's to see."""

    status = 404
    title = "Not found"


class NotTaken(AppError):
    """An address that only takes what a form sends was opened as a page, or the other way round."""

    status = 405
    title = "Nothing to show"


class Conflict(AppError):
    """The thing is no longer in a state in which this can be done."""

    status = 409
    title = "Conflict"


class TooLarge(AppError):
    """The body is larger than we take."""

    status = 413
    title = "Too large"


class TooMany(AppError):
    """Too many tries; wait."""

    status = 429
    title = "Too many requests"


class Unavailable(AppError):
    """A part of the service is switched off or not set up."""

    status = 503
    title = "Unavailable"


class OurMistake(AppError):
    """Something that we did not think of; told kindly, logged wholly."""

    status = 500
    title = "Our mistake"
