"""Sound in, Opus in OGG out: mono, 48 kHz, at most a megabyte, as Telegram plays it in the chat.

Heavy to import: only where something is spoken.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt
import soundfile

from bot.voice.failures import NoSound

Samples = npt.NDArray[np.float32]

#: The rate at which Opus works by itself, in Hz; and what Telegram shows as a voice and not as a file, in bytes.
RATE, MOST_BYTES = 48_000, 1_000_000

#: Seconds: a text of 4096 characters takes five minutes.
LONGEST = 360

#: libsndfile's own scale: some 29 kbit/s, and 19 for what lasts longer than four minutes and would get too large.
_COMPRESSION, _LONG_COMPRESSION = 0.9, 0.95
_LONG = 240

#: Below this nothing is heard: a tenth of a second, and the noise of an empty room.
_SHORTEST, _QUIETEST = 0.1, 0.003

_MOST_CHANNELS, _HIGHEST_RATE = 2, 192_000
_BLOCK = 256


@dataclass(frozen=True, slots=True)
class Sound:
    """Opus in OGG. `seconds` is rounded up: a voice of half a second is not of none."""

    content: bytes
    seconds: int


def make_sound(recorded: bytes) -> Sound:
    """From WAV, OGG, MP3 or FLAC, whatever its rate. Raises NoSound with the reason as a sentence."""
    samples, rate = _read(recorded)
    return _pack(_at_full_rate(samples, rate))


def make_sound_of_pcm(pcm: bytes, rate: int) -> Sound:
    """From bare samples: 16 bits, little-endian, mono, `rate` a second. Raises NoSound."""
    whole = pcm[: len(pcm) // 2 * 2]
    samples = np.frombuffer(whole, dtype="<i2").astype(np.float32) / np.float32(32768)
    return _pack(_at_full_rate(samples, rate))


def _read(recorded: bytes) -> tuple[Samples, int]:
    """A file can say anything about itself: no more is read than a recording may hold."""
    try:
        with soundfile.SoundFile(BytesIO(recorded)) as file:
            if file.channels > _MOST_CHANNELS or file.samplerate > _HIGHEST_RATE:
                raise NoSound("This sound has too many channels, or too many samples a second.")
            samples = file.read(LONGEST * file.samplerate + 1, dtype="float32", always_2d=True)
            rate = int(file.samplerate)
    except soundfile.LibsndfileError as error:
        raise NoSound("This is no sound that can be read. Send OGG, MP3, WAV or FLAC.") from error
    if len(samples) > LONGEST * rate:
        raise NoSound(f"A recording lasts at most {LONGEST // 60} minutes.")
    return samples.mean(axis=1), rate


def _at_full_rate(samples: Samples, rate: int) -> Samples:
    """By way of the spectrum, which adds nothing that was not there; silence at the end keeps it from wrapping."""
    if rate == RATE or not len(samples):
        return samples
    common = math.gcd(rate, RATE)
    blocks = len(samples) // (rate // common * _BLOCK) + 1
    before, after = (blocks * _BLOCK * number // common for number in (rate, RATE))
    heard = np.fft.rfft(np.pad(samples, (0, before - len(samples))))
    spectrum = np.zeros(after // 2 + 1, dtype=heard.dtype)
    kept = min(len(heard), len(spectrum))
    spectrum[:kept] = heard[:kept]
    full = np.fft.irfft(spectrum, after)[: len(samples) * RATE // rate]
    return (full * (after / before)).astype(np.float32)


def _pack(samples: Samples) -> Sound:
    """Raises NoSound for what nobody would hear, and for what stays too large."""
    if len(samples) < _SHORTEST * RATE or float(np.abs(samples).max()) < _QUIETEST:
        raise NoSound("There is nothing to hear in it.")
    seconds = len(samples) / RATE
    content = _encode(samples, _COMPRESSION if seconds <= _LONG else _LONG_COMPRESSION)
    if len(content) > MOST_BYTES:
        raise NoSound("This sound is too large.")
    return Sound(content, math.ceil(seconds))


def _encode(samples: Samples, compression: float) -> bytes:
    file = BytesIO()
    loudest = np.clip(samples, -1, 1)
    soundfile.write(file, loudest, RATE, format="OGG", subtype="OPUS", compression_level=compression)
    return file.getvalue()
