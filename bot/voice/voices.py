"""Who speaks which language here: a Piper voice that the school installed, else espeak-ng where it can, else nobody."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.config import Settings
from bot.voice.espeak import espeak_voice, list_espeak, say_with_espeak
from bot.voice.failures import NoSound
from bot.voice.piper import find_piper_voice, say_with_piper
from messages.phrases import spoken

if TYPE_CHECKING:
    from bot.voice.sound import Sound

log = structlog.get_logger()

_PIPER = "piper"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text said: its sound, and whose voice it is."""

    sound: Sound
    voice: str


class Voices:
    """The voices of this machine; what is installed while the service runs is found too."""

    def __init__(self, settings: Settings) -> None:
        """Runs nothing yet."""
        self._folder = settings.voices_dir
        self._espeak, self._piper = settings.espeak, settings.piper or _PIPER

    def known(self) -> dict[str, str]:
        """The name of the preferred voice of each language that we write and that somebody speaks."""
        found = {tag: next((name for name, _ in self._ways(tag)), None) for tag in spoken()}
        return {tag: name for tag, name in found.items() if name}

    def say(self, tag: str, text: str) -> Spoken:
        """The text in the best voice that manages it. Raises NoSound with the reason of the last."""
        failure = NoSound("nobody speaks this language")
        for name, make in self._ways(tag):
            try:
                return Spoken(make(text), name)
            except NoSound as error:
                log.warning("a voice failed", voice=name, error=str(error))
                failure = error
        raise failure

    def _ways(self, tag: str) -> Iterator[tuple[str, Callable[[str], Sound]]]:
        voice = find_piper_voice(self._folder, tag)
        if voice and (piper := _program(self._piper)):
            yield f"piper {voice.name}"[:100], lambda text: _packed(say_with_piper(piper, voice, text), voice.rate)
        espeak = _program(self._espeak)
        if espeak and espeak_voice(tag) in _espeak_voices(espeak):
            yield f"espeak-ng {espeak_voice(tag)}", lambda text: _packed(say_with_espeak(espeak, tag, text))


def _packed(sound: bytes, rate: int | None = None) -> Sound:
    from bot.voice.sound import make_sound, make_sound_of_pcm  # noqa: PLC0415  # heavy: only where something is spoken

    return make_sound_of_pcm(sound, rate) if rate else make_sound(sound)


def _program(name: str) -> Path | None:
    found = shutil.which(name)
    return Path(found) if found else None


@lru_cache(maxsize=8)
def _espeak_voices(program: Path) -> frozenset[str]:
    """Asked once; a program that does not answer has none."""
    try:
        return list_espeak(program)
    except NoSound as error:
        log.warning("espeak-ng does not list its voices", error=str(error))
        return frozenset()
