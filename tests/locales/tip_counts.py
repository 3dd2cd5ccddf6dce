"""How many tips there are, by theme, age and language: `python -m tests.locales.tip_counts`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from messages.tips import themes, tips_in
from tests.locales.tip_files import is_core, read_file, tips_of

#: Years of age; a tip counts where its own ages begin.
BANDS = ((2, 4), (4, 6), (6, 9), (9, 12))


def band_of(tip: dict[str, Any]) -> tuple[int, int]:
    """The band in which the ages of a tip begin. Raises StopIteration for a tip for other children."""
    return next(band for band in BANDS if band[0] <= tip["ages"][0] < band[1])


def count_bands(tips: Iterable[dict[str, Any]]) -> dict[tuple[int, int], int]:
    """How many of these tips begin in each band."""
    counted = Counter(band_of(tip) for tip in tips)
    return {band: counted[band] for band in BANDS}


def count_languages() -> dict[str, int]:
    """How many tips can be read in each language."""
    languages = sorted({language for theme in themes() for language in read_file(theme)["title"]})
    return {language: sum(len(tips_in(theme, language)) for theme in themes()) for language in languages}


def main() -> None:
    """Print one line a theme, the sum, and the languages."""
    print(f"{'theme':24}{'tips':>6}{'core':>6}", *(f"{low}-{high}".rjust(6) for low, high in BANDS), sep="")
    for theme in themes():
        _print_row(theme, tips_of(theme))
    _print_row("all", [tip for theme in themes() for tip in tips_of(theme)])
    print("languages:", ", ".join(f"{language} {count}" for language, count in count_languages().items()))


def _print_row(name: str, tips: list[dict[str, Any]]) -> None:
    counts = len(tips), sum(map(is_core, tips)), *count_bands(tips).values()
    print(f"{name:24}", *(f"{count:6}" for count in counts), sep="")


if __name__ == "__main__":
    main()
