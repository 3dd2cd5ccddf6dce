"""What can be found wrong with a wording by somebody who does not know the language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from messages.exchange.wordings import Wording

#: The first word of the Unicode names of its letters; Latin where nothing stands.
SCRIPTS = {
    "ar": "ARABIC",
    "bg": "CYRILLIC",
    "fa": "ARABIC",
    "ru": "CYRILLIC",
    "ti": "ETHIOPIC",
    "uk": "CYRILLIC",
    "zh-Hans": "CJK",
}

#: What stands on buttons, apart from names and numbers.
BUTTONS = frozenset(
    {
        *("Yes", "No", "Maybe", "Not at that time", "Change my answer"),
        *("Yes, that is all right", "No, thank you", "Another language"),
        *("Get messages again", "What the school wrote", "Listen"),
        *("We did it", "Not yet", "Another idea"),
    }
)
#: The same, of buttons that are always alone in their row.
ROWS = frozenset(
    {
        *("Only invitations, no ideas", "Ideas for home: yes", "Ideas for home: no"),
        *("Voice with every message: yes", "Voice with every message: no"),
        *("Put it in my calendar", "A calendar that stays up to date", "Switch the address off"),
        *("Ideas in the morning", "Ideas in the afternoon", "Ideas in the evening"),
        *("Cooking or baking", "Reading aloud or telling stories", "Music, singing or dancing", "Sewing or crafts"),
        *("Sports and games", "Repairing and building", "Gardening", "Coming along on a trip"),
        *("Translating for other parents", "Telling about my work"),
        *("In the morning", "In the afternoon", "In the evening", "At the weekend", "That is all"),
    }
)

MOST_IN_A_BUTTON, MOST_IN_A_ROW = 24, 48  # characters that a small phone shows of half a row, and of a whole one
MOST_WORDS = 40  # of a part of a tip
MOST_CHARACTERS = {"zh-Hans": 75}  # of a part of a tip, where words have no spaces between them
_TIMES_AS_LONG, _MORE = 2, 40  # a sentence of the catalogue: at most so many times the English, and characters more

#: Zero-width space, soft hyphen, byte order mark; and isolates, which are set around the facts when they are filled in.
#: A single direction mark is fine: it keeps the slash of "/stop" in its place; Persian needs its non-joiner.
_STRAY = frozenset("\u200b\u00ad\ufeff\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

_SLOT = re.compile(r"\{[^{}]*\}|<[^<>]+>|[{}<>]")
_COMMAND = re.compile(r"(?<!\w)/[a-z]+")
_NAME = "Telegram"  # the one name that the sentences of the catalogue hold

_SAME_EVERYWHERE = re.compile(
    "(?:Telegram|Start|QR|OK)(?![a-z])"
)  # "Start" stands on the button of a Telegram that speaks English


def faults(tag: str, wording: Wording) -> list[str]:
    """Each reason why this cannot be said in the language, in words for whoever reviews it."""
    if not wording.whole:
        return ["is empty"]
    return list(dict.fromkeys(reason for form in wording.forms for reason in _faults_of(tag, wording, form)))


def keeps_facts(wording: Wording) -> bool:
    """Whether it names the facts, tags and commands of the English, each as often, and Telegram."""
    return all(_slots(form) == _slots(wording.english[-1]) for form in wording.forms)


def own_words(sentence: str) -> str:
    """What is left for the language itself: no facts, commands or names that are the same everywhere."""
    return _SAME_EVERYWHERE.sub("", _COMMAND.sub("", _SLOT.sub("", sentence)))


def scripts_of(text: str) -> set[str]:
    """The first words of the Unicode names of its letters."""
    return {unicodedata.name(sign, "?").split()[0] for sign in text if unicodedata.category(sign).startswith("L")}


def _faults_of(tag: str, wording: Wording, form: str) -> list[str]:
    wanted = " ".join(_slots(wording.english[-1])) or "none"
    return [reason.format(wanted=wanted, tag=tag) for reason, good in _RULES.items() if not good(tag, wording, form)]


def _slots(form: str) -> list[str]:
    return sorted([*_SLOT.findall(form), *_COMMAND.findall(form), *([_NAME] if _NAME in form else [])])


def _is_short(tag: str, wording: Wording, form: str) -> bool:
    if wording.place:
        return len(form.split()) <= MOST_WORDS and len(form) <= MOST_CHARACTERS.get(tag, len(form))
    if wording.english[0] in BUTTONS:
        return len(form) <= MOST_IN_A_BUTTON
    if wording.english[0] in ROWS:
        return len(form) <= MOST_IN_A_ROW
    return len(form) <= _TIMES_AS_LONG * len(wording.english[-1]) + _MORE


def _is_visible(_tag: str, _wording: Wording, form: str) -> bool:
    return not _STRAY & set(form) and unicodedata.is_normalized("NFC", form)


_RULES: dict[str, Callable[[str, Wording, str], bool]] = {
    "does not have the facts, commands and names of the English: {wanted}": (
        lambda _tag, wording, form: _slots(form) == _slots(wording.english[-1])
    ),
    "is too long": _is_short,
    "has a double space, a line break, or a space at an end": (
        lambda _tag, _wording, form: " ".join(form.split()) == form
    ),
    "has a mark that cannot be seen, or letters that are not composed (NFC)": _is_visible,
    "has letters of another script": (
        lambda tag, _wording, form: scripts_of(own_words(form)) <= {SCRIPTS.get(tag, "LATIN")}
    ),
    "has digits other than 0-9, as the clocks at school show them": (
        lambda _tag, _wording, form: all(sign in "0123456789" for sign in form if sign.isdecimal())
    ),
}
