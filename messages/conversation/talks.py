"""Talks in slots: choosing, changing, waiting for a time, asking for an interpreter (N14, N19)."""

from __future__ import annotations

from messages.callbacks import format_tap
from messages.facts import Answer, EventFacts, GivenAnswer, Reader, Talk
from messages.outgoing import Button
from messages.phrases import Phrases, mark, phrases_in
from messages.talk_taps import InterpreterTap, NoneSuitsTap, TimesTap, UnbookTap
from messages.taps import RsvpTap, Tap

Rows = tuple[tuple[Button, ...], ...]

CHOOSE_TIME = mark("Choose a time")
TIMES_FREE = mark("Choose a time for the talk about {child}. These times are free:")
BESIDE_OTHER = mark("⭐ is right before or after your other talk.")
MORE_TIMES = mark("More times")
TALK_AT = mark("The talk about {child}: {day}, from {start} to {end}")
OTHER_TIME = mark("Choose another time")
NOT_COMING = mark("I am not coming")
NONE_SUITS = mark("None of these times")
WRITE_TIMES = mark("Which day and which time suit you? Write it here. {teacher} will read it.")
WANT_INTERPRETER = mark("I want an interpreter")
NO_INTERPRETER = mark("No interpreter needed")
INTERPRETER_ASKED = mark("The school knows that you want an interpreter for {language}.")
ALL_TAKEN = mark(
    "All times are taken. You are number {place} on the waiting list. "
    "If a time becomes free, you get it and we tell you."
)
LEAVE_WAITING = mark("Leave the waiting list")
LEFT_WAITING = mark("You are no longer on the waiting list.")
TAKEN_MEANWHILE = mark("Somebody else took it just before you. Please choose another time.")
BECAME_FREE = mark("A time became free, and it is yours:")
SCHOOL_CHOSE = mark("The school chose this time for you:")
DOES_NOT_SUIT = mark("Does it not suit you? Choose another time, or say that you are not coming.")
TALK_CANCELLED = mark("There will be no talk about {child}. Thank you for telling us.")
OTHER_PARENT_CHOSE = mark("{name} has chosen {day}, {time}. You can come along, or choose a time of your own.")


def talk_line(talk: Talk, phrases: Phrases) -> str | None:
    """About whom, on which day, from when to when; None without a time."""
    if talk.time is None:
        return None
    language, time = phrases.language, talk.time
    start, end = language.clock(time.starts_at), language.clock(time.ends_at)
    return phrases.say(TALK_AT, child=talk.child, day=language.day(time.starts_at), start=start, end=end)


def own_times(facts: EventFacts, phrases: Phrases) -> list[str]:
    """One line for each talk that has a time: these stand in place of when the whole event is."""
    return [line for talk in facts.talks if (line := talk_line(talk, phrases))]


def places_in_line(facts: EventFacts, phrases: Phrases) -> list[str]:
    """One line for each child for whom no time was free; named where there are several."""
    waiting = [talk for talk in facts.talks if talk.place]
    whose = [f"{phrases.language.isolate(talk.child)}: " if len(facts.talks) > 1 else "" for talk in waiting]
    said = [phrases.say(ALL_TAKEN, place=str(talk.place)) for talk in waiting]
    return [name + line for name, line in zip(whose, said, strict=True)]


def answer_without_time(facts: EventFacts, answer: GivenAnswer | None) -> GivenAnswer | None:
    """What is still to be shown of it: times and places in the line speak for themselves, and a yes needs a time."""
    settled = any(talk.settled for talk in facts.talks)
    return answer if answer and answer.answer is Answer.NO and not settled else None


def talk_rows(facts: EventFacts, reader: Reader, *, on_screen: bool = False) -> Rows:
    """What a parent can tap about the talks, one under the other because labels are long.

    On the screen of one's own talks (`on_screen`) there is also the interpreter; in a message also a no to all of it,
    as long as nothing stands.
    """
    settled = any(talk.settled for talk in facts.talks)
    buttons = [
        _button(icon, sentence, tap, reader, facts, talk)
        for talk in facts.talks
        for icon, sentence, tap in _offered(talk, facts.event_id, reader, on_screen=on_screen, settled=settled)
    ]
    if not settled and not on_screen:
        no = "❌ " + phrases_in(reader.language.tag).say("No")
        buttons += [
            none_suits_button(facts.event_id, reader),
            Button(no, format_tap(RsvpTap(facts.event_id, reader.parent_id, Answer.NO))),
        ]
    return tuple((button,) for button in buttons)


def none_suits_button(event_id: int, reader: Reader) -> Button:
    """None of these times."""
    label = "🤷 " + phrases_in(reader.language.tag).say(NONE_SUITS)
    return Button(label, format_tap(NoneSuitsTap(event_id, reader.parent_id)))


def _offered(
    talk: Talk, event_id: int, reader: Reader, *, on_screen: bool, settled: bool
) -> list[tuple[str, str, Tap]]:
    """Icon, sentence and tap of each button about one child."""
    key = event_id, talk.child_id, reader.parent_id
    interpreter = ("🗣", NO_INTERPRETER if talk.interpreter else WANT_INTERPRETER, InterpreterTap(*key))
    is_offered = on_screen and (talk.offers_interpreter or talk.interpreter is not None)
    extra: list[tuple[str, str, Tap]] = [interpreter] if is_offered else []
    if talk.time:
        return [("🔁", OTHER_TIME, TimesTap(*key)), ("❌", NOT_COMING, UnbookTap(*key)), *extra]
    if talk.place:
        return [("❌", LEAVE_WAITING, UnbookTap(*key)), *extra]
    no: list[tuple[str, str, Tap]] = [("❌", NOT_COMING, UnbookTap(*key))] if settled and not on_screen else []
    return [("🕐", CHOOSE_TIME, TimesTap(*key)), *no]


def _button(icon: str, sentence: str, tap: Tap, reader: Reader, facts: EventFacts, talk: Talk) -> Button:
    """With the child's name where there are several."""
    language = reader.language
    whose = f" · {language.isolate(talk.child)}" if len(facts.talks) > 1 else ""
    return Button(f"{icon} {phrases_in(language.tag).say(sentence)}{whose}", format_tap(tap))
