"""A first translation with a package, in a process of its own: what crashes or hangs there hurts nobody.

Run as `python -m bot.packages.trial FOLDER SOURCE TARGET`; exit code 0 when sentences came out.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.packages.refusals import AGAIN, RefusedPackage
from bot.packages.sentences import sentences_in
from messages.argos import ArgosTranslator
from messages.translator import EngineFailed, Tag, UnsupportedPair

#: Seconds: the largest model loads in a few, also from a slow disk.
PATIENCE = 120.0

_MEMORY_MB = 4_000
_SILENT = 3


def try_out(folder: Path, source: Tag, target: Tag, patience: float = PATIENCE) -> None:
    """Translate a few sentences with the one package in `folder`. Raises RefusedPackage."""
    command = [sys.executable, "-P", "-m", "bot.packages.trial", str(folder), source, target]
    try:
        ended = subprocess.run(command, check=False, capture_output=True, timeout=patience)  # noqa: S603  # ourselves
    except subprocess.TimeoutExpired as error:
        raise RefusedPackage(f"it did not translate a few words in {patience:.0f} seconds", AGAIN) from error
    if ended.returncode == _SILENT:
        raise RefusedPackage("it loads, but translates to nothing")
    if ended.returncode:
        raise RefusedPackage("its model does not load or does not translate", AGAIN)


def main(folder: str, source: Tag, target: Tag) -> int:
    """The trial itself."""
    engine = ArgosTranslator(Path(folder), memory_mb=_MEMORY_MB)
    try:
        said = engine.translate_many(sentences_in(source)[:3], source, target)
    except (EngineFailed, UnsupportedPair):
        return 1
    return 0 if any(one.text for one in said) else _SILENT


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
