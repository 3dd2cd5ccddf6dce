"""The translation memory, looked up for many sentences and languages at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.memory import Memory, Remembered
from bot.enums import Scope, TranslationState
from bot.errors import NotFound
from bot.models import LanguagePolicy, Translation
from messages.sentences import loose_key, sentence_key, split_sentences, worth_translating

PAGE = 200

#: What a look-up reads; whole entries take longer, and there is one for every message.
_NEEDED = (
    Translation.source_key,
    Translation.loose_key,
    Translation.target_language,
    Translation.target,
    Translation.state,
)


def sentences_of(texts: Iterable[str | None]) -> dict[str, str]:
    """Every sentence worth translating, by its key, each once."""
    pieces = (piece for text in texts if text for piece in split_sentences(text))
    return {sentence_key(piece): piece.strip() for piece in pieces if worth_translating(piece)}


async def load_memory(
    session: AsyncSession, *, texts: Iterable[str | None], source: str, targets: Collection[str]
) -> Memory:
    """What is known of these texts in these languages, and where machine text waits for a person."""
    wanted = sentences_of(texts)
    if not wanted:
        return Memory()
    entries = (await session.execute(select(*_NEEDED).where(*_about(wanted, source, targets)))).all()
    spoken = {entry.target_language for entry in entries if entry.state == TranslationState.MACHINE}
    return Memory(
        entries={
            (entry.source_key, entry.target_language): Remembered(entry.target, TranslationState(entry.state))
            for entry in entries
        },
        loose={
            (entry.loose_key, entry.target_language): entry.target
            for entry in entries
            if entry.target and entry.state == TranslationState.APPROVED
        },
        held=await _held(session, spoken),
    )


async def _held(session: AsyncSession, languages: Collection[str]) -> frozenset[str]:
    """Those of them whose machine text waits for a person."""
    if not languages:
        return frozenset()
    query = select(LanguagePolicy.language).where(LanguagePolicy.hold, LanguagePolicy.language.in_(languages))
    return frozenset(await session.scalars(query))


async def any_pending(
    session: AsyncSession, *, texts: Iterable[str | None], source: str, targets: Collection[str]
) -> bool:
    """Whether the machine still has to come to some of these sentences."""
    meant = _exact(sentences_of(texts), source, targets)
    brought_back = Translation.back_wanted & Translation.target.is_not(None)
    undone = or_(Translation.state == TranslationState.PENDING, brought_back)
    return bool(await session.scalar(select(exists().where(*meant, undone))))


async def list_translations(
    session: AsyncSession,
    *,
    actor: Actor,
    state: TranslationState | None,
    language: str | None = None,
    words: str | None = None,
    after: int = 0,
    limit: int = PAGE,
) -> list[Translation]:
    """Entries by id; of one state, one language, or with these words in them when asked. No private ones."""
    actor.check_scope(Scope.TRANSLATIONS_READ)
    meant = _matching(state, language, words)
    query = select(Translation).where(Translation.id > after, *meant).order_by(Translation.id).limit(limit)
    return list(await session.scalars(query))


async def require_translation(session: AsyncSession, translation_id: int) -> Translation:
    """The entry, locked until the end of the transaction. Raises NotFound."""
    entry = await session.get(Translation, translation_id, with_for_update=True)
    if entry is None or entry.private:
        raise NotFound(f"There is no translation {translation_id}.")
    return entry


async def list_parts(
    session: AsyncSession, *, texts: Iterable[str | None], source: str, target: str
) -> list[Translation]:
    """The entries behind these texts in one language, in the order of the texts."""
    wanted = sentences_of(texts)
    found = await session.scalars(select(Translation).where(*_exact(wanted, source, [target])))
    by_key = {entry.source_key: entry for entry in found}
    return [by_key[key] for key in wanted if key in by_key]


def _exact(wanted: Collection[str], source: str, targets: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return (
        Translation.source_key.in_(wanted),
        Translation.source_language == source,
        Translation.target_language.in_(targets),
    )


def _about(wanted: dict[str, str], source: str, targets: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    """The sentences themselves, and those with other capitals or marks.

    Which of those are approved is asked later: asked here, SQLite would go through all that ever was.
    """
    loose = [loose_key(sentence) for sentence in wanted.values()]
    return (
        or_(Translation.source_key.in_(wanted), Translation.loose_key.in_(loose)),
        Translation.source_language == source,
        Translation.target_language.in_(targets),
    )


def _matching(state: TranslationState | None, language: str | None, words: str | None) -> list[ColumnElement[bool]]:
    meant = [~Translation.private]
    if state is not None:
        meant.append(Translation.state == state)
    if language is not None:
        meant.append(Translation.target_language == language)
    if words is not None:
        meant.append(containing(words))
    return meant


def waits_for_person() -> ColumnElement[bool]:
    """The gate held it, or the school lets all machine text of its language wait."""
    slow = select(LanguagePolicy.language).where(LanguagePolicy.hold)
    by_policy = (Translation.state == TranslationState.MACHINE) & Translation.target_language.in_(slow)
    return (Translation.state == TranslationState.HELD) | by_policy


def containing(words: str) -> ColumnElement[bool]:
    """In the source or in the target, whatever the capitals."""
    in_source = Translation.source.icontains(words, autoescape=True)
    return in_source | Translation.target.icontains(words, autoescape=True)
