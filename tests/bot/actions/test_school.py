"""What the school decides on its own pages holds until it takes that back; what cannot be read never holds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

import bot
from bot.actions.school import record_setting, withdraw_setting
from bot.config import DECIDED, load_settings, school_of
from bot.deps import Deps
from bot.domain.school import Retention, months
from bot.domain.timing import QuietHours
from bot.errors import BadInput, NotAllowed, NotFound
from bot.models import AuditEntry
from tests.builders import RUTH, SAM
from tests.fakes import NOW

TRUST = Retention(
    messages=timedelta(days=365),
    answers=timedelta(days=183),
    left=timedelta(days=92),
    updates=timedelta(days=7),
    audit=timedelta(days=730),
)


async def decide(deps: Deps, name: str, value: str) -> None:
    async with deps.transaction() as session:
        await record_setting(session, actor=SAM, now=NOW, name=name, value=value)
    await deps.learn_decisions()


async def test_decision_holds_and_can_be_taken_back(deps: Deps) -> None:
    before = deps.school

    await decide(deps, "quiet_hours", "21:00-07:00")
    await decide(deps, "quiet_hours", "19:00-08:00")
    decided = deps.school
    async with deps.transaction() as session:
        await withdraw_setting(session, actor=SAM, now=NOW, name="quiet_hours")
        trail = (await session.execute(select(AuditEntry.action, AuditEntry.details).order_by(AuditEntry.id))).all()
    await deps.learn_decisions()

    assert decided == replace(before, quiet_hours=QuietHours(time(19), time(8)))
    assert decided.budget.quiet == QuietHours(time(19), time(8))
    assert deps.school == before
    what = {"setting": "quiet_hours"}
    assert [tuple(row) for row in trail] == [("setting", what), ("setting", what), ("setting-withdrawn", what)]


def test_without_decisions_the_machine_and_trust_hold() -> None:
    school = school_of(load_settings({"OUDERBRUG_MESSAGES_PER_WEEK": "7"}), {})

    assert (school.messages_per_week, school.telegram, school.retention) == (7, True, TRUST)
    assert months(12) == timedelta(days=365)


def test_what_cannot_be_read_does_not_hold() -> None:
    odd = {"quiet_hours": "at night", "keep_audit": "1", "telegram": "maybe", "gone": "1", "timezone": "UTC"}

    assert school_of(load_settings({}), odd) == school_of(load_settings({}), {})


@pytest.mark.parametrize(
    ("name", "value", "should_be"),
    [
        ("quiet_hours", "at night", "two times such as 20:00-07:30"),
        ("messages_per_week", "101", "a number of messages from 0 to 100, such as 5; 0 is no limit"),
        ("messages_per_week", "-1", "a number of messages from 0 to 100, such as 5; 0 is no limit"),
        ("keep_messages", "2", "a whole number from 3 to 24"),
        ("keep_audit", "long", "a whole number from 12 to 60"),
        ("telegram", "maybe", "on or off"),
        ("school_name", " ", "a name of at most 100 letters"),
        ("alert_to", "sam", "e-mail addresses with commas between them"),
    ],
)
async def test_wrong_value_is_refused_as_the_environments_is(deps: Deps, name: str, value: str, should_be: str) -> None:
    async with deps.transaction() as session:
        with pytest.raises(BadInput, match=f"This should be {should_be}."):
            await record_setting(session, actor=SAM, now=NOW, name=name, value=value)


async def test_only_heads_decide_and_only_about_the_school(deps: Deps) -> None:
    async with deps.transaction() as session:
        for deed in (record_setting(session, actor=RUTH, now=NOW, name="telegram", value="off"),):
            with pytest.raises(NotAllowed, match="Only a coordinator"):
                await deed
        with pytest.raises(NotFound, match="There is no setting 'bind'"):
            await record_setting(session, actor=SAM, now=NOW, name="bind", value="0.0.0.0:80")
        with pytest.raises(NotFound, match="There is no setting 'bind'"):
            await withdraw_setting(session, actor=SAM, now=NOW, name="bind")
    assert "bind" not in DECIDED


def test_nobody_asks_the_machine_for_what_the_school_decides() -> None:
    asked = re.compile(rf"settings\.({'|'.join(DECIDED)}|budget)\b")
    rooms = Path(bot.__file__).parent.rglob("*.py")

    assert [path.name for path in rooms if asked.search(path.read_text("utf-8"))] == []
