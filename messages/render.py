"""Facts and a reader's language in, the message out. Facts are composed from reviewed phrases, never glued (N4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from messages.callbacks import format_tap
from messages.conversation.calendar import calendar_row
from messages.conversation.talks import answer_without_time, own_times, places_in_line, talk_rows
from messages.conversation.voice import with_listen
from messages.event_kinds import TITLES, title_of
from messages.facts import Answer, EventFacts, GivenAnswer, Reader, Words
from messages.languages import SPOKEN_FIRST, Language
from messages.outgoing import Button, MessageKind, Outgoing, weakest
from messages.phrases import Phrases, phrases_in
from messages.taps import ChangeTap, OriginalTap, PeopleTap, RsvpTap
from messages.templating import fill

Rows = tuple[tuple[Button, ...], ...]

#: What changes a calendar, or is the last word before the event.
_TO_KEEP = (MessageKind.NUDGE, MessageKind.CHANGE, MessageKind.CANCELLATION)

#: One tap says how many come; more than this is a conversation with the teacher.
MOST_PEOPLE = 5

_TEMPLATES = {
    MessageKind.INVITATION: "invitation.txt",
    MessageKind.REMINDER: "reminder.txt",
    MessageKind.NUDGE: "nudge.txt",
    MessageKind.CHANGE: "change.txt",
    MessageKind.CANCELLATION: "cancellation.txt",
}


def render_event(
    kind: MessageKind, facts: EventFacts, reader: Reader, *, answer: GivenAnswer | None = None
) -> Outgoing:
    """An invitation, reminder, nudge, change or cancellation as this reader gets it.

    With `answer`, what the reader answered stands in place of the question.
    """
    phrases = phrases_in(reader.language.tag)
    if kind is MessageKind.CANCELLATION:  # nobody should pack a bag for what does not take place
        facts = replace(facts, bring=None, note=None)
    if facts.talks:
        answer = answer_without_time(facts, answer)
    text = fill(
        _TEMPLATES[kind],
        reader.language,
        facts=facts,
        reader=reader,
        children=phrases.language.listing(reader.children),
        icon=TITLES[facts.kind].icon,
        title=facts.title.shown if facts.title else title_of(facts.kind, phrases),
        answer=answer,
        own_times=own_times(facts, phrases),
        waiting=places_in_line(facts, phrases),
        **note_on_words(words := list(facts.own_words()), reader.language),
    )
    asks = facts.answers_open and kind is not MessageKind.CANCELLATION
    buttons = _answer_buttons(facts, reader, answer, phrases) if asks else ()
    if kind in _TO_KEEP or facts.has_own_time or (answer and answer.answer is Answer.YES):
        buttons = (*buttons, calendar_row(facts.event_id, reader))
    return make_outgoing(kind, reader, text, words, buttons)


def render_announcement(words: Words, reader: Reader, *, asked_by: str) -> Outgoing:
    """The author's own text, in the reader's language where a translation is approved."""
    text = fill(
        "announcement.txt",
        reader.language,
        shown=in_place(words, reader.language),
        reader=reader,
        asked_by=asked_by,
        children=reader.language.listing(reader.children),
        **note_on_words([words], reader.language),
    )
    return make_outgoing(MessageKind.ANNOUNCEMENT, reader, text, [words])


def render_reply(words: Words, reader: Reader, *, asked_by: str) -> Outgoing:
    """What staff answer a parent."""
    text = fill(
        "reply.txt",
        reader.language,
        shown=in_place(words, reader.language),
        asked_by=asked_by,
        **note_on_words([words], reader.language),
    )
    return make_outgoing(MessageKind.REPLY, reader, text, [words])


def make_outgoing(
    kind: MessageKind, reader: Reader, text: str, own_words: Sequence[Words], buttons: Rows = ()
) -> Outgoing:
    """With what the author wrote one tap away (a machine's work, a language that is hardly read); and to be heard."""
    how = weakest(words.how_for(reader.language) for words in own_words).as_sent
    original = "\n".join(words.original for words in own_words if _has_original_below(words, reader)) or None
    if original:
        label = "📝 " + phrases_in(reader.language.tag).say("What the school wrote")
        buttons = (*buttons, (Button(label, format_tap(OriginalTap(reader.parent_id))),))
    return with_listen(Outgoing(kind, reader.language.tag, text, buttons, how, original), reader)


def _has_original_below(words: Words, reader: Reader) -> bool:
    """A machine's work, and all words in a language that is hardly ever read."""
    return words.by_machine or (words.translated is not None and reader.language.tag in SPOKEN_FIRST)


def note_on_words(own_words: Sequence[Words], reader: Language) -> dict[str, object]:
    """For the note under the author's words: the language of those that nobody translated, or that a machine did."""
    untranslated = (words.language for words in own_words if words.translated is None and words.language != reader)
    return {"untranslated": next(untranslated, None), "machine": any(words.by_machine for words in own_words)}


def in_place(words: Words, reader: Language) -> str:
    """Untranslated words hold their own direction, line by line: a line break ends an isolate (UAX #9)."""
    if words.translated is not None:
        return words.translated
    return "\n".join(reader.isolate(line) if line.strip() else line for line in words.original.split("\n"))


def _answer_buttons(facts: EventFacts, reader: Reader, answer: GivenAnswer | None, phrases: Phrases) -> Rows:
    if answer is None:
        return talk_rows(facts, reader) if facts.talks else _question(facts, reader, phrases)
    tap = format_tap(ChangeTap(facts.event_id, reader.parent_id))
    change = Button("✏️ " + phrases.say("Change my answer"), tap)
    if answer.answer is Answer.YES and answer.people is None:
        return (_people(facts, reader), (change,))
    return ((change,),)


def _question(facts: EventFacts, reader: Reader, phrases: Phrases) -> Rows:
    def button(label: str, answer: Answer, *, cannot_then: bool = False) -> Button:
        return Button(label, format_tap(RsvpTap(facts.event_id, reader.parent_id, answer, cannot_then)))

    return (
        (button("✅ " + phrases.say("Yes"), Answer.YES), button("❌ " + phrases.say("No"), Answer.NO)),
        (button("🤔 " + phrases.say("Maybe"), Answer.MAYBE),),
        (button("🕐 " + phrases.say("Not at that time"), Answer.NO, cannot_then=True),),
    )


def _people(facts: EventFacts, reader: Reader) -> tuple[Button, ...]:
    counts = range(1, MOST_PEOPLE + 1)
    return tuple(Button(str(n), format_tap(PeopleTap(facts.event_id, reader.parent_id, n))) for n in counts)
