"""CSV as spreadsheets save it: any of three delimiters, UTF-8, UTF-16 or what Excel writes on a Western Windows."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from bot.errors import BadInput

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UTF8_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")


def decode_text(content: bytes) -> str:
    """The text of a whole file. Raises BadInput."""
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), None)
    try:
        text = _decode_unmarked(content) if encoding is None else content.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadInput("The file is not readable text. In Excel, save it as 'CSV UTF-8' and try again.") from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise BadInput(f"Line {line} holds a NUL character, so it is not a text file. Save it as 'CSV UTF-8'.")
    return text


def split_lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each line that is not empty; a row that runs over several is named by its first.

    Raises BadInput where a quote is wrong.
    """
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(f"Line {line} cannot be read: is a quote missing, or one too many? ({error})") from error


def _decode_unmarked(content: bytes) -> str:
    """UTF-8, else what Excel writes on a Western European Windows; UTF-8 that was cut or pasted would garble names."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        if _UTF8_LETTER.search(content):
            raise
        return content.decode("cp1252")
