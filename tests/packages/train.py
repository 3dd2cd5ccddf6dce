"""Train the small translation models of the tests and write them as Argos packages, an index and checksums.

Needs what the project does not: in a virtual environment of its own,
`pip install torch==2.13.0 numpy sentencepiece ctranslate2`; then, from the root of the repository,
`python -m tests.packages.train nl_en en_tr tr_en en_nl` (ten to fifteen minutes a direction).
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import sentencepiece

from tests.packages import PACKAGES, corpus
from tests.packages.model import Model, Shape, torch
from tests.packages.packing import write_index, write_package

SEED = 2026
EPOCHS = 22
BATCH_TOKENS = 1400
PEAK_RATE = 2e-3
WARM_UP = 300
VOCABULARY = 1600

#: Letters and marks that a school writes, whether or not the corpus does.
_CHARACTERS = (
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;!?'\"()-–—/€&@%+…’“”çğıöşüÇĞİÖŞÜéèëêïíóäáàûúñâîô"
)
#: Read as one piece each, so that they are easy to copy.
_MASKS = [f"{{{number}}}" for number in range(10)]

#: The numbers of the pieces of a sentence, and those of what is said for it, from begin to end.
Coded = tuple[list[int], list[int]]


def learn_pieces(texts: Sequence[str]) -> bytes:
    """A SentencePiece model of both languages. Written to memory: a file's would contain the name of the file."""
    model = BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(texts), model_writer=model, vocab_size=VOCABULARY,
        model_type="unigram", character_coverage=1.0, split_digits=True, required_chars=_CHARACTERS,
        user_defined_symbols=_MASKS, pad_id=0, unk_id=1, bos_id=2, eos_id=3, num_threads=1, minloglevel=2,
        normalization_rule_name="nmt_nfkc",
    )  # fmt: skip
    return model.getvalue()


def batches(pairs: list[Coded], chance: random.Random) -> Iterator[tuple[Any, Any]]:
    """All pairs in chance order, those of like length together, padded with 0."""
    ordered = sorted(pairs, key=lambda pair: len(pair[0]) + len(pair[1]) + chance.random() * 4)
    groups: list[list[Coded]] = [[]]
    for pair in ordered:
        if (len(groups[-1]) + 1) * max(map(len, pair)) > BATCH_TOKENS:
            groups.append([])
        groups[-1].append(pair)
    chance.shuffle(groups)
    return ((_padded([source for source, _ in group]), _padded([target for _, target in group])) for group in groups)


def _padded(rows: list[list[int]]) -> Any:
    return torch.nn.utils.rnn.pad_sequence([torch.tensor(row) for row in rows], batch_first=True)


def train(pairs: list[Coded], shape: Shape, epochs: int) -> Model:
    """A model that has seen every pair `epochs` times. Prints how it goes."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    model = Model(VOCABULARY, shape)
    optimiser = torch.optim.AdamW(model.parameters(), lr=PEAK_RATE, betas=(0.9, 0.98), weight_decay=0.01)
    steps = epochs * sum(1 for _ in batches(pairs, random.Random(SEED)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps))
    for epoch in range(epochs):
        began, losses = time.monotonic(), []
        for source, target in batches(pairs, chance):
            losses.append(_learn(model, optimiser, source, target))
            schedule.step()
        print(f"epoch {epoch + 1}: loss {sum(losses) / len(losses):.3f}, {time.monotonic() - began:.0f} s", flush=True)
    model.eval()
    return model


def _rate(step: int, steps: int) -> float:
    """Up in a line, then down along a cosine."""
    return min(1.0, (step + 1) / WARM_UP) * (0.5 + 0.5 * math.cos(math.pi * min(1.0, step / (steps + WARM_UP))))


def _learn(model: Model, optimiser: Any, source: Any, target: Any) -> float:
    logits = model(source, target[:, :-1])
    loss = torch.nn.functional.cross_entropy(
        logits.flatten(0, 1), target[:, 1:].flatten(), ignore_index=0, label_smoothing=0.1
    )
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    return float(loss.detach())


def make_package(source: str, target: str, folder: Path, epochs: int) -> None:
    """Learn pieces and weights for one direction and write its package."""
    pairs = corpus.lessons(source, target)
    learnt = learn_pieces([text for pair in pairs for text in pair])
    pieces = sentencepiece.SentencePieceProcessor(model_proto=learnt)
    coded = [(pieces.encode(text), [2, *pieces.encode(other), 3]) for text, other in pairs]
    model = train(coded, Shape(), epochs)
    vocabulary = [pieces.id_to_piece(number) for number in range(VOCABULARY)]
    write_package(model, vocabulary, learnt, (source, target), folder)


def main(directions: list[str]) -> None:
    """Train each direction such as `nl_en`, then write index and checksums over all packages."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    for direction in directions:
        source, _, target = direction.partition("_")
        make_package(source, target, PACKAGES, EPOCHS)
    write_index(PACKAGES)


if __name__ == "__main__":
    main(sys.argv[1:])
