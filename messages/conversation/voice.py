"""The spoken version of a message, and what is said where there is no voice (N5)."""

from __future__ import annotations

from dataclasses import replace

from messages.callbacks import format_tap
from messages.facts import Reader
from messages.languages import Language
from messages.outgoing import Button, MessageKind, Outgoing
from messages.phrases import mark, phrases_in
from messages.tap_values import Choice
from messages.taps import ChoiceTap, ListenTap

LISTEN = mark("Listen")
VOICE_COMES = mark("The voice message is coming.")
NO_VOICE = mark("There is no voice for {language} yet. Please ask the school to read it to you.")
WANT_TO_HEAR = mark("Do you want to hear the messages too?")
ALWAYS_HEAR = mark("Yes, always")
SOMETIMES_HEAR = mark("Only when I tap “Listen”")
#: How the clock is said aloud: 8:30 in the 24-hour clock. "8 hours" would be how long; "15 o’clock" is odd, and clear.
#: A voice says a number as it counts, so a language that bends the hour (в 21 час, о 9-й годині) says "21 zero zero".
SPOKEN_TIME = mark("{hours} {minutes}")
SPOKEN_FULL_HOUR = mark("{hours} o’clock")


def with_listen(outgoing: Outgoing, reader: Reader) -> Outgoing:
    """The message with the button to hear it, always in the last place, so that who cannot read knows where it is.

    It stands there in every language: a colleague's recording may come after the message left, and the answer to the
    tap is honest where there is none.
    """
    label = "🔊 " + phrases_in(reader.language.tag).say(LISTEN)
    button = Button(label, format_tap(ListenTap(reader.parent_id)))
    return replace(outgoing, buttons=(*outgoing.buttons, (button,)))


def no_voice(language: Language) -> str:
    """What is said in writing where nobody speaks this language yet, by its own name."""
    return "🔇 " + phrases_in(language.tag).say(NO_VOICE, language=language.own_name)


def no_voice_screen(language: Language) -> Outgoing:
    """The same as a message."""
    return Outgoing(MessageKind.SCREEN, language.tag, no_voice(language))


def ask_to_hear(parent_id: int, language: Language) -> Outgoing:
    """After the welcome: each message spoken too, or only where it is asked for."""
    phrases = phrases_in(language.tag)
    rows = tuple(
        (Button(f"{icon} {phrases.say(sentence)}", format_tap(ChoiceTap(parent_id, choice))),)
        for icon, sentence, choice in (
            ("🔊", ALWAYS_HEAR, Choice.VOICE_ON),
            ("📖", SOMETIMES_HEAR, Choice.VOICE_OFF),
        )
    )
    return Outgoing(MessageKind.SCREEN, language.tag, "🔊 " + phrases.say(WANT_TO_HEAR), rows)
