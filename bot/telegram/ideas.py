"""Ideas for home: asked for with /tips or a tap, and what the family says back. Nobody is scored (N9, N10)."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions.tip_answers import record_tip_answer
from bot.deps import Deps
from bot.models import Programme
from bot.queries.ideas import find_part, keys_had
from bot.queries.programmes import find_running, keys_of
from bot.queries.readers import ChatParent, find_parent_of_chat, list_parents_of_chat
from bot.telegram.answers import Answer, app_language, say, toast, too_old
from bot.telegram.inbound import Command, Inbound, Pressed
from messages.conversation.ideas import DID_IT_THANKS, NO_MORE_IDEAS, NOT_YET_FINE, render_tip
from messages.facts import Reader
from messages.languages import Language
from messages.outgoing import Outgoing
from messages.screens import HOW_TO_JOIN
from messages.tap_values import TipReply
from messages.taps import TipTap
from messages.tips import Tip, TipPart, find_key, find_tip_in, theme_keys, themes

_THANKS = {TipReply.DID: DID_IT_THANKS, TipReply.NOT_YET: NOT_YET_FINE}


async def on_tips(deps: Deps, command: Command) -> Answer:
    """/tips: an idea of the group's theme that this parent has not had yet, else of any theme."""
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, command.address)
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, command))
    running = await _running(deps, parents[0])
    keys = keys_of(running) if running else [key for theme in themes() for key in theme_keys(theme)]
    return await _first_new(deps, command, parents[0], keys, theme_now=running is not None)


async def on_tip(deps: Deps, pressed: Pressed, tap: TipTap) -> Answer:
    """We did it, not yet, or another one."""
    key = find_key(tap.tip)
    async with deps.reading() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
    if parent is None or key is None:
        return await too_old(deps, pressed)
    if tap.reply is TipReply.ANOTHER:
        return await _another(deps, pressed, parent, key)
    return await _thank(deps, pressed, parent, key, tap.reply)


async def _another(deps: Deps, pressed: Pressed, parent: ChatParent, key: str) -> Answer:
    """Of the same theme, for the same ages where the theme is the group's now."""
    theme, running = key.partition("/")[0], await _running(deps, parent)
    now = running is not None and running.theme == theme
    keys = keys_of(running) if running and now else theme_keys(theme)
    return await _first_new(deps, pressed, parent, keys, theme_now=now)


async def _thank(deps: Deps, pressed: Pressed, parent: ChatParent, key: str, reply: TipReply) -> Answer:
    """The tip stays, with a word of thanks and the way to say otherwise."""
    async with deps.transaction() as session:
        stands = await record_tip_answer(
            session,
            parent_id=parent.parent_id,
            tip_key=key,
            reply=reply,
            update_id=pressed.update_id,
            now=deps.clock.now(),
        )
        part = await find_part(session, address=pressed.address, number=pressed.message_number)
    tip, running = _tip(deps, parent, key), await _running(deps, parent)
    if tip is None:  # the parent reads another language now, in which it does not exist
        return toast(_THANKS[stands], parent.reads(deps.settings.source_language))
    theme_now = running is not None and running.theme == tip.theme
    shown = _show(tip, parent, part=part, theme_now=theme_now, reply=stands)
    thanks = toast(_THANKS[stands], Language(tip.language)).toast
    return Answer((shown,), pressed.message_number, thanks, about=(parent.parent_id,))


async def _first_new(
    deps: Deps, inbound: Inbound, parent: ChatParent, keys: Iterable[str], *, theme_now: bool
) -> Answer:
    async with deps.reading() as session:
        had = await keys_had(session, parent_id=parent.parent_id, address=inbound.address)
    tip = next((tip for key in keys if key not in had and (tip := _tip(deps, parent, key))), None)
    if tip is None:
        return say(NO_MORE_IDEAS, parent.reads(deps.settings.source_language))
    return Answer((_show(tip, parent, theme_now=theme_now),), about=(parent.parent_id,))


async def _running(deps: Deps, parent: ChatParent) -> Programme | None:
    groups = {child.group for child in parent.children}
    async with deps.reading() as session:
        return await find_running(session, groups=groups, now=deps.clock.now(), zone=deps.settings.timezone)


def _tip(deps: Deps, parent: ChatParent, key: str) -> Tip | None:
    """In the parent's own languages; for who asks, at last in the language in which they read all else."""
    return find_tip_in(key, parent.likely(deps.settings.source_language))


def _show(
    tip: Tip,
    parent: ChatParent,
    *,
    part: TipPart = TipPart.WHOLE,
    theme_now: bool,
    reply: TipReply | None = None,
) -> Outgoing:
    names = tuple(child.first_name for child in parent.children)
    reader = Reader(parent.parent_id, parent.name, names, Language(tip.language))
    return render_tip(tip, reader, part=part, theme_now=theme_now, reply=reply)
