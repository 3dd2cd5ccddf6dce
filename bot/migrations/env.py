"""Alembic's entry: runs on the connection that bot.db hands over, and checks what a rebuild may have orphaned."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from bot.models import Base


def migrate(connection: Connection) -> None:
    """Run what is missing in one transaction. Raises RuntimeError, changing nothing, when rows lost their parent."""
    sqlite = connection.dialect.name == "sqlite"
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=sqlite)
    with context.begin_transaction():
        context.run_migrations()
        if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("the migration left rows without their parent row; nothing was changed")
    connection.commit()


migrate(context.config.attributes["connection"])
