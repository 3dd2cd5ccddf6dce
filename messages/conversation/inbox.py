"""What a parent reads after writing or speaking: who answers and when, calls, danger, and kind refusals."""

from __future__ import annotations

from messages.phrases import mark

VOICE_KEPT = mark("Thank you. Your voice message has arrived. A person at school will listen to it.")
ANSWER_BY = mark("You get an answer before {day}, {time}.")
SCHOOL_CLOSED = mark("The school is closed now. It opens again on {day}.")
PLEASE_CALL = mark("Please call me")
WHEN_TO_CALL = mark("When can the school call you?")
CALL_IN_THE_MORNING = mark("{day}, in the morning")
CALL_IN_THE_AFTERNOON = mark("{day}, in the afternoon")
CALL_KEPT = mark("Thank you. A person at school wants to call you then:")
IN_DANGER = mark("Is somebody in danger now? Do not wait for us. Call {number}.")
TO_THE_TOP = mark(
    "Your message is now at the top of the list at school. At night and at the weekend nobody may read it at once."
)
TALK_TO_SOMEBODY = mark("Do you want to talk with somebody? Call {line}.")
WHO_WROTE = mark("More than one person uses this chat. Who wrote this?")
WRITER_KEPT = mark("Thank you, {name}.")
EDIT_KEPT = mark("You changed your message. The school sees the new one.")
EDIT_TOO_LATE = mark("You changed your message, but the school has answered it. Please write again what is different.")
NO_PICTURES = mark("I cannot pass on pictures. Please write a text or send a voice message.")
NO_FILES = mark("I cannot pass on files. Please write a text, or bring the paper to school.")
NO_PLACES = mark("I do not pass on telephone numbers and places. Please write a text.")
STICKER_SEEN = mark("How nice! If you have a question, write it here or say it.")
ONLY_ALONE = mark("I talk with one person at a time. Please open a chat with me alone.")
