"""kill -9 after the mail server took an e-mail, before that is written down: it is sent again, under the same id."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.danger import record_danger
from bot.db import Database
from bot.models import Alert, ThreadMessage
from tests.bot.workers.post_office import PostOffice, open_post_office
from tests.builders import make_families, make_question, make_row
from tests.faults.service import Service, kill, open_database
from tests.waiting import until


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_alert_of_a_process_that_was_killed_is_sent_again(database_url: str, tmp_path: Path) -> None:
    async with open_post_office() as post, open_database(database_url) as database:
        async with database.transaction() as session:
            await make_danger(session)
        service = make_service(post, database_url, tmp_path)

        first = await service.start("work", "--only", "housekeeping")
        post.before_yes = first.kill
        await first.wait()
        killed = await state(database)
        post.before_yes = lambda: None
        second = await service.start("work", "--only", "housekeeping")
        await until(lambda: is_sent(database))
        await kill(second)

    ids = [mail["Message-ID"] for mail in post.mails]
    assert (killed, len(ids), len(set(ids))) == (("queued", 1), 2, 1)


async def make_danger(session: AsyncSession) -> None:
    now = datetime.now(UTC)
    await make_families(session, make_row("Noor", "Amina", "ar"))
    await make_question(session, "Amina", now=now)
    (message,) = await session.scalars(select(ThreadMessage))
    await record_danger(session, message=message, recipients=["lio@school.example"], now=now)


def make_service(post: PostOffice, database_url: str, folder: Path) -> Service:
    environment = {
        "OUDERBRUG_DATABASE_URL": database_url,
        "OUDERBRUG_DATA_DIR": str(folder),
        "OUDERBRUG_SMTP_URL": post.url,
        "OUDERBRUG_MAIL_FROM": "ouderbrug@school.example",
    }
    return Service(environment, folder / "service.log")


async def state(database: Database) -> tuple[str, int]:
    async with database.reading() as session:
        row = (await session.execute(select(Alert.state, Alert.attempts))).one()
    return row[0], row[1]


async def is_sent(database: Database) -> bool:
    return await state(database) == ("sent", 2)
