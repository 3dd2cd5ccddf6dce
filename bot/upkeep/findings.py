"""What the doctor says: one line for each thing, well, doubtful or wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing stands. Only a problem makes the doctor end with 1."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """`told` is a sentence or two; it names no family and no secret."""

    name: str
    state: State
    told: str


def ok(name: str, told: str) -> Finding:
    """All is well."""
    return Finding(name, State.OK, told)


def warning(name: str, told: str) -> Finding:
    """It works, and somebody should look."""
    return Finding(name, State.WARNING, told)


def problem(name: str, told: str) -> Finding:
    """Something that a school needs does not work, or is not safe."""
    return Finding(name, State.PROBLEM, told)
