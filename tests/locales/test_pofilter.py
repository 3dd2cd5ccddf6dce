"""Translate Toolkit's pofilter finds nothing in any catalogue but what `pofilter.yaml` accepts with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml
from translate.filters.checks import CheckerConfig, StandardChecker, StandardUnitChecker, TeeChecker
from translate.storage import factory

from messages.phrases import LOCALES
from tests.locales.reading import TAGS


@dataclass(frozen=True, slots=True)
class Found:
    """A filter that is not content with one sentence in one language."""

    filter: str
    tag: str
    english: str
    said: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """What may be found, and why."""

    filter: str
    reason: str
    languages: tuple[str, ...] = ()
    sentences: str = ""

    def covers(self, found: Found) -> bool:
        """Whether this says why it is right as it is."""
        here = found.filter == self.filter and (not self.languages or found.tag in self.languages)
        return here and re.match(self.sentences, found.english) is not None


ACCEPTED = [
    Accepted(**{**entry, "languages": tuple(entry.get("languages", ()))})
    for entry in yaml.safe_load((Path(__file__).parent / "pofilter.yaml").read_text("utf-8"))
]


@pytest.mark.parametrize("tag", TAGS)
def test_pofilter_finds_only_what_is_accepted(tag: str) -> None:
    assert [found for found in _all_found(tag) if not any(accepted.covers(found) for accepted in ACCEPTED)] == []


def test_nothing_is_accepted_that_is_not_found_any_more() -> None:
    everything = [found for tag in TAGS for found in _all_found(tag)]

    assert [accepted for accepted in ACCEPTED if not any(map(accepted.covers, everything))] == []


def test_everything_accepted_has_a_reason() -> None:
    assert [accepted for accepted in ACCEPTED if len(accepted.reason.split()) < 4] == []


@cache
def _all_found(tag: str) -> list[Found]:
    return list(_run(tag))


def _run(tag: str) -> Iterator[Found]:
    """As `pofilter --language=<tag>` does it, told that facts stand in braces and are no words of the sentence."""
    config = CheckerConfig(targetlanguage=tag.replace("-", "_"), varmatches=[("{", "}")])
    filters = TeeChecker(
        checkerconfig=config, checkerclasses=[StandardChecker, StandardUnitChecker], languagecode=config.targetlanguage
    )
    for unit in factory.getobject(str(LOCALES / tag / "LC_MESSAGES" / "messages.po")).units:
        for name in () if unit.isheader() else filters.run_filters(unit, categorised=True):
            yield Found(name, tag, str(unit.source), str(unit.target))
