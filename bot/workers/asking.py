"""Ask the translating worker, wherever it runs, and wait a moment: an author wants to see the words before sending."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable

from bot.actions.translations import record_back_wanted, record_wanted
from bot.deps import Deps
from bot.queries.translations import any_pending

#: Seconds between two looks.
_LOOK_AGAIN = 0.05


async def ask_for_words(
    deps: Deps,
    *,
    texts: Iterable[str | None],
    source: str,
    targets: Collection[str],
    back: bool = False,
    private: bool = False,
) -> None:
    """What the memory lacks is wanted now. With `back`, also what the machine's words mean in `source`."""
    texts = list(texts)
    async with deps.transaction() as session:
        await record_wanted(session, texts=texts, source=source, targets=targets, now=deps.clock.now(), private=private)
        if back:
            await record_back_wanted(session, texts=texts, source=source, targets=targets)
    try:
        async with asyncio.timeout(deps.patience):
            while await _undone(deps, texts, source, targets):  # noqa: ASYNC110  # another host may do the work
                await asyncio.sleep(_LOOK_AGAIN)
    except TimeoutError:
        pass


async def _undone(deps: Deps, texts: Iterable[str | None], source: str, targets: Collection[str]) -> bool:
    async with deps.reading() as session:
        return await any_pending(session, texts=texts, source=source, targets=targets)
