"""What parents read: the exact words in Dutch and English, and every fact in its place in Arabic."""

from __future__ import annotations

import re

import pytest

from messages.facts import Answer, EventFacts, GivenAnswer
from messages.outgoing import Button, HowSaid, MessageKind, Outgoing
from messages.render import render_announcement, render_event, render_reply
from tests.messages.builders import STARTS, make_facts, make_keep, make_listen, make_reader, make_words

NOOR_AND_OMAR = ("Noor", "Omar")

DUTCH_QUESTION = (
    (Button("✅ Ja", "r12.7.y"), Button("❌ Nee", "r12.7.n")),
    (Button("🤔 Misschien", "r12.7.m"),),
    (Button("🕐 Niet op die tijd", "r12.7.t"),),
    make_listen("nl"),
)
ENGLISH_QUESTION = (
    (Button("✅ Yes", "r12.7.y"), Button("❌ No", "r12.7.n")),
    (Button("🤔 Maybe", "r12.7.m"),),
    (Button("🕐 Not at that time", "r12.7.t"),),
    make_listen("en"),
)
PEOPLE = tuple(Button(str(count), f"p12.7.{count}") for count in (1, 2, 3, 4, 5))
CHANGE = (Button("✏️ Antwoord veranderen", "c12.7"),)

DUTCH_FACTS = """\
👀 Inloopochtend in de groep
📅 Dag: dinsdag 8 december
🕐 Van 08:30 tot 10:00 uur
📍 Waar: Lokaal 3
🎒 Graag meenemen: een lege doos
✍️ juf Ruth schrijft: Tot dan!"""

ENGLISH_FACTS = """\
👀 Look-in morning in the group
📅 Day: Tuesday 8 December
🕐 From 08:30 to 10:00
📍 Place: Lokaal 3
🎒 Please bring: an empty box
✍️ juf Ruth writes: Tot dan!

ℹ️ Some words are from the school itself. They are not translated. They are in this language: Dutch"""

DUTCH_ASK = "👇 Komt u? Tik op een knop vóór zondag 6 december, 17:00 uur."
ENGLISH_ASK = "👇 Will you come? Please tap a button before Sunday 6 December, 17:00."

IN_DUTCH = {
    MessageKind.INVITATION: f"""\
Beste Amina,

juf Ruth nodigt u uit, samen met Noor en Omar:

{DUTCH_FACTS}

{DUTCH_ASK}""",
    MessageKind.REMINDER: f"""\
Beste Amina,

We hebben nog geen antwoord van u. juf Ruth vindt het fijn als u komt, samen met Noor en Omar:

{DUTCH_FACTS}

{DUTCH_ASK}""",
    MessageKind.CHANGE: f"""\
Beste Amina,

🔄 Let op: er is iets veranderd. Zo is het nu:

{DUTCH_FACTS}

{DUTCH_ASK}""",
}
IN_ENGLISH = {
    MessageKind.INVITATION: f"""\
Dear Amina,

juf Ruth invites you, together with Noor and Omar:

{ENGLISH_FACTS}

{ENGLISH_ASK}""",
    MessageKind.REMINDER: f"""\
Dear Amina,

We have no answer from you yet. juf Ruth would be happy if you came together with Noor and Omar:

{ENGLISH_FACTS}

{ENGLISH_ASK}""",
    MessageKind.CHANGE: f"""\
Dear Amina,

🔄 Please note: something has changed. This is how it is now:

{ENGLISH_FACTS}

{ENGLISH_ASK}""",
}


@pytest.mark.parametrize(("kind", "text"), IN_DUTCH.items())
def test_event_is_said_in_dutch(kind: MessageKind, text: str) -> None:
    outgoing = render_event(kind, _everything(), make_reader("nl", children=NOOR_AND_OMAR))

    assert outgoing == Outgoing(kind, "nl", text, _asking(kind, "nl", DUTCH_QUESTION), HowSaid.REVIEWED)


@pytest.mark.parametrize(("kind", "text"), IN_ENGLISH.items())
def test_event_is_said_in_english_with_a_note_where_words_are_dutch(kind: MessageKind, text: str) -> None:
    facts = _everything(bring=make_words("een lege doos", "an empty box"))

    outgoing = render_event(kind, facts, make_reader("en", children=NOOR_AND_OMAR))

    assert outgoing == Outgoing(kind, "en", text, _asking(kind, "en", ENGLISH_QUESTION), HowSaid.ORIGINAL)


def test_event_with_approved_words_needs_no_note() -> None:
    facts = make_facts(bring=make_words("een lege doos", "an empty box"), note=make_words("Tot dan!", "See you!"))

    outgoing = render_event(MessageKind.INVITATION, facts, make_reader("en"))

    assert outgoing.free_text is HowSaid.APPROVED
    assert outgoing.text.endswith(
        "🎒 Please bring: an empty box\n✍️ juf Ruth writes: See you!\n\n👇 Will you come? Please tap a button."
    )


@pytest.mark.parametrize(
    ("kind", "opening"),
    [
        (MessageKind.INVITATION, "juf Ruth invites you. It is about Noor:"),
        (
            MessageKind.REMINDER,
            "We have no answer from you yet. juf Ruth would be happy if you came. It is about Noor:",
        ),
    ],
)
def test_event_without_children_does_not_invite_them(kind: MessageKind, opening: str) -> None:
    outgoing = render_event(kind, make_facts(with_child=False), make_reader("en"))

    assert outgoing.text == (
        f"Dear Amina,\n\n{opening}\n\n👀 Look-in morning in the group\n📅 Day: Tuesday 8 December\n🕐 At 08:30\n\n"
        "👇 Will you come? Please tap a button."
    )


def test_event_with_a_title_of_its_own_says_that_one() -> None:
    facts = make_facts(title=make_words("Pannenkoeken", "Pancakes"))

    text = render_event(MessageKind.INVITATION, facts, make_reader("en")).text

    assert "\n\n👀 Pancakes\n📅 Day: " in text
    assert "Pannenkoeken" not in text


@pytest.mark.parametrize(
    ("changed", "lines"),
    [
        ({"starts_at"}, ["🔄 📅 Dag: dinsdag 8 december", "🔄 🕐 Van 08:30 tot 10:00 uur"]),
        ({"title"}, ["🔄 👀 Inloopochtend in de groep"]),
        ({"place"}, ["🔄 📍 Waar: Lokaal 3"]),
        ({"bring", "note"}, ["🔄 🎒 Graag meenemen: een lege doos", "🔄 ✍️ juf Ruth schrijft: Tot dan!"]),
        (set(), []),
    ],
)
def test_change_points_at_what_is_new(changed: set[str], lines: list[str]) -> None:
    facts = _everything(changed=frozenset(changed))

    text = render_event(MessageKind.CHANGE, facts, make_reader()).text

    assert [line for line in text.partition("\n\n🔄 Let op")[2].splitlines() if line.startswith("🔄")] == lines


def test_change_of_a_start_without_end_points_at_the_hour() -> None:
    text = render_event(MessageKind.CHANGE, make_facts(changed=frozenset({"starts_at"})), make_reader()).text

    assert "🔄 📅 Dag: dinsdag 8 december\n🔄 🕐 Om 08:30 uur\n" in text


def test_cancellation_asks_and_wants_nothing() -> None:
    outgoing = render_event(MessageKind.CANCELLATION, _everything(), make_reader())

    assert outgoing == Outgoing(
        MessageKind.CANCELLATION,
        "nl",
        "Beste Amina,\n\n🚫 Dit gaat niet door:\n\n"
        "👀 Inloopochtend in de groep\n📅 Dag: dinsdag 8 december\n🕐 Van 08:30 tot 10:00 uur\n📍 Waar: Lokaal 3\n\n"
        "U hoeft niets te doen. juf Ruth hoopt u een andere keer te zien.",
        (make_keep(), make_listen()),
    )


def test_cancellation_says_which_language_its_title_is_in() -> None:
    facts = make_facts(title=make_words("Pannenkoeken"))

    outgoing = render_event(MessageKind.CANCELLATION, facts, make_reader("en"), answer=GivenAnswer(Answer.YES))

    assert outgoing == Outgoing(
        MessageKind.CANCELLATION,
        "en",
        "Dear Amina,\n\n🚫 This will not take place:\n\n"
        "👀 Pannenkoeken\n📅 Day: Tuesday 8 December\n🕐 At 08:30\n\n"
        "ℹ️ Some words are from the school itself. They are not translated. They are in this language: Dutch\n\n"
        "You do not have to do anything. juf Ruth hopes to see you another time.",
        (make_keep("en"), make_listen("en")),
        HowSaid.ORIGINAL,
    )


def test_nudge_looks_forward_to_who_said_how_many_come() -> None:
    outgoing = render_event(MessageKind.NUDGE, _everything(), make_reader(), answer=GivenAnswer(Answer.YES, people=2))

    text = f"Beste Amina,\n\nU heeft ja gezegd. Het is bijna zover:\n\n{DUTCH_FACTS}\n\nWij zien u graag!"
    assert outgoing == Outgoing(MessageKind.NUDGE, "nl", text, (CHANGE, make_keep(), make_listen()))


def test_nudge_asks_how_many_come_before_it_shows_numbers() -> None:
    outgoing = render_event(MessageKind.NUDGE, make_facts(), make_reader(), answer=GivenAnswer(Answer.YES))

    assert outgoing == Outgoing(
        MessageKind.NUDGE,
        "nl",
        "Beste Amina,\n\nU heeft ja gezegd. Het is bijna zover:\n\n"
        "👀 Inloopochtend in de groep\n📅 Dag: dinsdag 8 december\n🕐 Om 08:30 uur\n\n"
        "👇 Hoeveel mensen komen er?\n\nWij zien u graag!",
        (PEOPLE, CHANGE, make_keep(), make_listen()),
    )


@pytest.mark.parametrize(
    ("answer", "said", "buttons"),
    [
        (
            GivenAnswer(Answer.YES),
            "✅ Uw antwoord: ja. Wij zien u graag!\n👇 Hoeveel mensen komen er?",
            (PEOPLE, CHANGE, make_keep()),
        ),
        (
            GivenAnswer(Answer.YES, people=1),
            "✅ Uw antwoord: ja. Wij zien u graag!\n👥 Er komt 1 persoon.",
            (CHANGE, make_keep()),
        ),
        (
            GivenAnswer(Answer.YES, people=4),
            "✅ Uw antwoord: ja. Wij zien u graag!\n👥 Er komen 4 personen.",
            (CHANGE, make_keep()),
        ),
        (GivenAnswer(Answer.MAYBE), "🤔 Uw antwoord: misschien. U kunt nog ja of nee kiezen.", (CHANGE,)),
        (GivenAnswer(Answer.NO), "❌ Uw antwoord: nee. Fijn dat u het laat weten.", (CHANGE,)),
        (
            GivenAnswer(Answer.NO, cannot_then=True),
            "🕐 Uw antwoord: nee, niet op die tijd. Wanneer kunt u wel? Schrijf het hier. juf Ruth leest het.",
            (CHANGE,),
        ),
    ],
)
def test_answer_stands_where_the_question_was(
    answer: GivenAnswer, said: str, buttons: tuple[tuple[Button, ...], ...]
) -> None:
    outgoing = render_event(MessageKind.INVITATION, make_facts(rsvp_by=STARTS), make_reader(), answer=answer)

    assert outgoing == Outgoing(
        MessageKind.INVITATION,
        "nl",
        "Beste Amina,\n\njuf Ruth nodigt u uit, samen met Noor:\n\n"
        f"👀 Inloopochtend in de groep\n📅 Dag: dinsdag 8 december\n🕐 Om 08:30 uur\n\n{said}",
        (*buttons, make_listen()),
    )


def test_event_in_arabic_keeps_every_fact_in_its_place() -> None:
    facts = _everything(place="Voorstraat 12, lokaal 3")

    outgoing = render_event(MessageKind.INVITATION, facts, make_reader("ar", children=NOOR_AND_OMAR))

    assert _facts_in(outgoing.text) == [
        "Amina",
        "juf Ruth",
        "\u2068Noor\u2069 و\u2068Omar\u2069",
        "الثلاثاء، 8 ديسمبر",
        "08:30",
        "10:00",
        "Voorstraat 12, lokaal 3",
        "een lege doos",
        "juf Ruth",
        "Tot dan!",
        "الهولندية",
        "الأحد، 6 ديسمبر",
        "17:00",
    ]
    assert re.findall("[A-Za-z0-9]", _without_facts(outgoing.text)) == []


@pytest.mark.parametrize("tag", ["nl", "en", "tr", "pl", "uk", "ti", "so"])
def test_event_where_lines_run_left_to_right_has_no_hidden_marks(tag: str) -> None:
    text = render_event(MessageKind.INVITATION, _everything(), make_reader(tag, children=NOOR_AND_OMAR)).text

    assert not {"\u2068", "\u2069"} & set(text)


def test_facts_are_said_as_they_are_even_when_they_look_like_a_template() -> None:
    reader = make_reader(name="{parent} {{ x }}", children=("{0}",))
    facts = make_facts(place="{% raw %}", note=make_words("<b>&amp;</b>"), asked_by="juf {Ruth}")

    text = render_event(MessageKind.INVITATION, facts, reader).text

    assert [
        fact for fact in ("{parent} {{ x }}", "{0}", "{% raw %}", "<b>&amp;</b>", "juf {Ruth}") if fact not in text
    ] == []


def test_announcement_is_the_authors_text_for_this_parent() -> None:
    words = make_words("Morgen is er geen school.", "There is no school tomorrow.")

    outgoing = render_announcement(words, make_reader("en", children=NOOR_AND_OMAR), asked_by="Sam")

    assert outgoing == Outgoing(
        MessageKind.ANNOUNCEMENT,
        "en",
        "Dear Amina,\n\nSam has a message for you. It is about Noor and Omar:\n\nThere is no school tomorrow.",
        (make_listen("en"),),
        HowSaid.APPROVED,
    )


def test_announcement_in_the_readers_own_language_is_as_written() -> None:
    outgoing = render_announcement(make_words("Morgen is er geen school."), make_reader(), asked_by="Sam")

    assert outgoing == Outgoing(
        MessageKind.ANNOUNCEMENT,
        "nl",
        "Beste Amina,\n\nSam heeft een bericht voor u. Het gaat over Noor:\n\nMorgen is er geen school.",
        (make_listen(),),
    )


def test_announcement_that_nobody_translated_says_which_language_it_is() -> None:
    outgoing = render_announcement(make_words("Morgen is er geen school."), make_reader("en"), asked_by="Sam")

    assert outgoing == Outgoing(
        MessageKind.ANNOUNCEMENT,
        "en",
        "Dear Amina,\n\nSam has a message for you. It is about Noor:\n\nMorgen is er geen school.\n\n"
        "ℹ️ Some words are from the school itself. They are not translated. They are in this language: Dutch",
        (make_listen("en"),),
        HowSaid.ORIGINAL,
    )


def test_own_words_in_another_direction_are_held_line_by_line_and_translated_ones_left_alone() -> None:
    reader = make_reader("ar")

    written = render_announcement(make_words("Neem mee:\n\n- lijm."), reader, asked_by="Sam").text
    translated = render_announcement(make_words("Dag.", "مرحبا.\nأهلا."), reader, asked_by="Sam").text

    assert "\n\n\u2068Neem mee:\u2069\n\n\u2068- lijm.\u2069\n\nℹ️ " in written
    assert translated.endswith("\n\nمرحبا.\nأهلا.")


def test_reply_says_who_answers() -> None:
    said = [render_reply(make_words("Ja hoor!"), make_reader(tag), asked_by="juf Ruth") for tag in ("nl", "en")]

    assert said == [
        Outgoing(MessageKind.REPLY, "nl", "💬 Antwoord van juf Ruth:\n\nJa hoor!", (make_listen("nl"),)),
        Outgoing(
            MessageKind.REPLY,
            "en",
            "💬 juf Ruth answers you:\n\nJa hoor!\n\n"
            "ℹ️ Some words are from the school itself. They are not translated. They are in this language: Dutch",
            (make_listen("en"),),
            HowSaid.ORIGINAL,
        ),
    ]


def _everything(**facts: object) -> EventFacts:
    return make_facts(
        **{
            "ends_at": STARTS.replace(hour=10, minute=0),
            "place": "Lokaal 3",
            "bring": make_words("een lege doos"),
            "note": make_words("Tot dan!"),
            "rsvp_by": STARTS.replace(day=6, hour=17, minute=0),
            **facts,
        }
    )


def _facts_in(text: str) -> list[str]:
    """What stands between isolates, the outer pair only."""
    facts: list[str] = []
    depth = 0
    for character in text:
        depth -= character == "\u2069"
        if depth:
            facts[-1] += character
        elif character == "\u2068":
            facts.append("")
        depth += character == "\u2068"
    return facts


def _asking(kind: MessageKind, tag: str, question: tuple[tuple[Button, ...], ...]) -> tuple[tuple[Button, ...], ...]:
    """A change also goes into the calendar."""
    return (*question[:-1], make_keep(tag), question[-1]) if kind is MessageKind.CHANGE else question


def _without_facts(text: str) -> str:
    for fact in _facts_in(text):
        text = text.replace(f"\u2068{fact}\u2069", "")
    return text


@pytest.mark.parametrize("kind", [MessageKind.CHANGE, MessageKind.NUDGE])
def test_nobody_is_asked_after_the_answers_closed(kind: MessageKind) -> None:
    facts = make_facts(answers_open=False, rsvp_by=None)

    unanswered = render_event(kind, facts, make_reader("en"))
    answered = render_event(kind, facts, make_reader("en"), answer=GivenAnswer(Answer.YES))

    assert unanswered.buttons == answered.buttons == (make_keep("en"), make_listen("en"))
    assert "👇" not in unanswered.text + answered.text
