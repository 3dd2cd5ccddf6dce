"""What a file would change: everything but what a person of this school decided."""

from __future__ import annotations

import pytest

from bot.domain.memory_import import MemoryPlan, Stored, plan_memory
from bot.enums import Origin, TranslationState
from messages.exchange.pairs import Pair

COME = Pair("Kom.", "Gel.", "nl", "tr")


def plan(pair: Pair, stored: Stored | None = None, *, replace: bool = False) -> MemoryPlan:
    return plan_memory([pair], {COME.key: stored} if stored else {}, replace=replace)


def test_unknown_pair_is_created() -> None:
    assert plan(COME) == MemoryPlan(pairs=[COME], created=1)


@pytest.mark.parametrize("origin", [Origin.PERSON, Origin.IMPORTED, None])
def test_pair_that_is_approved_already_is_unchanged(origin: Origin | None) -> None:
    stored = Stored("Gel.", TranslationState.APPROVED, origin)

    assert plan(COME, stored, replace=True) == MemoryPlan(unchanged=1)


@pytest.mark.parametrize(
    "stored",
    [
        Stored(None, TranslationState.PENDING, None),
        Stored(None, TranslationState.UNSERVED, None),
        Stored("Gel.", TranslationState.MACHINE, Origin.MACHINE),
        Stored("Git.", TranslationState.HELD, Origin.MACHINE),
        Stored("Git.", TranslationState.APPROVED, Origin.IMPORTED),
    ],
)
def test_what_no_person_here_decided_is_updated(stored: Stored) -> None:
    assert plan(COME, stored) == MemoryPlan(pairs=[COME], updated=1)


@pytest.mark.parametrize(
    "stored",
    [
        Stored("Git.", TranslationState.APPROVED, Origin.PERSON),
        Stored("Git.", TranslationState.APPROVED, None),
        Stored("Gel.", TranslationState.REJECTED, Origin.PERSON),
    ],
)
def test_what_a_person_here_decided_is_kept_unless_it_shall_be_replaced(stored: Stored) -> None:
    assert plan(COME, stored) == MemoryPlan(kept=1)
    assert plan(COME, stored, replace=True) == MemoryPlan(pairs=[COME], updated=1)


def test_what_a_machine_said_elsewhere_is_passed_over() -> None:
    assert plan(Pair("Kom.", "Gel.", "nl", "tr", "machine"), replace=True) == MemoryPlan(machine=1)
