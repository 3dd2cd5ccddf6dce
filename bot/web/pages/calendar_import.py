"""Another calendar's file: first a look at what would become drafts, then the same file again to make them."""

from __future__ import annotations

import asyncio
from typing import Annotated, Literal

from pydantic import Field

from bot.actions.calendar_import import School, Taken, record_calendar
from bot.domain.calendar_import import ParsedCalendar, Remark, decode_calendar, parse_calendar
from bot.errors import AppError, BadInput
from bot.queries.families import list_groups
from bot.web.pages.event_words import name_of_event
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word

_NO_FILE = page_word("Choose a file first.")

#: So many lines of each kind are shown; all are counted.
SHOWN = 100

#: What did not come along, or stands in the draft only for now.
REMARKS = {
    Remark.REPEATS: page_word("repeats in that calendar: only the first time is taken"),
    Remark.WHOLE_DAY: page_word("has no time: the draft says 08:30 for now"),
    Remark.LONG_NOTE: page_word("its description is too long and stays out"),
    Remark.LONG_NAME: page_word("its name is cut short"),
    Remark.NO_END: page_word("without an end"),
}


class CalendarForm(FormModel):
    """Which groups it is for, and what to do with the file."""

    step: Literal["look", "store"] = "look"
    groups: Annotated[list[Annotated[str, Field(max_length=200)]], Field(min_length=1, max_length=100)]


async def show(visit: Visit) -> PageAnswer:
    """Which file, for which groups."""
    return await _choose(visit, Form())


async def take(visit: Visit) -> PageAnswer:
    """A file to look at, or the text of one that was looked at, to store."""
    given, form = read_form(CalendarForm, visit.sent)
    if given is None:
        return await _choose(visit, form)
    try:
        text = _text(visit)
        parsed = await asyncio.to_thread(parse_calendar, text, zone=visit.zone, now=visit.now)
        taken = await _record(visit, parsed, given)
    except AppError as error:
        return await _choose(visit, Form(visit.sent, {"file": error.sentence}))
    if given.step == "store":
        return See("/calendar", notice="drafts-made")
    words = {
        "remark": lambda one: visit.say(REMARKS[one]),
        "named": lambda entry: name_of_event(visit, entry.details.kind, entry.details.title),
    }
    facts = {"ics": text, "taken": taken, "passed_over": parsed.passed_over, "chosen": given.groups, "shown": SHOWN}
    return Html("calendar_look.html", {**facts, **words})


def _text(visit: Visit) -> str:
    """Of the file; the second time of the hidden field, as it was read then. Raises BadInput, TooLarge."""
    if visit.files.get("file"):
        return decode_calendar(visit.files["file"])
    if not visit.sent.get("ics"):
        raise BadInput(_NO_FILE)
    return decode_calendar(visit.sent["ics"].encode())


async def _record(visit: Visit, parsed: ParsedCalendar, given: CalendarForm) -> Taken:
    settings, look = visit.deps.settings, given.step == "look"
    async with visit.deps.reading() if look else visit.deps.transaction() as session:
        return await record_calendar(
            session,
            actor=visit.actor,
            now=visit.now,
            entries=parsed.entries,
            groups=list(dict.fromkeys(given.groups)),
            school=School(settings.source_language, visit.deps.school.school_name, settings.public_url),
            dry_run=look,
        )


async def _choose(visit: Visit, form: Form) -> Html:
    async with visit.deps.reading() as session:
        groups = await list_groups(session, actor=visit.actor)
    return Html("calendar_import.html", {"form": form, "groups": groups}, status=422 if form.errors else 200)


PAGES = [
    Page("GET", "/calendar/import", show, roles=NOT_ADMINISTRATOR),
    Page("POST", "/calendar/import", take, roles=NOT_ADMINISTRATOR, takes_file=True),
]
