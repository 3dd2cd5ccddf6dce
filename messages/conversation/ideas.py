"""Ideas for at home over a week: why, do, more; and what the family says back by tap (N9)."""

from __future__ import annotations

from messages.phrases import mark

THEME_NOW = mark("The theme in the group now: {theme}")
DID_YOU_KNOW = mark("Did you know? For you and {children}:")
MORE_OF_IT = mark("There is more to it, for you and {children}:")
WE_DID_IT = mark("We did it")
NOT_YET = mark("Not yet")
ANOTHER_IDEA = mark("Another idea")
DID_IT_THANKS = mark("How nice! Thank you for telling us.")
NOT_YET_FINE = mark("That is fine. There is no hurry.")
NO_MORE_IDEAS = mark("These were all ideas on this theme. New ones will come.")
