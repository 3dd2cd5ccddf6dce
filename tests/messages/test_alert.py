"""The e-mail that calls a colleague: since when, and where; nothing else."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from messages.alert import compose_alert


def test_alert_says_since_when_and_where_in_dutch_and_english() -> None:
    since = datetime(2026, 11, 24, 23, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))

    assert compose_alert(since, "https://ouder.school.example/inbox/7").splitlines() == [
        "Er wacht een dringend bericht van een ouder, sinds dinsdag 24 november, 23:05.",
        "Lees het hier en beslis zelf wat nodig is:",
        "https://ouder.school.example/inbox/7",
        "",
        "An urgent message from a parent is waiting, since Tuesday 24 November, 23:05.",
        "Read it here and decide yourself what is needed:",
        "https://ouder.school.example/inbox/7",
        "",
        "Deze e-mail is automatisch verstuurd: woorden in het bericht kunnen op gevaar wijzen.",
        "This e-mail was sent automatically: words in the message may point to danger.",
    ]
