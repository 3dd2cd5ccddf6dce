"""How long answers take: counted in steps, because steps add up over events and the middle is still found from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: Hours from the message to the answer; what takes longer than the last stands in a step of its own.
STEPS = (1, 3, 6, 12, 24, 48, 96)
NO_WAITS = (0,) * (len(STEPS) + 1)


def count_waits(hours: Iterable[float]) -> tuple[int, ...]:
    """How many fall into each step."""
    counts = list(NO_WAITS)
    for one in hours:
        counts[next((place for place, step in enumerate(STEPS) if one <= step), len(STEPS))] += 1
    return tuple(counts)


def middle_hours(waits: Sequence[int]) -> float | None:
    """By when half had answered, as if the answers of a step came evenly over it; None where it took longer than all.

    None also where nobody answered.
    """
    half, before, begins = sum(waits) / 2, 0, 0
    for count, ends in zip(waits, STEPS, strict=False):
        if count and before + count >= half:
            return begins + (ends - begins) * (half - before) / count
        before, begins = before + count, ends
    return None
