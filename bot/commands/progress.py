"""How far long work has come: one line that moves on a terminal, a few plain lines elsewhere."""

from __future__ import annotations

import sys
from typing import TextIO

_MEGABYTE = 1_000_000
_QUARTER = 25


class ProgressLine:
    """Told of bytes; tells `what` it is about. On stderr: the result is what goes to stdout."""

    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        """Says nothing yet."""
        self._what = what
        self._stream = stream or sys.stderr
        self._moves = self._stream.isatty()
        self._told = 0

    def __call__(self, done: int, total: int | None) -> None:
        """`done` bytes of `total`, where that is known."""
        if self._moves:
            print(f"\r{self._line(done, total)}", end="", file=self._stream, flush=True)
        elif total and done * 100 // total >= self._told + _QUARTER:
            self._told = done * 100 // total // _QUARTER * _QUARTER
            print(self._line(done, total), file=self._stream, flush=True)

    def end(self) -> None:
        """What comes next begins on a line of its own."""
        if self._moves:
            print(file=self._stream)

    def _line(self, done: int, total: int | None) -> str:
        whole = f" of {total / _MEGABYTE:.1f} MB, {done * 100 // total} %" if total else " MB"
        return f"{self._what}: {done / _MEGABYTE:.1f}{whole}"
