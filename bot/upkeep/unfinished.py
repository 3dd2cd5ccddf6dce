"""Who was erased in the database that a restore replaces: kept in the data folder until they are erased again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.errors import Unavailable
from bot.upkeep.files import write_whole

_NAME = "restoring.json"


def keep_tombstones(data_dir: Path, tombstones: Mapping[str, datetime]) -> None:
    """From now on the restore is unfinished. Raises OSError."""
    told = {parent_hash: erased_at.isoformat() for parent_hash, erased_at in tombstones.items()}
    write_whole(data_dir / _NAME, json.dumps(told).encode())


def kept_tombstones(data_dir: Path) -> dict[str, datetime] | None:
    """The hash of each erased parent, and when; None where no restore is unfinished. Raises Unavailable."""
    path = data_dir / _NAME
    try:
        told = json.loads(path.read_bytes())
        return {parent_hash: datetime.fromisoformat(erased_at) for parent_hash, erased_at in told.items()}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise Unavailable(f"{path} cannot be read: it says who must be erased again after a restore.") from error


def forget_tombstones(data_dir: Path) -> None:
    """They are in the database again. Raises OSError."""
    (data_dir / _NAME).unlink(missing_ok=True)


def is_unfinished(data_dir: Path) -> bool:
    """Whether a restore was broken off."""
    return (data_dir / _NAME).exists()
