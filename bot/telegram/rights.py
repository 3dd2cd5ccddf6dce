"""A parent's own data: a copy of everything, and erasure after a question (N24)."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.actions.erasure import erase_themselves
from bot.actions.outbox import Draft
from bot.deps import Deps
from bot.enums import Lane
from bot.queries.my_data import load_my_data
from bot.queries.readers import ChatParent, find_parent_of_chat, list_parents_of_chat
from bot.telegram.answers import Answer, app_language, say, too_old
from bot.telegram.inbound import Command, Pressed
from messages.conversation.rights import erase_question, erased, not_erased, your_data
from messages.outgoing import Outgoing
from messages.screens import HOW_TO_JOIN
from messages.taps import EraseTap

#: As any other answer in a conversation.
_FRESH = timedelta(days=1)


async def on_my_data(deps: Deps, command: Command) -> Answer:
    """/mydata: an archive for each parent of the chat."""
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, command.address)
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, command))
    return _to_each(parents, [await _my_data(deps, parent) for parent in parents])


async def on_delete(deps: Deps, command: Command) -> Answer:
    """/delete: asks each parent of the chat."""
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, command.address)
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, command))
    source = deps.settings.source_language
    return _to_each(parents, [erase_question(parent.reader(source)) for parent in parents])


async def on_erase(deps: Deps, pressed: Pressed, tap: EraseTap) -> Answer:
    """Yes: everything goes, and the last words take the place of the question. No: it stays."""
    async with deps.reading() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
    if parent is None:
        return await too_old(deps, pressed)
    language = parent.reads(deps.settings.source_language)
    if not tap.sure:
        return Answer((not_erased(language),), edits=pressed.message_number)
    last_words = _last_words(deps, pressed, erased(language))
    async with deps.transaction() as session:
        await erase_themselves(
            session,
            parent_id=parent.parent_id,
            last_words=last_words,
            update_id=pressed.update_id,
            now=deps.clock.now(),
        )
    return Answer()


async def _my_data(deps: Deps, parent: ChatParent) -> Outgoing:
    """Packed in a thread: a year of messages takes a moment."""
    settings = deps.settings
    async with deps.reading() as session:
        data = await load_my_data(session, parent_id=parent.parent_id, zone=settings.timezone, now=deps.clock.now())
    language = parent.reads(settings.source_language)
    return await asyncio.to_thread(your_data, data, school=deps.school.school_name, language=language)


def _last_words(deps: Deps, pressed: Pressed, outgoing: Outgoing) -> Draft:
    """Queued with the erasure: the parent hears of it whatever happens to this process. It names nobody."""
    now = deps.clock.now()
    return Draft(
        dedupe_key=f"last-words:{pressed.update_id}",
        address=pressed.address,
        outgoing=outgoing,
        lane=Lane.CONVERSATION,
        available_at=now,
        use_by=now + _FRESH,
        edits=pressed.message_number,
    )


def _to_each(parents: list[ChatParent], screens: list[Outgoing]) -> Answer:
    return Answer(tuple(screens), about=tuple(parent.parent_id for parent in parents))
