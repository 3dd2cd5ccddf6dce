"""The shape of a command."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Awaitable
from typing import Protocol

from bot.config import Settings


class Command(Protocol):
    """Takes what was parsed, and the settings where it needs any; gives the exit code."""

    __name__: str

    def __call__(self, options: Namespace, settings: Settings, /) -> Awaitable[int]:
        """Run it."""
        ...


def say(*lines: str) -> None:
    """To whoever typed the command."""
    for line in lines:
        print(line, flush=True)  # this is what a command is for; a pipe gets it at once too
