"""Piper: voices that sound like people, where the school put them: `<data>/voices/<tag>/*.onnx` and `*.onnx.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bot.voice.programs import run_program

#: Seconds of silence between sentences.
_REST = "0.3"

#: Samples a second that a voice can sensibly have.
_RATES = range(8_000, 48_001)


@dataclass(frozen=True, slots=True)
class PiperVoice:
    """A model, and how many samples a second it speaks."""

    model: Path
    rate: int

    @property
    def name(self) -> str:
        """As it is called where voices are published, such as nl_NL-ronnie-medium."""
        return self.model.stem


def find_piper_voice(folder: Path, tag: str) -> PiperVoice | None:
    """The first one, by name, that the school installed for this language and that says how fast it speaks."""
    voices = (PiperVoice(model, _rate_of(model)) for model in sorted(folder.joinpath(tag).glob("*.onnx")))
    return next((voice for voice in voices if voice.rate in _RATES), None)


def say_with_piper(program: Path, voice: PiperVoice, text: str) -> bytes:
    """As bare samples of 16 bits. Raises NoSound. One line goes in, because Piper rests only within a line."""
    options = ["--model", str(voice.model), "--output-raw", "--sentence-silence", _REST]
    return run_program([str(program), *options], " ".join(text.split()))


def _rate_of(model: Path) -> int:
    """0 where the file beside the model is none of Piper's."""
    try:
        rate = json.loads(Path(f"{model}.json").read_text("utf-8"))["audio"]["sample_rate"]
    except (OSError, ValueError, LookupError, TypeError):
        return 0
    return rate if isinstance(rate, int) else 0
