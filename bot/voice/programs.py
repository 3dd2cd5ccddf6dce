"""A program that speaks: the text goes in over a pipe and the sound comes out; no shell, no file, no log."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from bot.voice.failures import NoSound

#: Seconds: five minutes of speech take a neural voice on a slow machine not longer.
PATIENCE = 120.0


def run_program(command: Sequence[str], text: str = "", *, patience: float = PATIENCE) -> bytes:
    """What it writes. Raises NoSound where it fails, hangs or is not there; it is killed after `patience` seconds."""
    environment = {**os.environ, "PYTHONUTF8": "1"}  # piper reads its input as the locale says, which a service lacks
    try:
        ended = subprocess.run(  # noqa: S603  # a program that the school named
            command, input=text.encode(), capture_output=True, check=False, timeout=patience, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise NoSound(f"the program did not end in {patience:.0f} seconds") from error
    except OSError as error:
        raise NoSound(f"the program cannot be run: {os.strerror(error.errno or 0).lower()}") from error
    if ended.returncode:
        raise NoSound(f"the program ended with {ended.returncode}")
    return ended.stdout
