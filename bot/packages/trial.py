"""A first translation with a package, in a process of its own: what crashes or hangs there hurts nobody.

Run as `python -m bot.packages.trial FOLDER SOURCE TARGET`; prints the mark that the package copies best.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.packages.refusals import AGAIN, RefusedPackage
from bot.packages.sentences import sentences_in
from messages.argos import ArgosTranslator
from messages.protection.masks import probe_shape
from messages.translator import EngineFailed, Tag, UnsupportedPair

#: Seconds: the largest model loads in a few, also from a slow disk.
PATIENCE = 120.0

_MEMORY_MB = 4_000
_SILENT = 3
_FIRST = 3


def try_out(folder: Path, source: Tag, target: Tag, patience: float = PATIENCE) -> str:
    """Translate a few sentences with the one package in `folder`; the mark it copies best. Raises RefusedPackage."""
    command = [sys.executable, "-P", "-m", "bot.packages.trial", str(folder), source, target]
    try:
        ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=patience)  # noqa: S603  # ourselves
    except subprocess.TimeoutExpired as error:
        raise RefusedPackage(f"it did not translate a few words in {patience:.0f} seconds", AGAIN) from error
    if ended.returncode == _SILENT:
        raise RefusedPackage("it loads, but translates to nothing")
    if ended.returncode:
        raise RefusedPackage("its model does not load or does not translate", AGAIN)
    return ended.stdout.strip()


def main(folder: str, source: Tag, target: Tag) -> int:
    """The trial itself."""
    engine = ArgosTranslator(Path(folder), memory_mb=_MEMORY_MB)

    def say(texts: Sequence[str]) -> list[str]:
        return [said.text for said in engine.translate_many(texts, source, target)]

    try:
        if not any(say(sentences_in(source)[:_FIRST])):
            return _SILENT
        print(probe_shape(say, source))
    except (EngineFailed, UnsupportedPair):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
