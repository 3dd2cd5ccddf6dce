"""Who looked at a family, which list went out, which language was asked for."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.family_looks import correct_language, record_checklist_copy, record_family_look
from bot.models import AuditEntry, Parent
from tests.builders import GROUP, LIO, RUTH, make_families, make_row
from tests.fakes import NOW


async def trail(session: AsyncSession) -> list[tuple[str, str, int | None, object]]:
    entries = await session.scalars(select(AuditEntry).where(AuditEntry.action != "import").order_by(AuditEntry.id))
    return [(entry.actor, entry.action, entry.object_id, entry.details) for entry in entries]


async def test_look_stands_in_the_trail_once_an_hour_for_each_who_looks(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))

    for actor, minutes in ((RUTH, 0), (RUTH, 59), (LIO, 59), (RUTH, 60)):
        await record_family_look(session, actor=actor, now=NOW + timedelta(minutes=minutes), parent_id="P-Amina")
        await session.flush()

    assert await trail(session) == [
        (RUTH.key, "family-read", 1, {}),
        (LIO.key, "family-read", 1, {}),
        (RUTH.key, "family-read", 1, {}),
    ]


async def test_copy_of_a_list_is_told_by_numbers(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"))

    await record_checklist_copy(session, actor=RUTH, now=NOW, group=GROUP, children=1)

    assert await trail(session) == [(RUTH.key, "checklist-copy", 1, {"children": 1})]


async def test_language_is_chosen_and_given_back_to_the_schools_list(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina", "ar"))
    amina = await session.get_one(Parent, 1)

    chosen = []
    for language in ("fr", None):
        await correct_language(session, actor=RUTH, now=NOW, parent_id="P-Amina", language=language)
        chosen.append((amina.chosen_language, amina.home_language))

    assert chosen == [("fr", "ar"), (None, "ar")]
    assert [details for _, _, _, details in await trail(session)] == [{"language": "fr"}, {"language": None}]
