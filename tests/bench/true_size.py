"""Argos packages of true size, made on the spot: six and six layers, 512 wide, 32,000 pieces, 8-bit integers."""

from __future__ import annotations

import io
import json
import os
import random
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import sentencepiece

from messages.machine.packages import RECEIPT, receipt_of
from tests.bench.chance_weights import save_weights
from tests.packages.corpus import pairs
from tests.packages.facts import invented

#: Twenty that the public index has, beside English.
LANGUAGES = ("ar", "az", "bg", "cs", "da", "de", "el", "es", "fa", "fr", "hi", "hu", "it", "pl", "pt", "ro", "ru", "sq",
             "tr", "uk")  # fmt: skip

_PIECES = 32_000
_SEED = 2026


def make_packages(folder: Path, targets: Sequence[str]) -> None:
    """nl→en, and en→each target: one set of weights under many names spares the disk; each is loaded for itself."""
    first = folder / "translate-nl_en"
    _write(first)
    others = [_linked(first, folder / f"translate-en_{target}", target) for target in targets]
    for package in (first, *others):
        (package / RECEIPT).write_text(receipt_of(package), "utf-8")


def sentences(count: int) -> list[str]:
    """So many different Dutch sentences about school."""
    known = [text.rstrip(".?!") for text, _ in pairs("nl", "en") if "{" not in text]
    every = random.Random(_SEED).sample(known, 2 * count)
    both = zip(every[:count], every[count:], strict=True)
    return [f"{first}, en {second[0].lower()}{second[1:]}." for first, second in both]


def _write(package: Path) -> None:
    package.mkdir(parents=True)
    pieces = _learn_pieces()
    (package / "sentencepiece.model").write_bytes(pieces)
    reader = sentencepiece.SentencePieceProcessor(model_proto=pieces)
    save_weights([reader.id_to_piece(number) for number in range(_PIECES)], package / "model")
    _describe(package, "nl", "en")


def _linked(first: Path, package: Path, target: str) -> Path:
    (package / "model").mkdir(parents=True)
    for file in (first / "sentencepiece.model", *(first / "model").iterdir()):
        os.link(file, package / file.relative_to(first))
    _describe(package, "en", target)
    return package


def _describe(package: Path, source: str, target: str) -> None:
    metadata = {
        "package_version": "1.0", "argos_version": "1.9.0", "type": "translate",
        "from_code": source, "from_name": source, "to_code": target, "to_name": target,
    }  # fmt: skip
    (package / "metadata.json").write_text(json.dumps(metadata), "utf-8")


def _learn_pieces() -> bytes:
    """A tokenizer that knows school Dutch, and invented words to fill its 32,000 pieces."""
    chance, model = random.Random(_SEED), io.BytesIO()
    dutch = (text for text, _ in pairs("nl", "en"))
    words = (" ".join(invented(chance).lower() for _ in range(10)) for _ in range(10_000))
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=chain(dutch, words), model_writer=model, vocab_size=_PIECES, model_type="bpe", minloglevel=2
    )
    return model.getvalue()
