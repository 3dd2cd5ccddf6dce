"""Telegram's two Markdowns. Enough for bots that use them now and then; Ouderbrug itself sends HTML."""

import re
from typing import Any

from bot.sandbox.entities import Formatted, utf16
from bot.sandbox.html_markup import cannot_parse

MARKS = {
    "```": "pre",
    "||": "spoiler",
    "__": "underline",
    "*": "bold",
    "_": "italic",
    "~": "strikethrough",
    "`": "code",
}
LEGACY_MARKS = {"```": "pre", "*": "bold", "_": "italic", "`": "code"}
RESERVED = "_*[]()~`>#+-=|{}.!"
PIECE = re.compile(r"\\[\x01-\x7e]|```|\|\||__|\]\(((?:\\.|[^)\\])*)\)|!?\[|.", re.DOTALL)
LITERAL = {"code", "pre"}


def parse_markdown(source: str) -> Formatted:
    return _Parser(source, MARKS, RESERVED).parse()


def parse_legacy_markdown(source: str) -> Formatted:
    return _Parser(source, LEGACY_MARKS, "").parse()


class _Parser:
    def __init__(self, source: str, marks: dict[str, str], reserved: str) -> None:
        self.source = source
        self.marks = marks
        self.reserved = reserved
        self.text: list[str] = []
        self.offset = 0
        self.open: list[tuple[str, int, int]] = []  # mark, offset in the text, position in the source
        self.entities: list[dict[str, Any]] = []

    def parse(self) -> Formatted:
        for match in PIECE.finditer(self.source):
            self._piece(match[0], match)
        if self.open:
            mark, _, position = self.open[-1]
            kind = self.marks.get(mark, "text_link").capitalize()
            where = len(self.source[:position].encode())
            raise cannot_parse(f"Can't find end of {kind} entity at byte offset {where}")
        return Formatted("".join(self.text), self.entities)

    def _piece(self, piece: str, match: re.Match[str]) -> None:
        inside = self.open[-1][0] if self.open else ""
        if piece.startswith("\\") and len(piece) > 1:
            self._add(piece[1:])
        elif inside and piece == inside:
            self._close(self.marks[inside])
        elif self.marks.get(inside) in LITERAL:
            self._add(piece)
        elif inside == "[" and match[1] is not None:
            self._close("text_link", url=re.sub(r"\\(.)", r"\1", match[1]))
        elif piece in self.marks or piece == "[":
            self.open.append((piece, self.offset, match.start()))
        else:
            self._plain(piece, match.start())

    def _plain(self, piece: str, position: int) -> None:
        quote = piece == ">" and (position == 0 or self.source[position - 1] == "\n")
        if piece[0] in self.reserved and not quote:
            why = f"Character '{piece[0]}' is reserved and must be escaped with the preceding '\\'"
            raise cannot_parse(why)
        if not (quote and self.reserved):
            self._add(piece)

    def _close(self, kind: str, **more: str) -> None:
        _, offset, _ = self.open.pop()
        if self.offset > offset:
            self.entities.append({"type": kind, "offset": offset, "length": self.offset - offset, **more})

    def _add(self, text: str) -> None:
        self.text.append(text)
        self.offset += utf16(text)
