"""A parent's own choices and rights: what comes and when, stopping in part, one's data, erasure (N24)."""

from __future__ import annotations

from messages.phrases import mark

YOUR_CHOICES = mark("This is what you get. Tap to change it.")
IDEAS_YES = mark("Ideas for at home: yes")
IDEAS_NO = mark("Ideas for at home: no")
VOICE_YES = mark("Voice with every message: yes")
VOICE_NO = mark("Voice with every message: no")
BEST_IN_THE_MORNING = mark("Ideas in the morning")
BEST_IN_THE_AFTERNOON = mark("Ideas in the afternoon")
BEST_IN_THE_EVENING = mark("Ideas in the evening")
ONLY_INVITATIONS = mark("Only invitations, no ideas")
IDEAS_STOPPED = mark("You get no more ideas for at home. Invitations still come.")
CHOICE_KEPT = mark("Your choice is saved.")

YOUR_DATA = mark(
    "This is everything that we keep about you. Open “{file}” to read it. The other file is for computers."
)
PAGE_TITLE = mark("What {school} keeps about you")
YOU = mark("You")
YOUR_CHILDREN = mark("Your children")
MESSAGES_TO_YOU = mark("Messages to you")
YOUR_ANSWERS = mark("Your answers to invitations")
YOUR_TALKS = mark("Your talks with the teacher")
YOUR_QUESTIONS = mark("What you and the school wrote")
IDEAS_ANSWERED = mark("Ideas for at home that you answered")
SHORT_ANSWERS = mark("Your answers to short questions")
YOUR_OFFERS = mark("What you would like to do with the school")
TECHNICAL = mark("Technical data")

ERASE_QUESTION = mark(
    "Do you want us to erase everything about you here? You cannot undo this. You get no more messages."
)
ERASE_SCHOOL_KEEPS = mark("The school keeps its own list of families. Ask the school about that list.")
ERASE_YES = mark("Yes, erase everything")
ERASE_NO = mark("No, keep it")
ERASED = mark("Everything about you is erased here. We wish you and your family all the best.")
NOT_ERASED = mark("Nothing is erased. Everything stays as it was.")
