"""A table that a spreadsheet opens, and never runs."""

from __future__ import annotations

import pytest

from bot.domain.csv_writing import harmless, write_table


def test_table_is_what_dutch_excel_opens_by_itself() -> None:
    assert write_table([["Kind", "Wie zorgt"], ["Zoë", 'Piotr "P"; Z']]) == (
        b'\xef\xbb\xbfKind;Wie zorgt\r\nZo\xc3\xab;"Piotr ""P""; Z"\r\n'
    )


@pytest.mark.parametrize("cell", ["=1+1", "+31", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formula_becomes_text(cell: str) -> None:
    assert (harmless(cell), harmless("Amina")) == ("'" + cell, "Amina")
