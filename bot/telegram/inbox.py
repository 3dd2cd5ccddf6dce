"""Everything a parent writes or says reaches a person; what we cannot pass on gets a kind answer."""

from __future__ import annotations

from bot.actions.danger import record_danger
from bot.actions.enrolment import record_reachable, record_unreachable
from bot.actions.inbox import record_question
from bot.actions.writers import record_writer
from bot.deps import Deps
from bot.domain.staff_hours import StaffTimes
from bot.queries.holidays import load_staff_times
from bot.queries.readers import ChatParent, find_parent_of_chat, list_parents_of_chat
from bot.telegram.answers import Answer, app_language, language_of, say, too_old
from bot.telegram.inbound import Blocked, Kind, Pressed, Text, Unreadable, Voice
from messages.conversation.inbox import (
    NO_FILES,
    NO_PICTURES,
    NO_PLACES,
    STICKER_SEEN,
    Help,
    ask_who_wrote,
    confirm_kept,
    confirm_writer,
    warn_of_danger,
)
from messages.danger import points_to_danger
from messages.languages import Language
from messages.outgoing import Outgoing
from messages.screens import HOW_TO_JOIN, NOT_READABLE, say_screen
from messages.taps import WriterTap

_REFUSALS = {
    Kind.PICTURE: NO_PICTURES,
    Kind.FILE: NO_FILES,
    Kind.PLACE: NO_PLACES,
    Kind.STICKER: STICKER_SEEN,
    Kind.OTHER: NOT_READABLE,
}


async def on_question(deps: Deps, message: Text | Voice) -> Answer:
    """Kept for staff, in the parent's own words or voice; on a shared phone with the newest parent until we know."""
    now = deps.clock.now()
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, message.address)
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, message))
    language = parents[0].reads(deps.settings.source_language)
    danger = is_danger(deps, message.text, parents)
    async with deps.transaction() as session:
        kept = await record_question(
            session,
            parent_id=parents[0].parent_id,
            text=message.text,
            language=language.tag,
            file_id=message.file_id if isinstance(message, Voice) else None,
            update_id=message.update_id,
            now=now,
            address=message.address,
            message_number=message.message_number,
            forwarded=message.forwarded,
        )
        if danger:
            await record_danger(session, message=kept, recipients=deps.school.alert_to, now=now)
    times = await staff_times(deps)
    confirmed = confirm_kept(
        parents[0].parent_id, times.expect(now), language, voice=isinstance(message, Voice) and not message.text
    )
    return Answer((*warning(deps, language, danger=danger), confirmed, *_beside(deps, message, parents, language)))


async def on_writer(deps: Deps, pressed: Pressed, tap: WriterTap) -> Answer:
    """On a shared phone: the words go to whoever says that they wrote them."""
    source, now = deps.settings.source_language, deps.clock.now()
    async with deps.transaction() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        moved = parent is not None and await record_writer(
            session,
            update_id=tap.update_id,
            address=pressed.address,
            parent_id=tap.parent_id,
            language=parent.reads(source).tag,
            now=now,
        )
    if parent is None or not moved:
        return await too_old(deps, pressed)
    times = await staff_times(deps)
    shown = confirm_writer(parent.parent_id, parent.name, times.expect(now), parent.reads(source))
    return Answer((shown,), edits=pressed.message_number)


async def on_unreadable(deps: Deps, message: Unreadable) -> Answer:
    """A picture or sticker; an album is refused once."""
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, message.address)
    sentence = _REFUSALS[message.kind] if parents else HOW_TO_JOIN
    screen = say_screen(sentence, language_of(deps, parents, message))
    return Answer((screen,), once=f"album:{message.address}:{message.album[:99]}" if message.album else None)


async def on_blocked(deps: Deps, change: Blocked) -> Answer:
    """The parent closed or opened the door; staff see it, and nothing is said."""
    async with deps.transaction() as session:
        if change.blocked:
            await record_unreachable(session, address=change.address, now=deps.clock.now())
        else:
            await record_reachable(session, address=change.address)
    return Answer()


async def staff_times(deps: Deps) -> StaffTimes:
    """When somebody at school answers."""
    hours, zone = deps.school.staff_hours, deps.settings.timezone
    async with deps.reading() as session:
        return await load_staff_times(session, hours=hours, zone=zone, now=deps.clock.now())


def is_danger(deps: Deps, text: str, parents: list[ChatParent]) -> bool:
    """In any language of whoever uses this chat."""
    languages = {tag for parent in parents for tag in parent.likely(deps.settings.source_language)}
    return points_to_danger(text, languages)


def warning(deps: Deps, language: Language, *, danger: bool) -> tuple[Outgoing, ...]:
    """Whom to call now, where words point to danger."""
    who = Help(deps.school.emergency_number, deps.school.help_lines)
    return (warn_of_danger(who, language),) if danger else ()


def _beside(deps: Deps, message: Text | Voice, parents: list[ChatParent], language: Language) -> tuple[Outgoing, ...]:
    """What could not be passed on with the words, and who wrote them."""
    refused = message.refused if isinstance(message, Text) else None
    screens = (say_screen(_REFUSALS[refused], language),) if refused else ()
    if len(parents) == 1:
        return screens
    writers = [(parent.parent_id, parent.name, parent.reads(deps.settings.source_language)) for parent in parents]
    return (*screens, ask_who_wrote(message.update_id, writers))
