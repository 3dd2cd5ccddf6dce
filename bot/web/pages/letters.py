"""Letters and cards with which parents join, on paper in their own language; the codes are made as they are printed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.actions.letters import Mailing, issue_letter, issue_letters
from bot.errors import AppError
from bot.queries.channel import require_bot_username
from bot.queries.families import list_groups
from bot.web.pages.family import parent_key
from bot.web.pages.family_words import family_address
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import Html, Page, PageAnswer, Visit
from messages.letters import card_sheets, letter_sheets

Kind = Literal["letters", "cards"]


class LettersForm(FormModel):
    """For whom, and how large."""

    group: Annotated[str, Field(max_length=200)]
    kind: Kind = "letters"


class LetterForm(FormModel):
    """For one parent."""

    kind: Kind = "letters"


async def choose(visit: Visit) -> PageAnswer:
    """Which group, letters or cards."""
    return await _choose(visit, Form())


async def print_group(visit: Visit) -> PageAnswer:
    """For all of the group who have not joined."""
    given, form = read_form(LettersForm, visit.sent)
    if given is None:
        return await _choose(visit, form)
    try:
        async with visit.deps.transaction() as session:
            mailing = await issue_letters(session, actor=visit.actor, now=visit.now, group=given.group)
            username = await require_bot_username(session, configured=visit.deps.settings.telegram_bot)
    except AppError as error:
        return await _choose(visit, Form(visit.sent, {"": error.sentence}))
    return _sheets(visit, mailing, username, given.kind, back="/families/letters")


async def print_one(visit: Visit) -> PageAnswer:
    """A new link for one parent, shown now and never again."""
    given, _ = read_form(LetterForm, visit.sent)
    kind: Kind = given.kind if given else "letters"
    async with visit.deps.transaction() as session:
        mailing = await issue_letter(session, actor=visit.actor, now=visit.now, parent_id=parent_key(visit))
        username = await require_bot_username(session, configured=visit.deps.settings.telegram_bot)
    return _sheets(visit, mailing, username, kind, back=family_address(parent_key(visit)), alone=True)


async def _choose(visit: Visit, form: Form) -> Html:
    async with visit.deps.reading() as session:
        groups = await list_groups(session, actor=visit.actor)
    facts = {"form": form, "groups": groups, "asked": visit.query.get("group", "")}
    return Html("letters.html", facts, status=422 if form.errors else 200)


def _sheets(visit: Visit, mailing: Mailing, username: str, kind: Kind, *, back: str, alone: bool = False) -> Html:
    settings = visit.deps.settings
    letters = mailing.letters(username=username, source=settings.source_language, zone=settings.timezone)
    sheets = card_sheets(letters) if kind == "cards" else letter_sheets(letters, school=visit.deps.school.school_name)
    facts = {
        "letters": letters,
        "sheets": sheets,
        "kind": kind,
        "back": back,
        "alone": alone,
        "ends": mailing.expires_at,
    }
    return Html("letter_sheets.html", facts)


PAGES = [
    Page("GET", "/families/letters", choose),
    Page("POST", "/families/letters", print_group),
    Page("POST", "/families/{parent_id}/letter", print_one),
]
