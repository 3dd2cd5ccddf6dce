"""A package of ours, driven by CTranslate2 and SentencePiece alone: what an engine is measured against."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import sentencepiece


def unpacked(package: Path, folder: Path) -> Path:
    """The one folder in a package, now in `folder`."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
        return folder / archive.namelist()[0].partition("/")[0]


class Speaker:
    """Translates whole sentences with an unpacked package."""

    def __init__(self, package: Path) -> None:
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
        self._translator = ctranslate2.Translator(str(package / "model"), device="cpu", intra_threads=1)

    def translate(self, sentences: Sequence[str], beam: int = 2) -> list[str]:
        """Each sentence, in order; `beam` as the engine has it."""
        tokens = [self._pieces.encode(sentence, out_type=str) for sentence in sentences]
        # Impatient, a narrow beam takes the first two ends of sentence that it meets, however unlikely.
        results = self._translator.translate_batch(
            tokens, beam_size=beam, patience=2, length_penalty=0.2, max_batch_size=32
        )
        return [self._pieces.decode_pieces(result.hypotheses[0]) for result in results]
