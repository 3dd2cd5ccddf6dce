"""What the pages of families say about a guardian, in words that judge nobody: on the page and in the file alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from bot.domain.contacts import Contact, ContactKind, Missing, Reach, Tongue
from bot.enums import NoteKind, NoteOutcome, OutboxState, ParentStatus
from bot.web.pages.events import KINDS
from bot.web.pages.visit import Visit
from bot.web.pages.wording import Clockwork, page_word
from messages.languages import Language
from messages.outgoing import MessageKind

_STATUS = {
    ParentStatus.JOINED: page_word("gets messages"),
    ParentStatus.INVITED: page_word("not reached yet"),
    ParentStatus.STOPPED: page_word("wants no messages"),
    ParentStatus.UNREACHABLE: page_word("Telegram does not reach them"),
}
_CONTACT = {
    ContactKind.MESSAGE: page_word("message arrived"),
    ContactKind.ANSWER: page_word("answered"),
    ContactKind.WORDS: page_word("wrote or spoke"),
    ContactKind.TALK: page_word("talk with a colleague"),
}
MESSAGES = {
    **KINDS,
    MessageKind.ANNOUNCEMENT: page_word("Announcement"),
    MessageKind.TIP: page_word("Idea for home"),
    MessageKind.REPLY: page_word("Answer to a question"),
    MessageKind.GOOD_NEWS: page_word("Good news"),
    MessageKind.CHECK_IN: page_word("Short question"),
    MessageKind.OFFER: page_word("Question about helping"),
    MessageKind.TALK: page_word("News about a talk"),
    MessageKind.VOICE: page_word("The same, spoken"),
    MessageKind.SCREEN: page_word("Answer of the bot"),
}
_STATES = {
    OutboxState.PREPARING: page_word("being prepared"),
    OutboxState.QUEUED: page_word("on the way"),
    OutboxState.LEASED: page_word("on the way"),
    OutboxState.SENDING: page_word("on the way"),
    OutboxState.SENT: page_word("arrived"),
    OutboxState.UNKNOWN: page_word("maybe arrived"),
    OutboxState.UNREACHABLE: page_word("not reached"),
    OutboxState.REJECTED: page_word("refused by Telegram"),
    OutboxState.DEAD: page_word("did not arrive"),
    OutboxState.EXPIRED: page_word("too late, so not sent"),
    OutboxState.CANCELLED: page_word("called off"),
    OutboxState.PAUSED: page_word("waits for a decision"),
}
NOTE_KINDS = {
    NoteKind.TALK: page_word("Talk at school"),
    NoteKind.PHONE: page_word("Phone"),
    NoteKind.GATE: page_word("At the gate"),
    NoteKind.HOME_VISIT: page_word("Home visit"),
}
NOTE_OUTCOMES = {
    NoteOutcome.SPOKE: page_word("we spoke"),
    NoteOutcome.NOT_THERE: page_word("nobody there"),
    NoteOutcome.LETTER: page_word("letter handed over"),
    NoteOutcome.AGAIN: page_word("try again later"),
}

_HAS_LETTER = page_word("not reached yet; has a letter until %(day)s")
_OWN_WORDS = page_word("all that you write, as you write it")
_BY_MACHINE = page_word("fixed sentences; your own words by machine")
_BY_PEOPLE = page_word("fixed sentences; your own words only by people")
_OTHERWISE = page_word("reads %(language)s: there are no fixed sentences in this language yet")
_NEEDS_LETTER = page_word("a letter with a code")
_NEEDS_ROUTE = page_word("another way: on paper, by phone, at the gate")
_NEEDS_LANGUAGE = page_word("fixed sentences in %(language)s")


def family_address(parent_id: str, *more: str) -> str:
    """The page of a family; the school's own numbers may hold any sign."""
    return "/".join(["/families", *(quote(part, safe="") for part in (parent_id, *more))])


@dataclass(frozen=True, slots=True)
class FamilyWords:
    """For one reader."""

    visit: Visit

    def status(self, reach: Reach) -> str:
        """How far they are reached."""
        if reach.status is ParentStatus.INVITED and reach.letter_until:
            return self.visit.say(_HAS_LETTER, day=self._clock.day(reach.letter_until))
        return self.visit.say(_STATUS[reach.status])

    def language(self, tag: str) -> str:
        """Its name."""
        return Language(tag).name_in(Language(self.visit.language))

    def tongue(self, tongue: Tongue) -> str:
        """What we can say in it."""
        if not tongue.own:
            return self.visit.say(_OTHERWISE, language=self.language(tongue.reads))
        return self.visit.say(_OWN_WORDS if tongue.as_written else _BY_MACHINE if tongue.machine else _BY_PEOPLE)

    def contact(self, contact: Contact) -> str:
        """How there was contact last."""
        return self.visit.say(_CONTACT[contact.kind])

    def missing(self, one: Missing, reach: Reach) -> str:
        """What somebody can see to."""
        words = {Missing.LETTER: _NEEDS_LETTER, Missing.ROUTE: _NEEDS_ROUTE, Missing.LANGUAGE: _NEEDS_LANGUAGE}
        facts = {"language": self.language(reach.tongue.wanted)} if one is Missing.LANGUAGE else {}
        return self.visit.say(words[one], **facts)

    def message(self, kind: str) -> str:
        """What was sent."""
        return self.visit.say(MESSAGES[MessageKind(kind)])

    def state(self, state: str) -> str:
        """Whether it came."""
        return self.visit.say(_STATES[OutboxState(state)])

    def note_kind(self, kind: str) -> str:
        """How a colleague met them, or tried to."""
        return self.visit.say(NOTE_KINDS[NoteKind(kind)])

    def note_outcome(self, outcome: str) -> str:
        """What came of it."""
        return self.visit.say(NOTE_OUTCOMES[NoteOutcome(outcome)])

    def note_day(self, day: str) -> str:
        """A day that is kept without its hour."""
        return self._clock.day(datetime.fromisoformat(day).replace(hour=12, tzinfo=self.visit.zone))

    @property
    def _clock(self) -> Clockwork:
        return Clockwork(self.visit.language, self.visit.zone, self.visit.now)
