"""axe-core, which looks at a page as somebody who cannot see or cannot point would; from npm, for tests only."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from playwright.async_api import Page

_SCRIPT = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"

#: WCAG 2.0 to 2.2, levels A and AA, and what axe's makers advise besides.
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async (only) => {
  const found = await axe.run({ runOnly: only, resultTypes: ["violations"], preload: false });
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replaceAll("\\n", " ")}`));
}"""


@cache
def axe_script() -> str:
    """Skips where npm has not been asked for it; CI may not skip."""
    if not _SCRIPT.exists():
        assert not os.environ.get("CI"), "CI must have axe-core"
        pytest.skip("no axe-core on this machine: npm ci --prefix tests/browser --ignore-scripts")
    return _SCRIPT.read_text("utf-8")


async def find_barriers(page: Page) -> list[str]:
    """Each rule that the page breaks, where, and how to mend it."""
    return await _run(page, {"type": "tag", "values": _STANDARDS})


async def find_low_contrast(page: Page) -> list[str]:
    """Only whether each text stands out from its ground."""
    return await _run(page, {"type": "rule", "values": ["color-contrast"]})


async def _run(page: Page, only: dict[str, object]) -> list[str]:
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(axe_script())
    found: list[str] = await page.evaluate(_RUN, only)
    return found
