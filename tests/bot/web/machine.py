"""The machine's part, played by hand: what it made of each sentence, as the worker writes it down."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot.actions.machine import record_back, record_spoken
from bot.deps import Deps
from bot.domain.spoken import Spoken
from bot.enums import TranslationState
from bot.models import Translation
from tests.builders import make_route
from tests.fakes import NOW

ENGINE = "nl-ar 1.0 3f2a9c1b"


async def serve(deps: Deps, *tags: str) -> None:
    """A machine goes from Dutch into these languages, and back."""
    async with deps.transaction() as session:
        for tag in tags:
            await make_route(session, "nl", tag, ENGINE)
            await make_route(session, tag, "nl", "back 1.0")


async def say(
    deps: Deps, tag: str, target: str | None, *, held: str | None = None, back: tuple[str, int] | None = None
) -> None:
    """Everything that is wanted in a language; `held` is the reason why it waits for a person."""
    async with deps.transaction() as session:
        numbers = list(await session.scalars(select(Translation.id).filter_by(target_language=tag, state="pending")))
        facts: dict[str, Any] = {"state": TranslationState.MACHINE, "engine": ENGINE}
        if held:
            facts = {"state": TranslationState.HELD, "engine": ENGINE, "reasons": ((held, ""),)}
        await record_spoken(session, spoken=[Spoken(number, target, **facts) for number in numbers], now=NOW)
        if back:
            await record_back(session, said=dict.fromkeys(numbers, back))
