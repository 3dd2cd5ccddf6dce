"""What the inbox calls its lists and the parts of a day, and when a parent wants to be called."""

from __future__ import annotations

from datetime import datetime

from bot.web.pages.visit import Visit
from bot.web.pages.wording import Clockwork, page_word
from bot.web.thread_models import CallAnswer

NOBODY = page_word("nobody in particular")
PARTS = {
    "morning": page_word("in the morning"),
    "afternoon": page_word("in the afternoon"),
    "evening": page_word("in the evening"),
}
TABS = {
    "open": page_word("All open"),
    "mine": page_word("Mine"),
    "nobody": page_word("Nobody's yet"),
    "liaison": page_word("With the liaison"),
    "calls": page_word("Please call"),
    "closed": page_word("Closed"),
}
EMPTY = {
    "open": page_word("Nobody waits. Parents write in their own language; you read it here, and answer in yours."),
    "mine": page_word("You have no conversations. Answer first to take one; “Who takes it?” gives it to somebody."),
    "nobody": page_word("Every conversation has somebody who takes it."),
    "liaison": page_word("Nothing is with the liaison. “Hand over” in a conversation brings it there."),
    "calls": page_word("Nobody asked to be called. Parents do so with the button “Please call me”."),
    "closed": page_word("Nothing is closed yet. “Close” puts away a conversation in which all is said."),
}


def call_words(visit: Visit, call: CallAnswer) -> str:
    """'wo 25 nov, 's ochtends'."""
    noon = datetime.fromisoformat(call.day).replace(hour=12, tzinfo=visit.zone)
    day = Clockwork(visit.language, visit.zone, visit.now).day(noon)
    return f"{day}, {visit.say(PARTS[call.part])}"
