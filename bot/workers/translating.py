"""Let the machine say what is wanted: claimed, asked outside any transaction, recorded as machine or held."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import structlog

from bot.actions.machine import (
    claim_back_wanted,
    claim_wanted,
    record_back,
    record_breakdown,
    record_routes,
    record_spoken,
)
from bot.deps import Deps
from bot.domain.spoken import Spoken
from bot.engine import Engine, Job, Judged
from bot.enums import TranslationState
from bot.models import Translation
from bot.queries.school_words import load_names, load_school_words
from bot.workers.reading import read_one_message
from messages.translator import EngineFailed

log = structlog.get_logger()


class Translating:
    """The translating worker: owns the engine, and tells everyone through the database what it can say."""

    def __init__(self, deps: Deps, engine: Engine) -> None:
        """Asks nothing yet."""
        self._deps, self._engine = deps, engine
        self._routes: dict[tuple[str, str], str] | None = None

    async def step(self) -> bool:
        """A message of a parent, or a batch of sentences, or some to be brought back; False when nothing waits."""
        try:
            await self._look_around()
            return (
                await read_one_message(self._deps, self._engine)
                or await translate_wanted(self._deps, self._engine)
                or await bring_back(self._deps, self._engine)
            )
        except EngineFailed as error:  # nothing is lost: what was claimed was given back
            log.warning("translation failed", error=str(error))
            return False

    async def _look_around(self) -> None:
        """A language is spoken as soon as it is installed, and no longer promised when it is removed."""
        routes = await self._engine.routes()
        if routes == self._routes:
            return
        async with self._deps.transaction() as session:
            await record_routes(session, routes=routes)
        self._routes = routes
        log.info("languages changed", pairs=len(routes))


async def translate_wanted(deps: Deps, engine: Engine) -> bool:
    """One batch of sentences, in all the languages that it is wanted in."""
    async with deps.database.transaction() as session:
        claimed = await claim_wanted(session, now=deps.clock.now())
    if not claimed:
        return False
    try:
        spoken = await _ask(deps, engine, claimed)
    except EngineFailed:
        await _give_back(deps, claimed)
        raise
    async with deps.transaction() as session:
        await record_spoken(session, spoken=spoken, now=deps.clock.now())
    return True


async def _ask(deps: Deps, engine: Engine, claimed: Sequence[Translation]) -> list[Spoken]:
    batches = [list(batch) for _, batch in groupby(sorted(claimed, key=_target), _target)]
    jobs = await _jobs(deps, batches)
    answers = await engine.translate(claimed[0].source_language, jobs)
    spoken: list[Spoken] = []
    for batch, said in zip(batches, answers, strict=True):
        judged: Sequence[Judged | None] = said or [None] * len(batch)
        spoken += map(_spoken, batch, judged)
    return spoken


async def _jobs(deps: Deps, batches: Sequence[Sequence[Translation]]) -> list[Job]:
    """One for each language, with the names in each sentence and the school's own words."""
    jobs = []
    async with deps.reading() as session:
        names = await load_names(session)
        for batch in batches:
            source, target = batch[0].source_language, batch[0].target_language
            words = await load_school_words(session, source=source, target=target)
            wanted = tuple((entry.source, names.names_in(entry.source)) for entry in batch)
            jobs.append(Job(target, wanted, words.fixed, words.keep, words.plain))
    return jobs


def _spoken(entry: Translation, judged: Judged | None) -> Spoken:
    if judged is None:
        return Spoken(entry.id, entry.target, TranslationState.UNSERVED)
    state = TranslationState.HELD if judged.held else TranslationState.MACHINE
    return Spoken(entry.id, judged.target, state, judged.reasons, judged.score, judged.engine)


async def bring_back(deps: Deps, engine: Engine) -> bool:
    """Some machine sentences in the author's language again."""
    async with deps.database.transaction() as session:
        claimed = await claim_back_wanted(session, now=deps.clock.now())
    if not claimed:
        return False
    pairs = [(entry.source, entry.target or "") for entry in claimed]
    try:
        said = await engine.back(claimed[0].source_language, claimed[0].target_language, pairs)
    except EngineFailed:
        await _give_back(deps, claimed)
        raise
    async with deps.transaction() as session:
        await record_back(session, said={entry.id: back for entry, back in zip(claimed, said, strict=True)})
    return True


async def _give_back(deps: Deps, claimed: Sequence[Translation]) -> None:
    async with deps.transaction() as session:
        await record_breakdown(session, ids=[entry.id for entry in claimed], now=deps.clock.now())


def _target(entry: Translation) -> str:
    return entry.target_language
