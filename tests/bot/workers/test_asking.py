"""An author asks for words and gets them from the worker, or goes on without after a while."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.deps import Deps
from bot.enums import TranslationState
from bot.models import Translation
from bot.queries.translations import list_parts
from bot.workers.asking import ask_for_words
from tests.bot.workers.translating import install, translating
from tests.builders import make_route

TEXT = "Neem een appel mee."


async def ask(deps: Deps, *texts: str, back: bool = False, private: bool = False) -> list[Translation]:
    """What the memory holds in Turkish then."""
    await ask_for_words(deps, texts=texts, source="nl", targets=["tr"], back=back, private=private)
    async with deps.reading() as session:
        return await list_parts(session, texts=texts, source="nl", target="tr")


@pytest.mark.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)
async def test_words_come_from_the_worker_while_the_author_waits(deps: Deps) -> None:
    install(deps)
    async with translating(deps):
        (plain,) = await ask(deps, TEXT)
        (brought_back,) = await ask(deps, TEXT, back=True)
        (private,) = await ask(deps, "Neem een handdoek mee.", private=True)

    assert (plain.target, plain.back) == ("Bir elma getirin.", None)
    assert (brought_back.back, brought_back.likeness) == (TEXT, 100)
    assert (private.target, private.private) == ("Bir havlu getirin.", True)


async def test_author_goes_on_without_a_worker_that_does_not_come(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_route(session, "nl", "tr")

    (entry,) = await ask(replace(deps, patience=0.01), TEXT)

    assert entry.state == TranslationState.PENDING


async def test_nobody_is_waited_for_where_no_machine_goes(deps: Deps) -> None:
    (entry,) = await ask(replace(deps, patience=3600), TEXT, back=True)

    assert entry.state == TranslationState.UNSERVED
