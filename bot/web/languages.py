"""API: which languages can be said and how, the school's glossary, and hints for plain writing."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from bot.actions.school_words import erase_term, record_policy, record_term
from bot.enums import Scope, TermKind
from bot.errors import BadInput
from bot.models import Term
from bot.queries.languages import LanguageLine, list_languages
from bot.queries.school_words import list_terms
from bot.web.calls import Call, Route
from bot.web.fields import Answer, Body, Line, Paragraph
from bot.web.words import HintAnswer, plain_hints
from messages.languages import Language, UnknownLanguage, parse_language
from messages.standing import Standing, State

Tag = Annotated[str, Field(min_length=1, max_length=40)]


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


class TermBody(Body):
    """A word of the school: a fixed translation, one to keep as it is, or jargon with a plainer word."""

    kind: TermKind
    source: Line
    target: Line | None = None
    target_language: Tag | None = None


class TermAnswer(Answer):
    """One entry; without `target_language` it holds for all."""

    id: int
    kind: TermKind
    source_language: str
    source: str
    target_language: str | None
    target: str | None


class TermsAnswer(Answer):
    """The glossary."""

    items: list[TermAnswer]


class HintsBody(Body):
    """A text as its author means to send it."""

    text: Paragraph


class HintsAnswer(Answer):
    """How to write it plainer, in order."""

    items: list[HintAnswer]


async def languages(call: Call) -> LanguagesAnswer:
    """How each can be said now."""
    return LanguagesAnswer(items=[_language(line, call) for line in await _lines(call)])


async def set_policy(call: Call) -> LanguageAnswer:
    """From now on."""
    tag = _tag(call.path["tag"])
    async with call.deps.transaction() as session:
        now = call.deps.clock.now()
        await record_policy(session, actor=call.actor, now=now, language=tag, hold=call.body.hold)
    return next(_language(line, call) for line in await _lines(call) if line.tag == tag)


async def glossary(call: Call) -> TermsAnswer:
    """Every word."""
    async with call.deps.reading() as session:
        return TermsAnswer(items=[_term(term) for term in await list_terms(session, actor=call.actor)])


async def add_term(call: Call) -> TermAnswer:
    """It takes the place of an older one; machine sentences with this word are made again."""
    body: TermBody = call.body
    async with call.deps.transaction() as session:
        term = await record_term(
            session,
            actor=call.actor,
            now=call.deps.clock.now(),
            kind=body.kind,
            source_language=call.deps.settings.source_language,
            source=body.source,
            target_language=_tag(body.target_language) if body.target_language else None,
            target=body.target,
        )
    return _term(term)


async def remove_term(call: Call) -> TermsAnswer:
    """What is left."""
    async with call.deps.transaction() as session:
        await erase_term(session, actor=call.actor, now=call.deps.clock.now(), term_id=call.row_id())
        return TermsAnswer(items=[_term(term) for term in await list_terms(session, actor=call.actor)])


async def look_at(call: Call) -> HintsAnswer:
    """Nothing is stored."""
    return HintsAnswer(items=plain_hints([call.body.text], call.deps.settings.source_language))


async def _lines(call: Call) -> list[LanguageLine]:
    async with call.deps.reading() as session:
        return await list_languages(session, actor=call.actor, source=call.deps.settings.source_language)


def _tag(text: str) -> str:
    try:
        return parse_language(text).tag
    except UnknownLanguage as error:
        raise BadInput(f"{text[:40]!r} is no language that we know.") from error


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
    }


def _term(term: Term) -> TermAnswer:
    return TermAnswer(
        id=term.id,
        kind=TermKind(term.kind),
        source_language=term.source_language,
        source=term.source,
        target_language=term.target_language or None,
        target=term.target,
    )


_READ, _WRITE = Scope.TRANSLATIONS_READ, Scope.TRANSLATIONS_WRITE

ROUTES = [
    Route("GET", "/languages", languages, LanguagesAnswer, _READ, "How each language can be said"),
    Route("PUT", "/languages/{tag}", set_policy, LanguageAnswer, _WRITE, "Hold machine text, or not", PolicyBody),
    Route("GET", "/glossary", glossary, TermsAnswer, _READ, "Read the glossary"),
    Route("POST", "/glossary", add_term, TermAnswer, _WRITE, "Add or change a word", TermBody, status=201),
    Route("DELETE", "/glossary/{id}", remove_term, TermsAnswer, _WRITE, "Take a word away"),
    Route("POST", "/hints", look_at, HintsAnswer, Scope.EVENTS_READ, "How to write it plainer", HintsBody),
]
