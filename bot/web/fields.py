"""The kinds of values that bodies are made of: strict, bounded, and safe for both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from bot.errors import BadInput
from messages.languages import Language, UnknownLanguage, parse_language

_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _without_nul(text: str) -> str:
    """PostgreSQL cannot store it, and no keyboard writes it."""
    if "\0" in text:
        raise ValueError("holds a NUL character")
    return text


def _in_our_time(moment: datetime) -> datetime:
    if not _EARLIEST <= moment <= _LATEST:
        raise ValueError("lies outside the years 2000 to 2100")
    return moment


def _in_our_days(day: date) -> date:
    if not _EARLIEST.date() <= day <= _LATEST.date():
        raise ValueError("lies outside the years 2000 to 2100")
    return day


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_without_nul)
]
Paragraph = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), AfterValidator(_without_nul)
]
Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
Word = Annotated[str, Field(max_length=200), AfterValidator(_without_nul)]
Day = Annotated[date, AfterValidator(_in_our_days)]
ClockTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["08:30"])]
RowId = Annotated[int, Field(ge=1, le=2**63 - 1)]

#: Where a page begins: behind this number.
After = Annotated[int, Field(ge=0, le=2**63 - 1)]


class Body(BaseModel):
    """What comes in: exact types, no unknown names."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Query(BaseModel):
    """What stands behind the question mark: text, so read leniently; no unknown names."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    """What goes out."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def require_language(text: str) -> Language:
    """The language of a tag or a name. Raises BadInput."""
    try:
        return parse_language(text)
    except UnknownLanguage as error:
        raise BadInput(f"{text[:40]!r} is not a language that we know.") from error
