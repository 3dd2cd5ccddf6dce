"""What can you do with us? Skills and times that a parent offers by tap; never a duty (N12, N23)."""

from __future__ import annotations

from messages.phrases import mark

WHAT_CAN_YOU_DO = mark("What would you like to do with the school? Tap what suits you. Nothing is a must.")
THAT_IS_ALL = mark("That is all")
OFFER_KEPT = mark("Thank you! The school asks you when it needs this.")
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
