"""What a button can carry besides numbers: short texts of a known shape, and choices by one or two letters."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

Code = Annotated[str, "an enrolment code, 22 characters"]
TagText = Annotated[str, "a language tag"]
ShortKey = Annotated[str, "eight characters that stand for a longer key"]
Day = Annotated[str, "such as 20261124"]


class TipReply(StrEnum):
    """What a family says to an idea for home; never a score (N10)."""

    DID = "d"
    NOT_YET = "n"
    ANOTHER = "a"


class DayPart(StrEnum):
    """A part of the day, for a call or for ideas."""

    MORNING = "m"
    AFTERNOON = "a"
    EVENING = "e"


class Choice(StrEnum):
    """What a parent switches in the settings."""

    TIPS_OFF = "t0"
    TIPS_ON = "t1"
    VOICE_OFF = "v0"
    VOICE_ON = "v1"
    PREFER_MORNING = "pm"
    PREFER_AFTERNOON = "pa"
    PREFER_EVENING = "pe"
    ONLY_INVITATIONS = "io"  # from the screen of /stop: messages again, but no ideas
