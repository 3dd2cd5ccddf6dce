"""The kinds of values that bodies are made of: strict, bounded, and safe for both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

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


Line = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_without_nul)
]
Paragraph = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000), AfterValidator(_without_nul)
]
Moment = Annotated[AwareDatetime, AfterValidator(_in_our_time)]
RowId = Annotated[int, Field(ge=1, le=2**63 - 1)]


class Body(BaseModel):
    """What comes in: exact types, no unknown names."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Query(BaseModel):
    """What stands behind the question mark: text, so read leniently; no unknown names."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    """What goes out."""

    model_config = ConfigDict(extra="forbid", frozen=True)
