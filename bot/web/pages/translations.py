"""Translations that wait for a person, held ones first; the memory, searched; the school's own words."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field

from bot.actions.school_words import erase_term, record_term
from bot.actions.translations import record_decision, undo_decision
from bot.enums import TermKind, TranslationState
from bot.errors import AppError
from bot.models import Term
from bot.queries.memory_pages import count_by_language, list_reviews
from bot.queries.school_words import list_terms
from bot.web.fields import require_language
from bot.web.pages.decisions import read_decision, reason_choices, undo_number
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import WHOLE_SCHOOL, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word
from bot.web.words import part

#: What can be looked through, in the order of need.
STATES = {
    "waiting": page_word("To look at"),
    TranslationState.MACHINE: page_word("Said by machine"),
    TranslationState.APPROVED: page_word("Approved"),
    TranslationState.REJECTED: page_word("Rejected"),
}
#: In place of one language: to search through.
ALL = "all"

_KINDS = {
    TermKind.FIXED: page_word("always becomes"),
    TermKind.KEEP: page_word("stays as it is"),
    TermKind.PLAIN: page_word("plainer word"),
}


class TermForm(FormModel):
    """A word of the school."""

    kind: TermKind
    source: Annotated[str, Field(min_length=1, max_length=200)]
    target: Annotated[str, Field(max_length=200)] | None = None
    target_language: Annotated[str, Field(max_length=40)] | None = None


async def show(visit: Visit) -> PageAnswer:
    """One language at a time: a reader reads one."""
    return await _queue(visit, Form())


async def decide(visit: Visit) -> PageAnswer:
    """Approved: said so for ever. Rejected: parents read the school's own words until there is a better one."""
    number = visit.row_id()
    given, form = read_decision(visit, number)
    if given is None:
        return await _queue(visit, form)
    async with visit.deps.transaction() as session:
        await record_decision(
            session,
            actor=visit.actor,
            now=visit.now,
            translation_id=number,
            target=given.target,
            approve=given.approves,
            reason=given.why,
        )
    return See(_address(visit, undo=number), "approved" if given.approves else "rejected")


async def undo(visit: Visit) -> PageAnswer:
    """As it was; what has left meanwhile has left."""
    async with visit.deps.transaction() as session:
        await undo_decision(session, actor=visit.actor, now=visit.now, translation_id=visit.row_id())
    return See(_address(visit), "undone")


async def words(visit: Visit) -> PageAnswer:
    """The glossary."""
    return await _words(visit, Form())


async def add_word(visit: Visit) -> PageAnswer:
    """It takes the place of an older one."""
    given, form = read_form(TermForm, visit.sent)
    if given is None:
        return await _words(visit, form)
    try:
        language = require_language(given.target_language).tag if given.target_language else None
        async with visit.deps.transaction() as session:
            await record_term(
                session,
                actor=visit.actor,
                now=visit.now,
                kind=given.kind,
                source_language=visit.deps.settings.source_language,
                source=given.source,
                target_language=language,
                target=given.target,
            )
    except AppError as error:
        return await _words(visit, Form(visit.sent, {"": error.sentence}))
    return See("/translations/words", notice="saved")


async def remove_word(visit: Visit) -> PageAnswer:
    """From now on it is translated like any other; the next page offers to put it back."""
    async with visit.deps.transaction() as session:
        terms = await list_terms(session, actor=visit.actor)
        await erase_term(session, actor=visit.actor, now=visit.now, term_id=visit.row_id())
        gone = next(_gone(term) for term in terms if term.id == visit.row_id())
    return See(f"/translations/words?{urlencode(gone)}", notice="saved")


def _gone(term: Term) -> dict[str, str]:
    facts = {name: getattr(term, name) for name in TermForm.model_fields}
    return {name: str(value) for name, value in facts.items() if value}


async def _queue(visit: Visit, form: Form) -> Html:
    state = visit.query.get("state", "waiting")
    language, wanted = visit.query.get("language") or None, visit.query.get("words") or None
    async with visit.deps.reading() as session:
        counts = await count_by_language(session, actor=visit.actor)
        every = language == ALL
        language = next(iter(counts), None) if language is None else language
        chosen = None if every else language
        found = await list_reviews(
            session, actor=visit.actor, states=_states(state), language=chosen, words=wanted, after=visit.place()
        )
    looked = {"language": language or "", "state": state, **({"words": wanted} if wanted else {})}
    facts = {
        "form": form,
        "counts": counts,
        "language": language,
        "state": state,
        "states": STATES,
        "words": wanted or "",
        "items": [(part(one, visit.reader), one.target_language, one.before is not None) for one in found.entries],
        "reasons": reason_choices(visit),
        "undo": undo_number(visit),
        "here_query": urlencode(looked),
        "page_query": urlencode({**looked, **({"after": visit.place()} if visit.place() else {})}),
        "after": visit.place(),
        "next": found.after,
    }
    return Html("translations.html", facts, status=422 if form.errors else 200)


def _wanted(visit: Visit) -> dict[str, str]:
    """Which part of the memory is looked at, and which page of it."""
    looked = {name: value for name, value in visit.query.items() if name in {"language", "state", "words"}}
    return {**looked, "after": str(visit.place())} if visit.place() else looked


def _address(visit: Visit, **more: object) -> str:
    query = urlencode({**_wanted(visit), **more})
    return f"/translations?{query}" if query else "/translations"


def _states(name: str) -> tuple[TranslationState, ...]:
    if name in set(TranslationState):
        return (TranslationState(name),)
    return (TranslationState.HELD, TranslationState.UNSERVED)


async def _words(visit: Visit, form: Form) -> Html:
    async with visit.deps.reading() as session:
        terms = await list_terms(session, actor=visit.actor)
    kinds = [(kind.value, visit.say(said)) for kind, said in _KINDS.items()]
    facts = {
        "form": form,
        "gone": {name: visit.query[name] for name in TermForm.model_fields if name in visit.query},
        "terms": terms,
        "kinds": kinds,
        "kind_words": dict(kinds),
    }
    return Html("school_words.html", facts, status=422 if form.errors else 200)


PAGES = [
    Page("GET", "/translations", show, roles=WHOLE_SCHOOL),
    Page("POST", "/translations/{id}", decide, roles=WHOLE_SCHOOL),
    Page("POST", "/translations/{id}/undo", undo, roles=WHOLE_SCHOOL),
    Page("GET", "/translations/words", words, roles=WHOLE_SCHOOL),
    Page("POST", "/translations/words", add_word, roles=WHOLE_SCHOOL),
    Page("POST", "/translations/words/{id}/remove", remove_word, roles=WHOLE_SCHOOL),
]
