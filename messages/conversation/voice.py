"""The spoken version of a message, and what is said where there is no voice (N5)."""

from __future__ import annotations

from messages.phrases import mark

LISTEN = mark("Listen")
VOICE_COMES = mark("The voice message is coming.")
NO_VOICE = mark("There is no voice for {language} yet. Please ask the school to read it to you.")
WANT_TO_HEAR = mark("Do you want to hear the messages too?")
ALWAYS_HEAR = mark("Yes, always")
SOMETIMES_HEAR = mark("Only when I tap “Listen”")
#: How the clock is said aloud: 8:30 in the 24-hour clock, hours and minutes as bare numbers.
SPOKEN_TIME = mark("{hours} hours {minutes}")
SPOKEN_FULL_HOUR = mark("{hours} hours")
