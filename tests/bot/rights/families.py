"""What staff do with families, and what they see of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import (
    enrolment,
    erasure,
    families,
    family_looks,
    family_notes,
    leaving,
    letters,
)
from bot.domain.actors import Actor
from bot.domain.csv_rows import ParsedFile
from bot.enums import Scope
from bot.queries import (
    checklist,
    child_news,
    contact,
    family_page,
    figures,
    not_reached,
    reports,
    spread,
)
from bot.queries import families as family_queries
from bot.queries import leaving as leaving_queries
from bot.queries import offers as offer_queries
from bot.queries.offers import Wanted
from tests.bot.rights.right import OF_GROUP, Right, School, at
from tests.builders import (
    GROUP,
    SAM,
    TOM,
    make_family_note,
    make_row,
)


async def still_here(session: AsyncSession, actor: Actor, _: School) -> None:
    gone = ParsedFile([make_row("Jan", "Piotr", group=GROUP)], [])
    await leaving.record_next_year(session, **at(SAM), parsed=gone)
    await leaving.record_still_here(session, **at(actor), child_id="K-Noor", group=GROUP)


async def erase_note(session: AsyncSession, actor: Actor) -> Any:
    if actor is not TOM:
        await make_family_note(session, "Amina", actor=replace(actor, scopes=frozenset({Scope.ALL})))
        await session.flush()
    return await family_notes.erase_family_note(session, **at(actor), parent_id="P-Amina", note_id=1)


FAMILIES = {
    "create_enrolment": Right(
        lambda s, a, _: enrolment.create_enrolment(s, **at(a), parent_id="P-Amina"), Scope.FAMILIES_WRITE
    ),
    "record_import": Right(
        lambda s, a, _: families.record_import(s, **at(a), parsed=ParsedFile()), Scope.FAMILIES_WRITE, by_group=False
    ),
    "issue_letters": Right(lambda s, a, _: letters.issue_letters(s, **at(a), group=GROUP), Scope.FAMILIES_WRITE),
    "issue_letter": Right(lambda s, a, _: letters.issue_letter(s, **at(a), parent_id="P-Amina"), Scope.FAMILIES_WRITE),
    "record_family_note": Right(lambda s, a, _: make_family_note(s, "Amina", actor=a), Scope.FAMILIES_WRITE),
    "erase_family_note": Right(lambda s, a, _: erase_note(s, a), Scope.FAMILIES_WRITE),
    "record_family_look": Right(
        lambda s, a, _: family_looks.record_family_look(s, **at(a), parent_id="P-Amina"), Scope.FAMILIES_READ
    ),
    "record_checklist_copy": Right(
        lambda s, a, _: family_looks.record_checklist_copy(s, **at(a), group=GROUP, children=1), Scope.FAMILIES_READ
    ),
    "correct_language": Right(
        lambda s, a, _: family_looks.correct_language(s, **at(a), parent_id="P-Amina", language="fr"),
        Scope.FAMILIES_WRITE,
    ),
    "load_checklist": Right(
        lambda s, a, _: checklist.load_checklist(s, **at(a), wanted=checklist.Wanted(GROUP), source="nl"),
        Scope.FAMILIES_READ,
    ),
    "load_work_list": Right(
        lambda s, a, _: not_reached.load_work_list(s, **at(a), group=GROUP, source="nl"), Scope.FAMILIES_READ
    ),
    "load_family_page": Right(
        lambda s, a, _: family_page.load_family_page(s, **at(a), parent_id="P-Amina", source="nl"),
        Scope.FAMILIES_READ,
    ),
    "list_groups": Right(lambda s, a, _: family_queries.list_groups(s, actor=a), None, by_group=False),
    "erase_parent": Right(
        lambda s, a, _: erasure.erase_parent(s, **at(a), parent_id="P-Amina"), Scope.FAMILIES_WRITE, by_group=False
    ),
    "load_child_page": Right(lambda s, a, _: child_news.load_child_page(s, actor=a, child_id="K-Noor"), None),
    "list_offers": Right(
        lambda s, a, _: offer_queries.list_offers(s, actor=a, wanted=Wanted(group=GROUP)), Scope.FAMILIES_READ
    ),
    "record_next_year": Right(
        lambda s, a, _: leaving.record_next_year(s, **at(a), parsed=ParsedFile([make_row("Noor", "Amina")], [])),
        Scope.FAMILIES_WRITE,
        by_group=False,
    ),
    "record_still_here": Right(still_here, Scope.FAMILIES_WRITE, by_group=False),
    "require_groups": Right(lambda s, a, _: family_queries.require_groups(s, a, [GROUP]), None),
    "require_parent": Right(lambda s, a, _: family_queries.require_parent(s, actor=a, external_id="P-Amina"), None),
    "list_parents": Right(lambda s, a, _: family_queries.list_parents(s, actor=a, group=GROUP), Scope.FAMILIES_READ),
    "list_leavers": Right(
        lambda s, a, _: leaving_queries.list_leavers(s, actor=a), Scope.FAMILIES_READ, by_group=False
    ),
    "list_told_ahead": Right(
        lambda s, a, _: leaving_queries.list_told_ahead(s, **at(a)), Scope.FAMILIES_READ, by_group=False
    ),
    "load_figures": Right(
        lambda s, a, _: figures.load_figures(s, actor=a, by=["group"], since=None, until=None),
        Scope.REPORTS_READ,
        by_group=False,
    ),
    "find_spread": Right(
        lambda s, a, _: spread.find_spread(s, actor=a, year=2026, period=OF_GROUP.stretch),
        Scope.REPORTS_READ,
        by_group=False,
    ),
    "load_contact": Right(
        lambda s, a, _: contact.load_contact(s, actor=a, months=[OF_GROUP.stretch]), Scope.REPORTS_READ, by_group=False
    ),
    "list_never_asked": Right(
        lambda s, a, _: spread.list_never_asked(s, actor=a, group=GROUP, period=OF_GROUP.stretch), Scope.FAMILIES_READ
    ),
    "load_response_rates": Right(
        lambda s, a, _: reports.load_response_rates(s, actor=a, by=["group"], since=None, until=None),
        Scope.REPORTS_READ,
        by_group=False,
    ),
}
