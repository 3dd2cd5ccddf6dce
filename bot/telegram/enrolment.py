"""Joining: letter → /start code → notice → consent → language → welcome; stopping and coming back."""

from __future__ import annotations

from bot.actions.enrolment import (
    CodeProblem,
    find_invited,
    record_consent,
    record_language,
    record_resumed,
    record_stop,
)
from bot.deps import Deps
from bot.queries.readers import ChatParent, find_parent_of_chat, find_parent_of_code, list_parents_of_chat
from bot.queries.voices import should_offer_voice
from bot.telegram.answers import Answer, app_language, language_of, say, too_old
from bot.telegram.inbound import Command, Inbound, Pressed
from messages.conversation.choices import stopped_screen
from messages.conversation.voice import ask_to_hear
from messages.languages import Language, readable_in
from messages.outgoing import Outgoing
from messages.phrases import spoken
from messages.screens import (
    ALREADY_JOINED,
    CONSENT_VERSION,
    DECLINED,
    HOW_TO_JOIN,
    LINK_EXPIRED,
    LINK_THROTTLED,
    LINK_UNKNOWN,
    LINK_USED,
    RESUMED,
    ask_consent,
    ask_language,
    ask_notice_language,
    confirm_language,
    say_screen,
    welcome,
)
from messages.taps import ConsentTap, DeclineTap, LanguagesTap, NoticeInTap, NoticeLanguagesTap, ResumeTap, SpeakTap

_SENTENCES = {
    CodeProblem.UNKNOWN: LINK_UNKNOWN,
    CodeProblem.USED: LINK_USED,
    CodeProblem.EXPIRED: LINK_EXPIRED,
    CodeProblem.THROTTLED: LINK_THROTTLED,
    CodeProblem.ALREADY_JOINED: ALREADY_JOINED,
}


async def on_start(deps: Deps, command: Command) -> Answer:
    """/start with a code shows the notice; without one it says how to join, or that all is well."""
    if command.argument:
        return await _show_notice(deps, command, command.argument)
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, command.address)
    return _joined(deps, parents) if parents else say(HOW_TO_JOIN, app_language(deps, command))


async def on_notice_in(deps: Deps, pressed: Pressed, tap: NoticeInTap) -> Answer:
    """The same notice in another language."""
    shown = await _show_notice(deps, pressed, tap.code, Language(tap.language))
    return Answer(shown.screens, edits=pressed.message_number)


async def on_notice_languages(deps: Deps, pressed: Pressed, tap: NoticeLanguagesTap) -> Answer:
    """All languages that we speak."""
    language = app_language(deps, pressed)
    first = [language.tag, deps.settings.source_language]
    return Answer((ask_notice_language(tap.code, first=first, language=language),), edits=pressed.message_number)


async def on_consent(deps: Deps, pressed: Pressed, tap: ConsentTap) -> Answer:
    """Yes: now the chat is stored, and the language confirmed by its own name."""
    async with deps.transaction() as session:
        found = await record_consent(
            session,
            code=tap.code,
            address=pressed.address,
            consent_version=CONSENT_VERSION,
            now=deps.clock.now(),
        )
        parent = await find_parent_of_code(session, code=tap.code, address=pressed.address)
        parents = await list_parents_of_chat(session, pressed.address)
    if parent is not None:
        return Answer((_confirm(deps, parent),), edits=pressed.message_number)
    problem = found if isinstance(found, CodeProblem) else CodeProblem.UNKNOWN
    return _problem(problem, language_of(deps, parents, pressed))


async def on_decline(deps: Deps, pressed: Pressed, tap: DeclineTap) -> Answer:
    """No: nothing was kept; the same letter still works. Who said yes before stops with /stop."""
    async with deps.transaction() as session:
        found = await find_invited(session, code=tap.code, address=pressed.address, now=deps.clock.now())
        parents = await list_parents_of_chat(session, pressed.address)
    if found is CodeProblem.ALREADY_JOINED and parents:
        return _joined(deps, parents)
    language = language_of(deps, parents, pressed)
    if not isinstance(found, CodeProblem):
        wanted = (found.chosen_language, found.home_language, found.second_language)
        language = readable_in(wanted, spoken(), deps.settings.source_language)
    return Answer((say_screen(DECLINED, language),), edits=pressed.message_number)


async def on_languages(deps: Deps, pressed: Pressed, tap: LanguagesTap) -> Answer:
    """All languages, once joined."""
    async with deps.reading() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
    if parent is None:
        return await too_old(deps, pressed)
    return Answer((_all_languages(deps, parent),), edits=pressed.message_number)


async def on_speak(deps: Deps, pressed: Pressed, tap: SpeakTap) -> Answer:
    """The language is confirmed or changed, and the welcome is its first proof; then whether to hear messages too."""
    async with deps.transaction() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        if parent is not None and tap.language in spoken():
            await record_language(session, parent_id=tap.parent_id, language=tap.language)
            parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        offers = await should_offer_voice(session, parent_id=tap.parent_id, language=tap.language)
    if parent is None or tap.language not in spoken():
        return await too_old(deps, pressed)
    reader = parent.reader(deps.settings.source_language)
    question = (ask_to_hear(tap.parent_id, reader.language),) if offers else ()
    return Answer((welcome(reader), *question), edits=pressed.message_number)


async def on_language_command(deps: Deps, command: Command) -> Answer:
    """/language: choose again."""
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, command.address)
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, command))
    return Answer(tuple(_all_languages(deps, parent) for parent in parents))


async def on_stop(deps: Deps, command: Command) -> Answer:
    """/stop: no more messages, undone by one tap."""
    async with deps.transaction() as session:
        parents = await list_parents_of_chat(session, command.address)
        await record_stop(session, address=command.address, now=deps.clock.now())
    if not parents:
        return say(HOW_TO_JOIN, app_language(deps, command))
    return _stopped(deps, parents)


async def on_resume(deps: Deps, pressed: Pressed, tap: ResumeTap) -> Answer:
    """Messages again."""
    async with deps.transaction() as session:
        parent = await find_parent_of_chat(session, address=pressed.address, parent_id=tap.parent_id)
        if parent is not None:
            await record_resumed(session, address=pressed.address, parent_id=tap.parent_id)
    if parent is None:
        return await too_old(deps, pressed)
    screen = say_screen(RESUMED, parent.reads(deps.settings.source_language))
    return Answer((screen,), edits=pressed.message_number)


async def _show_notice(deps: Deps, inbound: Inbound, code: str, language: Language | None = None) -> Answer:
    async with deps.transaction() as session:
        found = await find_invited(session, code=code, address=inbound.address, now=deps.clock.now())
        parents = await list_parents_of_chat(session, inbound.address)
    if found is CodeProblem.ALREADY_JOINED and parents:
        return _joined(deps, parents)
    if isinstance(found, CodeProblem):
        return _problem(found, language_of(deps, parents, inbound))
    wanted = (language.tag if language else None, found.chosen_language, found.home_language, found.second_language)
    reads = readable_in(wanted, spoken(), deps.settings.source_language)
    return Answer((ask_consent(code, parent=found.name, school=deps.school.school_name, language=reads),))


def _joined(deps: Deps, parents: list[ChatParent]) -> Answer:
    """All is well; or the way back, for a chat that was stopped."""
    if all(parent.stopped_at for parent in parents):
        return _stopped(deps, parents)
    return say(ALREADY_JOINED, parents[0].reads(deps.settings.source_language))


def _stopped(deps: Deps, parents: list[ChatParent]) -> Answer:
    source = deps.settings.source_language
    return Answer(tuple(stopped_screen(parent.parent_id, parent.reads(source)) for parent in parents))


def _problem(problem: CodeProblem, language: Language) -> Answer:
    return say(_SENTENCES[problem], language)


def _confirm(deps: Deps, parent: ChatParent) -> Outgoing:
    source = deps.settings.source_language
    return confirm_language(parent.parent_id, first=parent.likely(source), language=parent.reads(source))


def _all_languages(deps: Deps, parent: ChatParent) -> Outgoing:
    source = deps.settings.source_language
    return ask_language(parent.parent_id, first=parent.likely(source), language=parent.reads(source))
