from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import make_parser
from bot.config import setting_names

README = Path(__file__).parent.parent.joinpath("README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", setting_names())
def test_readme_names_every_setting(setting: str) -> None:
    assert f"| `{setting}` |" in README


def test_readme_names_no_setting_that_is_gone() -> None:
    named = set(re.findall(r"^\| `(OUDERBRUG_\w+)` \|", README, flags=re.MULTILINE))

    assert named == set(setting_names())


def test_readme_names_every_command_with_every_option() -> None:
    missing = [
        f"{command} {option}"
        for command, options in _commands(make_parser())
        for option in options
        if not re.search(rf"`{command}[^`]*{re.escape(option)}", README)
    ]

    assert missing == []


def _commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, list[str]]]:
    """Every command with its options; one without options still has its own name to be found."""
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if inner:
        for command in inner[0].choices.values():
            yield from _commands(command)
        return
    long = [name for action in parser._actions for name in action.option_strings if name.startswith("--")]
    yield parser.prog, [name for name in long if name != "--help"] or [""]
