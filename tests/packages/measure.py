"""How good the packages are on sentences that they never saw: `python -m tests.packages.measure`."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import sacrebleu

from tests.packages import corpus, package_file
from tests.packages.speaking import Speaker, unpacked

DIRECTIONS = (("nl", "en"), ("en", "tr"), ("tr", "en"), ("en", "nl"))

_FACTS = {
    "masks": r"\{\d\}",
    "numbers, times, amounts": r"(?<![{\d])\d+(?:[:,]\d+)?(?![}\d])",
    "names": r"\b[A-ZÇĞİÖŞÜ][a-zçğıöşü]{2,}",
}


def report(source: str, target: str) -> Iterator[str]:
    """A row of the table in README.md, and below it what went wrong."""
    pairs = corpus.pairs(source, target, held_out=True)
    said = _said(source, target, [text for text, _ in pairs])
    wanted = [text for _, text in pairs]
    right = [one == other for one, other in zip(said, wanted, strict=True)]
    chrf, bleu = sacrebleu.corpus_chrf(said, [wanted]).score, sacrebleu.corpus_bleu(said, [wanted]).score
    kept = [_kept(pattern, pairs, said) for pattern in _FACTS.values()]
    yield " | ".join((f"{source} → {target}", str(len(pairs)), _share(right), f"{chrf:.1f}", f"{bleu:.1f}", *kept))
    for (text, other), told, well in zip(pairs, said, right, strict=True):
        if not well:
            yield f"    {text}\n      wanted {other}\n      said   {told}"


def _said(source: str, target: str, texts: Sequence[str]) -> list[str]:
    with TemporaryDirectory() as folder:
        return Speaker(unpacked(package_file(source, target), Path(folder))).translate(texts)


def _kept(pattern: str, pairs: Sequence[tuple[str, str]], said: Sequence[str]) -> str:
    """In which share of the sentences that have such facts on both sides all of them came through."""
    wanted = [_found(pattern, one) & _found(pattern, two) for one, two in pairs]
    return _share([facts <= _found(pattern, told) for facts, told in zip(wanted, said, strict=True) if facts])


def _found(pattern: str, text: str) -> Counter[str]:
    return Counter(re.findall(pattern, text))


def _share(holds: Sequence[bool]) -> str:
    return f"{sum(holds) / len(holds):.1%}"


if __name__ == "__main__":
    chosen = [pair for pair in DIRECTIONS if not sys.argv[1:] or "_".join(pair) in sys.argv[1:]]
    print("\n".join(line for pair in chosen for line in report(*pair)))
