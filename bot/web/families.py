"""API: families and enrolment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.actions.enrolment import create_enrolment
from bot.actions.erasure import erase_parent
from bot.actions.families import record_import
from bot.domain.codes import deep_link
from bot.domain.csv_rows import parse_families
from bot.enums import ParentStatus, Scope
from bot.queries.channel import require_bot_username
from bot.queries.families import PAGE, ParentLine, list_parents
from bot.web.calls import Call, Route
from bot.web.fields import After, Answer, Query, Word


class ImportQuery(Query):
    """How to import."""

    dry_run: bool = False
    skip_bad_rows: bool = False


class RowProblem(Answer):
    """One wrong row."""

    line: int
    column: str
    reason: str


class Unlinked(Answer):
    """A pair that is no longer in the file, although both are."""

    child_id: str
    parent_id: str


class ImportAnswer(Answer):
    """Rows by what happened to them; parents who are no longer in the file are listed, not deleted."""

    created: int
    updated: int
    unchanged: int
    missing: list[str]
    errors: list[RowProblem]
    unlinked: list[Unlinked]


class FamiliesQuery(Query):
    """Which parents."""

    group: Word | None = None
    reached: bool | None = None
    after: After = 0


class ChildAnswer(Answer):
    """A child."""

    child_id: str
    first_name: str
    group: str


class ParentAnswer(Answer):
    """A parent and how far they are reached."""

    parent_id: str
    name: str
    home_language: str
    children: list[ChildAnswer]
    status: ParentStatus


class FamiliesAnswer(Answer):
    """A page of parents; `next` is the `after` of the following page."""

    items: list[ParentAnswer]
    next: int | None


class EnrolmentAnswer(Answer):
    """Shown once: we keep only a hash."""

    link: str
    code: str
    expires_at: datetime


class ErasureAnswer(Answer):
    """Rows by table that were erased; `files` says whether the database's files were written anew already."""

    erased: dict[str, int]
    files: bool


async def import_families(call: Call) -> ImportAnswer:
    """Whole file or nothing."""
    parsed = parse_families(call.content)
    async with call.deps.transaction() as session:
        plan = await record_import(
            session,
            actor=call.actor,
            now=call.deps.clock.now(),
            parsed=parsed,
            skip_bad_rows=call.query.skip_bad_rows,
            dry_run=call.query.dry_run,
        )
    facts: dict[str, Any] = plan.as_dict()
    return ImportAnswer.model_validate(facts)


async def families(call: Call) -> FamiliesAnswer:
    """The actor's own groups only."""
    query: FamiliesQuery = call.query
    async with call.deps.reading() as session:
        found = await list_parents(
            session, actor=call.actor, group=query.group, reached=query.reached, after=query.after
        )
    return FamiliesAnswer(items=[_parent(line) for line in found], next=found[-1].id if len(found) == PAGE else None)


async def enrol(call: Call) -> EnrolmentAnswer:
    """A new code; an unused older one stops working."""
    async with call.deps.transaction() as session:
        username = await require_bot_username(session, configured=call.deps.settings.telegram_bot)
        code, expires_at = await create_enrolment(
            session, actor=call.actor, now=call.deps.clock.now(), parent_id=call.path["parent_id"]
        )
    zone = call.deps.settings.timezone
    return EnrolmentAnswer(link=deep_link(username, code), code=code, expires_at=expires_at.astimezone(zone))


async def erase(call: Call) -> ErasureAnswer:
    """At the parent's wish; it cannot be undone."""
    async with call.deps.transaction() as session:
        counts = await erase_parent(
            session, actor=call.actor, now=call.deps.clock.now(), parent_id=call.path["parent_id"]
        )
    return ErasureAnswer(erased=counts, files=await call.deps.database.scrub())


def _parent(line: ParentLine) -> ParentAnswer:
    return ParentAnswer(
        parent_id=line.external_id,
        name=line.name,
        home_language=line.home_language,
        children=[
            ChildAnswer(child_id=child.external_id, first_name=child.first_name, group=child.group)
            for child in line.children
        ],
        status=line.status,
    )


ROUTES = [
    Route(
        "POST",
        "/families/import",
        import_families,
        ImportAnswer,
        Scope.FAMILIES_WRITE,
        "Import families from CSV",
        query=ImportQuery,
        takes_csv=True,
    ),
    Route("GET", "/families", families, FamiliesAnswer, Scope.FAMILIES_READ, "List parents", query=FamiliesQuery),
    Route(
        "POST",
        "/families/{parent_id}/enrolment",
        enrol,
        EnrolmentAnswer,
        Scope.FAMILIES_WRITE,
        "Make an enrolment link for one parent",
        status=201,
    ),
    Route(
        "DELETE",
        "/families/{parent_id}",
        erase,
        ErasureAnswer,
        Scope.FAMILIES_WRITE,
        "Erase everything about one parent",
    ),
]
