"""One short question to parents, answered by one tap on a face (N21)."""

from __future__ import annotations

from messages.phrases import mark

ONE_QUESTION = mark("One short question. You answer with one tap.")
NO_NAMES = mark("The school sees how many chose which face. It does not see who.")
CHECK_IN_THANKS = mark("Thank you for your answer.")
TELL_MORE = mark("Do you want to tell more? Write it here. Then the school sees that it is from you.")

#: From best to least good.
FACES = ("😀", "🙂", "😐", "🙁")

#: What can be asked; each is a catalogue key.
QUESTIONS: dict[str, str] = {
    "likes-school": mark("How does your child like going to school?"),
    "in-time": mark("Do our messages reach you in time?"),
    "clear": mark("Are our messages clear to you?"),
    "welcome": mark("Do you feel welcome at school?"),
    "knows-what-happens": mark("Do you know what your child does at school?"),
    "ideas-help": mark("Do the ideas for at home fit your family?"),
}
