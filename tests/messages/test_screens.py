"""The conversation itself: joining, language, help, stopping. Exact words in Dutch; the rest is in tests/locales."""

from __future__ import annotations

from messages.languages import OFFERED, Language
from messages.outgoing import Button, HowSaid, MessageKind, Outgoing
from messages.phrases import spoken
from messages.screens import (
    COMMANDS,
    MESSAGE_KEPT,
    agenda_screen,
    ask_consent,
    ask_language,
    ask_notice_language,
    confirm_language,
    help_screen,
    offered,
    privacy_screen,
    say_screen,
    show_original,
    welcome,
)
from tests.messages.builders import CODE, make_facts, make_reader, make_words

DUTCH, ENGLISH, ARABIC = Language("nl"), Language("en"), Language("ar")


def test_say_screen_is_a_fixed_sentence() -> None:
    row = (Button("Ja", "u7"),)

    assert [say_screen(MESSAGE_KEPT, DUTCH), say_screen(MESSAGE_KEPT, DUTCH, (row,))] == [
        Outgoing(MessageKind.SCREEN, "nl", "Dank u wel. Uw bericht is aangekomen. Iemand op school leest het."),
        Outgoing(MessageKind.SCREEN, "nl", "Dank u wel. Uw bericht is aangekomen. Iemand op school leest het.", (row,)),
    ]


def test_ask_consent_says_what_is_kept_before_anything_is() -> None:
    outgoing = ask_consent(CODE, parent="Amina", school="De Regenboog", language=DUTCH)

    assert outgoing == Outgoing(
        MessageKind.SCREEN,
        "nl",
        "👋 Hallo Amina,\n\n"
        "Hier krijgt u berichten van De Regenboog in uw eigen taal: uitnodigingen, herinneringen en ideeën voor "
        "thuis.\n\n"
        "🔒 Dit bewaren we: uw naam, uw taal en deze chat, en de voornaam en de groep van uw kind. "
        "Later ook uw antwoorden, en wat u hier schrijft of zegt.\n"
        "📨 De berichten gaan via Telegram. Dat is een bedrijf buiten de school. Schrijf hier geen geheimen.\n"
        "✋ U kiest zelf. U kunt altijd stoppen: schrijf /stop\n\n"
        "Vindt u dit goed?",
        (
            (Button("✅ Ja, dat is goed", f"a{CODE}"),),
            (Button("❌ Nee, dank u", f"d{CODE}"),),
            (Button("🌐 Andere taal", f"w{CODE}"),),
        ),
    )


def test_ask_notice_language_offers_the_likely_ones_first_two_in_a_row() -> None:
    outgoing = ask_notice_language(CODE, first=("ti",), language=ENGLISH)

    assert (outgoing.language, outgoing.text) == ("en", "🌐 In which language do you want to read?")
    assert outgoing.buttons[:2] == (
        (Button("ትግርኛ", f"n{CODE}.ti"), Button("Nederlands", f"n{CODE}.nl")),
        (Button("العربية", f"n{CODE}.ar"), Button("Türkçe", f"n{CODE}.tr")),
    )
    assert sum(len(row) for row in outgoing.buttons) == len(spoken())


def test_ask_language_offers_the_same_to_who_takes_part() -> None:
    outgoing = ask_language(7, first=("ar",), language=DUTCH)

    assert outgoing.text == "🌐 In welke taal wilt u lezen?"
    assert [button.data for row in outgoing.buttons for button in row] == [f"s7.{tag}" for tag in offered(["ar"])]


def test_confirm_language_offers_what_the_family_may_read_and_a_way_to_all() -> None:
    outgoing = confirm_language(7, first=("ar", "hu", "ar", "nl", "tr"), language=ENGLISH)

    assert outgoing == Outgoing(
        MessageKind.SCREEN,
        "en",
        "🌐 In which language do you want to read?",
        (
            (Button("العربية", "s7.ar"), Button("Nederlands", "s7.nl")),
            (Button("Türkçe", "s7.tr"),),
            (Button("🌐 Another language", "l7"),),
        ),
    )


def test_offered_is_every_language_we_speak_once_the_likely_ones_first() -> None:
    tags = offered(["so", "hu", "so", "xx"])

    assert tags == ["so", *(tag for tag in OFFERED if tag in spoken() and tag != "so")]
    assert set(tags) == spoken()


def test_welcome_says_what_will_come() -> None:
    outgoing = welcome(make_reader(children=("Noor", "Omar")))

    assert outgoing == Outgoing(
        MessageKind.SCREEN,
        "nl",
        "🎉 Welkom, Amina!\n\n"
        "U krijgt nu berichten over Noor en Omar.\n\n"
        "📅 Uitnodigingen, en op tijd een herinnering. U antwoordt met één tik op een knop.\n"
        "💡 Kleine ideeën voor thuis, voor u en uw kind.\n"
        "💬 Heeft u een vraag? Schrijf die hier, in uw eigen taal. Iemand op school leest uw vraag.\n\n"
        "Schrijf /help om te zien wat u hier kunt doen.",
    )


def test_help_screen_says_what_can_be_done_here() -> None:
    assert help_screen(ENGLISH) == Outgoing(
        MessageKind.SCREEN,
        "en",
        "What you can do here:\n\n"
        "💬 Write a question in your own language. A person at school reads it.\n"
        "📅 /agenda – what is planned\n"
        "💡 /tips – ideas for home\n"
        "🤝 /offer – what you would like to do with the school\n"
        "🌐 /language – choose your language\n"
        "⚙️ /settings – choose what you get, and when\n"
        "🔒 /privacy – what we keep about you\n"
        "📦 /mydata – get a copy of your data\n"
        "🗑️ /delete – erase your data\n"
        "✋ /stop – get no more messages",
    )


def test_help_screen_names_every_command_and_keeps_its_slash_in_place_in_arabic() -> None:
    dutch, arabic = help_screen(DUTCH).text, help_screen(ARABIC).text

    others = COMMANDS.keys() - {"help"}
    assert {name for name in others if f" /{name} – " in dutch} == others
    assert {name for name in others if f" \u2068/{name}\u2069 – " in arabic} == others


def test_privacy_screen_says_what_is_kept_about_this_parent() -> None:
    assert privacy_screen(make_reader(children=("Noor", "Omar"))) == Outgoing(
        MessageKind.SCREEN,
        "nl",
        "🔒 Dit bewaren we over u:\n\n"
        "• uw naam: Amina\n"
        "• uw taal: Nederlands\n"
        "• deze chat, zodat de berichten bij u komen\n"
        "• uw kind: voornaam en groep: Noor en Omar\n"
        "• uw antwoorden, en wat u hier schrijft of zegt\n\n"
        "We laten dit aan niemand buiten de school zien.\n"
        "📨 De berichten gaan via Telegram. Dat is een bedrijf buiten de school. Schrijf hier geen geheimen.\n"
        "Wilt u dit zien, verbeteren of laten weghalen? Schrijf het hier, of vraag het aan de juf of meester.\n"
        "✋ Stoppen: /stop",
    )


def test_consent_and_privacy_say_the_same_about_what_is_kept_later() -> None:
    notice = ask_consent(CODE, parent="Amina", school="De Regenboog", language=ENGLISH).text
    privacy = privacy_screen(make_reader("en")).text

    kept = "your answers, and what you write or say here"
    company = "The messages travel through Telegram. That is a company outside the school."
    assert [kept in notice, company in notice, kept in privacy, company in privacy] == [True] * 4


def test_agenda_screen_lists_what_is_planned() -> None:
    events = [make_facts(place="Lokaal 3"), make_facts(title=make_words("Knutselen", "Crafts"))]

    assert agenda_screen(events, ENGLISH) == Outgoing(
        MessageKind.SCREEN,
        "en",
        "📅 This is planned:\n\n"
        "👀 Look-in morning in the group\nTuesday 8 December 🕐 08:30 📍 Lokaal 3\n\n"
        "👀 Crafts\nTuesday 8 December 🕐 08:30",
    )


def test_agenda_screen_bears_what_can_be_tapped() -> None:
    row = (Button("📅", "z12.7"),)

    assert agenda_screen([], ENGLISH, (row,)).buttons == (row,)


def test_agenda_screen_keeps_a_dutch_place_whole_in_arabic() -> None:
    text = agenda_screen([make_facts(place="Voorstraat 12")], ARABIC).text

    assert text.endswith("الثلاثاء، 8 ديسمبر 🕐 08:30 📍 \u2068Voorstraat 12\u2069")


def test_agenda_screen_says_so_when_nothing_is_planned() -> None:
    assert agenda_screen([], DUTCH) == Outgoing(MessageKind.SCREEN, "nl", "📅 Er is nu niets gepland.")


def test_agenda_screen_says_once_that_titles_are_a_machines() -> None:
    machine = make_words("Knutselen", "Crafts", how=HowSaid.MACHINE)
    events = [make_facts(title=machine), make_facts(), make_facts(title=machine)]

    text = agenda_screen(events, ENGLISH).text

    mark = "🤖 Some of these words were translated by a machine. There can be mistakes."
    assert (text.count("👀 Crafts"), text.count(mark), text.endswith(f"🕐 08:30\n\n{mark}")) == (2, 1, True)


def test_agenda_screen_bears_no_mark_where_a_person_approved() -> None:
    note = make_words("Tot dan!", "See you!", how=HowSaid.MACHINE)  # no agenda shows it
    events = [make_facts(title=make_words("Knutselen", "Crafts"), note=note)]

    assert "🤖" not in agenda_screen(events, ENGLISH).text


def test_show_original_is_what_the_school_wrote() -> None:
    assert show_original("Kom gerust.\n\nTot dan!", reader=ENGLISH) == Outgoing(
        MessageKind.SCREEN, "en", "📝 This is what the school wrote:\n\nKom gerust.\n\nTot dan!"
    )


def test_show_original_holds_each_line_in_its_own_direction() -> None:
    text = show_original("Neem mee:\n\n- lijm.", reader=ARABIC).text

    assert text.endswith("\n\n\u2068Neem mee:\u2069\n\n\u2068- lijm.\u2069")
