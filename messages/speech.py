"""What a voice says for a message: the same words, without what only the eye reads, and the clock as people say it."""

from __future__ import annotations

import regex

from messages.conversation.voice import SPOKEN_FULL_HOUR, SPOKEN_TIME
from messages.languages import Language
from messages.phrases import phrases_in

#: Isolates and marks of direction (UAX #9), joiners of emojis and their variants: no voice says them.
_UNSEEN = regex.compile(r"[\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")

_LINK = regex.compile(r"\b(?:https?://|www\.)\S+")
_COMMAND = regex.compile(r"(?<!\S)/[a-z]{2,}\b")
_SENTENCE_END = regex.compile(r"(?<=[.!?؟።])\s+|(?<=[。！？])")
_BULLET = regex.compile(r"^\s*[-–—•·▪◦‣*]\s+")
_DASH = regex.compile(r"\s+[-–—]\s+")

#: Emojis, keycaps, flags, arrows and brackets stand between words; quotation marks and stars stand at them.
_SIGNS = regex.compile(r"[\p{Extended_Pictographic}\p{RI}\p{Emoji_Modifier}\p{So}\u20e3#|<>\[\]{}\\^=]")
_MARKS = regex.compile(r'["“”„«»‹›*_~`]')

#: Without a word between them, people say the zero of 8:05 as well: eight zero five.
_BARE = "{hours} {minutes}"

_TIME = r"(?<![\d:])(?P<hours>[01]?\d|2[0-4]):(?P<minutes>[0-5]\d)(?![\d:])"

#: A telephone number is said digit by digit; anything shorter is a number that the voice reads itself.
_LONG_NUMBER = regex.compile(r"\+?\d(?:[ .-]?\d){8,}")

#: What makes a voice pause; a line that ends without gets a full stop.
_PAUSES = ".!?…:;,،؛؟。！？：；，።፣፤"


def speech_of(text: str, language: Language) -> str:
    """What is said aloud, a line for each line that holds a word; empty where there is nothing to say.

    Dates are words already, and short numbers are read by the voice itself.
    """
    text = _spell_out(_say_clock(_LINK.sub("", _UNSEEN.sub("", text)), language))
    lines = (_said(line) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _said(line: str) -> str:
    """Empty where only signs are left. A sentence about a command is of no use to who listens."""
    sentences = (sentence for sentence in _SENTENCE_END.split(_BULLET.sub("", line)) if not _COMMAND.search(sentence))
    words = _DASH.sub(", ", _MARKS.sub("", _SIGNS.sub(" ", " ".join(sentences))))
    words = " ".join(words.split())
    if not regex.search(r"[\p{L}\p{N}]", words):
        return ""
    return words if words[-1] in _PAUSES else words + "."


def _say_clock(text: str, language: Language) -> str:
    """08:30 as the language says it. The word for the hour may stand beside the time already ("08:30 uur")."""
    pattern, full_hour = _pattern(SPOKEN_TIME, language), _pattern(SPOKEN_FULL_HOUR, language)
    before, _, after = (regex.escape(part.strip()) for part in full_hour.partition("{hours}"))
    beside = (f"(?:(?<!\\w){before}\\s*)?" if before else "") + _TIME + (f"(?:\\s*{after}(?!\\w))?" if after else "")

    def say(found: regex.Match[str]) -> str:
        hours, minutes = int(found["hours"]), int(found["minutes"])
        said = f"0 {minutes}" if found["minutes"].startswith("0") and _BARE in pattern else minutes
        return (pattern if minutes else full_hour).format(hours=hours, minutes=said)

    return regex.sub(beside, say, text, flags=regex.IGNORECASE)


def _pattern(sentence: str, language: Language) -> str:
    """With its places still open."""
    said = phrases_in(language.tag).say(sentence, hours="{hours}", minutes="{minutes}")
    return _UNSEEN.sub("", said)


def _spell_out(text: str) -> str:
    return _LONG_NUMBER.sub(lambda found: " ".join(regex.findall(r"[+\d]", found[0])), text)
