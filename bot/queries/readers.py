"""Who is behind a chat, and how they read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.models import Chat, Parent
from bot.queries.families import ChildLine, children_of
from messages.facts import Reader
from messages.languages import Language, readable_in
from messages.phrases import spoken


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
    found = (await session.execute(query)).tuples().all()
    children = await children_of(session, [parent.id for parent, _ in found])
    return [_chat_parent(parent, children.get(parent.id, ()), stopped_at) for parent, stopped_at in found]


async def find_parent_of_chat(session: AsyncSession, *, address: int, parent_id: int) -> ChatParent | None:
    """This parent, if this chat is theirs: a button can be forged or passed on."""
    return next((p for p in await list_parents_of_chat(session, address) if p.parent_id == parent_id), None)


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
