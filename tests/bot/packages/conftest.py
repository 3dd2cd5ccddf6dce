"""A folder where nl-en is installed and translates."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.packages.install import install_archive, locked
from messages.argos import ArgosTranslator
from tests.bot.packages.builders import make_archive


@pytest.fixture(scope="session")
def installed_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    with locked(folder / "packages"):
        install_archive(make_archive(folder), folder / "packages")
    return folder / "packages"


@pytest.fixture
def packages(tmp_path: Path, installed_template: Path) -> Path:
    """nl-en 1.0 is installed."""
    return Path(shutil.copytree(installed_template, tmp_path / "packages"))


Say = Callable[[], str]


@pytest.fixture
def say(packages: Path) -> Say:
    """One sentence from Dutch to English, said with what is installed at that moment, by an engine that runs on."""
    engine = ArgosTranslator(packages, memory_mb=100)

    def translate() -> str:
        return engine.translate_many(["Goedemorgen"], "nl", "en")[0].text

    return translate
