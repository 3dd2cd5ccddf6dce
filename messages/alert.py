"""The e-mail that calls a colleague to an urgent conversation: in Dutch and English, without a word or name of it."""

from __future__ import annotations

from datetime import datetime

from messages.languages import Language

SUBJECT = "Dringend bericht van een ouder / Urgent message from a parent"

_BODY = """\
Er wacht een dringend bericht van een ouder, sinds {since_nl}.
Lees het hier en beslis zelf wat nodig is:
{address}

An urgent message from a parent is waiting, since {since_en}.
Read it here and decide yourself what is needed:
{address}

Deze e-mail is automatisch verstuurd: woorden in het bericht kunnen op gevaar wijzen.
This e-mail was sent automatically: words in the message may point to danger.
"""


def compose_alert(since: datetime, address: str) -> str:
    """`since` in school time; `address` leads to the conversation, for who is signed in."""
    return _BODY.format(since_nl=_say(since, "nl"), since_en=_say(since, "en"), address=address)


def _say(moment: datetime, tag: str) -> str:
    language = Language(tag)
    return f"{language.day(moment)}, {language.clock(moment)}"
