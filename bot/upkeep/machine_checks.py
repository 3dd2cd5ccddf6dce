"""The doctor looks at this machine: who may read what, room on the disk, the last backup, the public address."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot.config import PREFIX, SECRETS, Settings
from bot.upkeep.findings import Finding, ok, problem, warning
from bot.upkeep.last_backup import last_backup
from bot.upkeep.unfinished import is_unfinished

_GIGABYTE = 1_000_000_000
_LITTLE, _TOO_LITTLE = 1.0, 0.2
_OLD = timedelta(days=7)
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check_files(settings: Settings, environment: Mapping[str, str]) -> list[Finding]:
    """The data folder is its owner's alone; a file with a secret is nobody's who is not in its group."""
    return [_check_folder(settings.data_dir), *_check_secrets(environment)]


def _check_folder(folder: Path) -> Finding:
    if not folder.is_dir():
        return warning("data folder", f"{folder} is not there yet: the first start makes it.")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return problem("data folder", f"{folder} cannot be written by this account. Give it to the service's account.")
    if folder.stat().st_mode & _OTHERS:
        return problem("data folder", f"Other accounts may look into {folder}. Run: chmod 700 {folder}")
    return ok("data folder", f"{folder} is its owner's alone.")


def _check_secrets(environment: Mapping[str, str]) -> list[Finding]:
    env_file = environment.get(PREFIX + "ENV_FILE")
    said = {**(dotenv_values(env_file) if env_file else {}), **environment}
    names = [PREFIX + "ENV_FILE", *(f"{PREFIX}{name.upper()}_FILE" for name in sorted(SECRETS))]
    files = {Path(path) for name in names if (path := said.get(name))}
    open_ones = [path for path in sorted(files) if path.stat().st_mode & (stat.S_IRWXO | stat.S_IWGRP)]
    if open_ones:
        told = ", ".join(str(path) for path in open_ones)
        return [problem("secrets", f"Other accounts may read or change {told}. Run: chmod 640 {open_ones[0]}")]
    return [ok("secrets", f"{len(files)} files with secrets, closed to other accounts.")] if files else []


def check_disk(settings: Settings) -> Finding:
    """Room for the database twice: a backup and the rewriting after an erasure need as much again."""
    place = next(path for path in (settings.data_dir, *settings.data_dir.absolute().parents) if path.exists())
    free = shutil.disk_usage(place).free / _GIGABYTE
    used = sum(path.stat().st_size for path in place.glob("*.db*")) / _GIGABYTE
    told = f"{free:.1f} GB free."
    if free < _TOO_LITTLE:
        return problem("disk", f"{told} Make room: messages cannot be stored on a full disk.")
    if free < max(_LITTLE, 2 * used):
        return warning("disk", f"{told} Make room: a backup and an erasure write the database anew.")
    return ok("disk", told)


def check_backup(settings: Settings, now: datetime) -> Finding:
    """A backup of last week at most; and no restore left half done."""
    if is_unfinished(settings.data_dir):
        return warning("backup", "A restore was broken off: the next start erases again who was erased.")
    last = last_backup(settings.data_dir)
    if last is None:
        return warning("backup", "There is none that we know of. Run: ouderbrug backup FILE (deploy/ has a timer)")
    made_at, file = last
    days = (now - made_at).days
    told = f"The last one is of {made_at.astimezone(settings.timezone):%Y-%m-%d %H:%M} ({file})"
    if now - made_at > _OLD:
        return warning("backup", f"{told}, {days} days ago. Run: ouderbrug backup FILE")
    return ok("backup", f"{told}.")


def check_address(settings: Settings) -> Finding:
    """Passwords and names of families travel to it: only with TLS."""
    address = settings.public_url
    if address is None:
        return warning("address", "OUDERBRUG_PUBLIC_URL is not set: links to the pages lead to this machine only.")
    if urlsplit(address).scheme != "https":
        return problem("address", f"{address} is not https: put a server with TLS in front, and change the setting.")
    return ok("address", f"{address}.")
