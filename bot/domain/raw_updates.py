"""Whose a raw update is, without reading what it says."""

from __future__ import annotations

import json
from typing import Any


def address_of(payload: str) -> int | None:
    """The chat that it came from, or the person where no chat is named; None for anything else."""
    for part in _parts(payload):
        for who in (part.get("message"), part):
            holder = who if isinstance(who, dict) else {}
            for named in (holder.get("chat"), holder.get("from")):
                if isinstance(named, dict) and type(named.get("id")) is int:
                    return int(named["id"])
    return None


def _parts(payload: str) -> list[dict[str, Any]]:
    """What an update holds beside its number: a message, a pressed button, a membership."""
    try:
        update = json.loads(payload)
    except ValueError:
        return []
    return [part for part in update.values() if isinstance(part, dict)] if isinstance(update, dict) else []
