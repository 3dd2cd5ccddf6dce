"""/settings: what a parent gets, changed by one tap and shown in place."""

from __future__ import annotations

from bot.actions.choices import record_choice
from bot.deps import Deps
from bot.queries.choices import load_choices
from bot.queries.readers import ChatParent, find_parent_of_chat, list_parents_of_chat
from bot.telegram.answers import Answer, app_language, say, too_old
from bot.telegram.inbound import Command, Pressed
from messages.conversation.choices import (
    CHOICE_KEPT,
    Choices,
    ideas_stopped_screen,
    settings_screen,
    stopped_screen,
)
from messages.outgoing import Outgoing
from messages.phrases import phrases_in
from messages.screens import HOW_TO_JOIN
from messages.tap_values import Choice
from messages.taps import ChoiceTap


async def on_settings(deps: Deps, command: Command) -> Answer:
    """Each parent of the chat has settings of their own; who stopped everything gets the way back."""
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, command.address)
        choices = await load_choices(session, [parent.parent_id for parent in parents])
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, command))
    return Answer(tuple(_settings(deps, parent, choices[parent.parent_id]) for parent in parents))


async def on_choice(deps: Deps, pressed: Pressed, tap: ChoiceTap) -> Answer:
    """Kept, and shown where the button stood."""
    async with deps.transaction() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        if parent is not None:
            await record_choice(
                session,
                address=pressed.address,
                parent_id=tap.parent_id,
                choice=tap.choice,
                now=deps.clock.now(),
            )
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        choices = await load_choices(session, [tap.parent_id])
    if parent is None:
        return await too_old(deps, pressed)
    language = parent.reads(deps.settings.source_language)
    screen = _settings(deps, parent, choices[tap.parent_id])
    if tap.choice is Choice.ONLY_INVITATIONS:
        screen = ideas_stopped_screen(tap.parent_id, language)
    return Answer((screen,), pressed.message_number, phrases_in(language.tag).say(CHOICE_KEPT))


def _settings(deps: Deps, parent: ChatParent, choices: Choices) -> Outgoing:
    source = deps.settings.source_language
    if parent.stopped_at is not None:
        return stopped_screen(parent.parent_id, parent.reads(source))
    return settings_screen(choices, parent.reader(source))
