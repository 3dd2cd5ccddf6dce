"""The contact checklist: for each child of a group who is reached, in which language, and what is still to do (N17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal
from urllib.parse import urlencode

from multidict import MultiDict, MultiDictProxy
from pydantic import Field

from bot.actions.family_looks import record_checklist_copy
from bot.domain.csv_writing import write_table
from bot.errors import NotFound
from bot.queries.checklist import ChildContact, Wanted, load_checklist
from bot.queries.families import list_groups
from bot.queries.reach import GuardianLine
from bot.web.pages.family_words import FamilyWords, family_address
from bot.web.pages.forms import FormModel, read_form
from bot.web.pages.visit import HEADS, File, Html, Page, PageAnswer, Visit
from bot.web.pages.wording import Clockwork, page_word

#: A file holds a whole group, also a large one.
_WHOLE_GROUP = 5000

_COLUMNS = (
    page_word("Group"),
    page_word("Child"),
    page_word("Who cares"),
    page_word("Relation"),
    page_word("Contact by Telegram"),
    page_word("Language"),
    page_word("What we can say"),
    page_word("Last contact"),
    page_word("How"),
    page_word("Still to do"),
)


class ListForm(FormModel):
    """What stands behind the question mark."""

    group: Annotated[str, Field(max_length=200)] | None = None
    find: Annotated[str, Field(max_length=100)] = ""
    show: Literal["all", "not-reached"] = "all"
    page: Annotated[int, Field(ge=1, le=100_000)] = 1


def read_list(visit: Visit) -> ListForm:
    """Raises NotFound for an address that none of our links has."""
    asked = MultiDictProxy(MultiDict({name: value.replace("\0", "") for name, value in visit.query.items()}))
    form, _ = read_form(ListForm, asked)
    if form is None:
        raise NotFound("There is nothing here.")
    return form


async def show(visit: Visit) -> PageAnswer:
    """The group that was asked for; else the first of one's own."""
    form = read_list(visit)
    source = visit.deps.settings.source_language
    async with visit.deps.reading() as session:
        groups = await list_groups(session, actor=visit.actor)
        group = form.group or (groups[0] if groups and "group" not in visit.query else None)
        wanted = Wanted(group, form.find, form.show == "not-reached", form.page)
        found = await load_checklist(session, actor=visit.actor, wanted=wanted, source=source, now=visit.now)
    facts = {
        "found": found,
        "groups": groups,
        "group": group,
        "wanted": form,
        "words": FamilyWords(visit),
        "address_of": family_address,
        "list_address": lambda **changes: _address(form, group, **changes),
        "page_address": lambda page: _address(form, group, page=page),
        "heads": visit.actor.role in HEADS,
    }
    return Html("families.html", facts)


async def save(visit: Visit) -> PageAnswer:
    """The whole checklist of one group as a file; that it was made stands in the trail."""
    group = read_list(visit).group
    if group is None:
        raise NotFound("There is nothing here.")
    wanted, source = Wanted(group), visit.deps.settings.source_language
    async with visit.deps.transaction() as session:
        found = await load_checklist(
            session, actor=visit.actor, wanted=wanted, source=source, now=visit.now, size=_WHOLE_GROUP
        )
        await record_checklist_copy(session, actor=visit.actor, now=visit.now, group=group, children=len(found.lines))
    return File(f"{group}.csv", "text/csv", write_table(_table(visit, found.lines)))


def _table(visit: Visit, children: Sequence[ChildContact]) -> Iterator[Sequence[str]]:
    yield [visit.say(column) for column in _COLUMNS]
    for child in children:
        for guardian in child.guardians:
            yield [child.group, child.first_name, *_cells(visit, guardian)]
        if not child.guardians:
            yield [child.group, child.first_name, *[""] * (len(_COLUMNS) - 2)]


def _cells(visit: Visit, guardian: GuardianLine) -> list[str]:
    words, reach = FamilyWords(visit), guardian.reach
    clock = Clockwork(visit.language, visit.zone, visit.now)
    return [
        guardian.name,
        guardian.relation or "",
        words.status(reach),
        words.language(reach.tongue.wanted),
        words.tongue(reach.tongue),
        clock.day(reach.last.at) if reach.last else "",
        words.contact(reach.last) if reach.last else "",
        "; ".join(words.missing(one, reach) for one in reach.missing),
    ]


def _address(form: ListForm, group: str | None, **changes: object) -> str:
    asked = {"group": group or "", "find": form.find, "show": form.show, "page": 1, **changes}
    plain = {"find": "", "show": "all", "page": 1}
    return "/families?" + urlencode({name: value for name, value in asked.items() if plain.get(name) != value})


PAGES = [
    Page("GET", "/families", show),
    Page("GET", "/families/checklist.csv", save),
]
