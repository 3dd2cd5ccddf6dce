"""The likelihood of each language for a text, by py3langid: 4.6 MB on disk, loaded at the first question."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Our tag to its label, where they differ.
_LABELS = {"kmr": "ku", "zh-Hans": "zh"}

#: Of the languages of these homes it has never seen these.
UNKNOWN = frozenset({"ti", "pap", "rif"})

_loading = Lock()


def likelihoods(text: str, among: Iterable[str]) -> dict[str, float]:
    """A number from 0 to 1 for each language that py3langid knows, together 1 over these languages."""
    wanted = {_LABELS.get(tag, tag): tag for tag in among}
    found = {wanted[label]: likelihood for label, likelihood in _ranked(text) if label in wanted}
    total = sum(found.values()) or 1.0
    return {tag: likelihood / total for tag, likelihood in found.items()}


def _ranked(text: str) -> list[tuple[str, float]]:
    with _loading:
        identifier = _identifier()
    ranked: list[tuple[str, float]] = identifier.rank(text)
    return ranked


@cache
def _identifier() -> LanguageIdentifier:
    # A quarter of a second and 95 MB: only a process that reads or judges texts pays for it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
