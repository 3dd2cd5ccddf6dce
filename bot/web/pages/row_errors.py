"""What can be wrong with a line of the school's list, so that pages say it in the reader's language (csv_rows)."""

from __future__ import annotations

from bot.web.pages.wording import page_word

REASONS = (
    page_word("is empty, but must be filled in"),
    page_word("has {0} characters, but at most {1} fit"),
    page_word("holds a character that cannot be printed"),
    page_word("{0} is not a language that we know; write a code such as tr, or a name such as Turks or Turkish"),
    page_word("has {0} cells, but the heading has {1}: is a quote missing?"),
    page_word("{0} differs from line {1}; make both lines alike"),
    page_word("this pair stands in line {0} already; remove one line"),
)
