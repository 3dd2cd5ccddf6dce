"""Families from the school's own list: first what the file would change, then the same file again to do it."""

from __future__ import annotations

from typing import Literal

from bot.actions.families import record_import
from bot.domain.csv_rows import COLUMNS, OPTIONAL, ParsedFile, parse_families
from bot.domain.csv_text import decode_text
from bot.domain.import_changes import ImportChanges, describe_changes
from bot.domain.imports import ImportPlan
from bot.errors import BadInput
from bot.queries.families import load_stored
from bot.web.pages.family_words import FamilyWords, family_address
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import HEADS, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word

_NO_FILE = page_word("Choose a file first.")

#: So many lines of each kind are shown; all are counted.
SHOWN = 100


class ImportForm(FormModel):
    """What to do with the file; right rows go in without the wrong ones only where somebody said so."""

    step: Literal["look", "store"] = "look"
    skip: Literal["yes", "no"] = "no"


async def show(_visit: Visit) -> PageAnswer:
    """Which file, and what stands in it."""
    return _choose(Form())


async def take(visit: Visit) -> PageAnswer:
    """A file to look at, or the text of one that was looked at, to store."""
    given, _ = read_form(ImportForm, visit.sent)
    wanted = given or ImportForm()
    try:
        text = text_of_file(visit)
        parsed = parse_families(text.encode())
        if wanted.step == "store":
            return await _store(visit, parsed, skip=wanted.skip == "yes")
        return await _look(visit, text, parsed)
    except BadInput as error:
        return _choose(Form(visit.sent, {"file": error.sentence}))


def text_of_file(visit: Visit) -> str:
    """Of the file; the second time of the hidden field, as it was read then. Raises BadInput."""
    if visit.files.get("file"):
        return decode_text(visit.files["file"])
    if not visit.sent.get("csv"):
        raise BadInput(_NO_FILE)
    return str(visit.sent["csv"])


def column_heading(names: str) -> str:
    """As the file has it; one error may be about several columns."""
    return ", ".join(COLUMNS[name][0] for name in names.split(", ") if name)


async def _store(visit: Visit, parsed: ParsedFile, *, skip: bool) -> PageAnswer:
    async with visit.deps.transaction() as session:
        await record_import(session, actor=visit.actor, now=visit.now, parsed=parsed, skip_bad_rows=skip)
    return See("/families", notice="imported")


async def _look(visit: Visit, text: str, parsed: ParsedFile) -> Html:
    async with visit.deps.reading() as session:
        stored = await load_stored(session)
        plan = await record_import(
            session, actor=visit.actor, now=visit.now, parsed=parsed, skip_bad_rows=True, dry_run=True
        )
    return Html("import_look.html", _facts(visit, text, plan, describe_changes(parsed.rows, stored)))


def _facts(visit: Visit, text: str, plan: ImportPlan, changes: ImportChanges) -> dict[str, object]:
    return {
        "csv": text,
        "plan": plan,
        "changes": changes,
        "shown": SHOWN,
        "heading": column_heading,
        "words": FamilyWords(visit),
        "address_of": family_address,
        "nothing": not (changes.children or changes.parents or plan.pairs),
    }


def _choose(form: Form) -> Html:
    columns = [(heading, name not in OPTIONAL) for name, (heading, _) in COLUMNS.items()]
    return Html("import.html", {"form": form, "columns": columns}, status=422 if form.errors else 200)


PAGES = [
    Page("GET", "/families/import", show, roles=HEADS),
    Page("POST", "/families/import", take, roles=HEADS, takes_file=True),
]
