"""What can you do with us? Skills and times that a parent offers by tap; never a duty (N12, N23)."""

from __future__ import annotations

from dataclasses import dataclass

from messages.callbacks import format_tap
from messages.conversation.voice import with_listen
from messages.facts import Reader
from messages.languages import Language
from messages.outgoing import Button, MessageKind, Outgoing
from messages.phrases import mark, phrases_in
from messages.screens import say_screen
from messages.taps import OfferDoneTap, OfferTap

WHAT_CAN_YOU_DO = mark("What would you like to do with the school? Tap what suits you. You do not have to.")
THAT_IS_ALL = mark("That is all")
OFFER_KEPT = mark("Thank you! The school will ask you when it needs this.")
OFFER_EMPTY = mark("That is fine. You can come back at any time.")

#: In the order of their numbers in the buttons: add at the end only.
SKILLS: dict[str, str] = {
    "cooking": mark("Cooking or baking"),
    "reading": mark("Reading aloud or telling stories"),
    "music": mark("Music, singing or dancing"),
    "crafts": mark("Sewing or crafts"),
    "sports": mark("Sports and games"),
    "repairs": mark("Repairing and building"),
    "garden": mark("Gardening"),
    "trips": mark("Coming along on a trip"),
    "translating": mark("Translating for other parents"),
    "work": mark("Telling about my work"),
}
TIMES: dict[str, str] = {
    "mornings": mark("In the morning"),
    "afternoons": mark("In the afternoon"),
    "evenings": mark("In the evening"),
    "weekends": mark("At the weekend"),
}

#: Times are numbered from here on, so that one more skill renames no button that parents have.
_FIRST_TIME = 51

#: Every skill and time by its number in the buttons.
ITEMS: dict[int, str] = {
    **dict(enumerate(SKILLS, start=1)),
    **dict(enumerate(TIMES, start=_FIRST_TIME)),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What a parent offers, by the keys above."""

    skills: tuple[str, ...] = ()
    times: tuple[str, ...] = ()

    def toggled(self, key: str) -> Offer:
        """With this skill or time, or without it where it was offered; in the order of the numbers."""
        chosen = {*self.skills, *self.times} ^ {key}
        return Offer(tuple(key for key in SKILLS if key in chosen), tuple(key for key in TIMES if key in chosen))


NOTHING_OFFERED = Offer()


def render_offer(offer: Offer, reader: Reader) -> Outgoing:
    """Each skill and time as a button; what is offered bears a mark."""
    phrases, chosen, sentences = phrases_in(reader.language.tag), {*offer.skills, *offer.times}, SKILLS | TIMES
    rows = tuple(
        (
            Button(
                f"{'✅' if key in chosen else '▫️'} {phrases.say(sentences[key])}",
                format_tap(OfferTap(reader.parent_id, number)),
            ),
        )
        for number, key in ITEMS.items()
    )
    done = Button("👍 " + phrases.say(THAT_IS_ALL), format_tap(OfferDoneTap(reader.parent_id)))
    text = "🤝 " + phrases.say(WHAT_CAN_YOU_DO)
    return with_listen(Outgoing(MessageKind.OFFER, reader.language.tag, text, (*rows, (done,))), reader)


def offer_thanks(offer: Offer, language: Language) -> Outgoing:
    """That was all; or nothing, which is fine too."""
    return say_screen(OFFER_EMPTY if offer == NOTHING_OFFERED else OFFER_KEPT, language)
