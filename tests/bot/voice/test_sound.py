"""Whatever comes in goes out as Telegram plays it: Opus in OGG, mono, 48 kHz, at most a megabyte."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
import soundfile

from bot.voice.failures import NoSound
from bot.voice.sound import LONGEST, RATE, make_sound, make_sound_of_pcm
from tests.bot.voice.hearing import listen, make_file, make_tone

OPUS = ("OGG", "OPUS")


def pitch_of(content: bytes) -> float:
    samples, rate = soundfile.read(BytesIO(content))
    spectrum = np.abs(np.fft.rfft(samples))
    return float(np.argmax(spectrum) * rate / len(samples))


@pytest.mark.parametrize(
    ("kind", "subtype", "rate", "channels"),
    [
        ("WAV", "PCM_16", 22_050, 1),
        ("WAV", "FLOAT", 44_100, 2),
        ("WAV", "PCM_16", 48_000, 1),
        ("WAV", "PCM_16", 8_000, 1),
        ("FLAC", "PCM_16", 96_000, 2),
        ("OGG", "VORBIS", 44_100, 2),
        ("OGG", "OPUS", 48_000, 1),
        ("MP3", "MPEG_LAYER_III", 44_100, 1),
    ],
)
def test_recording_keeps_its_length_and_its_pitch(kind: str, subtype: str, rate: int, channels: int) -> None:
    recorded = make_file(make_tone(1.5, rate=rate, channels=channels), rate=rate, kind=kind, subtype=subtype)

    sound = make_sound(recorded)

    heard = listen(sound.content)
    assert (heard.format, heard.rate, heard.channels, sound.seconds) == (OPUS, RATE, 1, 2)
    assert heard.seconds == pytest.approx(1.5, abs=0.06)
    assert heard.loud == pytest.approx(0.35, abs=0.03)
    assert pitch_of(sound.content) == pytest.approx(440, abs=2)


def test_bare_samples_become_the_same() -> None:
    pcm = (make_tone(2.0, rate=16_000) * 32767).astype("<i2").tobytes()

    sound = make_sound_of_pcm(pcm + b"\0", 16_000)

    heard = listen(sound.content)
    assert (heard.format, heard.rate, sound.seconds) == (OPUS, RATE, 2)
    assert heard.seconds == pytest.approx(2.0, abs=0.05)
    assert pitch_of(sound.content) == pytest.approx(440, abs=2)


@pytest.mark.parametrize(
    ("recorded", "reason"),
    [
        (b"", "no sound that can be read"),
        (b"OggS is not enough", "no sound that can be read"),
        (make_file(make_tone(0.01)), "nothing to hear"),
        (make_file(np.zeros((0, 1))), "nothing to hear"),
        (make_file(np.zeros(22_050)), "nothing to hear"),
        (make_file(make_tone(channels=3)), "too many channels"),
        (make_file(make_tone(0.2, rate=400_000), rate=400_000), "too many samples"),
        (make_file(np.zeros(8_000 * LONGEST + 2), rate=8_000, kind="FLAC"), "lasts at most 6 minutes"),
    ],
)
def test_what_nobody_could_hear_is_refused_with_a_reason(recorded: bytes, reason: str) -> None:
    with pytest.raises(NoSound, match=reason):
        make_sound(recorded)


def test_file_that_lies_about_its_length_is_read_as_far_as_it_goes() -> None:
    """As espeak-ng does, which writes the head before it knows the length."""
    honest = make_file(make_tone())
    place = honest.index(b"data") + 4

    sound = make_sound(honest[:place] + b"\x00\xf0\xff\x7f" + honest[place + 4 :])

    assert listen(sound.content).seconds == pytest.approx(1.0, abs=0.05)
