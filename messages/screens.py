"""What the bot says in the conversation itself: joining, language, help, stopping, and every kind refusal.

A parent never meets silence and never an English error: each of these exists in every language we speak.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from messages.callbacks import format_tap
from messages.event_kinds import TITLES, title_of
from messages.facts import EventFacts, Reader
from messages.languages import OFFERED, Language
from messages.outgoing import Button, MessageKind, Outgoing
from messages.phrases import mark, phrases_in, spoken
from messages.taps import (
    ConsentTap,
    DeclineTap,
    LanguagesTap,
    NoticeInTap,
    NoticeLanguagesTap,
    SpeakTap,
    Tap,
)
from messages.templating import fill

Rows = tuple[tuple[Button, ...], ...]

#: Kept with the consent; change it whenever the meaning of consent.txt changes, so that we know who agreed to what.
#: "2026-11" said that nothing is kept but name, language, chat, child and group. Who agreed to it is not cut off and
#: not asked again: /privacy says the rest, and /stop is always there.
CONSENT_VERSION = "2026-11-22"

LINK_UNKNOWN = mark("This link does not work. Please ask the school for a new letter. They are happy to help you.")
LINK_USED = mark(
    "This link was used before, on another telephone. Every parent has their own link. "
    "Please ask the school for a new letter."
)
LINK_EXPIRED = mark("This link is too old. Please ask the school for a new letter. They are happy to help you.")
LINK_THROTTLED = mark("Those were too many links that do not work. Please wait an hour, or ask the school for help.")
ALREADY_JOINED = mark("You already take part. Everything is fine: messages come here by themselves.")
HOW_TO_JOIN = mark(
    "Hello! To take part you need a letter from your school, with a square code. "
    "Scan the code with the camera of your telephone. No letter? Ask the teacher."
)
DECLINED = mark("That is fine. We keep nothing. Did you change your mind? Then scan the code in the letter again.")
MESSAGE_KEPT = mark("Thank you. Your message has arrived. A person at school will read it.")
NOT_UNDERSTOOD = mark("I do not know this command. Write /help to see what you can do here.")
NOT_READABLE = mark("I cannot read this. Please write a text or send a voice message.")
OUR_FAULT = mark("Something went wrong on our side. Please try again later, or ask the teacher.")
STOPPED = mark("You get no more messages. Did you change your mind? Tap the button.")
RESUMED = mark("You get messages again. Welcome back!")
ANSWER_SAVED = mark("Your answer is saved. Thank you!")
ANSWER_TOO_LATE = mark("You cannot change the answer here any more. Please tell the teacher.")
EVENT_CANCELLED = mark("This will not take place.")
BUTTON_TOO_OLD = mark("This button does not work any more.")


#: The menu of commands, as Telegram shows it beside the typing field.
COMMANDS = {
    "agenda": mark("what is planned"),
    "tips": mark("ideas for home"),
    "offer": mark("what you would like to do with the school"),
    "language": mark("choose your language"),
    "settings": mark("choose what you get, and when"),
    "privacy": mark("what we keep about you"),
    "mydata": mark("get a copy of your data"),
    "delete": mark("erase your data"),
    "help": mark("What you can do here:"),
    "stop": mark("get no more messages"),
}


def say_screen(sentence: str, language: Language, rows: Rows = ()) -> Outgoing:
    """One of the fixed sentences above, in the reader's language."""
    return _screen(language, phrases_in(language.tag).say(sentence), rows)


def show_original(original: str, *, reader: Language) -> Outgoing:
    """What the school wrote, line by line in its own direction, whatever a machine made of it."""
    shown = "\n".join(reader.isolate(line) if line.strip() else line for line in original.split("\n"))
    return _screen(reader, fill("original.txt", reader, shown=shown))


def ask_consent(code: str, *, parent: str, school: str, language: Language) -> Outgoing:
    """The notice before anything is stored; the code in the buttons is all that ties the chat to a parent."""
    phrases = phrases_in(language.tag)
    rows = (
        (_button("✅ " + phrases.say("Yes, that is all right"), ConsentTap(code)),),
        (_button("❌ " + phrases.say("No, thank you"), DeclineTap(code)),),
        (_button("🌐 " + phrases.say("Another language"), NoticeLanguagesTap(code)),),
    )
    return _screen(language, fill("consent.txt", language, parent=parent, school=school), rows)


def ask_notice_language(code: str, *, first: Sequence[str], language: Language) -> Outgoing:
    """Languages by their names in their own script, before consent."""
    buttons = [_button(Language(tag).own_name, NoticeInTap(code, tag)) for tag in offered(first)]
    return _screen(language, _which_language(language), _in_pairs(buttons))


def ask_language(parent_id: int, *, first: Sequence[str], language: Language) -> Outgoing:
    """The same once the parent takes part."""
    buttons = [_button(Language(tag).own_name, SpeakTap(parent_id, tag)) for tag in offered(first)]
    return _screen(language, _which_language(language), _in_pairs(buttons))


def confirm_language(parent_id: int, *, first: Sequence[str], language: Language) -> Outgoing:
    """After consent: the languages that this family is likely to read, and a way to all others."""
    likely = [tag for tag in dict.fromkeys(first) if tag in spoken()]
    buttons = [_button(Language(tag).own_name, SpeakTap(parent_id, tag)) for tag in likely]
    more = _button("🌐 " + phrases_in(language.tag).say("Another language"), LanguagesTap(parent_id))
    return _screen(language, _which_language(language), (*_in_pairs(buttons), (more,)))


def welcome(reader: Reader) -> Outgoing:
    """Joined: what will come, and what one can do."""
    listed = reader.language.listing(reader.children)
    return _screen(reader.language, fill("welcome.txt", reader.language, reader=reader, children=listed))


def help_screen(language: Language) -> Outgoing:
    """What a parent can do here."""
    return _screen(language, fill("help.txt", language))


def privacy_screen(reader: Reader) -> Outgoing:
    """What is kept about this parent."""
    listed = reader.language.listing(reader.children)
    return _screen(reader.language, fill("privacy.txt", reader.language, reader=reader, children=listed))


def agenda_screen(events: Iterable[EventFacts], language: Language, rows: Rows = ()) -> Outgoing:
    """What is planned for the groups of one's children, soonest first."""
    phrases, events = phrases_in(language.tag), list(events)
    lines = [
        {
            "icon": TITLES[event.kind].icon,
            "title": event.title.shown if event.title else title_of(event.kind, phrases),
            "starts_at": event.starts_at,
            "place": event.place,
        }
        for event in events
    ]
    machine = any(event.title and event.title.by_machine for event in events)
    return _screen(language, fill("agenda.txt", language, events=lines, machine=machine), rows)


def offered(first: Iterable[str]) -> list[str]:
    """Every language we speak, the likely ones first, each once."""
    return [tag for tag in dict.fromkeys([*first, *OFFERED]) if tag in spoken()]


def _which_language(language: Language) -> str:
    return "🌐 " + phrases_in(language.tag).say("In which language do you want to read?")


def _screen(language: Language, text: str, rows: Rows = ()) -> Outgoing:
    return Outgoing(MessageKind.SCREEN, language.tag, text, rows)


def _button(label: str, tap: Tap) -> Button:
    return Button(label, format_tap(tap))


def _in_pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
