"""Short sentences to try a package with and to compare it with itself later, kept as data in `examples/`."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import yaml

from messages.languages import Language
from messages.translator import Tag

_FOLDER = Path(__file__).parent / "examples"

_A_MONDAY = date(2026, 9, 7)


def sentences_in(tag: Tag) -> list[str]:
    """School sentences of ours; in a language without them the days of a week, which CLDR knows in any."""
    path = _FOLDER / f"{tag}.yaml"
    if path.exists():
        return [str(sentence) for sentence in yaml.safe_load(path.read_text("utf-8"))]
    return [Language(tag).day(_A_MONDAY + timedelta(days)) for days in range(7)]
