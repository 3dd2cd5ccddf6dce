"""espeak-ng: a small voice for many languages. It sounds like a machine, and everybody understands it."""

from __future__ import annotations

from pathlib import Path

from bot.voice.programs import run_program

#: Words a minute: its own 175 are too fast for who hears a language as a machine speaks it.
_PACE = 145

#: Where its name for a voice is not our tag.
_NAMES = {"en": "en-gb", "fr": "fr-fr", "kmr": "ku", "zh-Hans": "cmn"}

_LIST_PATIENCE = 10.0
_LANGUAGE = 1  # the column of `espeak-ng --voices`


def list_espeak(program: Path) -> frozenset[str]:
    """The voices that it has, by its own names. Raises NoSound."""
    lines = run_program([str(program), "--voices"], patience=_LIST_PATIENCE).decode(errors="replace").splitlines()
    return frozenset(line.split()[_LANGUAGE] for line in lines[1:] if len(line.split()) > _LANGUAGE)


def espeak_voice(tag: str) -> str:
    """What its voice for our language is called, where it has one."""
    return _NAMES.get(tag, tag)


def say_with_espeak(program: Path, tag: str, text: str) -> bytes:
    """As WAV. Raises NoSound."""
    voice = ["-v", espeak_voice(tag), "-s", str(_PACE), "-b", "1"]
    return run_program([str(program), *voice, "--stdin", "--stdout"], text)
