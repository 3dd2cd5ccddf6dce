"""Danger that shows only once the machine knows in which language a parent wrote."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from bot.deps import Deps
from bot.models import Alert, OutboxMessage, Thread
from messages.conversation.inbox import Help, warn_of_danger
from messages.languages import Language
from tests.bot.workers.translating import open_desk
from tests.builders import make_families, make_joined, make_row
from tests.fakes import NOW

WARNING = warn_of_danger(Help("112", ("Veilig Thuis 0800-2000",)), Language("tr"))


async def hear(deps: Deps, text: str) -> tuple[list[str], list[str], list[object]]:
    """Emine writes, whose home language is Turkish: what she is told, who is called, and what is urgent."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Emre", "Emine", "tr"))
        await make_joined(session, "Emine")
    alerted = replace(deps, settings=replace(deps.settings, alert_to=("lio@school.example",)))
    async with open_desk(alerted) as desk:
        await desk.hear(text)
        await desk.work()
    async with deps.reading() as session:
        told = list(await session.scalars(select(OutboxMessage.text)))
        called = list(await session.scalars(select(Alert.recipient)))
        return told, called, list(await session.scalars(select(Thread.urgent_at)))


async def test_danger_in_a_language_that_nobody_expected_is_seen_when_it_is_read(deps: Deps) -> None:
    words = "Mi marido me pega todos los días delante de los niños. No sé qué hacer ni adónde ir con mis hijos."

    assert await hear(deps, words) == ([WARNING.text], ["lio@school.example"], [NOW])


async def test_reading_of_harmless_words_calls_nobody(deps: Deps) -> None:
    words = "Mi hijo está enfermo hoy y no puede ir a la escuela. Mañana volverá con el libro de matemáticas."

    assert await hear(deps, words) == ([], [], [None])
