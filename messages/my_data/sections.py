"""The part of the page that everybody can read: what a parent knows, in the parent's own language.

What has no words of its own (numbers, states) stands below it, as it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from messages.conversation import choices, talks
from messages.conversation.check_ins import FACES, QUESTIONS
from messages.conversation.ideas import ANOTHER_IDEA, NOT_YET, WE_DID_IT
from messages.conversation.inbox import PLEASE_CALL
from messages.conversation.offers import SKILLS, TIMES
from messages.event_kinds import EventKind, title_of
from messages.facts import Answer
from messages.languages import Language
from messages.my_data.data import MyData, Row
from messages.phrases import Phrases, phrases_in
from messages.tap_values import DayPart, TipReply
from messages.tips import find_tip, themes

E = TypeVar("E", bound=StrEnum)

_PREFERS = {
    DayPart.MORNING: choices.BEST_IN_THE_MORNING,
    DayPart.AFTERNOON: choices.BEST_IN_THE_AFTERNOON,
    DayPart.EVENING: choices.BEST_IN_THE_EVENING,
}
_REPLIES = {TipReply.DID: WE_DID_IT, TipReply.NOT_YET: NOT_YET, TipReply.ANOTHER: ANOTHER_IDEA}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is kept: when, who said it, and what."""

    text: str
    at: datetime | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading."""

    heading: str
    lines: tuple[Line, ...]


def readable_sections(data: MyData, language: Language) -> list[Section]:
    """In the order in which a parent looks for them; what is empty is left out."""
    phrases = phrases_in(language.tag)
    sections = (Section(phrases.say(heading), tuple(lines(data, phrases))) for heading, lines in _SECTIONS.items())
    return [section for section in sections if section.lines]


def _you(data: MyData, phrases: Phrases) -> Iterator[Line]:
    for parent in data.of("parents"):
        yield Line(parent["name"])
        tags = (parent["chosen_language"], parent["home_language"], parent["second_language"])
        yield Line(" · ".join(Language(tag).name_in(phrases.language) for tag in dict.fromkeys(tags) if tag))
        ideas = choices.IDEAS_YES if parent["wants_tips"] else choices.IDEAS_NO
        voice = choices.VOICE_YES if parent["always_voice"] else choices.VOICE_NO
        yield from (Line(phrases.say(ideas)), Line(phrases.say(voice)))
        if parent["prefers"]:
            yield Line(_said(phrases, _PREFERS, DayPart, parent["prefers"]))


def _children(data: MyData, _phrases: Phrases) -> Iterator[Line]:
    relations = {pair["child"]: pair["relation"] for pair in data.of("guardianships")}
    for child in data.of("children"):
        yield Line(_joined(child["first_name"], child["group"], relations.get(child["first_name"])))


def _messages(data: MyData, _phrases: Phrases) -> Iterator[Line]:
    for message in data.of("outbox_messages"):
        yield Line(message["text"], message["finished_at"] or message["created_at"])


def _answers(data: MyData, phrases: Phrases) -> Iterator[Line]:
    for rsvp in data.of("rsvps"):
        words = {Answer.YES: "Yes", Answer.NO: "Not at that time" if rsvp["cannot_then"] else "No"}
        answer = _said(phrases, {**words, Answer.MAYBE: "Maybe"}, Answer, rsvp["answer"])
        people = phrases.say_count("{count} person is coming.", "{count} people are coming.", rsvp["people"] or 0)
        facts = (_event(rsvp["event"], phrases), rsvp["child"], answer, people if rsvp["people"] else None)
        yield Line(_joined(*facts, rsvp["note"]), rsvp["answered_at"])


def _talks(data: MyData, phrases: Phrases) -> Iterator[Line]:
    for booking in data.of("slot_bookings"):
        talk = _talk(booking["slot"], booking["child"], phrases)
        yield Line(_joined(talk, _interpreter(booking, phrases)), booking["booked_at"])
    for waiting in data.of("slot_waiting"):
        place = _joined("⏳", _event(waiting["event"], phrases), waiting["child"], _interpreter(waiting, phrases))
        yield Line(place, waiting["since"])


def _questions(data: MyData, phrases: Phrases) -> Iterator[Line]:
    names = [parent["name"] for parent in data.of("parents")]
    for message in data.of("thread_messages"):
        text = "\n\n".join(part for part in (message["text"], message["translation"], message["media"]) if part)
        yield Line(text, message["sent_at"], message["author"] or " ".join(names))
    for note in data.of("thread_notes"):
        yield Line("📝 " + note["text"], note["written_at"])
    for note in data.of("family_notes"):
        yield Line(_joined("📝", note["happened_on"], note["text"]), note["written_at"])
    for thread in data.of("threads"):
        if thread["call_day"]:
            yield Line(f"{phrases.say(PLEASE_CALL)}: {thread['call_day']}", thread["opened_at"])


def _ideas(data: MyData, phrases: Phrases) -> Iterator[Line]:
    for answered in data.of("tip_answers"):
        reply = _said(phrases, _REPLIES, TipReply, answered["answer"])
        yield Line(_joined(_title(answered["tip_key"], phrases.language), reply), answered["answered_at"])


def _short_answers(data: MyData, phrases: Phrases) -> Iterator[Line]:
    for given in data.of("check_in_answers"):
        asked = given["campaign"]
        question = phrases.say(QUESTIONS[asked]) if asked in QUESTIONS else asked
        face = FACES[given["answer"] - 1] if 0 < given["answer"] <= len(FACES) else str(given["answer"])
        yield Line(_joined(question, face), given["answered_at"])


def _offers(data: MyData, phrases: Phrases) -> Iterator[Line]:
    for offer in data.of("help_offers"):
        keys = [*offer["skills"], *offer["times"]]
        words = {**SKILLS, **TIMES}
        yield Line(
            _joined(*(phrases.say(words[key]) if key in words else str(key) for key in keys)), offer["changed_at"]
        )


_SECTIONS: dict[str, Callable[[MyData, Phrases], Iterator[Line]]] = {
    choices.YOU: _you,
    choices.YOUR_CHILDREN: _children,
    choices.YOUR_ANSWERS: _answers,
    choices.YOUR_TALKS: _talks,
    choices.YOUR_QUESTIONS: _questions,
    choices.MESSAGES_TO_YOU: _messages,
    choices.IDEAS_ANSWERED: _ideas,
    choices.SHORT_ANSWERS: _short_answers,
    choices.YOUR_OFFERS: _offers,
}


def _said(phrases: Phrases, words: Mapping[E, str], kind: type[E], value: str) -> str:
    """A value of ours in words; one that we no longer know stands as it is kept."""
    return phrases.say(words[kind(value)]) if value in set(kind) else value


def _title(key: str, language: Language) -> str:
    """Of an idea; its key where it is gone from the library, or not in this language."""
    tip = find_tip(key, language.tag) if key.partition("/")[0] in themes() else None
    return tip.title if tip else key


def _event(event: Row, phrases: Phrases) -> str:
    known = event["kind"] in set(EventKind)
    title = event["title"] or (title_of(EventKind(event["kind"]), phrases) if known else event["kind"])
    return f"{title}, {phrases.language.day(event['starts_at'])}, {phrases.language.clock(event['starts_at'])}"


def _talk(slot: Row, child: str, phrases: Phrases) -> str:
    language, start = phrases.language, slot["starts_at"]
    end = start + timedelta(minutes=slot["minutes"])
    times = {"day": language.day(start), "start": language.clock(start), "end": language.clock(end)}
    return phrases.say(talks.TALK_AT, child=child, **times)


def _interpreter(talk: Row, phrases: Phrases) -> str | None:
    if not talk["interpreter"]:
        return None
    return phrases.say(talks.INTERPRETER_ASKED, language=Language(talk["interpreter"]).name_in(phrases.language))


def _joined(*parts: Any) -> str:  # noqa: ANN401  # whatever is kept
    return " · ".join(str(part) for part in parts if part)
