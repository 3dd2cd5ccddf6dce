"""Rights are checked where the work is done: every action and query that has an actor stands in this table."""

from __future__ import annotations

import asyncio
import importlib
import inspect
import pkgutil
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

import bot.actions
import bot.queries
from bot.db import Database
from bot.domain.actors import COMMAND
from bot.enums import Role, Scope
from bot.errors import NotAllowed, NotFound
from bot.models import Translation
from messages.tap_values import DayPart
from tests.bot.accounts import make_colleague
from tests.bot.rights.events import EVENTS, schedule_programme
from tests.bot.rights.families import FAMILIES
from tests.bot.rights.right import Right, School
from tests.bot.rights.school import SCHOOL
from tests.bot.rights.talking import TALKING, book_at_the_gate
from tests.bot.talks import make_talks
from tests.builders import (
    RUTH,
    SAM,
    TOM,
    make_event,
    make_families,
    make_holiday,
    make_invitation,
    make_joined,
    make_question,
    make_row,
    make_term,
)
from tests.questions import make_check_in
from tests.voices import make_voice_message

RIGHTS = {**FAMILIES, **EVENTS, **TALKING, **SCHOOL}

SCOPED = {name: right for name, right in RIGHTS.items() if right.scope}
BY_GROUP = {name: right for name, right in RIGHTS.items() if right.by_group}


@pytest.fixture(scope="session")
def furnished(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, School]:
    """Made once for all rows of the table: each gets a copy."""
    path = tmp_path_factory.mktemp("furnished") / "ouderbrug.db"
    shutil.copy(sqlite_template, path)
    return path, asyncio.run(_furnish(path))


@pytest.fixture
def database_url(furnished: tuple[Path, School], tmp_path: Path) -> str:
    """Who may what is decided before a database is asked; where it is not, its own tests ask both kinds."""
    shutil.copy(furnished[0], tmp_path / "ouderbrug.db")
    return f"sqlite+aiosqlite:///{tmp_path}/ouderbrug.db"


@pytest.fixture
def school(furnished: tuple[Path, School]) -> School:
    return furnished[1]


async def _furnish(path: Path) -> School:
    database = Database(f"sqlite+aiosqlite:///{path}")
    async with database.transaction() as session:
        school = await _make_school(session)
    await database.close()
    return school


async def _make_school(session: AsyncSession) -> School:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Jan", "Piotr", "pl", group="groep 6"))
    await make_joined(session, "Amina")
    event = await make_event(session, note="Kom gerust.")
    campaign = await make_invitation(session, event)
    thread = await make_question(session, "Amina")
    thread.call_day, thread.call_part = "2026-11-25", DayPart.MORNING
    voice = await make_voice_message(session, "Amina", update_id=2)
    programme = await schedule_programme(session, COMMAND)
    translation = await session.get_one(Translation, 1)
    term = await make_term(session, source="gym")
    holiday = await make_holiday(session)
    talks = await make_talks(session)
    booking = await book_at_the_gate(session, COMMAND, talks.id)
    found = (event.id, campaign.id, thread.id, voice.id, programme.id, translation.id, term.id, holiday.id)
    check_in = await make_check_in(session)
    colleague = await make_colleague(session, groups=("groep 6",))
    await make_colleague(session, "Lio", Role.LIAISON)
    return School(*found, talks.id, booking.id, check_in.id, colleague.id)


def test_every_action_and_query_with_an_actor_stands_in_the_table() -> None:
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for package in (bot.actions, bot.queries)
        for found in pkgutil.iter_modules(package.__path__)
    ]
    with_actor = {
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and "actor" in inspect.signature(function).parameters
    }

    assert with_actor - {"schedule_notice"} == set(RIGHTS)


@pytest.mark.parametrize("right", SCOPED.values(), ids=SCOPED)
async def test_token_without_the_scope_is_refused(session: AsyncSession, school: School, right: Right) -> None:
    others = frozenset(Scope) - {Scope.ALL, Scope.WRITE, Scope.READ}
    others -= {
        scope for scope in others if right.scope and scope.value.split(":")[0] == right.scope.value.split(":")[0]
    }

    with pytest.raises(NotAllowed, match=f"This token was not made for {right.scope}"):
        await right.call(session, replace(SAM, scopes=others), school)


@pytest.mark.parametrize("right", RIGHTS.values(), ids=RIGHTS)
async def test_scope_of_its_own_is_enough(session: AsyncSession, school: School, right: Right) -> None:
    scopes = frozenset({right.scope}) if right.scope else frozenset()

    await right.call(session, replace(SAM, scopes=scopes), school)


@pytest.mark.parametrize("right", BY_GROUP.values(), ids=BY_GROUP)
async def test_others_groups_do_not_exist_for_a_teacher(session: AsyncSession, school: School, right: Right) -> None:
    with pytest.raises(NotFound):
        await right.call(session, TOM, school)


@pytest.mark.parametrize("right", BY_GROUP.values(), ids=BY_GROUP)
async def test_own_groups_are_the_teachers(session: AsyncSession, school: School, right: Right) -> None:
    await right.call(session, RUTH, school)
