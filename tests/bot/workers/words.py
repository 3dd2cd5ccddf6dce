"""A school of four languages, two of them a machine's, and the words that its parents wait for."""

from __future__ import annotations

from sqlalchemy import select

from bot.actions.machine import record_spoken
from bot.deps import Deps
from bot.domain.spoken import Spoken
from bot.enums import OutboxState, TranslationState
from bot.models import OutboxMessage, Translation
from messages.outgoing import HowSaid
from tests.builders import make_event, make_families, make_invitation, make_joined, make_route, make_row
from tests.steps import list_told

NOTE = "Kom gerust."


async def make_four_languages(deps: Deps) -> None:
    """Amina reads Arabic, Emine Turkish, Marit Dutch, Selam Tigrinya; a machine goes into Arabic and Turkish."""
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar"),
            make_row("Emre", "Emine", "tr"),
            make_row("Sem", "Marit"),
            make_row("Liya", "Selam", "ti"),
        )
        await make_joined(session, "Amina", "Emine", "Marit", "Selam")
        for tag in ("ar", "tr"):
            await make_route(session, "nl", tag)


async def invite(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_invitation(session, await make_event(session, note=NOTE), remind=())


async def say(deps: Deps, tag: str, target: str | None, state: TranslationState = TranslationState.MACHINE) -> None:
    """The machine's words in one language."""
    async with deps.transaction() as session:
        number = (await session.scalars(select(Translation.id).where(Translation.target_language == tag))).one()
        spoken = [Spoken(number, target, state, engine="test 1.0")]
        await record_spoken(session, spoken=spoken, now=deps.clock.now())


async def told(deps: Deps) -> list[str]:
    """Who has a message, in order."""
    return [name for _, name in await list_told(deps, OutboxState.QUEUED, OutboxState.SENT)]


async def how(deps: Deps) -> dict[str, HowSaid]:
    """How the author's words were said in each language."""
    async with deps.reading() as session:
        rows = await session.execute(select(OutboxMessage.language, OutboxMessage.how))
        return {language: HowSaid(said) for language, said in rows}


async def number_of(deps: Deps, tag: str) -> int:
    async with deps.reading() as session:
        return (await session.scalars(select(Translation.id).where(Translation.target_language == tag))).one()
