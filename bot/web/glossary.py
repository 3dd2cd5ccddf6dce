"""API: the school's own words."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.actions.school_words import erase_term, record_term
from bot.enums import Scope, TermKind
from bot.models import Term
from bot.queries.school_words import list_terms
from bot.web.calls import Call, Route
from bot.web.fields import Answer, Body, Line, require_language

Tag = Annotated[str, Field(min_length=1, max_length=40)]


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
            target_language=require_language(body.target_language).tag if body.target_language else None,
            target=body.target,
        )
    return _term(term)


async def remove_term(call: Call) -> TermsAnswer:
    """What is left."""
    async with call.deps.transaction() as session:
        await erase_term(session, actor=call.actor, now=call.deps.clock.now(), term_id=call.row_id())
        return TermsAnswer(items=[_term(term) for term in await list_terms(session, actor=call.actor)])


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
    Route("GET", "/glossary", glossary, TermsAnswer, _READ, "Read the glossary"),
    Route("POST", "/glossary", add_term, TermAnswer, _WRITE, "Add or change a word", TermBody, status=201),
    Route("DELETE", "/glossary/{id}", remove_term, TermsAnswer, _WRITE, "Take a word away"),
]
