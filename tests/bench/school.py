"""outbox.school: an invitation to 650 parents, versus the time that Telegram's own limit of 30 a second needs."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from bot.sandbox import running_sandbox
from tests.faults.measure import deliver_to_school
from tests.school import make_school

LIMITS = {"limits": {"per_second": 30, "per_chat_per_second": 1}}


async def bench() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{folder}/school.db"
        async with running_sandbox(faults=LIMITS) as sandbox:
            figures = await deliver_to_school(sandbox, make_school(650), database_url=url, folder=Path(folder))
    facts = figures.as_dict()
    return [
        {"bench": "outbox.school", "value": facts.pop("deliver_seconds"), "unit": "s", "versus": "telegram-limit",
         "ratio": facts.pop("over_limit"), **facts},
    ]  # fmt: skip
