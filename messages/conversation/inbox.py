"""What a parent reads after writing or speaking: who answers and when, calls, danger, and kind refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from messages.callbacks import format_tap
from messages.languages import Language
from messages.outgoing import Button, MessageKind, Outgoing
from messages.phrases import mark, phrases_in
from messages.screens import MESSAGE_KEPT
from messages.tap_values import DayPart
from messages.taps import CallAtTap, CallTap, WriterTap

Rows = tuple[tuple[Button, ...], ...]

VOICE_KEPT = mark("Thank you. Your voice message has arrived. A person at school will listen to it.")
ANSWER_BY = mark("You get an answer before {day}, {time}.")
SCHOOL_CLOSED = mark("The school is closed now. It opens again on {day}.")
PLEASE_CALL = mark("Please call me")
WHEN_TO_CALL = mark("When can the school call you?")
CALL_IN_THE_MORNING = mark("{day}, in the morning")
CALL_IN_THE_AFTERNOON = mark("{day}, in the afternoon")
CALL_KEPT = mark("Thank you. A person at school wants to call you then:")
IN_DANGER = mark("Is somebody in danger now? Do not wait for us. Call {number}.")
TO_THE_TOP = mark(
    "Your message is now at the top of the list at school. At night and at the weekend nobody may read it at once."
)
TALK_TO_SOMEBODY = mark("Do you want to talk with somebody? Call {line}.")
WHO_WROTE = mark("More than one person uses this chat. Who wrote this?")
WRITER_KEPT = mark("Thank you, {name}.")
EDIT_KEPT = mark("You changed your message. The school sees the new one.")
EDIT_TOO_LATE = mark("You changed your message, but the school has answered it. Please write again what is different.")
NO_PICTURES = mark("I cannot pass on pictures. Please write a text or send a voice message.")
NO_FILES = mark("I cannot pass on files. Please write a text, or bring the paper to school.")
NO_PLACES = mark("I do not pass on telephone numbers and places. Please write a text.")
STICKER_SEEN = mark("How nice! If you have a question, write it here or say it.")
ONLY_ALONE = mark("I talk with one person at a time. Please open a chat with me alone.")

_CALL_IN = {DayPart.MORNING: CALL_IN_THE_MORNING, DayPart.AFTERNOON: CALL_IN_THE_AFTERNOON}


@dataclass(frozen=True, slots=True)
class Expected:
    """By when an answer comes, in school time (None: nobody can promise); `opens` only where the school is closed."""

    answer_by: datetime | None
    opens: date | None


@dataclass(frozen=True, slots=True)
class CallTime:
    """A part of a day on which the school can call."""

    day: date
    part: DayPart


@dataclass(frozen=True, slots=True)
class Help:
    """Whom to call in danger: the emergency number of the country, and lines where somebody listens."""

    number: str
    lines: tuple[str, ...] = ()


def confirm_kept(parent_id: int, expected: Expected, language: Language, *, voice: bool = False) -> Outgoing:
    """At once after a question: it has arrived, when the answer comes, and a way to be called instead."""
    kept = phrases_in(language.tag).say(VOICE_KEPT if voice else MESSAGE_KEPT)
    return _screen(language, [kept, *_expected(expected, language)], _please_call(parent_id, language))


def confirm_writer(parent_id: int, name: str, expected: Expected, language: Language) -> Outgoing:
    """On a shared phone: now we know who wrote, and that person reads when the answer comes."""
    thanks = phrases_in(language.tag).say(WRITER_KEPT, name=name)
    return _screen(language, [thanks, *_expected(expected, language)], _please_call(parent_id, language))


def ask_when_to_call(parent_id: int, times: Sequence[CallTime], language: Language) -> Outgoing:
    """One button for each part of a day."""
    rows = tuple((_button(_call_line(time, language), _call_tap(parent_id, time)),) for time in times)
    return _screen(language, [phrases_in(language.tag).say(WHEN_TO_CALL)], rows)


def confirm_call(time: CallTime, language: Language) -> Outgoing:
    """The school will call then."""
    return _screen(language, [phrases_in(language.tag).say(CALL_KEPT), _call_line(time, language)])


def warn_of_danger(help_: Help, language: Language) -> Outgoing:
    """Where words point to danger: whom to call now. Nothing is decided here; a person at school reads it first."""
    phrases = phrases_in(language.tag)
    lines = [phrases.say(TALK_TO_SOMEBODY, line=line) for line in help_.lines]
    return _screen(language, ["❗ " + phrases.say(IN_DANGER, number=help_.number), *lines, phrases.say(TO_THE_TOP)])


def ask_who_wrote(update_id: int, writers: Sequence[tuple[int, str, Language]]) -> Outgoing:
    """One button for each parent of the chat, by number and name; asked once in each of their languages."""
    languages = list(dict.fromkeys(language for _, _, language in writers))
    rows = tuple((_button(name, WriterTap(parent_id, update_id)),) for parent_id, name, _ in writers)
    return _screen(languages[0], [phrases_in(language.tag).say(WHO_WROTE) for language in languages], rows)


def _expected(expected: Expected, language: Language) -> list[str]:
    phrases, by = phrases_in(language.tag), expected.answer_by
    lines = [phrases.say(ANSWER_BY, day=language.day(by), time=language.clock(by))] if by else []
    return [*lines, phrases.say(SCHOOL_CLOSED, day=language.day(expected.opens))] if expected.opens else lines


def _call_line(time: CallTime, language: Language) -> str:
    return phrases_in(language.tag).say(_CALL_IN[time.part], day=language.day(time.day))


def _call_tap(parent_id: int, time: CallTime) -> CallAtTap:
    return CallAtTap(parent_id, f"{time.day:%Y%m%d}", time.part)


def _please_call(parent_id: int, language: Language) -> Rows:
    return ((_button("📞 " + phrases_in(language.tag).say(PLEASE_CALL), CallTap(parent_id)),),)


def _button(label: str, tap: CallTap | CallAtTap | WriterTap) -> Button:
    return Button(label, format_tap(tap))


def _screen(language: Language, lines: Sequence[str], rows: Rows = ()) -> Outgoing:
    return Outgoing(MessageKind.SCREEN, language.tag, "\n".join(lines), rows)
