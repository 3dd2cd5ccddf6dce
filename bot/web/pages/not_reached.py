"""Families whom nobody reaches by Telegram yet: who tries another way writes it down in two taps (N10, N13, N14)."""

from __future__ import annotations

from typing import Literal
from urllib.parse import urlencode

from bot.actions.family_notes import record_family_note
from bot.enums import NoteKind, NoteOutcome
from bot.errors import NotFound
from bot.queries.families import list_groups
from bot.queries.not_reached import load_work_list
from bot.web.pages.families import read_list
from bot.web.pages.family import parent_key
from bot.web.pages.family_words import FamilyWords, family_address
from bot.web.pages.forms import FormModel, read_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word

#: The second tap: what was tried, and what came of it.
TRIES = {
    "phone-spoke": (NoteKind.PHONE, NoteOutcome.SPOKE, page_word("Called: we spoke")),
    "phone-nobody": (NoteKind.PHONE, NoteOutcome.NOT_THERE, page_word("Called: nobody answered")),
    "gate-spoke": (NoteKind.GATE, NoteOutcome.SPOKE, page_word("At the gate: we spoke")),
    "gate-nobody": (NoteKind.GATE, NoteOutcome.NOT_THERE, page_word("At the gate: nobody there")),
    "letter": (NoteKind.GATE, NoteOutcome.LETTER, page_word("Letter handed over")),
}


class TryForm(FormModel):
    """One of them, and where the list stood."""

    tried: Literal["phone-spoke", "phone-nobody", "gate-spoke", "gate-nobody", "letter"]
    group: str = ""
    page: int = 1


async def show(visit: Visit) -> PageAnswer:
    """Who waited longest for somebody to try stands first."""
    form, source = read_list(visit), visit.deps.settings.source_language
    async with visit.deps.reading() as session:
        groups = await list_groups(session, actor=visit.actor)
        found = await load_work_list(
            session, actor=visit.actor, group=form.group, source=source, now=visit.now, page=form.page
        )
    facts = {
        "found": found,
        "groups": groups,
        "wanted": form,
        "words": FamilyWords(visit),
        "tries": [(key, visit.say(words)) for key, (_, _, words) in TRIES.items()],
        "address_of": family_address,
        "list_address": lambda page: _address(form.group or "", page),
    }
    return Html("not_reached.html", facts)


async def tried(visit: Visit) -> PageAnswer:
    """Written down as done today."""
    given, _ = read_form(TryForm, visit.sent)
    if given is None:
        raise NotFound("There is nothing here.")
    kind, outcome, _ = TRIES[given.tried]
    async with visit.deps.transaction() as session:
        await record_family_note(
            session,
            actor=visit.actor,
            now=visit.now,
            parent_id=parent_key(visit),
            kind=kind,
            outcome=outcome,
            happened_on=visit.now.astimezone(visit.zone).date(),
            author=visit.actor.name or visit.deps.school.school_name,
        )
    return See(_address(given.group, given.page), notice="noted")


def _address(group: str, page: int) -> str:
    asked = {"group": group, "page": page if page > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return "/families/not-reached" + (f"?{query}" if query else "")


PAGES = [
    Page("GET", "/families/not-reached", show, roles=NOT_ADMINISTRATOR),
    Page("POST", "/families/{parent_id}/tried", tried, roles=NOT_ADMINISTRATOR),
]
