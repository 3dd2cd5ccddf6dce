"""School days for the parent's own calendar: the agenda, one event, and an address that stays up to date (N15)."""

from __future__ import annotations

from bot.actions.calendar import issue_feed, withdraw_feed
from bot.deps import Deps
from bot.domain.calendar import feed_address
from bot.queries.calendar import Viewer, load_ahead, load_one
from bot.queries.readers import ChatParent, find_parent_of_chat, list_parents_of_chat
from bot.telegram.answers import Answer, app_language, language_of, say, too_old
from bot.telegram.inbound import Command, Pressed
from messages.calendar_file import Entry, Method, Publisher, calendar_file
from messages.conversation.calendar import (
    FEED_WITHDRAWN,
    agenda_document,
    agenda_rows,
    event_document,
    feed_screen,
)
from messages.languages import Language
from messages.screens import HOW_TO_JOIN, agenda_screen, say_screen
from messages.taps import CalendarTap, FeedTap

#: A telephone is small; the file has all.
_LISTED = 12


async def on_agenda(deps: Deps, command: Command) -> Answer:
    """/agenda: what is planned for the groups of one's children, to read and as a file."""
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, command.address)
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, command))
    language, source = language_of(deps, parents, command), deps.settings.source_language
    async with deps.reading() as session:
        entries = await load_ahead(session, _viewer(deps, parents, language), now=deps.clock.now())
    listed = [entry.facts for entry in entries[:_LISTED]]
    readers = [parent.reader(source) for parent in parents]
    rows = agenda_rows(listed, readers, followed=deps.settings.public_url is not None)
    screen = agenda_screen(listed, language, rows)
    if not entries:
        return Answer((screen,))
    return Answer((screen, agenda_document(_file(deps, entries, language, Method.PUBLISH), language)))


async def on_event(deps: Deps, pressed: Pressed, tap: CalendarTap) -> Answer:
    """One event as a file; it takes the event out of the calendar again where it was cancelled."""
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, pressed.address)
        language = _language(deps, parents, tap.parent_id)
        entries = await load_one(session, _viewer(deps, parents, language), tap.event_id) if language else []
    if language is None or not entries:
        return await too_old(deps, pressed)
    facts, cancelled = entries[0].facts, entries[0].cancelled
    content = _file(deps, entries, language, Method.CANCEL if cancelled else Method.PUBLISH)
    return Answer((event_document(content, facts, language, cancelled=cancelled),))


async def on_feed(deps: Deps, pressed: Pressed, tap: FeedTap) -> Answer:
    """A private address for a calendar that follows, or none any more."""
    return await (_follow if tap.wanted else _withdraw)(deps, pressed, tap)


async def _follow(deps: Deps, pressed: Pressed, tap: FeedTap) -> Answer:
    """As a new message, shown once: an address that was given before stops working."""
    public_url = deps.settings.public_url
    if public_url is None:
        return await too_old(deps, pressed)
    async with deps.transaction() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        token = await issue_feed(session, parent_id=parent.parent_id, now=deps.clock.now()) if parent else ""
    if parent is None:
        return await too_old(deps, pressed)
    return Answer((feed_screen(feed_address(public_url, token), parent.reader(deps.settings.source_language)),))


async def _withdraw(deps: Deps, pressed: Pressed, tap: FeedTap) -> Answer:
    """In place of the address."""
    async with deps.transaction() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        if parent is not None:
            await withdraw_feed(session, parent_id=tap.parent_id)
    if parent is None:
        return await too_old(deps, pressed)
    return Answer((say_screen(FEED_WITHDRAWN, parent.reads(deps.settings.source_language)),), pressed.message_number)


def _language(deps: Deps, parents: list[ChatParent], parent_id: int) -> Language | None:
    """In which this parent reads; None for somebody of another chat."""
    found = (parent for parent in parents if parent.parent_id == parent_id)
    return next((parent.reads(deps.settings.source_language) for parent in found), None)


def _viewer(deps: Deps, parents: list[ChatParent], language: Language) -> Viewer:
    settings, ids = deps.settings, tuple(parent.parent_id for parent in parents)
    return Viewer(ids, language, settings.source_language, settings.timezone, settings.public_url)


def _file(deps: Deps, entries: list[Entry], language: Language, method: Method) -> bytes:
    settings = deps.settings
    publisher = Publisher(deps.school.school_name, settings.timezone, deps.clock.now())
    return calendar_file(entries, language, publisher, method=method)
