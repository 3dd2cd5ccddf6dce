"""The doctor looks at the languages: catalogues, packages with their hashes, and voices."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from bot.config import Settings
from bot.upkeep.files import sha256_of
from bot.upkeep.findings import Finding, ok, problem, warning
from bot.voice.voices import Voices
from messages.approved import approved_in
from messages.languages import OFFERED
from messages.machine.packages import RECEIPT, WEIGHTS, InstalledPackage, list_packages
from messages.standing import standing_of

_WHOLE = ("reviewed", "draft")


def check_languages(settings: Settings) -> list[Finding]:
    """Takes a second for each large package: their weights are read whole."""
    return [_check_catalogues(settings), _check_packages(settings.packages_dir), _check_voices(settings)]


def _check_catalogues(settings: Settings) -> Finding:
    try:
        with approved_in(settings.approved_dir):
            standings = {tag: standing_of(tag).state for tag in OFFERED}
    except (OSError, ValueError) as error:
        told = f"What was approved here cannot be read ({type(error).__name__}): {settings.approved_dir}."
        return problem("languages", f"{told} Restore a backup.")
    if broken := [tag for tag, state in standings.items() if state not in _WHOLE]:
        return problem("languages", f"Sentences lack in: {', '.join(broken)}. Install Ouderbrug again.")
    reviewed = sum(state == "reviewed" for state in standings.values())
    return ok("languages", f"{len(standings)} complete, {reviewed} of them reviewed.")


def _check_packages(folder: Path) -> Finding:
    packages = list_packages(folder)
    if not packages:
        told = "None is installed: free text goes as written. Run: ouderbrug languages install CODE"
        return warning("packages", told)
    if damaged := [_named(package) for package in packages if not _as_installed(package)]:
        told = f"Not as they were installed: {', '.join(damaged)}. Run: ouderbrug languages install --file …"
        return problem("packages", told)
    return ok("packages", f"{len(packages)} installed, whole: {', '.join(_named(package) for package in packages)}.")


def _named(package: InstalledPackage) -> str:
    return f"{package.source}-{package.target} {package.version}"


def _as_installed(package: InstalledPackage) -> bool:
    """By the hash that the installer noted; one that was put there by hand has none to compare."""
    try:
        noted = json.loads((package.path / RECEIPT).read_bytes())
        return bool(noted["weights"] == sha256_of(package.path / WEIGHTS))
    except FileNotFoundError:
        return True
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _check_voices(settings: Settings) -> Finding:
    known = Voices(settings).known()
    if any(settings.voices_dir.glob("*/*.onnx")) and not shutil.which(settings.piper or "piper"):
        told = "There are voices for Piper, and no Piper: install it, or see OUDERBRUG_PIPER."
        return warning("voices", told)
    if not known:
        return warning("voices", "Nobody speaks: install espeak-ng, or see OUDERBRUG_ESPEAK.")
    return ok("voices", f"{len(known)} languages can be heard: {', '.join(sorted(known))}.")
