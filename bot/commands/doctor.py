"""The command that looks whether all is well."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from dataclasses import asdict

from bot.commands.base import say
from bot.config import Settings
from bot.deps import SystemClock
from bot.upkeep.doctor import examine
from bot.upkeep.findings import State


async def doctor(options: Namespace, _settings: Settings) -> int:
    """One line for each thing; 1 where something is wrong. Reads the settings itself: they may be what is wrong."""
    found = await examine(os.environ, now=SystemClock().now())
    healthy = all(finding.state != State.PROBLEM for finding in found)
    if options.json:
        say(json.dumps({"ok": healthy, "checks": [asdict(finding) for finding in found]}, ensure_ascii=False))
    else:
        say(*(f"{finding.state:<8} {finding.name:<12} {finding.told}" for finding in found))
    return 0 if healthy else 1
