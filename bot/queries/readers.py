"""Who is behind a chat, and how they read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.domain.codes import hash_secret
from bot.models import Chat, EnrolmentCode, Parent
from bot.queries.families import ChildLine, children_of, parents_of_groups
from messages.facts import Reader
from messages.languages import SPOKEN_FIRST, Language, readable_in
from messages.phrases import spoken

_HANDFUL = 500


@dataclass(frozen=True, slots=True)
class ChatParent:
    """One parent of a chat: on a shared phone there are more."""

    parent_id: int
    name: str
    home_language: str
    second_language: str | None
    chosen_language: str | None
    children: tuple[ChildLine, ...]
    stopped_at: datetime | None

    def reads(self, source: str) -> Language:
        """The first of the languages that we speak, else the one that staff write in."""
        return readable_in((self.chosen_language, self.home_language, self.second_language), spoken(), source)

    def reads_beside(self, source: str) -> Language | None:
        """Where the language is spoken and hardly read, the family's second one, else the one that staff write in."""
        if self.reads(source).tag not in SPOKEN_FIRST:
            return None
        return readable_in((self.second_language,), spoken() - SPOKEN_FIRST, source)

    def likely(self, source: str) -> list[str]:
        """The languages to offer first."""
        wanted = (self.chosen_language, self.home_language, self.second_language, source)
        return [tag for tag in wanted if tag]

    def reader(self, source: str) -> Reader:
        """For rendering."""
        names = tuple(child.first_name for child in self.children)
        return Reader(self.parent_id, self.name, names, self.reads(source))

    def reader_about(self, groups: list[str], source: str) -> Reader:
        """The same, about the children of some groups only."""
        names = tuple(child.first_name for child in self.children if child.group in groups)
        return Reader(self.parent_id, self.name, names, self.reads(source))


async def list_parents_of_chat(session: AsyncSession, address: int) -> list[ChatParent]:
    """Every parent who joined with this chat, stopped ones too, the newest first."""
    query = (
        select(Parent, Chat.stopped_at)
        .join(Chat, Chat.parent_id == Parent.id)
        .where(Chat.address == address)
        .order_by(Chat.joined_at.desc(), Chat.id.desc())
    )
    found = (await session.execute(query)).all()
    children = await children_of(session, [parent.id for parent, _ in found])
    return [_chat_parent(parent, children.get(parent.id, ()), stopped_at) for parent, stopped_at in found]


async def find_parent_of_chat(session: AsyncSession, *, address: int, parent_id: int) -> ChatParent | None:
    """This parent, if this chat is theirs: a button can be forged or passed on."""
    return next((p for p in await list_parents_of_chat(session, address) if p.parent_id == parent_id), None)


async def find_parent_of_code(session: AsyncSession, *, code: str, address: int) -> ChatParent | None:
    """The parent who joined from this chat with this letter."""
    used = EnrolmentCode.code_hash == hash_secret(code), EnrolmentCode.used_by == address
    parent_id = await session.scalar(select(EnrolmentCode.parent_id).where(*used))
    return await find_parent_of_chat(session, address=address, parent_id=parent_id) if parent_id else None


async def load_parent(session: AsyncSession, parent_id: int) -> ChatParent:
    """The same by our own id."""
    return (await load_parents(session, [parent_id]))[0]


async def load_parents(session: AsyncSession, parent_ids: Sequence[int]) -> list[ChatParent]:
    """Many of them, by id, in handfuls that both databases take."""
    found: list[ChatParent] = []
    for start in range(0, len(parent_ids), _HANDFUL):
        ids = parent_ids[start : start + _HANDFUL]
        parents = (await session.scalars(select(Parent).where(Parent.id.in_(ids)).order_by(Parent.id))).all()
        children = await children_of(session, ids)
        found += [_chat_parent(parent, children.get(parent.id, ()), None) for parent in parents]
    return found


def _chat_parent(parent: Parent, children: tuple[ChildLine, ...], stopped_at: datetime | None) -> ChatParent:
    return ChatParent(
        parent_id=parent.id,
        name=parent.name,
        home_language=parent.home_language,
        second_language=parent.second_language,
        chosen_language=parent.chosen_language,
        children=children,
        stopped_at=stopped_at,
    )


async def sample_reader(session: AsyncSession, *, groups: Sequence[str], language: Language) -> Reader:
    """The first parent of these groups, for a preview; three dots where there is none."""
    query = select(Parent).where(Parent.id.in_(parents_of_groups(groups))).order_by(Parent.id).limit(1)
    parent = await session.scalar(query)
    if parent is None:
        return Reader(1, "…", ("…",), language)
    children = (await children_of(session, [parent.id], groups=groups))[parent.id]
    return Reader(parent.id, parent.name, tuple(child.first_name for child in children), language)
