"""Which rows of a table are left out, so that nobody works out a number of fewer than five families (N26).

The rows add up to a sum that is known. So a small row that is left out alone follows from the others; and where each
row that is left out must be a one, or must be a four, all of them follow. Then more rows are left out, the smallest
first, until each could be another number. What is summed over events is looked after in bot.domain.figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from bot.domain.responses import SMALLEST_SHOWN


def hidden_rows(families: Mapping[str, int], foreign: AbstractSet[str]) -> set[str]:
    """`families` counts each row; only `foreign` rows are ever left out, the others are of the reader's own groups."""
    foreign = {key for key in foreign if families[key]}
    small = {key for key in foreign if families[key] < SMALLEST_SHOWN}
    hidden = set(small)
    while (others := foreign - hidden) and hidden and not _is_vague(families, small, hidden):
        least = min(map(families.__getitem__, others))
        hidden |= {key for key in others if families[key] == least}  # all that are alike: the choice would tell
    return hidden


def _is_vague(families: Mapping[str, int], small: set[str], hidden: set[str]) -> bool:
    """Whether the sum of what is left out allows each of it to be more, and to be less."""
    more = [families[key] for key in hidden - small]
    least = len(small) + SMALLEST_SHOWN * len(more)
    most = (SMALLEST_SHOWN - 1) * len(small) + sum(more)
    total = sum(families[key] for key in hidden)
    return len(hidden) > 1 and total >= SMALLEST_SHOWN and least < total and (bool(more) or total < most)
