"""The screens on which a parent chooses a time for a talk, and the message about one that others chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from messages.callbacks import format_tap
from messages.conversation.talks import (
    BECAME_FREE,
    BESIDE_OTHER,
    DOES_NOT_SUIT,
    INTERPRETER_ASKED,
    LEFT_WAITING,
    MORE_TIMES,
    NOT_COMING,
    OTHER_PARENT_CHOSE,
    SCHOOL_CHOSE,
    TAKEN_MEANWHILE,
    TALK_CANCELLED,
    TIMES_FREE,
    WRITE_TIMES,
    Rows,
    none_suits_button,
    own_times,
    places_in_line,
    talk_line,
    talk_rows,
)
from messages.conversation.voice import with_listen
from messages.facts import EventFacts, Reader, Talk
from messages.outgoing import Button, MessageKind, Outgoing
from messages.phrases import Phrases, phrases_in
from messages.talk_taps import BookTap, TimesTap, UnbookTap
from messages.templating import fill

#: A telephone is small.
PAGE = 10

_A_ROW = 2


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A time that can be chosen, school-local; `beside` the parent's talk about another child."""

    slot_id: int
    starts_at: datetime
    beside: bool = False


@dataclass(frozen=True, slots=True)
class OtherParent:
    """Who also cares for the child, and has chosen this time, school-local."""

    name: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """What one parent can choose for the talk about one child: the times as they are offered, back to back first.

    `chosen` is the slot that stands already; with `taken_meanwhile` the one just tapped was gone.
    """

    event_id: int
    talk: Talk
    free: Sequence[FreeTime]
    chosen: int | None = None
    others: Sequence[OtherParent] = ()
    taken_meanwhile: bool = False


def times_screen(choice: Choice, reader: Reader, *, page: int = 1) -> Outgoing:
    """The free times as buttons; after the last page comes the first again."""
    pages = max(1, -(-len(choice.free) // PAGE))
    number = page if page <= pages else 1
    shown = choice.free[(number - 1) * PAGE : number * PAGE]
    more = number % pages + 1 if pages > 1 else None
    rows = (*_own_row(choice, reader), *_time_rows(choice, shown, reader), *_ways(choice, reader, more))
    return _screen(reader, _times_text(choice, shown, reader), rows)


def talks_screen(
    facts: EventFacts, reader: Reader, *, cancelled: str | None = None, left_line: bool = False
) -> Outgoing:
    """All talks of this parent at this event, as they stand; `cancelled` is the child for whom there is none now."""
    phrases = phrases_in(reader.language.tag)
    said = phrases.say(TALK_CANCELLED, child=cancelled) if cancelled else None
    wanted = dict.fromkeys(talk.interpreter for talk in facts.talks if talk.interpreter)
    text = fill(
        "talks.txt",
        reader.language,
        place=facts.place if facts.has_own_time else None,
        times=own_times(facts, phrases),
        waiting=places_in_line(facts, phrases),
        interpreters=[
            phrases.say(INTERPRETER_ASKED, language=language.name_in(reader.language)) for language in wanted
        ],
        said=phrases.say(LEFT_WAITING) if left_line else said,
    )
    return with_listen(_screen(reader, text, talk_rows(facts, reader, on_screen=True)), reader)


def none_suits_screen(facts: EventFacts, reader: Reader) -> Outgoing:
    """The parent writes which times would do, and can still choose one of these."""
    phrases = phrases_in(reader.language.tag)
    text = "✏️ " + phrases.say(WRITE_TIMES, teacher=facts.asked_by)
    return with_listen(_screen(reader, text, talk_rows(facts, reader, on_screen=True)), reader)


def talk_news(facts: EventFacts, reader: Reader, *, by_school: bool) -> Outgoing:
    """Somebody else gave this family a time: the school at the gate, or the waiting list."""
    phrases = phrases_in(reader.language.tag)
    text = fill(
        "talk_news.txt",
        reader.language,
        reader=reader,
        news=phrases.say(SCHOOL_CHOSE if by_school else BECAME_FREE),
        times=own_times(facts, phrases),
        place=facts.place,
        does_not_suit=phrases.say(DOES_NOT_SUIT) if facts.answers_open else None,
    )
    rows = talk_rows(facts, reader) if facts.answers_open else ()
    return with_listen(Outgoing(MessageKind.TALK, reader.language.tag, text, rows), reader)


def _times_text(choice: Choice, shown: Sequence[FreeTime], reader: Reader) -> str:
    phrases = phrases_in(reader.language.tag)
    return fill(
        "talk_times.txt",
        reader.language,
        taken=phrases.say(TAKEN_MEANWHILE) if choice.taken_meanwhile else None,
        chosen=talk_line(choice.talk, phrases),
        free=phrases.say(TIMES_FREE, child=choice.talk.child) if choice.free else None,
        days=[reader.language.day(day) for day in sorted(_days(shown))],
        beside=phrases.say(BESIDE_OTHER) if any(time.beside for time in shown) else None,
        others=[_other(other, phrases) for other in choice.others],
    )


def _days(times: Sequence[FreeTime]) -> set[date]:
    return {time.starts_at.date() for time in times}


def _other(other: OtherParent, phrases: Phrases) -> str:
    day, time = phrases.language.day(other.starts_at), phrases.language.clock(other.starts_at)
    return phrases.say(OTHER_PARENT_CHOSE, name=other.name, day=day, time=time)


def _own_row(choice: Choice, reader: Reader) -> Rows:
    """The time that stands already: tapped, everything stays as it is."""
    if choice.chosen is None or choice.talk.time is None:
        return ()
    return ((_time_button(choice, choice.chosen, choice.talk.time.starts_at, "✅ ", reader),),)


def _time_rows(choice: Choice, shown: Sequence[FreeTime], reader: Reader) -> Rows:
    """Two in a row, each day in rows of its own, and those beside another talk in rows of their own."""
    rows: list[tuple[Button, ...]] = []
    for _, group in groupby(shown, lambda time: (time.beside, time.starts_at.date())):
        buttons = [
            _time_button(choice, time.slot_id, time.starts_at, "⭐ " if time.beside else "", reader) for time in group
        ]
        rows += [tuple(buttons[place : place + _A_ROW]) for place in range(0, len(buttons), _A_ROW)]
    return tuple(rows)


def _time_button(choice: Choice, slot_id: int, starts_at: datetime, icon: str, reader: Reader) -> Button:
    """With its day where the times are on several."""
    days = _days(choice.free) | ({choice.talk.time.starts_at.date()} if choice.talk.time else set())
    day = f"{reader.language.short_day(starts_at)} " if len(days) > 1 else ""
    tap = BookTap(slot_id, choice.talk.child_id, reader.parent_id)
    return Button(f"{icon}{day}{reader.language.clock(starts_at)}", format_tap(tap))


def _ways(choice: Choice, reader: Reader, more: int | None) -> Rows:
    """More times, none of them, no talk."""
    phrases, key = phrases_in(reader.language.tag), (choice.event_id, choice.talk.child_id, reader.parent_id)
    rows = [(Button("❌ " + phrases.say(NOT_COMING), format_tap(UnbookTap(*key))),)]
    if choice.chosen is None:
        rows.insert(0, (none_suits_button(choice.event_id, reader),))
    if more is not None:
        rows.insert(0, (Button("➡️ " + phrases.say(MORE_TIMES), format_tap(TimesTap(*key, more))),))
    return tuple(rows)


def _screen(reader: Reader, text: str, rows: Rows) -> Outgoing:
    return Outgoing(MessageKind.SCREEN, reader.language.tag, text, rows)
