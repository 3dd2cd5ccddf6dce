"""What a parent would like to do with the school, tap by tap; whole values in English."""

from __future__ import annotations

from messages.conversation.offers import ITEMS, NOTHING_OFFERED, SKILLS, TIMES, Offer, offer_thanks, render_offer
from messages.languages import Language
from messages.outgoing import Button, MessageKind, Outgoing
from tests.messages.builders import make_listen, make_reader


def test_offer_shows_skills_and_then_times_with_a_mark_at_what_is_offered() -> None:
    outgoing = render_offer(Offer(("music",), ("weekends",)), make_reader("en"))

    assert (outgoing.kind, outgoing.text) == (
        MessageKind.OFFER,
        "🤝 What would you like to do with the school? Tap what suits you. You do not have to.",
    )
    assert outgoing.buttons == (
        (Button("▫️ Cooking or baking", "f7.1"),),
        (Button("▫️ Reading aloud or telling stories", "f7.2"),),
        (Button("✅ Music, singing or dancing", "f7.3"),),
        (Button("▫️ Sewing or crafts", "f7.4"),),
        (Button("▫️ Sports and games", "f7.5"),),
        (Button("▫️ Repairing and building", "f7.6"),),
        (Button("▫️ Gardening", "f7.7"),),
        (Button("▫️ Coming along on a trip", "f7.8"),),
        (Button("▫️ Translating for other parents", "f7.9"),),
        (Button("▫️ Telling about my work", "f7.10"),),
        (Button("▫️ In the morning", "f7.51"),),
        (Button("▫️ In the afternoon", "f7.52"),),
        (Button("▫️ In the evening", "f7.53"),),
        (Button("✅ At the weekend", "f7.54"),),
        (Button("👍 That is all", "g7"),),
        make_listen("en"),
    )


def test_tap_offers_and_takes_back_in_the_order_of_the_list() -> None:
    offer = NOTHING_OFFERED
    for key in ("weekends", "music", "cooking", "mornings", "music"):
        offer = offer.toggled(key)

    assert offer == Offer(("cooking",), ("mornings", "weekends"))


def test_thanks_are_kind_also_for_nothing() -> None:
    english = Language("en")

    assert [offer_thanks(offer, english) for offer in (Offer((), ("evenings",)), NOTHING_OFFERED)] == [
        Outgoing(MessageKind.SCREEN, "en", "Thank you! The school will ask you when it needs this."),
        Outgoing(MessageKind.SCREEN, "en", "That is fine. You can come back at any time."),
    ]


def test_number_stands_for_one_thing_and_one_more_skill_moves_no_time() -> None:
    assert list(ITEMS.values()) == [*SKILLS, *TIMES]
    assert (max(number for number, key in ITEMS.items() if key in SKILLS) < 51, ITEMS[51]) == (True, "mornings")
