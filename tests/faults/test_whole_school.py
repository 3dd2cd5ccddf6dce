"""A whole school through a Telegram that enforces its limits: 30 a second, and one a second in each chat."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.sandbox import running_sandbox
from tests.faults.measure import deliver_to_school
from tests.school import make_school

PARENTS = 200
LIMITS = {"limits": {"per_second": 30, "per_chat_per_second": 1}}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_invitation_reaches_a_whole_school_within_the_limits(database_url: str, tmp_path: Path) -> None:
    async with running_sandbox(faults=LIMITS) as sandbox:
        figures = await deliver_to_school(sandbox, make_school(PARENTS), database_url=database_url, folder=tmp_path)

    assert figures.parents == PARENTS
    assert (figures.lost, figures.doubled, figures.refused) == (0, 0, 0)
    assert figures.busiest_second <= 30
