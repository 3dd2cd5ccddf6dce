"""All that is kept about one parent, as plain rows, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias

#: Column by name. Where a column leads to another row, what stands there takes its place, without the `_id`.
Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MyData:
    """Rows by table, in order; times are aware and school-local. `files` are recordings by path."""

    made_at: datetime
    rows: Mapping[str, Sequence[Row]]
    files: Mapping[str, bytes] = field(default_factory=dict)

    def of(self, table: str) -> Sequence[Row]:
        """None where nothing is kept."""
        return self.rows.get(table, ())


def to_json(data: MyData, *, school: str) -> str:
    """For programs: the keys are the names of our tables and columns, times are RFC 3339."""
    tables = {table: list(rows) for table, rows in data.rows.items()}
    whole = {"school": school, "made_at": data.made_at, **tables}
    return json.dumps(whole, ensure_ascii=False, indent=2, default=moment)


def moment(value: datetime) -> str:
    """RFC 3339, with the offset of school time."""
    return value.isoformat()
