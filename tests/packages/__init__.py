"""Small real Argos packages of our own, for tests; how they are made stands in README.md."""

from __future__ import annotations

from pathlib import Path

from tests.packages.serving import PACKAGES, serving_index

__all__ = ["PACKAGES", "package_file", "serving_index"]


def package_file(source: str, target: str) -> Path:
    """The package that translates from source to target, such as nl and en."""
    return PACKAGES / f"translate-{source}_{target}.argosmodel"
