"""What was stored before an upgrade is found after it."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, column, insert, select, table, text

import bot.migrations
from bot.deps import Deps
from bot.models import Base, Translation
from bot.models.base import UtcDateTime
from messages.sentences import loose_key, sentence_key
from tests.fakes import NOW

SENTENCES = ("Kom op tijd!", "  Kom   op\ttijd ", "cafe\u0301 “De Brug”…", "ÇOCUĞUM hasta.", "100 % _", "ሰላም።", "!?")


def migrate(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(bot.migrations.__file__ or "").parent))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def begin_again(connection: Connection) -> None:
    """As a school ran it before there was a machine."""
    Base.metadata.drop_all(connection)
    connection.execute(text("DROP TABLE alembic_version"))
    connection.commit()
    migrate(connection, "0001")


def remember(connection: Connection) -> None:
    """Each sentence as a person approved it then."""
    names = ("source_key", "source", "source_language", "target_language", "state", "target")
    translations = table("translations", *(column(name) for name in names), column("created_at", UtcDateTime()))
    for sentence in SENTENCES:
        values = (sentence_key(sentence + "."), sentence, "nl", "tr", "approved", "…")
        connection.execute(insert(translations).values(dict(zip(names, values, strict=True), created_at=NOW)))
    connection.commit()


async def test_sentences_approved_before_the_machine_came_are_found_by_their_loose_key(deps: Deps) -> None:
    async with deps.database.engine.connect() as connection:
        await connection.run_sync(begin_again)
        await connection.run_sync(remember)
    await deps.database.upgrade()

    async with deps.reading() as session:
        found = dict((await session.execute(select(Translation.source, Translation.loose_key))).all())
    assert found == {sentence: loose_key(sentence) for sentence in SENTENCES}
