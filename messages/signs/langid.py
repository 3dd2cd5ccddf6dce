"""The likelihood of each language for a text, by py3langid: 4.6 MB on disk, loaded at the first question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Its label to our tag, where they differ: Moroccan and Egyptian Arabic are Arabic to us, Kabyle is next to Tarifit.
_TAGS = {"ku": "kmr", "zh": "zh-Hans", "wuu": "zh-Hans", "yue": "zh-Hans", "ary": "ar", "arz": "ar", "kab": "rif"}

#: Of the languages of these homes it has never seen these.
UNKNOWN = frozenset({"ti", "pap", "rif"})

_loading = Lock()


def all_likelihoods(text: str) -> dict[str, float]:
    """A number from 0 to 1 for each of the 140 languages, together 1; all alike where nothing tells them apart."""
    found: dict[str, float] = defaultdict(float)
    for label, likelihood in _ranked(text):
        found[_TAGS.get(label, label)] += likelihood
    return found


def likelihoods(text: str, among: Iterable[str]) -> dict[str, float]:
    """The same for these languages alone, together 1; without those that it does not know."""
    found = all_likelihoods(text)
    known = {tag: found[tag] for tag in among if tag in found}
    total = sum(known.values()) or 1.0
    return {tag: likelihood / total for tag, likelihood in known.items()}


def _ranked(text: str) -> list[tuple[str, float]]:
    with _loading:
        identifier = _identifier()
    ranked: list[tuple[str, float]] = identifier.rank(text)
    return ranked


@cache
def _identifier() -> LanguageIdentifier:
    # The best part of a second and 95 MB: only a process that reads or judges texts pays for it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
