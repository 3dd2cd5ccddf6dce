"""What a parent opens: readable in the own language, complete, and quiet towards the outside."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest

from messages.conversation.choices import TECHNICAL, YOU
from messages.languages import Language
from messages.my_data.archive import DATA, PAGE, pack_my_data, render_page
from messages.my_data.data import MyData, Row, to_json
from messages.my_data.sections import Line, readable_sections
from messages.phrases import phrases_in, spoken
from messages.tips import tips_in

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
ENGLISH = Language("en")
PARENT = {
    "name": "Amina",
    "home_language": "ar",
    "second_language": "nl",
    "chosen_language": None,
    "wants_tips": True,
    "always_voice": False,
    "prefers": None,
}
EVENT = {"kind": "celebration", "title": None, "starts_at": NOW, "place": None}
RSVP = {
    "event": EVENT,
    "child": "Noor",
    "answer": "yes",
    "people": None,
    "cannot_then": False,
    "note": None,
    "answered_at": NOW,
}


def make_data(**rows: Sequence[Row]) -> MyData:
    return MyData(NOW, rows, {"recordings/1.ogg": b"OggS"})


def lines_of(**rows: Sequence[Row]) -> list[Line]:
    """In English, without headings."""
    return [line for section in readable_sections(make_data(**rows), ENGLISH) for line in section.lines]


def test_archive_holds_a_page_the_same_for_programs_and_the_recordings() -> None:
    data = make_data(parents=[PARENT])

    attachment = pack_my_data(data, school="De Regenboog", language=ENGLISH)

    with ZipFile(BytesIO(attachment.content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    assert (attachment.name, attachment.mime, attachment.spoken) == ("ouderbrug.zip", "application/zip", False)
    assert files == {
        PAGE: render_page(data, school="De Regenboog", language=ENGLISH).encode(),
        DATA: to_json(data, school="De Regenboog").encode(),
        "recordings/1.ogg": b"OggS",
    }
    assert attachment == pack_my_data(data, school="De Regenboog", language=ENGLISH)


def test_data_for_programs_names_the_moment_with_its_offset() -> None:
    written = json.loads(to_json(make_data(chats=[{"joined_at": NOW, "address": 1}]), school="S"))

    assert written == {
        "school": "S",
        "made_at": "2026-11-24T10:00:00+01:00",
        "chats": [{"joined_at": "2026-11-24T10:00:00+01:00", "address": 1}],
    }


@pytest.mark.parametrize("tag", sorted(spoken()))
def test_page_is_in_the_language_of_the_parent_and_in_its_direction(tag: str) -> None:
    page = render_page(make_data(parents=[PARENT]), school="De Regenboog", language=Language(tag))

    direction = "rtl" if tag in {"ar", "fa"} else "ltr"
    assert page.startswith(f'<!doctype html>\n<html lang="{tag}" dir="{direction}">')
    for heading in (YOU, TECHNICAL):
        assert f">{phrases_in(tag).say(heading)}<" in page


def test_page_stands_alone_and_runs_nothing() -> None:
    words = '</td><script>alert("1")</script><img src="https://example.org/x">'
    page = render_page(make_data(outbox_messages=[make_message(words)]), school=words, language=ENGLISH)

    assert re.findall(r"<(?:script|img|link|iframe|object|a)\b", page) == []
    assert "default-src 'none'" in page


def test_page_shows_below_what_has_no_words_of_its_own() -> None:
    chats = [{"address": 7001, "joined_at": NOW, "stopped_at": None, "nested": {"starts_at": NOW}}]
    page = render_page(make_data(chats=chats, rsvps=[]), school="S", language=ENGLISH)

    technical = page[page.index("<details>") :]
    assert re.findall(r'<th scope="row">(\w+)</th><td>([^<]*)</td>', technical) == [
        ("address", "7001"),
        ("joined_at", "2026-11-24T10:00:00+01:00"),
        ("stopped_at", "null"),
        ("nested", "{&#34;starts_at&#34;: &#34;2026-11-24T10:00:00+01:00&#34;}"),
    ]
    assert re.findall("<caption>(.*?)</caption>", technical) == ["chats"]


def test_parent_reads_name_languages_and_choices() -> None:
    evening = {**PARENT, "chosen_language": "nl", "wants_tips": False, "always_voice": True, "prefers": "e"}

    assert [line.text for line in lines_of(parents=[PARENT])] == [
        "Amina",
        "Arabic · Dutch",
        "Ideas for home: yes",
        "Voice with every message: no",
    ]
    assert [line.text for line in lines_of(parents=[evening])][1:] == [
        "Dutch · Arabic",
        "Ideas for home: no",
        "Voice with every message: yes",
        "Ideas in the evening",
    ]


def test_children_with_group_and_relation() -> None:
    children = [{"first_name": "Noor", "group": "groep 3"}, {"first_name": "Sami", "group": "peuters"}]
    pairs: list[Row] = [{"child": "Noor", "relation": "mother"}, {"child": "Sami", "relation": None}]

    assert lines_of(children=children, guardianships=pairs) == [Line("Noor · groep 3 · mother"), Line("Sami · peuters")]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "Yes"),
        ({"people": 3, "note": "Later"}, "Yes · 3 people are coming. · Later"),
        ({"answer": "no"}, "No"),
        ({"answer": "no", "cannot_then": True}, "Not at that time"),
        ({"answer": "maybe"}, "Maybe"),
        ({"answer": "of other times"}, "of other times"),
    ],
)
def test_answers_in_words(facts: dict[str, object], words: str) -> None:
    assert lines_of(rsvps=[{**RSVP, **facts}]) == [
        Line(f"Celebration, Tuesday 24 November, 10:00 · Noor · {words}", NOW)
    ]


@pytest.mark.parametrize(("facts", "title"), [({"title": "Lezen"}, "Lezen"), ({"kind": "gone"}, "gone")])
def test_event_by_its_own_title_or_by_what_is_kept(facts: dict[str, object], title: str) -> None:
    [line] = lines_of(rsvps=[{**RSVP, "event": {**EVENT, **facts}}])

    assert line.text == f"{title}, Tuesday 24 November, 10:00 · Noor · Yes"


def test_talks_and_places_in_line() -> None:
    slot = {"starts_at": NOW, "minutes": 10}
    booking = {"event": EVENT, "slot": slot, "child": "Noor", "interpreter": "ar", "booked_at": NOW}
    waiting = {"event": EVENT, "child": "Sami", "interpreter": None, "since": NOW}

    talk = "The talk about Noor: Tuesday 24 November, from 10:00 to 10:10"
    assert lines_of(slot_bookings=[booking], slot_waiting=[waiting]) == [
        Line(f"{talk} · The school knows that you want an interpreter for Arabic.", NOW),
        Line("⏳ · Celebration, Tuesday 24 November, 10:00 · Sami", NOW),
    ]


def test_conversation_with_translations_recordings_notes_and_calls() -> None:
    said = {"text": "مرحبا", "translation": "Hallo", "media": None, "author": None, "sent_at": NOW}
    heard = {**said, "text": "", "translation": None, "media": "recordings/1.ogg"}
    answered = {**said, "text": "Dag", "translation": None, "author": "Juf Ruth"}
    note = {"text": "Belt liever.", "written_at": NOW}
    threads: list[Row] = [{"call_day": "2026-11-25", "opened_at": NOW}, {"call_day": None, "opened_at": NOW}]
    talk = {"happened_on": "2026-11-23", "text": "Sprak aan het hek.", "written_at": NOW}
    messages = [said, heard, answered]

    shown = lines_of(
        parents=[PARENT], thread_messages=messages, thread_notes=[note], family_notes=[talk], threads=threads
    )

    assert shown[4:] == [
        Line("مرحبا\n\nHallo", NOW, "Amina"),
        Line("recordings/1.ogg", NOW, "Amina"),
        Line("Dag", NOW, "Juf Ruth"),
        Line("📝 Belt liever.", NOW),
        Line("📝 · 2026-11-23 · Sprak aan het hek.", NOW),
        Line("Please call me: 2026-11-25", NOW),
    ]


def make_message(text: str) -> Row:
    return {"text": text, "finished_at": None, "created_at": NOW}


def test_messages_with_the_moment_at_which_they_left_or_were_made() -> None:
    later = NOW.replace(hour=11)
    sent = {**make_message("Kom!"), "finished_at": later}

    assert lines_of(outbox_messages=[make_message("Dag"), sent]) == [Line("Dag", NOW), Line("Kom!", later)]


def test_ideas_by_their_title_or_by_their_key() -> None:
    keys = ["reading_together/no-such-idea", "no-such-theme/x", "plain"]
    answers: list[Row] = [{"tip_key": key, "answer": "d", "answered_at": NOW} for key in keys]
    [tip, *_] = tips_in("reading_together", "en")
    known: Row = {"tip_key": f"reading_together/{tip.key}", "answer": "n", "answered_at": NOW}

    assert [line.text for line in lines_of(tip_answers=[*answers, known])] == [
        *(f"{key} · We did it" for key in keys),
        f"{tip.title} · Not yet",
    ]


def test_short_answers_by_question_and_face() -> None:
    rows: list[Row] = [
        {"campaign": "in-time", "answer": 4, "answered_at": NOW},
        {"campaign": None, "answer": 9, "answered_at": NOW},
    ]

    assert [line.text for line in lines_of(check_in_answers=rows)] == ["Do our messages reach you in time? · 🙁", "9"]


def test_offers_in_words() -> None:
    offer = {"skills": ["cooking", "juggling"], "times": ["weekends"], "changed_at": NOW}

    assert lines_of(help_offers=[offer]) == [Line("Cooking or baking · juggling · At the weekend", NOW)]
