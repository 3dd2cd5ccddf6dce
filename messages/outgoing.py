"""A message on its way to one parent, as plain values. Knows no Telegram."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class MessageKind(StrEnum):
    """Why a parent gets this message; also how reports and the other side of the wire name it."""

    INVITATION = "invitation"
    REMINDER = "reminder"
    NUDGE = "nudge"  # the short one on the day before, to those who said yes (N16)
    CHANGE = "change"
    CANCELLATION = "cancellation"
    ANNOUNCEMENT = "announcement"
    TIP = "tip"
    REPLY = "reply"  # staff answer a parent
    GOOD_NEWS = "good_news"  # one child, one parent (N20)
    CHECK_IN = "check_in"  # one short question (N21)
    OFFER = "offer"  # what can you do with us? (N12)
    TALK = "talk"  # a time became free, or the school chose one
    VOICE = "voice"  # a message once more, spoken
    SCREEN = "screen"  # the bot answers a parent: enrolment, help, confirmation


class HowSaid(StrEnum):
    """Who answers for the words that a parent reads, from the best to the least."""

    REVIEWED = "reviewed"  # catalogue phrases only
    APPROVED = "approved"  # a person approved this translation
    MACHINE = "machine"  # translated by machine, marked as such
    PENDING = "pending"  # the machine has not come to it yet
    HELD = "held"  # waits for a person
    ORIGINAL = "original"  # not translated; goes out as written, with a note
    NONE = "none"  # we have no phrases in this language; a second language is used

    @property
    def as_sent(self) -> HowSaid:
        """Once a message leaves nothing waits any more: it goes as written."""
        return HowSaid.ORIGINAL if self in {HowSaid.PENDING, HowSaid.HELD} else self


def weakest(parts: Iterable[HowSaid]) -> HowSaid:
    """A text is said as its least trusted part is; one without own words is reviewed."""
    return max(parts, key=list(HowSaid).index, default=HowSaid.REVIEWED)


@dataclass(frozen=True, slots=True)
class Button:
    """One tap: `data` comes back to us (at most 64 bytes, see messages.callbacks)."""

    label: str
    data: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A sound (`spoken`: Opus in OGG, played in the chat, for `seconds`) or a file to keep; `name` is the file's."""

    name: str
    mime: str
    content: bytes
    spoken: bool = False
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What one parent will read: frozen when it is queued, so that nothing changes on the way.

    With an `attachment` the text is its caption (Bot API: at most 1024 characters).
    """

    kind: MessageKind
    language: str
    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    free_text: HowSaid = HowSaid.REVIEWED
    original: str | None = None  # what the author wrote, where a machine translated it: one tap away
    attachment: Attachment | None = None
