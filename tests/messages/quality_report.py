"""How well the gate tells broken translations from good ones: `python -m tests.messages.quality_report`."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from messages.quality import judge

_FOLDER = Path(__file__).parent / "quality_set"


@dataclass(frozen=True, slots=True)
class Pair:
    """One labelled translation; `made_by` is the file it stands in."""

    made_by: str
    label: str
    source: str
    target: str
    score: float | None
    original: str
    translation: str

    @property
    def good(self) -> bool:
        return self.label == "good"

    @property
    def held_out(self) -> bool:
        """By the original, so that no sentence is in both halves; all of what came after the thresholds."""
        return self.made_by == "later" or crc32(self.original.encode()) % 2 == 1

    @property
    def held(self) -> bool:
        return bool(judge(self.original, self.translation, self.score, source=self.source, target=self.target))


@dataclass(frozen=True, slots=True)
class Figures:
    """Of broken translations, and of good ones: how many there are, and how many the gate holds."""

    broken: int
    broken_held: int
    good: int
    good_held: int

    @property
    def precision(self) -> float:
        return self.broken_held / (self.broken_held + self.good_held)

    @property
    def recall(self) -> float:
        return self.broken_held / self.broken

    @property
    def good_passed(self) -> float:
        return 1 - self.good_held / self.good


def read_pairs() -> list[Pair]:
    """Every labelled translation, both halves."""
    return [pair for path in sorted(_FOLDER.glob("*.tsv")) for pair in _read(path)]


def measure(pairs: Iterable[Pair]) -> Figures:
    """The gate, run over these pairs."""
    held = [(pair.good, pair.held) for pair in pairs]
    return Figures(
        broken=sum(not good for good, _ in held),
        broken_held=held.count((False, True)),
        good=sum(good for good, _ in held),
        good_held=held.count((True, True)),
    )


def by_class(pairs: list[Pair]) -> dict[tuple[str, str], tuple[int, int]]:
    """For each file and class: how many pairs, and how many of them are held."""
    kinds = sorted({(pair.made_by, pair.label) for pair in pairs})
    groups = {kind: [pair for pair in pairs if (pair.made_by, pair.label) == kind] for kind in kinds}
    return {kind: (len(group), sum(pair.held for pair in group)) for kind, group in groups.items()}


def _read(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(lines)
        return [
            Pair(path.stem, label, source, target, float(score) if score else None, original, translation)
            for label, source, target, score, original, translation in lines
        ]


def _line(name: str, figures: Figures) -> str:
    return (
        f"| {name} | {figures.broken} + {figures.good} | {figures.precision:.2f} | {figures.recall:.2f} "
        f"| {figures.good_passed:.0%} |"
    )


def _print_report() -> None:
    held_out = [pair for pair in read_pairs() if pair.held_out]
    measure(held_out)
    started = time.process_time()
    measure(held_out)
    each = (time.process_time() - started) / len(held_out)
    print("| held-out half | broken + good | precision | recall | good that pass |\n|---|---|---|---|---|")
    print(_line("all", measure(held_out)))
    for made_by in ("engine", "later", "written"):
        print(_line(made_by, measure(pair for pair in held_out if pair.made_by == made_by)))
    print("\n| made by | class | pairs | held |\n|---|---|---|---|")
    for (made_by, label), (pairs, held) in by_class(held_out).items():
        print(f"| {made_by} | {label} | {pairs} | {held} |")
    print(f"\n{each * 1000:.2f} ms of processor a sentence, language identification included")


if __name__ == "__main__":
    _print_report()
