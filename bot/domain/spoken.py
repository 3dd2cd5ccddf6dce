"""What the machine made of a sentence that was wanted, and of a parent's message."""

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


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a parent wrote, as far as the machine can tell; `language` None where it cannot."""

    language: str | None
    certain: bool
    mixed: bool
    target: str | None
    held: bool
    engine: str | None
