"""The next school year in three steps: next year's list, what it means for each group, and what is left to do."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.actions.leaving import record_next_year, record_still_here
from bot.domain.csv_rows import COLUMNS, OPTIONAL, ParsedFile, parse_families
from bot.domain.next_year import describe_year
from bot.domain.school import months
from bot.errors import BadInput, NotFound
from bot.queries.families import list_groups, load_stored
from bot.queries.leaving import list_leavers, list_told_ahead
from bot.web.pages.event_words import name_of_event
from bot.web.pages.family_words import family_address
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.importing import SHOWN, column_heading, text_of_file
from bot.web.pages.visit import HEADS, Html, Page, PageAnswer, See, Visit

_HERE = "/families/next-year"


class YearForm(FormModel):
    """What to do with the list, and who stays although they are not in it."""

    step: Literal["look", "store"] = "look"
    stay: list[Annotated[str, Field(max_length=64)]] = Field(default_factory=list)


class BackForm(FormModel):
    """Which child, by the school's number, into which group."""

    child: Annotated[str, Field(max_length=64)]
    group: Annotated[str, Field(max_length=200)]


async def show(visit: Visit) -> PageAnswer:
    """The first step; or what is left to do; and who has left."""
    return await _choose(visit, Form())


async def take(visit: Visit) -> PageAnswer:
    """A list to look at, or the text of one that was looked at, to store."""
    given, _ = read_form(YearForm, visit.sent)
    wanted = given or YearForm()
    try:
        text = text_of_file(visit)
        parsed = parse_families(text.encode())
        if wanted.step == "store":
            async with visit.deps.transaction() as session:
                await record_next_year(session, actor=visit.actor, now=visit.now, parsed=parsed, stay=wanted.stay)
            return See(f"{_HERE}?step=3", notice="next-year")
    except BadInput as error:
        return await _choose(visit, Form(visit.sent, {"file": error.sentence}))
    return await _look(visit, text, parsed)


async def bring_back(visit: Visit) -> PageAnswer:
    """Still here."""
    given, _ = read_form(BackForm, visit.sent)
    if given is None:
        raise NotFound("There is nothing here.")
    facts = {"child_id": given.child, "group": given.group}
    async with visit.deps.transaction() as session:
        await record_still_here(session, actor=visit.actor, now=visit.now, **facts)
    return See(f"{_HERE}#left", notice="still-here")


async def _look(visit: Visit, text: str, parsed: ParsedFile) -> Html:
    async with visit.deps.reading() as session:
        year = describe_year(parsed.rows, await load_stored(session))
        ahead = await list_told_ahead(session, actor=visit.actor, now=visit.now)
    facts = {
        "csv": text,
        "year": year,
        "ahead": [(name_of_event(visit, event.kind, event.title), event.starts_at) for event in ahead],
        "errors": parsed.errors,
        "shown": SHOWN,
        "heading": column_heading,
        "address_of": family_address,
        "keep": visit.deps.school.keep_left,
    }
    return Html("next_year_look.html", facts)


async def _choose(visit: Visit, form: Form) -> Html:
    async with visit.deps.reading() as session:
        leavers, count = await list_leavers(session, actor=visit.actor)
        groups = await list_groups(session, actor=visit.actor)
    keep = visit.deps.school.keep_left
    facts = {
        "form": form,
        "columns": [(heading, name not in OPTIONAL) for name, (heading, _) in COLUMNS.items()],
        "leavers": [(child, child.left_at + months(keep)) for child in leavers],
        "count": count,
        "groups": groups,
        "keep": keep,
        "third": visit.query.get("step") == "3",
    }
    return Html("next_year.html", facts, status=422 if form.errors else 200)


PAGES = [
    Page("GET", _HERE, show, roles=HEADS),
    Page("POST", _HERE, take, roles=HEADS, takes_file=True),
    Page("POST", f"{_HERE}/back", bring_back, roles=HEADS),
]
