"""API: which languages can be said, how, and by whose word."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.actions.school_words import record_policy
from bot.enums import Scope
from bot.queries.languages import LanguageLine, list_languages
from bot.web.calls import Call, Route
from bot.web.fields import Answer, Body, require_language
from messages.languages import Language
from messages.standing import Standing, State


class LanguageAnswer(Answer):
    """One language: our own phrases, the machine into it and back, and whether its text waits for a person."""

    language: str
    name: str
    own_name: str
    phrases: bool
    state: State
    sentences: int
    sentences_reviewed: int
    tips: int
    tips_reviewed: int
    reviewers: list[str]
    reviewed_on: date | None
    machine: str | None
    machine_back: str | None
    hold: bool
    parents: int


class LanguagesAnswer(Answer):
    """All that are offered, spoken at home, or known to a machine here."""

    items: list[LanguageAnswer]


class PolicyBody(Body):
    """`hold`: machine text waits until a person has approved it."""

    hold: bool


async def languages(call: Call) -> LanguagesAnswer:
    """How each can be said now."""
    return LanguagesAnswer(items=[_language(line, call) for line in await _lines(call)])


async def set_policy(call: Call) -> LanguageAnswer:
    """From now on."""
    tag = require_language(call.path["tag"]).tag
    async with call.deps.transaction() as session:
        now = call.deps.clock.now()
        await record_policy(session, actor=call.actor, now=now, language=tag, hold=call.body.hold)
    return next(_language(line, call) for line in await _lines(call) if line.tag == tag)


async def _lines(call: Call) -> list[LanguageLine]:
    async with call.deps.reading() as session:
        return await list_languages(session, actor=call.actor, source=call.deps.settings.source_language)


def _language(line: LanguageLine, call: Call) -> LanguageAnswer:
    language = Language(line.tag)
    return LanguageAnswer(
        language=line.tag,
        name=language.name_in(Language(call.reader)),
        own_name=language.own_name,
        **_standing(line.standing),
        machine=line.engine,
        machine_back=line.engine_back,
        hold=line.hold,
        parents=line.parents,
    )


def _standing(standing: Standing) -> dict[str, Any]:
    """Of our own phrases and tips: which there are, and what native speakers approved of them, by whom."""
    return {
        "phrases": standing.state != "none",
        "state": standing.state,
        "sentences": standing.phrases,
        "sentences_reviewed": standing.phrases_reviewed,
        "tips": standing.tips,
        "tips_reviewed": standing.tips_reviewed,
        "reviewers": list(standing.reviewers),
        "reviewed_on": standing.reviewed_on,
    }


ROUTES = [
    Route(
        "GET", "/languages", languages, LanguagesAnswer, Scope.TRANSLATIONS_READ, "How each language can be said"
    ),
    Route(
        "PUT", "/languages/{tag}", set_policy, LanguageAnswer, Scope.TRANSLATIONS_WRITE, "Hold machine text, or not",
        PolicyBody,
    ),
]  # fmt: skip
