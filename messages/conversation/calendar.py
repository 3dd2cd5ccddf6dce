"""School days in the parent's own calendar (N15)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from messages.callbacks import format_tap
from messages.event_kinds import TITLES, title_of
from messages.facts import EventFacts, Reader
from messages.languages import Language
from messages.outgoing import Attachment, Button, MessageKind, Outgoing
from messages.phrases import mark, phrases_in
from messages.screens import EVENT_CANCELLED, Rows
from messages.taps import CalendarTap, FeedTap

_MIME = "text/calendar"
_MOST_OF_A_TITLE = 24

IN_MY_CALENDAR = mark("Put it in my calendar")
LIVING_CALENDAR = mark("A calendar that stays up to date")
FEED_ADDRESS = mark(
    "With this address your own calendar shows what the school plans. It is only for you. Do not pass it on."
)
WITHDRAW_FEED = mark("Switch the address off")
FEED_WITHDRAWN = mark("The address does not work any more.")


def calendar_row(event_id: int, reader: Reader) -> tuple[Button, ...]:
    """Under a message about one event."""
    label = "📅 " + phrases_in(reader.language.tag).say(IN_MY_CALENDAR)
    return (Button(label, format_tap(CalendarTap(event_id, reader.parent_id))),)


def agenda_rows(events: Iterable[EventFacts], readers: Sequence[Reader], *, followed: bool) -> Rows:
    """Under the agenda: each event once, and where we can be reached from outside, the way to a living calendar."""
    once = {facts.event_id: facts for facts in events}
    each = tuple((_event_button(facts, readers[0]),) for facts in once.values())
    living = tuple((_feed_button(reader, named=len(readers) > 1),) for reader in readers)
    return (*each, *living) if followed else each


def agenda_document(content: bytes, language: Language) -> Outgoing:
    """All that is planned, as one file."""
    caption = "📅 " + phrases_in(language.tag).say(IN_MY_CALENDAR)
    return _document(Attachment("agenda.ics", _MIME, content), caption, language)


def event_document(content: bytes, facts: EventFacts, language: Language, *, cancelled: bool) -> Outgoing:
    """One event as a file, under its name and time; a cancelled one says so."""
    when = f"{language.day(facts.starts_at)} 🕐 {language.clock(facts.starts_at)}"
    caption = f"{TITLES[facts.kind].icon} {_title(facts, language)}\n{when}"
    if cancelled:
        caption += f"\n❌ {phrases_in(language.tag).say(EVENT_CANCELLED)}"
    return _document(Attachment(f"event-{facts.event_id}.ics", _MIME, content), caption, language)


def feed_screen(address: str, reader: Reader) -> Outgoing:
    """The address, shown this once: we keep only its hash."""
    phrases, language = phrases_in(reader.language.tag), reader.language
    off = Button("🚫 " + phrases.say(WITHDRAW_FEED), format_tap(FeedTap(reader.parent_id, wanted=False)))
    text = f"🔄 {phrases.say(FEED_ADDRESS)}\n\n{language.isolate(address)}"
    return Outgoing(MessageKind.SCREEN, language.tag, text, ((off,),))


def _event_button(facts: EventFacts, reader: Reader) -> Button:
    """The day, and what it is as far as it fits."""
    language = reader.language
    title = language.isolate(shorten(_title(facts, language)))
    tap = CalendarTap(facts.event_id, reader.parent_id)
    return Button(f"📅 {language.day(facts.starts_at)} · {title}", format_tap(tap))


def _feed_button(reader: Reader, *, named: bool) -> Button:
    """On a shared telephone each parent's is `named`."""
    label = "🔄 " + phrases_in(reader.language.tag).say(LIVING_CALENDAR)
    whose = f" · {reader.language.isolate(reader.name)}" if named else ""
    return Button(label + whose, format_tap(FeedTap(reader.parent_id, wanted=True)))


def _title(facts: EventFacts, language: Language) -> str:
    return facts.title.shown if facts.title else title_of(facts.kind, phrases_in(language.tag))


def shorten(title: str) -> str:
    """A long title is cut between two words, or where a script writes none apart."""
    if len(title) <= _MOST_OF_A_TITLE:
        return title
    words, space, _ = title[: _MOST_OF_A_TITLE + 1].rpartition(" ")
    return (words.rstrip(" ,;:–-") if space else title[:_MOST_OF_A_TITLE]) + "…"


def _document(attachment: Attachment, caption: str, language: Language) -> Outgoing:
    return Outgoing(MessageKind.SCREEN, language.tag, caption, attachment=attachment)
