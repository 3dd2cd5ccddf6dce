"""What a file would change in the translation memory, as plain values: what a person decided here beats it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.enums import Origin, TranslationState
from messages.exchange.pairs import Key, Pair


@dataclass(frozen=True, slots=True)
class Stored:
    """What the memory says for a sentence now."""

    target: str | None
    state: TranslationState
    origin: Origin | None


@dataclass(slots=True)
class MemoryPlan:
    """The pairs to write. `kept` stay as they were decided here; `machine` ones nobody has approved: passed over."""

    pairs: list[Pair] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    machine: int = 0


def plan_memory(pairs: Iterable[Pair], stored: Mapping[Key, Stored], *, replace: bool) -> MemoryPlan:
    """What to write so that the memory says what the file says, but for decisions of this school."""
    plan = MemoryPlan()
    for pair in pairs:
        known = stored.get(pair.key)
        if pair.origin == Origin.MACHINE:
            plan.machine += 1
        elif known is None:
            plan.created += 1
            plan.pairs.append(pair)
        elif _says(known, pair):
            plan.unchanged += 1
        elif _decided_here(known) and not replace:
            plan.kept += 1
        else:
            plan.updated += 1
            plan.pairs.append(pair)
    return plan


def _says(known: Stored, pair: Pair) -> bool:
    return known.state is TranslationState.APPROVED and known.target == pair.target


def _decided_here(known: Stored) -> bool:
    approved = known.state is TranslationState.APPROVED and known.origin is not Origin.IMPORTED
    return approved or known.state is TranslationState.REJECTED
