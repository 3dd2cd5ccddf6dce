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

GROUPS = ("=groep 3", "groep 4", "groep 5")

#: The group of each family. Where only groep 4 were left out, it would follow from the sum.
HOMES = [GROUPS[0]] * 7 + [GROUPS[1]] * 2 + [GROUPS[2]] * 5
HIDDEN = ["hidden"] * 7
HEADING = ["by", "name", "invited", "delivered", "yes", "no", "maybe", "none_yet", "response_rate"]


@pytest.fixture
def school(data_dir: object) -> None:
    """Families of three groups were invited to '+1 lezen'; three of '=groep 3' answered."""

    async def furnish(session: AsyncSession) -> None:
        now = SystemClock().now()
        people = [f"Ouder{number}" for number in range(len(HOMES))]
        rows = [make_row(f"Kind{name}", name, group=group) for name, group in zip(people, HOMES, strict=True)]
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
        ["event", "1", "+1", "lezen", "14", "14", "2", "1", "0", "11", "21%"],
        ["group", "'=groep", "3", "7", "7", "2", "1", "0", "4", "43%"],
        ["group", "groep", "4", *HIDDEN],
        ["group", "groep", "5", *HIDDEN],
        ["language", "nl", "14", "14", "2", "1", "0", "11", "21%"],
    ]


@pytest.mark.usefixtures("school")
def test_report_for_a_spreadsheet_holds_no_formula(ouderbrug: Run) -> None:
    ended = ouderbrug("report", "response-rate", "--by", "group,event", "--format", "csv")

    assert _rows(ended.out) == [
        HEADING,
        ["group", "'=groep 3", "7", "7", "2", "1", "0", "4", "43%"],
        ["group", "groep 4", *HIDDEN],
        ["group", "groep 5", *HIDDEN],
        ["event", "1 +1 lezen", "14", "14", "2", "1", "0", "11", "21%"],
    ]
    assert [cell for row in _rows(ended.out) for cell in row if cell[:1] in tuple("=+-@\t\r")] == []


@pytest.mark.usefixtures("school")
def test_report_for_a_program_is_json(ouderbrug: Run) -> None:
    ended = ouderbrug("report", "response-rate", "--by", "group", "--format", "json")

    hidden = dict.fromkeys(("invited", "delivered", "yes", "no", "maybe", "none_yet", "response_rate"))
    assert json.loads(ended.out) == [
        {
            "by": "group",
            "group": "=groep 3",
            "invited": 7,
            "delivered": 7,
            "yes": 2,
            "no": 1,
            "maybe": 0,
            "none_yet": 4,
            "response_rate": 0.4286,
            "suppressed": False,
        },
        *({"by": "group", "group": group, **hidden, "suppressed": True} for group in GROUPS[1:]),
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
