"""Whoever adds a column says about whom it tells something."""

from __future__ import annotations

from collections import Counter

from bot.domain import personal
from bot.domain.personal import COLUMNS, TABLES, Sort, exported_columns
from bot.models import Base


def test_every_column_of_every_table_is_classified() -> None:
    columns = {f"{table.name}.{column.name}" for table in Base.metadata.tables.values() for column in table.columns}

    assert set(COLUMNS) == columns


def test_no_column_stands_twice() -> None:
    groups = (personal._FAMILY, personal._MIXED, personal._STAFF, personal._SCHOOLS)
    named = Counter(
        f"{table}.{column}"
        for tables in groups
        for table, sorts in tables.items()
        for columns in sorts.values()
        for column in columns.split()
    )

    assert set(named.values()) == {1}


def test_rows_of_the_school_tell_nothing_about_a_parent_or_child() -> None:
    elsewhere = {sort for name, sort in COLUMNS.items() if name.split(".")[0] not in TABLES}

    assert elsewhere == {Sort.COLLEAGUE, Sort.SECRET, Sort.TECHNICAL, Sort.NONE}


def test_export_shows_what_tells_something_and_no_secret() -> None:
    assert exported_columns("calendar_feeds") == ["created_at"]
    assert exported_columns("good_news") == ["child_id", "phrases", "text", "translation", "author", "created_at"]
    assert exported_columns("staff") == []
