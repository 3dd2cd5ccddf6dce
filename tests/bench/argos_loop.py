"""The loop that a user of argostranslate would write, in a process of its own: texts in as a JSON line, seconds out.

The library with its own settings for threads, beam and batches. Only its sentence splitter is replaced by our rules,
because its own is downloaded on first use; that spares it what its neural splitter would take.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from messages.sentences import split_sentences

#: Pairs of a text and its language to seconds.
Loop = Callable[[Sequence[tuple[str, str]]], float]


@contextmanager
def argos_loop(packages: Path, home: Path) -> Iterator[Loop]:
    """Ask it as often as wanted; models stay loaded. `home` takes the folders that the library makes."""
    folders = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), str(home))
    others = {name: value for name, value in os.environ.items() if not name.startswith("ARGOS_")}
    command = [sys.executable, "-m", "tests.bench.argos_loop"]
    environment = others | folders | {"ARGOS_PACKAGES_DIR": str(packages)}
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin
        assert child.stdout
        words, answers = child.stdin, child.stdout

        def ask(wanted: Sequence[tuple[str, str]]) -> float:
            words.write(json.dumps(wanted) + "\n")
            words.flush()
            return float(answers.readline())

        yield ask
        words.close()


def main() -> None:
    """Until its input ends."""
    from argostranslate import sbd, translate  # noqa: PLC0415  # reads the environment when it is imported

    sbd.MiniSBDSentencizer.split_sentences = _split
    for line in sys.stdin:
        wanted = json.loads(line)
        started = time.perf_counter()
        for text, language in wanted:
            translate.translate(text, "nl", language)
        print(time.perf_counter() - started, flush=True)


def _split(_: Any, text: str) -> list[str]:
    return [piece.strip() for piece in split_sentences(text)]


if __name__ == "__main__":
    main()
