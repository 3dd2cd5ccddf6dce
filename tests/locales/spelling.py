"""Words that the spelling dictionaries do not know: `python -m tests.locales.spelling` prints them, by language.

Debian packages them (hunspell, hunspell-nl and so on, see .ci/run). `spelling.yaml` holds what is right all the same.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import regex
import yaml

from messages.exchange.wording_checks import own_words
from messages.standing import list_wordings

#: The dictionary of each language for which Debian packages one.
DICTIONARIES = {
    "nl": "nl_NL", "en": "en_GB", "ar": "ar", "tr": "tr_TR", "pl": "pl_PL", "uk": "uk_UA", "ru": "ru_RU", "ro": "ro_RO",
    "bg": "bg_BG", "kmr": "kmr_Latn", "de": "de_DE", "es": "es_ES", "fr": "fr", "pt": "pt_PT",
}  # fmt: skip

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*(?:[’'\u200c-][\p{L}\p{M}]+)*")
_ACCEPTED = Path(__file__).parent / "spelling.yaml"


def is_installed(tag: str) -> bool:
    """Whether this machine has the program and the dictionary."""
    return shutil.which("hunspell") is not None and Path(f"/usr/share/hunspell/{DICTIONARIES[tag]}.dic").exists()


def unknown_words(tag: str, more: Sequence[str] = ()) -> set[str]:
    """What the dictionary does not know of the catalogue and tips of a language, and of more words."""
    texts = [*more, *(own_words(form) for wording in list_wordings(tag) for form in wording.forms)]
    words = {word for text in texts for word in _WORD.findall(text)}
    command = ["hunspell", "-d", DICTIONARIES[tag], "-i", "utf-8", "-l"]
    found = subprocess.run(command, input="\n".join(sorted(words)), capture_output=True, text=True, check=True)
    return set(found.stdout.split())


@cache
def accepted_words() -> dict[str, dict[str, set[str]]]:
    """For each language the words that are right, by the reason why."""
    read = yaml.safe_load(_ACCEPTED.read_text("utf-8"))
    return {tag: {reason: set(words.split()) for reason, words in groups.items()} for tag, groups in read.items()}


def main() -> None:
    """Print what is neither known nor accepted."""
    for tag in DICTIONARIES:
        accepted = set().union(*accepted_words().get(tag, {}).values())
        print(f"{tag}:", " ".join(sorted(unknown_words(tag) - accepted)) if is_installed(tag) else "no dictionary")


if __name__ == "__main__":
    main()
