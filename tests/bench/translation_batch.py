"""translation.batch: 200 sentences through the engine, versus CTranslate2 alone on their tokens and set up alike."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ctranslate2
import sentencepiece

from messages.argos import ArgosTranslator, usable_cores
from tests.bench.true_size import make_packages, sentences

_SENTENCES, _ROUNDS, _BEAM = 200, 5, 2


async def bench() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as work:
        make_packages(Path(work), ())
        texts = sentences(_SENTENCES)
        ours, bare = _engine(Path(work), texts), _bare(Path(work) / "translate-nl_en", texts)
        rounds = [(ours(), bare()) for _ in range(_ROUNDS)]
    return [
        {"bench": "translation.batch", "value": round(_SENTENCES / statistics.median(mine for mine, _ in rounds)),
         "unit": "sentences/s", "versus": "ctranslate2",
         "ratio": round(statistics.median(its / mine for mine, its in rounds), 2), "beam": _BEAM},
    ]  # fmt: skip


def _engine(packages: Path, texts: list[str]) -> Callable[[], float]:
    def measure() -> float:
        translator = ArgosTranslator(packages, memory_mb=1024)  # another one remembers no sentence
        translator.translate_many(["Goed."], "nl", "en", beam=_BEAM)
        started = time.perf_counter()
        translator.translate_many(texts, "nl", "en", beam=_BEAM)
        return time.perf_counter() - started

    return measure


def _bare(package: Path, texts: list[str]) -> Callable[[], float]:
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
    translator = ctranslate2.Translator(str(package / "model"), inter_threads=usable_cores(), intra_threads=1)
    tokens = pieces.encode(texts, out_type=str)

    def measure() -> float:
        started = time.perf_counter()
        translator.translate_batch(tokens, beam_size=_BEAM, max_batch_size=32, length_penalty=0.2)
        return time.perf_counter() - started

    return measure
