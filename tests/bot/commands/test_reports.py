"""`ouderbrug report response-rate`: as a table, for a spreadsheet, for a program."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.outbox import queue_messages
from bot.deps import SystemClock
from bot.enums import OutboxState
from bot.models import OutboxMessage
from messages.event_kinds import EventKind
from messages.facts import Answer
from messages.outgoing import MessageKind
from tests.bot.commands.conftest import Ended, Run, in_database
from tests.builders import (
    SAM,
    make_answer,
    make_draft,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
)

GROUPS = ("=groep 3", "groep 4")
HEADING = ["by", "name", "invited", "delivered", "yes", "no", "maybe", "none_yet", "response_rate"]


@pytest.fixture
def school(data_dir: object) -> None:
    """Five families of '=groep 3' and one of groep 4 were invited to '+1 lezen'; three answered."""

    async def furnish(session: AsyncSession) -> None:
        now = SystemClock().now()
        people = [f"Ouder{number}" for number in range(6)]
        rows = [make_row(f"Kind{name}", name, group=GROUPS[name == people[-1]]) for name in people]
        await make_families(session, *rows)
        await make_joined(session, *people, now=now)
        event = await make_event(
            session,
            actor=SAM,
            now=now,
            groups=GROUPS,
            kind=EventKind.OTHER,
            title="+1 lezen",
            starts_at=now + timedelta(days=20),
        )
        invitation = await make_invitation(session, event, actor=SAM, now=now)
        drafts = [
            make_draft(name, kind=MessageKind.INVITATION, parent_id=number, campaign_id=invitation.id)
            for number, name in enumerate(people, start=1)
        ]
        await queue_messages(session, drafts, now=now)
        await session.execute(update(OutboxMessage).values(state=OutboxState.SENT))
        for number, answer in enumerate((Answer.YES, Answer.YES, Answer.NO)):
            await make_answer(session, event, people[number], answer, update_id=number, now=now)

    in_database(furnish)


def _rows(out: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(out)))


@pytest.mark.usefixtures("school")
def test_report_is_a_table_for_people(ouderbrug: Run) -> None:
    ended = ouderbrug("report", "response-rate", "--by", "event,group,language")

    assert (ended.code, ended.err) == (0, "")
    assert [line.split() for line in ended.out.splitlines()] == [
        HEADING,
        ["event", "1", "+1", "lezen", "6", "6", "2", "1", "0", "3", "50%"],
        ["group", "'=groep", "3", "5", "5", "2", "1", "0", "2", "60%"],
        ["group", "groep", "4", *["<5"] * 7],
        ["language", "nl", "6", "6", "2", "1", "0", "3", "50%"],
    ]


@pytest.mark.usefixtures("school")
def test_report_for_a_spreadsheet_holds_no_formula(ouderbrug: Run) -> None:
    ended = ouderbrug("report", "response-rate", "--by", "group,event", "--format", "csv")

    assert _rows(ended.out) == [
        HEADING,
        ["group", "'=groep 3", "5", "5", "2", "1", "0", "2", "60%"],
        ["group", "groep 4", *["<5"] * 7],
        ["event", "1 +1 lezen", "6", "6", "2", "1", "0", "3", "50%"],
    ]
    assert [cell for row in _rows(ended.out) for cell in row if cell[:1] in tuple("=+-@\t\r")] == []


@pytest.mark.usefixtures("school")
def test_report_for_a_program_is_json(ouderbrug: Run) -> None:
    ended = ouderbrug("report", "response-rate", "--by", "group", "--format", "json")

    assert json.loads(ended.out) == [
        {
            "by": "group",
            "group": "=groep 3",
            "invited": 5,
            "delivered": 5,
            "yes": 2,
            "no": 1,
            "maybe": 0,
            "none_yet": 2,
            "response_rate": 0.6,
            "suppressed": False,
        },
        {
            "by": "group",
            "group": "groep 4",
            **dict.fromkeys(("invited", "delivered", "yes", "no", "maybe", "none_yet", "response_rate")),
            "suppressed": True,
        },
    ]


@pytest.mark.parametrize(
    ("form", "out"), [("table", "  ".join(HEADING) + "\n"), ("csv", ",".join(HEADING) + "\r\n"), ("json", "[]\n")]
)
def test_report_of_nothing_is_empty(ouderbrug: Run, form: str, out: str) -> None:
    assert ouderbrug("report", "response-rate", "--format", form) == Ended(0, out, "")


@pytest.mark.parametrize(("by", "wrong"), [("child", "child"), ("event,", ""), ("", ""), ("event,Group", "Group")])
def test_report_by_something_else_is_told(ouderbrug: Run, by: str, wrong: str) -> None:
    assert ouderbrug("report", "response-rate", "--by", by) == Ended(
        2, "", f"ouderbrug: --by takes event, group, language; not {wrong!r}.\n"
    )


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize("words", [("--by", "event,event"), ("--by", "event")])
def test_report_says_each_thing_once(ouderbrug: Run, words: Sequence[str]) -> None:
    assert len(ouderbrug("report", "response-rate", *words).out.splitlines()) == 2
