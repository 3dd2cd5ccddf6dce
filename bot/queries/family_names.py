"""Whether a sentence names somebody's child or parent: then nobody outside the school reads it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ColumnElement, or_, select, union
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.domain.names import NameBook, capitals_in
from bot.models import Child, Parent

#: Words a look: SQLite takes a thousand conditions.
_AT_ONCE = 200


async def find_named(session: AsyncSession, sentences: Mapping[str, str]) -> set[str]:
    """The keys of those sentences in which a name of our families stands, whole or in part."""
    words = sorted({word for sentence in sentences.values() for word in capitals_in(sentence)})
    names: list[str] = []
    for start in range(0, len(words), _AT_ONCE):
        some = words[start : start + _AT_ONCE]
        children = select(Child.first_name).where(_holds(Child.first_name, some))
        parents = select(Parent.name).where(_holds(Parent.name, some))
        names += await session.scalars(union(children, parents))
    book = NameBook(names)
    return {key for key, sentence in sentences.items() if book.names_in(sentence)}


def _holds(column: InstrumentedAttribute[str], words: list[str]) -> ColumnElement[bool]:
    return or_(*(column.contains(word, autoescape=True) for word in words))
