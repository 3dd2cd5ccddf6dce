"""Commands that keep what a school has: backup and restore."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bot.commands.base import say
from bot.config import Settings
from bot.deps import SystemClock
from bot.upkeep.backup import make_backup
from bot.upkeep.manifest import KINDS, Manifest
from bot.upkeep.restore import Restored, restore_backup

_MEGABYTE = 1_000_000


async def backup(options: Namespace, settings: Settings) -> int:
    """One file; what it holds and how large it is."""
    made = await make_backup(settings, Path(options.file), now=SystemClock().now(), replace=options.replace)
    say(f"{options.file}: {_megabytes(made.bytes)}, whole and readable by you alone. It holds:")
    say(*(f"  {part.name}  {_megabytes(part.bytes)}" for part in made.manifest.parts))
    say("Language packages and voices are not in it: they are installed again.", "Keep it on another machine.")
    return 0


async def restore(options: Namespace, settings: Settings) -> int:
    """Everything as it was then; and what a person has to look at."""
    done = await restore_backup(settings, Path(options.file), now=SystemClock().now(), replace=options.replace)
    found = done.manifest
    made_at = found.made_at.astimezone(settings.timezone)
    what = f"{KINDS[found.kind]}, {_megabytes(found.bytes)}, Ouderbrug {found.version}"
    say(f"Everything is as it was on {made_at:%Y-%m-%d at %H:%M} ({what}).")
    say(*_doubtful(done), *_erased(done))
    say("Everybody signs in anew. What changed since is as it was: colleagues, API tokens, and who said /stop.")
    say(*_missing(found))
    return 0


def _doubtful(done: Restored) -> list[str]:
    doubts = done.doubts
    told = {
        "messages that waited then may have left since: unknown, until you send them again": doubts.messages,
        "answers in conversations too: nobody sends those again": doubts.others,
        "campaigns that were due since wait for you: resume or cancel them": doubts.campaigns,
    }
    return [f"{count} {words}." for words, count in told.items() if count]


def _erased(done: Restored) -> list[str]:
    lines = [f"{done.erased} families that were erased since are erased again."] if done.erased else []
    if not done.all_known:
        lines.append("The old database could not be read: whoever was erased since is back. Erase them again.")
    return lines


def _missing(found: Manifest) -> list[str]:
    lines = [f"To install again, language packages: {', '.join(found.packages)}."] if found.packages else []
    return lines + ([f"To put back, voices: {', '.join(found.voices)}."] if found.voices else [])


def _megabytes(size: int) -> str:
    return f"{size / _MEGABYTE:.1f} MB"
