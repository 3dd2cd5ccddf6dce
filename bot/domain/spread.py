"""How invitations are spread over families: is it always the same ones who are asked? (N6)"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

#: From how many times on a family is asked sometimes, and often.
SOMETIMES, OFTEN = 3, 6


@dataclass(frozen=True, slots=True)
class Spread:
    """Families who were never asked, once or twice, three to five times, and six times or more."""

    never: int = 0
    seldom: int = 0
    sometimes: int = 0
    often: int = 0

    @property
    def families(self) -> int:
        """All of them."""
        return self.never + self.seldom + self.sometimes + self.often


def spread_of(families: Collection[int], times: Iterable[int]) -> Spread:
    """`families` are all; `times` says for each family that was asked how often."""
    asked = list(times)
    often = sum(1 for one in asked if one >= OFTEN)
    sometimes = sum(1 for one in asked if SOMETIMES <= one < OFTEN)
    return Spread(len(families) - len(asked), len(asked) - sometimes - often, sometimes, often)


def times_asked(pairs: Iterable[tuple[int, int]], family: Mapping[int, int]) -> dict[int, int]:
    """For each family, to how many events; `pairs` are (parent, event), and both parents of a family count once."""
    together = {(family[parent], event) for parent, event in pairs if parent in family}
    times: dict[int, int] = {}
    for one, _ in together:
        times[one] = times.get(one, 0) + 1
    return times
