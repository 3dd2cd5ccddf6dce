"""Where a fixed sentence stands, what the places in it mean, and what is wrong with an answer: said to its reviewer."""

from __future__ import annotations

import re

from bot.domain.review_csv import plural_examples
from bot.domain.review_sheet import Sentence
from bot.web.pages.visit import Visit
from bot.web.pages.wording import page_word
from messages.exchange.wording_checks import BUTTONS, MOST_IN_A_BUTTON, MOST_IN_A_ROW, ROWS
from messages.exchange.wordings import Wording
from messages.phrases import read_catalogue
from messages.tips import theme_title

_SLOT = re.compile(r"\{[a-z]+\}|(?<!\w)/[a-z]+")

#: What is filled in later; all that stand in the catalogue.
SLOTS = {
    "{child}": page_word("the name of a child, such as Noor"),
    "{children}": page_word("the names of the children, such as Noor and Sam"),
    "{count}": page_word("a number"),
    "{day}": page_word("a day, such as Tuesday 1 December"),
    "{end}": page_word("a time, such as 09:30"),
    "{file}": page_word("the name of a file"),
    "{hours}": page_word("a number"),
    "{language}": page_word("the name of a language"),
    "{line}": page_word("the name and number of a help line"),
    "{minutes}": page_word("a number"),
    "{name}": page_word("the name of a parent or a colleague"),
    "{number}": page_word("a telephone number, or a number"),
    "{parent}": page_word("the name of the parent"),
    "{place}": page_word("a place, or a number in a row"),
    "{school}": page_word("the name of the school"),
    "{start}": page_word("a time, such as 08:30"),
    "{teacher}": page_word("the name of the teacher"),
    "{theme}": page_word("what the group works on now"),
    "{things}": page_word("what to bring along"),
    "{time}": page_word("a time, such as 08:30"),
    "{words}": page_word("what the teacher wrote"),
}
_COMMAND = page_word("what parents type; the same in every language")

_BUTTON = page_word("Stands on a button: at most %(most)s signs.")
_PART = page_word("Part of a message to parents.")
_TITLE = page_word("The name of a theme.")
_TIP = {
    "title": page_word("Idea for home: the title."),
    "why": page_word("Idea for home: why it matters."),
    "do": page_word("Idea for home: what to do."),
    "more": page_word("Idea for home: what more one can do."),
}
_FOR_NUMBERS = page_word("for %(numbers)s")

#: By how the check's own sentence begins; what follows its colon is the fact.
FAULTS = {
    "does not have the facts": page_word("Keep these exactly as they are, each as often as in English: %(facts)s"),
    "is empty": page_word("Please fill this in."),
    "is too long": page_word("This is too long for the place where it stands."),
    "has a mark that cannot be seen": page_word("It holds a mark that cannot be seen. Please type the sentence anew."),
    "has letters of another script": page_word("It has letters that do not belong to this language."),
    "has digits other than": page_word("Please write numbers with the digits 0-9."),
    "was reviewed by": page_word("Somebody else approved this sentence meanwhile, in other words."),
}


def where(visit: Visit, sentence: Sentence) -> str:
    """Where parents meet it."""
    wording = sentence.wording
    if wording.place:
        theme, _, rest = wording.place.partition("/")
        part = _TIP[rest.rpartition("/")[2]] if "/" in rest else _TITLE
        return f"{visit.say(part)} ({theme_title(theme, visit.language)})"
    for signs, most in ((BUTTONS, MOST_IN_A_BUTTON), (ROWS, MOST_IN_A_ROW)):
        if wording.english[0] in signs:
            return visit.say(_BUTTON, most=most)
    return visit.say(_PART)


def slots(visit: Visit, sentence: Sentence) -> list[tuple[str, str]]:
    """What must stay as it is, and what it stands for."""
    found = dict.fromkeys(_SLOT.findall(sentence.wording.english[-1]))
    return [(slot, visit.say(SLOTS.get(slot, _COMMAND))) for slot in found]


def numbers(visit: Visit, tag: str, wording: Wording) -> list[str]:
    """For which numbers each form is; empty where there is one form."""
    if len(wording.english) == 1:
        return [""]
    examples = plural_examples(read_catalogue(tag).plural_forms, len(wording.forms))
    return [visit.say(_FOR_NUMBERS, numbers=", ".join(some)) for some in examples]


def fault(visit: Visit, reason: str) -> str:
    """The sentence beside the field."""
    for beginning, said in FAULTS.items():
        if reason.startswith(beginning):
            facts = reason.partition(": ")[2]
            return visit.say(said, facts=facts) if "%(facts)s" in said else visit.say(said)
    return reason
