"""Text with entities. Offsets and lengths count UTF-16 code units, as all of Telegram does."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


def utf16(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(slots=True)
class Formatted:
    text: str
    entities: list[Json]

    def trimmed(self) -> "Formatted":
        """Without the blanks around it, which Telegram does not keep."""
        left = utf16(self.text) - utf16(self.text.lstrip())
        text = self.text.strip()
        end = utf16(text)
        moved = [_clipped(entity, left, end) for entity in self.entities]
        kept = [entity for entity in moved if entity["length"] > 0]
        return Formatted(text, sorted(kept, key=lambda entity: (entity["offset"], -entity["length"])))

    def mark(self, kind: str, offset: int, length: int) -> None:
        """Add an entity that Telegram finds by itself, unless one of code or link is there already."""
        for entity in self.entities:
            overlaps = entity["offset"] < offset + length and offset < entity["offset"] + entity["length"]
            if overlaps and entity["type"] in {"code", "pre", "text_link", "url", "bot_command"}:
                return
        self.entities.append({"type": kind, "offset": offset, "length": length})


def _clipped(entity: Json, left: int, end: int) -> Json:
    start = max(entity["offset"] - left, 0)
    stop = min(entity["offset"] + entity["length"] - left, end)
    return {**entity, "offset": start, "length": stop - start}
