"""Talks in slots: choosing, changing, waiting for a time, asking for an interpreter (N14, N19)."""

from __future__ import annotations

from messages.phrases import mark

CHOOSE_TIME = mark("Choose a time")
TIMES_FREE = mark("Choose a time for the talk about {child}. These times are free:")
BESIDE_OTHER = mark("⭐ is right before or after your other talk.")
MORE_TIMES = mark("More times")
TALK_AT = mark("The talk about {child}: {day}, from {start} to {end}")
OTHER_TIME = mark("Choose another time")
NOT_COMING = mark("I do not come")
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
TAKEN_MEANWHILE = mark("Somebody was just before you. Please choose another time.")
BECAME_FREE = mark("A time became free, and it is yours:")
SCHOOL_CHOSE = mark("The school chose this time for you:")
DOES_NOT_SUIT = mark("Does it not suit you? Choose another time, or say that you do not come.")
TALK_CANCELLED = mark("There will be no talk about {child}. Thank you for telling us.")
OTHER_PARENT_CHOSE = mark("{name} has chosen {day}, {time}. You can come along, or choose a time of your own.")
