"""One short question to parents, answered by one tap on a face (N21)."""

from __future__ import annotations

from messages.callbacks import format_tap
from messages.conversation.voice import with_listen
from messages.facts import Reader
from messages.outgoing import Button, MessageKind, Outgoing
from messages.phrases import mark
from messages.taps import CheckInTap
from messages.templating import fill

ONE_QUESTION = mark("One short question. You answer with one tap.")
NO_NAMES = mark("The school sees how many chose which face. It does not see who.")
CHECK_IN_THANKS = mark("Thank you for your answer.")
TELL_MORE = mark("Do you want to tell us more? Write it here. Then the school sees that it is from you.")

#: From best to least good.
FACES = ("😀", "🙂", "😐", "🙁")

#: What can be asked; each is a catalogue key.
QUESTIONS: dict[str, str] = {
    "likes-school": mark("How does your child like going to school?"),
    "in-time": mark("Do our messages reach you in time?"),
    "clear": mark("Are our messages clear to you?"),
    "welcome": mark("Do you feel welcome at school?"),
    "knows-what-happens": mark("Do you know what your child does at school?"),
    "ideas-help": mark("Do the ideas for home fit your family?"),
}

#: From this face on there may be something to tell.
_TELLS_MORE = 3


def render_check_in(campaign_id: int, question: str, reader: Reader, *, answer: int | None = None) -> Outgoing:
    """The question by its key, or thanks in its place; the answer, from 1 (best) to 4, can still be changed."""
    text = fill(
        "check_in.txt",
        reader.language,
        question=QUESTIONS[question],
        answer=answer,
        face=FACES[answer - 1] if answer else "",
        more=(answer or 0) >= _TELLS_MORE,
    )
    faces = tuple(
        Button(f"✅ {face}" if place == answer else face, format_tap(CheckInTap(campaign_id, reader.parent_id, place)))
        for place, face in enumerate(FACES, start=1)
    )
    return with_listen(Outgoing(MessageKind.CHECK_IN, reader.language.tag, text, (faces,)), reader)
