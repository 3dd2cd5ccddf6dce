"""When the last good backup was made: a small file in the data folder, for the doctor."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from bot.upkeep.files import write_whole

_NAME = "last-backup.json"


def record_backup(data_dir: Path, *, made_at: datetime, file: Path) -> None:
    """Raises OSError."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    told = {"made_at": made_at.isoformat(), "file": str(file.absolute())}
    write_whole(data_dir / _NAME, json.dumps(told).encode())


def last_backup(data_dir: Path) -> tuple[datetime, str] | None:
    """Moment and file; None where there was none, as far as anybody knows."""
    try:
        told = json.loads((data_dir / _NAME).read_bytes())
        return datetime.fromisoformat(told["made_at"]), str(told["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
