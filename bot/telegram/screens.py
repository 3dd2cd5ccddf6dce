"""Commands that only show something: help, what is kept, what is planned, an idea for at home."""

from __future__ import annotations

from bot.deps import Deps
from bot.queries.events import facts_of, list_events_ahead, own_texts
from bot.queries.outbox import find_original
from bot.queries.readers import ChatParent, find_parent_of_chat, list_parents_of_chat
from bot.queries.translations import load_memory
from bot.telegram.answers import Answer, app_language, language_of, say, too_old
from bot.telegram.inbound import Command, Pressed
from messages.languages import Language
from messages.phrases import spoken
from messages.render import render_tip
from messages.screens import HOW_TO_JOIN, NOT_UNDERSTOOD, agenda_screen, help_screen, privacy_screen, show_original
from messages.taps import OriginalTap
from messages.tips import find_tip, theme_keys, themes


async def on_help(deps: Deps, command: Command) -> Answer:
    """/help."""
    parents = await _parents(deps, command)
    return Answer((help_screen(language_of(deps, parents, command)),))


async def on_privacy(deps: Deps, command: Command) -> Answer:
    """/privacy: what is kept about each parent of this chat."""
    parents = await _parents(deps, command)
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, command))
    return Answer(tuple(privacy_screen(parent.reader(deps.settings.source_language)) for parent in parents))


async def on_agenda(deps: Deps, command: Command) -> Answer:
    """/agenda: what is planned for the groups of one's children."""
    parents = await _parents(deps, command)
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, command))
    language = language_of(deps, parents, command)
    groups = {child.group for parent in parents for child in parent.children}
    async with deps.reading() as session:
        events = await list_events_ahead(session, groups=groups, now=deps.clock.now())
        texts = [text for event in events for text in own_texts(event)]
        memory = await load_memory(session, texts=texts, source=deps.settings.source_language, targets=[language.tag])
    zone = deps.settings.timezone
    lines = [facts_of(event, zone=zone, reader=language, memory=memory) for event in events]
    return Answer((agenda_screen(lines, language),))


async def on_tips(deps: Deps, command: Command) -> Answer:
    """/tips: an idea for at home, another one each time."""
    parents = await _parents(deps, command)
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, command))
    reader = parents[0].reader(deps.settings.source_language)
    keys = [key for theme in themes() for key in theme_keys(theme) if _has(key, reader.language)]
    tip = find_tip(keys[command.update_id % len(keys)], reader.language.tag) if keys else None
    return Answer((render_tip(tip, reader),)) if tip else say(NOT_UNDERSTOOD, reader.language)


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


def _has(key: str, language: Language) -> bool:
    return language.tag in spoken() and find_tip(key, language.tag) is not None


async def _parents(deps: Deps, command: Command) -> list[ChatParent]:
    async with deps.reading() as session:
        return await list_parents_of_chat(session, command.address)
