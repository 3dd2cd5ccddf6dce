"""What came of one wanted sentence."""

from __future__ import annotations

from dataclasses import dataclass

from bot.enums import TranslationState


@dataclass(frozen=True, slots=True)
class Spoken:
    """A machine's sentence as the memory keeps it. `reasons` are pairs of code and detail; see messages.reasons."""

    translation_id: int
    target: str | None
    state: TranslationState
    reasons: tuple[tuple[str, str], ...] = ()
    score: float | None = None
    engine: str | None = None
