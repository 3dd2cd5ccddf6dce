"""Listening to what came out, with the decoder of a library: how long it is, and how loud."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
import soundfile


@dataclass(frozen=True)
class Heard:
    """`loud` is the root mean square: 0 is silence, speech is above 0.02."""

    format: tuple[str, str]
    rate: int
    channels: int
    seconds: float
    loud: float


def listen(content: bytes) -> Heard:
    with soundfile.SoundFile(BytesIO(content)) as file:
        samples = file.read(dtype="float64")
        loud = float(np.sqrt(np.mean(samples**2)))
        return Heard((file.format, file.subtype), file.samplerate, file.channels, len(samples) / file.samplerate, loud)


def make_tone(seconds: float = 1.0, *, rate: int = 22_050, pitch: float = 440.0, channels: int = 1) -> np.ndarray:
    """A pure tone, half as loud as can be."""
    tone = 0.5 * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate)
    return np.column_stack([tone] * channels)


def make_file(samples: np.ndarray, *, rate: int = 22_050, kind: str = "WAV", subtype: str | None = None) -> bytes:
    file = BytesIO()
    soundfile.write(file, samples, rate, format=kind, subtype=subtype)
    return file.getvalue()
