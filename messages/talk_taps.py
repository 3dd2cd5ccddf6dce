"""The buttons under a sign-up for talks: see times, take one, give it back, ask for an interpreter."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimesTap:
    """Show the free times of a talk about this child, from page `page` on (1 is the first)."""

    event_id: int
    child_id: int
    parent_id: int
    page: int = 1


@dataclass(frozen=True, slots=True)
class BookTap:
    """This time for the talk about this child."""

    slot_id: int
    child_id: int
    parent_id: int


@dataclass(frozen=True, slots=True)
class UnbookTap:
    """No talk about this child after all, or off the waiting list."""

    event_id: int
    child_id: int
    parent_id: int


@dataclass(frozen=True, slots=True)
class InterpreterTap:
    """An interpreter for this talk, or none after all."""

    event_id: int
    child_id: int
    parent_id: int


@dataclass(frozen=True, slots=True)
class NoneSuitsTap:
    """None of the times: the parent will write which ones would do (N19)."""

    event_id: int
    parent_id: int
