"""What a machine must know of this school before it translates: the names in a sentence, and the glossary."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, union
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.actors import Actor
from bot.domain.names import NameBook
from bot.enums import Scope, TermKind
from bot.models import Child, Parent, Staff, Term


@dataclass(frozen=True, slots=True)
class SchoolWords:
    """The glossary for one pair of languages, as plain values."""

    fixed: dict[str, str]
    keep: tuple[str, ...]
    plain: dict[str, str]


async def load_names(session: AsyncSession) -> NameBook:
    """Every child, parent and member of staff; a school has a few thousand at most."""
    query = union(select(Child.first_name), select(Parent.name), select(Staff.name))
    return NameBook([name for name in await session.scalars(query) if name])


async def load_school_words(session: AsyncSession, *, source: str, target: str) -> SchoolWords:
    """Terms for this target win over those for all languages."""
    query = select(Term).where(Term.source_language == source, Term.target_language.in_(("", target)))
    found = await session.scalars(query.order_by(Term.target_language, Term.id))
    terms = {term.source.casefold(): term for term in found}.values()
    of_kind = {kind: [term for term in terms if term.kind == kind] for kind in TermKind}
    return SchoolWords(
        fixed={term.source: term.target or "" for term in of_kind[TermKind.FIXED]},
        keep=tuple(term.source for term in of_kind[TermKind.KEEP]),
        plain={term.source: term.target or "" for term in of_kind[TermKind.PLAIN]},
    )


async def list_terms(session: AsyncSession, *, actor: Actor) -> list[Term]:
    """The whole glossary, in order of the alphabet."""
    actor.check_scope(Scope.TRANSLATIONS_READ)
    return list(await session.scalars(select(Term).order_by(Term.source_language, Term.source, Term.target_language)))
