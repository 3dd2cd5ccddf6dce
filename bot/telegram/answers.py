"""What a handler gives back: screens to show, and a short word on the pressed button. Nothing is sent here."""

from __future__ import annotations

from dataclasses import dataclass

from bot.deps import Deps
from bot.queries.readers import ChatParent, list_parents_of_chat
from bot.telegram.inbound import Inbound, Pressed
from messages.languages import Language, UnknownLanguage, parse_language, readable_in
from messages.outgoing import Outgoing
from messages.phrases import phrases_in, spoken
from messages.screens import BUTTON_TOO_OLD, say_screen

#: answerCallbackQuery takes at most 200 characters.
TOAST_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """Screens in order; the first takes the place of message `edits` where that is given.

    What has a key to be said `once` is said once, whatever else asks for it. `about` names the parent of each screen,
    where one chat may serve two: an erasure of one leaves the other's.
    """

    screens: tuple[Outgoing, ...] = ()
    edits: int | None = None
    toast: str | None = None
    once: str | None = None
    about: tuple[int, ...] = ()


def say(sentence: str, language: Language) -> Answer:
    """One fixed sentence as a new message."""
    return Answer((say_screen(sentence, language),))


def toast(sentence: str, language: Language) -> Answer:
    """The same on the button only; the message stays as it is."""
    return Answer(toast=phrases_in(language.tag).say(sentence)[:TOAST_LIMIT])


async def too_old(deps: Deps, pressed: Pressed) -> Answer:
    """For a button that is forged, passed on or from other times: nothing happens, and the button says so."""
    async with deps.reading() as session:
        parents = await list_parents_of_chat(session, pressed.address)
    return toast(BUTTON_TOO_OLD, language_of(deps, parents, pressed))


def app_language(deps: Deps, inbound: Inbound) -> Language:
    """For a chat that we do not know: the language of the app, if we speak it."""
    try:
        wanted = parse_language(inbound.app_language or "").tag
    except UnknownLanguage:
        wanted = None
    return readable_in([wanted], spoken(), deps.settings.source_language)


def language_of(deps: Deps, parents: list[ChatParent], inbound: Inbound) -> Language:
    """For a chat that we know: the newest parent's."""
    if parents:
        return parents[0].reads(deps.settings.source_language)
    return app_language(deps, inbound)
