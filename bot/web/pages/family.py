"""One family: who they are, what went to and fro, what a colleague knows of; and what can be done for them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.actions.family_looks import correct_language, record_family_look
from bot.actions.family_notes import erase_family_note, record_family_note
from bot.enums import NoteKind, NoteOutcome
from bot.errors import NotFound
from bot.queries.family_page import load_family_page
from bot.web.families import erase as erase_family
from bot.web.fields import require_language
from bot.web.pages.family_words import NOTE_KINDS, NOTE_OUTCOMES, FamilyWords, family_address
from bot.web.pages.forms import Form, FormDay, FormModel, read_form
from bot.web.pages.visit import HEADS, NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word
from messages.conversation.good_news import GOOD_NEWS
from messages.event_kinds import TITLES, EventKind, title_of
from messages.languages import OFFERED, Language
from messages.phrases import phrases_in

_IN_THE_FUTURE = page_word("This day is still to come.")
_NOT_THE_NUMBER = page_word("This is not the number of this family.")


class NoteForm(FormModel):
    """A talk or a try."""

    kind: NoteKind
    outcome: NoteOutcome
    day: FormDay
    text: Annotated[str, Field(max_length=2000)] = ""


class LanguageForm(FormModel):
    """Empty: as the school's list says."""

    language: Annotated[str, Field(max_length=16)] = ""


class EraseForm(FormModel):
    """What only somebody writes who means this family."""

    number: Annotated[str, Field(min_length=1, max_length=64)]


def parent_key(visit: Visit) -> str:
    """The school's number of a parent in the path. Raises NotFound for NUL, which no number has."""
    if "\0" in visit.path["parent_id"]:
        raise NotFound("There is nothing here.")
    return visit.path["parent_id"]


async def show(visit: Visit) -> PageAnswer:
    """Whoever looks is seen to have looked."""
    async with visit.deps.transaction() as session:
        await record_family_look(session, actor=visit.actor, now=visit.now, parent_id=parent_key(visit))
    return await _family(visit, Form())


async def write_note(visit: Visit) -> PageAnswer:
    """What happened outside the chat."""
    given, form = read_form(NoteForm, visit.sent)
    if given is not None and given.day > visit.now.astimezone(visit.zone).date():
        form = Form(visit.sent, {"day": _IN_THE_FUTURE})
    if given is None or form.errors:
        return await _family(visit, form)
    async with visit.deps.transaction() as session:
        await record_family_note(
            session,
            actor=visit.actor,
            now=visit.now,
            parent_id=parent_key(visit),
            kind=given.kind,
            outcome=given.outcome,
            happened_on=given.day,
            author=visit.actor.name or visit.deps.school.school_name,
            text=given.text,
        )
    return See(family_address(parent_key(visit)) + "#notes", notice="noted")


async def take_note_back(visit: Visit) -> PageAnswer:
    """One's own."""
    async with visit.deps.transaction() as session:
        await erase_family_note(
            session, actor=visit.actor, now=visit.now, parent_id=parent_key(visit), note_id=visit.row_id()
        )
    return See(family_address(parent_key(visit)) + "#notes", notice="note-gone")


async def set_language(visit: Visit) -> PageAnswer:
    """As the parent said to somebody of the school."""
    given, form = read_form(LanguageForm, visit.sent)
    if given is None:
        return await _family(visit, form)
    tag = require_language(given.language).tag if given.language else None
    async with visit.deps.transaction() as session:
        await correct_language(session, actor=visit.actor, now=visit.now, parent_id=parent_key(visit), language=tag)
    return See(family_address(parent_key(visit)), notice="language")


async def erase(visit: Visit) -> PageAnswer:
    """At the parent's wish, by somebody who wrote the number."""
    given, form = read_form(EraseForm, visit.sent)
    if given is not None and given.number != parent_key(visit):
        form = Form(visit.sent, {"number": _NOT_THE_NUMBER})
    if given is None or form.errors:
        return await _family(visit, form)
    await erase_family(visit.as_call(parent_id=parent_key(visit)))
    return See("/families", notice="erased")


async def _family(visit: Visit, form: Form) -> Html:
    source = visit.deps.settings.source_language
    async with visit.deps.reading() as session:
        found = await load_family_page(
            session, actor=visit.actor, parent_id=parent_key(visit), source=source, now=visit.now
        )
    facts = {
        "form": form,
        "found": found,
        "parent": found.parent,
        "words": FamilyWords(visit),
        "here_is": family_address(parent_key(visit)),
        "address_of": family_address,
        "event_title": lambda kind, title: _event_title(visit, kind, title),
        "news": lambda key: _news(visit, key),
        "languages": _languages(visit),
        "note_kinds": [(kind.value, visit.say(words)) for kind, words in NOTE_KINDS.items()],
        "note_outcomes": [(outcome.value, visit.say(words)) for outcome, words in NOTE_OUTCOMES.items()],
        "today": visit.now.astimezone(visit.zone).date().isoformat(),
        "heads": visit.actor.role in HEADS,
    }
    return Html("family.html", facts, status=422 if form.errors else 200)


def _event_title(visit: Visit, kind: str, title: str | None) -> str:
    known = EventKind(kind)
    return f"{TITLES[known].icon} {title or title_of(known, phrases_in(visit.language))}"


def _news(visit: Visit, key: str) -> str:
    """A phrase of good news; its key where it is no longer said."""
    said = next((phrases[key] for phrases in GOOD_NEWS.values() if key in phrases), None)
    return phrases_in(visit.language).say(said, child="…") if said else key


def _languages(visit: Visit) -> list[tuple[str, str]]:
    reader = Language(visit.language)
    named = ((tag, Language(tag)) for tag in OFFERED)
    return sorted(((tag, f"{one.name_in(reader)} · {one.own_name}") for tag, one in named), key=lambda pair: pair[1])


PAGES = [
    Page("GET", "/families/{parent_id}", show),
    Page("POST", "/families/{parent_id}/notes", write_note, roles=NOT_ADMINISTRATOR),
    Page("POST", "/families/{parent_id}/notes/{id}/take-back", take_note_back, roles=NOT_ADMINISTRATOR),
    Page("POST", "/families/{parent_id}/language", set_language),
    Page("POST", "/families/{parent_id}/erase", erase, roles=HEADS),
]
