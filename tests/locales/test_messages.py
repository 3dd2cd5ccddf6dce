"""Every message that we can send, in every language: it can be said, fits Telegram, and loses no fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from messages import render, screens
from messages.callbacks import MAX_BYTES
from messages.conversation import calendar, check_ins, choices, good_news, offers
from messages.conversation.ideas import render_tip
from messages.event_kinds import EventKind
from messages.exchange.wording_checks import BUTTONS, MOST_IN_A_BUTTON, MOST_IN_A_ROW, ROWS
from messages.facts import Answer, EventFacts, GivenAnswer, Reader, Words
from messages.languages import Language
from messages.letters import Letter, render_letters
from messages.outgoing import Button, HowSaid, MessageKind, Outgoing
from messages.phrases import phrases_in
from messages.tap_values import TipReply
from messages.tips import Tip, TipPart, themes
from tests.locales.reading import TAGS

each_language = pytest.mark.parametrize("tag", TAGS)

MOST_CHARACTERS = 4096  # Bot API, sendMessage
BIGGEST_ID = 10**18 - 1

STARTS = datetime(2026, 12, 8, 8, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
CODE = "k" * 22
PLACE = "De Regenboog, Voorstraat 12, lokaal 3"
CHILDREN = ("Hassan", "Omar", "Noor")
ANSWERS = (
    None,
    GivenAnswer(Answer.YES),
    GivenAnswer(Answer.YES, people=1),
    GivenAnswer(Answer.YES, people=5),
    GivenAnswer(Answer.MAYBE),
    GivenAnswer(Answer.NO),
    GivenAnswer(Answer.NO, cannot_then=True),
)
EVENT_MESSAGES = (
    MessageKind.INVITATION,
    MessageKind.REMINDER,
    MessageKind.NUDGE,
    MessageKind.CHANGE,
    MessageKind.CANCELLATION,
)


@each_language
@pytest.mark.parametrize("event", EventKind)
def test_invitation_keeps_every_fact(tag: str, event: EventKind) -> None:
    facts, language = _facts(event), Language(tag)

    text = _bare(render.render_event(MessageKind.INVITATION, facts, _reader(tag)).text)

    wanted = ("Amina El Idrissi", *CHILDREN, "juf Ruth", PLACE, "Een lege doos", "Tot dan!", "08:30", "10:00", "17:00")
    days = (language.day(STARTS), language.day(STARTS - timedelta(days=2)))
    assert [fact for fact in (*wanted, *days) if fact not in text] == []


@each_language
def test_message_can_be_said_whole(tag: str) -> None:
    texts = [outgoing.text for outgoing in _everything(tag)]

    assert [text for text in texts if re.search(r"[{}]|None|\n{4}", text) or text != text.strip()] == []


@each_language
def test_message_fits_telegram(tag: str) -> None:
    everything = list(_everything(tag))
    buttons = [button for outgoing in everything for row in outgoing.buttons for button in row]

    assert max(len(outgoing.text) for outgoing in everything) < MOST_CHARACTERS
    assert max(len(button.data.encode()) for button in buttons) <= MAX_BYTES


@each_language
def test_button_label_is_short(tag: str) -> None:
    rows = [row for outgoing in _everything(tag) for row in outgoing.buttons]
    labels = [(_plain(button), MOST_IN_A_BUTTON if len(row) > 1 else MOST_IN_A_ROW) for row in rows for button in row]

    assert [label for label, most in labels if len(label) > most] == []


def test_buttons_are_those_of_the_messages() -> None:
    names = {Language(other).own_name for other in TAGS}

    assert {label for label in _labels("en") - names if label and not label.isdecimal()} == BUTTONS | ROWS


@each_language
def test_message_writes_one_kind_of_digits(tag: str) -> None:
    texts = [outgoing.text for outgoing in _everything(tag)]

    assert [text for text in texts if any(c.isdecimal() and not c.isascii() for c in text)] == []


@each_language
def test_count_is_said_in_every_form(tag: str) -> None:
    phrases = phrases_in(tag)

    for count in (*range(25), 100, 101, 111):
        assert str(count) in _bare(phrases.say_count("{count} person is coming.", "{count} people are coming.", count))


@each_language
def test_letter_keeps_every_fact(tag: str) -> None:
    letter = Letter(_reader(tag), "3B", f"https://t.me/ouderbrug_bot?start={CODE}", "<svg></svg>", STARTS)

    sheet = re.findall(r"<article.*</article>", render_letters([letter], school="De Regenboog"), re.DOTALL)[0]

    wanted = ("Amina El Idrissi", *CHILDREN, "De Regenboog", "3B", letter.link, Language(tag).day(STARTS), "<svg>")
    assert [fact for fact in wanted if fact not in _bare(sheet)] == []
    assert "{" not in sheet


def _labels(tag: str) -> set[str]:
    """What stands on buttons, without the emoji before it."""
    return {_plain(button) for outgoing in _everything(tag) for row in outgoing.buttons for button in row}


def _plain(button: Button) -> str:
    return re.sub(r"^\W+", "", button.label)


def _facts(event: EventKind, *, with_child: bool = True) -> EventFacts:
    return EventFacts(
        event_id=BIGGEST_ID,
        kind=event,
        asked_by="juf Ruth",
        starts_at=STARTS,
        ends_at=STARTS + timedelta(minutes=90),
        place=PLACE,
        bring=_words("Een lege doos"),
        note=_words("Tot dan!"),
        rsvp_by=STARTS.replace(day=6, hour=17, minute=0),
        with_child=with_child,
        changed=frozenset({"place"}),
    )


def _words(text: str) -> Words:
    return Words(text, Language("nl"), how=HowSaid.ORIGINAL)


def _reader(tag: str) -> Reader:
    return Reader(BIGGEST_ID, "Amina El Idrissi", CHILDREN, Language(tag))


def _bare(text: str) -> str:
    """The text without the isolates around facts in right-to-left languages."""
    return re.sub("[\u2066-\u2069]", "", text)


def _everything(tag: str) -> Iterator[Outgoing]:
    yield from _about_events(tag)
    yield from _from_people(tag)
    yield from _screens(tag)
    yield from _enrolment(tag)
    yield from _conversation(tag)


def _about_events(tag: str) -> Iterator[Outgoing]:
    reader = _reader(tag)
    for kind in EVENT_MESSAGES:
        for event in EventKind:
            yield render.render_event(kind, _facts(event), reader)
        for answer in ANSWERS:
            yield render.render_event(kind, _facts(EventKind.OTHER, with_child=False), reader, answer=answer)
        yield render.render_event(kind, EventFacts(1, EventKind.HOME_VISIT, "Ruth", STARTS), reader)


def _from_people(tag: str) -> Iterator[Outgoing]:
    reader, words = _reader(tag), _words("De school is morgen dicht.")
    by_machine = replace(words, translated="Morgen is er geen school.", how=HowSaid.MACHINE)
    yield render.render_announcement(words, reader, asked_by="juf Ruth")
    yield render.render_reply(words, reader, asked_by="juf Ruth")
    yield render.render_reply(by_machine, reader, asked_by="juf Ruth")
    tip = Tip(themes()[0], "colours", tag, "Kleuren", "Waarom", "Doe dit", "En meer")
    for part, reply in zip(TipPart, (None, *TipReply), strict=True):
        yield render_tip(tip, reader, part=part, theme_now=True, reply=reply)


def _screens(tag: str) -> Iterator[Outgoing]:
    language, reader = Language(tag), _reader(tag)
    for name, sentence in vars(screens).items():
        if name.isupper() and isinstance(sentence, str) and " " in sentence:
            yield screens.say_screen(sentence, language)
    yield screens.agenda_screen([_facts(event) for event in EventKind], language)
    yield screens.agenda_screen([], language)
    yield screens.help_screen(language)
    yield screens.privacy_screen(reader)


def _conversation(tag: str) -> Iterator[Outgoing]:
    language, reader = Language(tag), _reader(tag)
    for wanted in (True, False):
        yield choices.settings_screen(choices.Choices(wanted, wanted, None), reader)
    yield choices.stopped_screen(BIGGEST_ID, language)
    yield choices.ideas_stopped_screen(BIGGEST_ID, language)
    yield screens.agenda_screen([], language, calendar.agenda_rows([], [reader], followed=True))
    yield calendar.feed_screen("https://school.example/calendar/ob_k.ics", reader)
    for question in check_ins.QUESTIONS:
        yield check_ins.render_check_in(BIGGEST_ID, question, reader)
    yield check_ins.render_check_in(BIGGEST_ID, "clear", reader, answer=4)
    yield offers.render_offer(offers.NOTHING_OFFERED, reader)
    for offer in (offers.NOTHING_OFFERED, offers.Offer(("music",))):
        yield offers.offer_thanks(offer, language)
    for key in good_news.PHRASES:
        news = good_news.GoodNewsFacts("juf Ruth", "Noor", (key,))
        yield good_news.render_good_news(news, _words("Knap gedaan!"), reader)


def _enrolment(tag: str) -> Iterator[Outgoing]:
    language, first = Language(tag), ("nl", tag)
    yield screens.ask_consent(CODE, parent="Amina El Idrissi", school="De Regenboog", language=language)
    yield screens.ask_notice_language(CODE, first=first, language=language)
    yield screens.ask_language(BIGGEST_ID, first=first, language=language)
    yield screens.confirm_language(BIGGEST_ID, first=first, language=language)
    yield screens.welcome(_reader(tag))
