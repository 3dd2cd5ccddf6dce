"""A parent's own choices and rights: what comes and when, stopping in part, one's data, erasure (N24)."""

from __future__ import annotations

from dataclasses import dataclass

from messages.callbacks import format_tap
from messages.facts import Reader
from messages.languages import Language
from messages.outgoing import Button, MessageKind, Outgoing
from messages.phrases import Phrases, mark, phrases_in
from messages.screens import STOPPED, Rows, say_screen
from messages.tap_values import Choice, DayPart
from messages.taps import ChoiceTap, LanguagesTap, ResumeTap
from messages.templating import fill

YOUR_CHOICES = mark("This is what you get. Tap to change it.")
IDEAS_YES = mark("Ideas for home: yes")
IDEAS_NO = mark("Ideas for home: no")
VOICE_YES = mark("Voice with every message: yes")
VOICE_NO = mark("Voice with every message: no")
BEST_IN_THE_MORNING = mark("Ideas in the morning")
BEST_IN_THE_AFTERNOON = mark("Ideas in the afternoon")
BEST_IN_THE_EVENING = mark("Ideas in the evening")
ONLY_INVITATIONS = mark("Only invitations, no ideas")
IDEAS_STOPPED = mark("You get no more ideas for home. Invitations still come.")
CHOICE_KEPT = mark("Your choice is saved.")

YOUR_DATA = mark(
    "This is everything that we keep about you. Open “{file}” to read it. The other file is for computers."
)
PAGE_TITLE = mark("What {school} keeps about you")
YOU = mark("You")
YOUR_CHILDREN = mark("Your children")
MESSAGES_TO_YOU = mark("Messages to you")
YOUR_ANSWERS = mark("Your answers to invitations")
YOUR_TALKS = mark("Your talks with the teacher")
YOUR_QUESTIONS = mark("What you and the school wrote")
IDEAS_ANSWERED = mark("Ideas for home that you answered")
SHORT_ANSWERS = mark("Your answers to short questions")
YOUR_OFFERS = mark("What you would like to do with the school")
TECHNICAL = mark("Technical data")

ERASE_QUESTION = mark(
    "Do you want us to erase everything about you here? You cannot undo this. You get no more messages."
)
ERASE_SCHOOL_KEEPS = mark("The school keeps its own list of families. Ask the school about that list.")
ERASE_YES = mark("Yes, erase everything")
ERASE_NO = mark("No, keep it")
ERASED = mark("Everything about you is erased here. We wish you and your family all the best.")
NOT_ERASED = mark("Nothing is erased. Everything stays as it was.")

_PARTS = {
    DayPart.MORNING: (BEST_IN_THE_MORNING, Choice.PREFER_MORNING),
    DayPart.AFTERNOON: (BEST_IN_THE_AFTERNOON, Choice.PREFER_AFTERNOON),
    DayPart.EVENING: (BEST_IN_THE_EVENING, Choice.PREFER_EVENING),
}


@dataclass(frozen=True, slots=True)
class Choices:
    """What a parent gets; `prefers` is the part of the day for ideas, None while the parent never chose one."""

    ideas: bool
    voice: bool
    prefers: DayPart | None


def settings_screen(choices: Choices, reader: Reader) -> Outgoing:
    """Each button says how it is now; a tap changes it. When ideas come matters only to who gets some."""
    phrases = phrases_in(reader.language.tag)
    ideas = (IDEAS_YES, Choice.TIPS_OFF) if choices.ideas else (IDEAS_NO, Choice.TIPS_ON)
    voice = (VOICE_YES, Choice.VOICE_OFF) if choices.voice else (VOICE_NO, Choice.VOICE_ON)
    rows = (
        (_choice("💡", *ideas, reader.parent_id, phrases),),
        *(_times(choices.prefers, reader.parent_id, phrases) if choices.ideas else ()),
        (_choice("🔊", *voice, reader.parent_id, phrases),),
        (Button("🌐 " + phrases.say("Another language"), format_tap(LanguagesTap(reader.parent_id))),),
    )
    return Outgoing(MessageKind.SCREEN, reader.language.tag, fill("settings.txt", reader.language, reader=reader), rows)


def stopped_screen(parent_id: int, language: Language) -> Outgoing:
    """Stopping is undone by one tap, wholly or in part."""
    phrases = phrases_in(language.tag)
    resume = Button("▶️ " + phrases.say("Get messages again"), format_tap(ResumeTap(parent_id)))
    part = _choice("📅", ONLY_INVITATIONS, Choice.ONLY_INVITATIONS, parent_id, phrases)
    return say_screen(STOPPED, language, ((resume,), (part,)))


def ideas_stopped_screen(parent_id: int, language: Language) -> Outgoing:
    """Invitations still come; one tap brings the ideas back."""
    back = _choice("💡", IDEAS_YES, Choice.TIPS_ON, parent_id, phrases_in(language.tag))
    return say_screen(IDEAS_STOPPED, language, ((back,),))


def _times(prefers: DayPart | None, parent_id: int, phrases: Phrases) -> Rows:
    return tuple(
        (_choice("✅" if part is prefers else "🕐", sentence, choice, parent_id, phrases),)
        for part, (sentence, choice) in _PARTS.items()
    )


def _choice(icon: str, sentence: str, choice: Choice, parent_id: int, phrases: Phrases) -> Button:
    return Button(f"{icon} {phrases.say(sentence)}", format_tap(ChoiceTap(parent_id, choice)))
