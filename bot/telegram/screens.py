"""Commands that only show something: help, what is kept."""

from __future__ import annotations

from bot.deps import Deps
from bot.queries.outbox import find_original
from bot.queries.readers import ChatParent, find_parent_of_chat, list_parents_of_chat
from bot.telegram.answers import Answer, app_language, language_of, say, too_old
from bot.telegram.inbound import Command, Pressed
from messages.screens import HOW_TO_JOIN, NOT_UNDERSTOOD, help_screen, privacy_screen, show_original
from messages.taps import OriginalTap


async def on_help(deps: Deps, command: Command) -> Answer:
    """/help."""
    parents = await _parents(deps, command)
    return Answer((help_screen(language_of(deps, parents, command)),))


async def on_privacy(deps: Deps, command: Command) -> Answer:
    """/privacy: what is kept about each parent of this chat."""
    parents = await _parents(deps, command)
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, command))
    shown = tuple(privacy_screen(parent.reader(deps.settings.source_language)) for parent in parents)
    return Answer(shown, about=tuple(parent.parent_id for parent in parents))


async def on_original(deps: Deps, pressed: Pressed, tap: OriginalTap) -> Answer:
    """What the school wrote, as a new message: the translation stays where it is."""
    async with deps.reading() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        original = await find_original(session, address=pressed.address, number=pressed.message_number)
    if parent is None or original is None:
        return await too_old(deps, pressed)
    return Answer((show_original(original, reader=parent.reads(deps.settings.source_language)),))


async def on_unknown(deps: Deps, command: Command) -> Answer:
    """A command that we do not have: never silence."""
    parents = await _parents(deps, command)
    return say(NOT_UNDERSTOOD if parents else HOW_TO_JOIN, language_of(deps, parents, command))


async def _parents(deps: Deps, command: Command) -> list[ChatParent]:
    async with deps.reading() as session:
        return await list_parents_of_chat(session, command.address)
