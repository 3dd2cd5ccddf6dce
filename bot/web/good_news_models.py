"""What the API takes and gives about what goes well with a child."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.web.fields import Answer, Body, Line, Paragraph, Query, Word
from messages.conversation.good_news import PHRASES
from messages.outgoing import HowSaid


def _known(key: str) -> str:
    if key not in PHRASES:
        raise ValueError("is no phrase; GET /good-news/phrases lists them")
    return key


Key = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": sorted(PHRASES)})]


class GoodNewsBody(Body):
    """About which child, by the school's id; to one guardian, or to each who can be reached. `text` is an own sentence.

    The own sentence is in the language of staff.
    """

    child_id: Line
    parent_id: Line | None = None
    phrases: list[Key] = Field(min_length=1, max_length=3)
    text: Paragraph | None = None


class ReachedAnswer(Answer):
    """What one parent reads; `how` is about the own sentence, and `original` stands one tap away."""

    parent_id: str
    parent_name: str
    language: str
    text: str
    translation: str | None
    how: HowSaid


class GoodNewsAnswer(Answer):
    """Who is told and how, when it leaves, and who of the guardians cannot be reached by Telegram now."""

    child_id: str
    sends_at: datetime
    reached: list[ReachedAnswer]
    not_reached: list[str]


class PhraseAnswer(Answer):
    """One reviewed sentence; three dots stand for the child."""

    key: str
    text: str


class ThemeAnswer(Answer):
    """Sentences on one theme."""

    theme: str
    phrases: list[PhraseAnswer]


class ThemesAnswer(Answer):
    """All that can be said, in the language of whoever asks."""

    themes: list[ThemeAnswer]


class NewsQuery(Query):
    """Of one group, or of all of one's own."""

    group: Word | None = None


class NewsAnswer(Answer):
    """What was told at one moment."""

    at: datetime
    author: str
    phrases: list[str]
    text: str | None


class ChildNewsAnswer(Answer):
    """A child, and what its parents were told, the newest first."""

    child_id: str
    first_name: str
    group: str
    news: list[NewsAnswer]


class HistoryAnswer(Answer):
    """Children without any good news first, so that none is forgotten."""

    items: list[ChildNewsAnswer]
