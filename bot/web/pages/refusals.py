"""What actions refuse, in the reader's language: their English sentences are keys, with the facts in their places."""

from __future__ import annotations

import re
from functools import cache

from bot.web.pages.wording import page_catalogue

_PLACE = re.compile(r"\\\{[0-9]\\\}")


def refusal_in(language: str, sentence: str) -> str:
    """The sentence as the pages say it; as it is, where nobody has said it in this language yet."""
    exact, patterns = _sentences(language)
    if sentence in exact:
        return exact[sentence]
    for pattern, said in patterns:
        if found := pattern.fullmatch(sentence):
            return said.format(*found.groups())
    return sentence


@cache
def _sentences(language: str) -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    """Those without facts, and those with places for them: "There is no event {0}."."""
    said = {str(message.id): str(message.string) for message in page_catalogue(language) if message.string}
    places = [
        (re.compile(_PLACE.sub("(.+)", re.escape(key)), re.DOTALL), words)
        for key, words in said.items()
        if "{0}" in key
    ]
    return said, places
