"""Telegram's HTML, with its complaints: https://core.telegram.org/bots/api#html-style"""

import re
from dataclasses import dataclass
from typing import Any

from bot.sandbox.entities import Formatted, utf16
from bot.sandbox.errors import ApiError, bad_request

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));?")
NAME = re.compile(r"<(/?)([^\s>]*)")
ATTRIBUTE = re.compile(r"""\s*([^\s=>]+)(?:\s*=\s*("[^"]*"|'[^']*'|[A-Za-z0-9.-]+(?=[\s>])))?""")
CLOSE = re.compile(r"\s*>")


@dataclass(slots=True)
class Open:
    tag: str
    attributes: dict[str, str]
    offset: int


def parse_html(source: str) -> Formatted:
    return _Parser(source).parse()


def cannot_parse(why: str) -> ApiError:
    return bad_request(f"can't parse entities: {why}")


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.offset = 0  # in UTF-16 units of the text so far
        self.text: list[str] = []
        self.open: list[Open] = []
        self.entities: list[dict[str, Any]] = []

    def parse(self) -> Formatted:
        while (start := self.source.find("<", self.position)) >= 0:
            self._add(_unescaped(self.source[self.position : start]))
            self._tag(start)
        self._add(_unescaped(self.source[self.position :]))
        if self.open:
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return Formatted("".join(self.text), self.entities)

    def _add(self, text: str) -> None:
        self.text.append(text)
        self.offset += utf16(text)

    def _tag(self, start: int) -> None:
        name = NAME.match(self.source, start)
        if name is None or name.end() == len(self.source):
            kind = "end" if name and name[1] else "start"
            raise cannot_parse(f"Unclosed {kind} tag at byte offset {self._bytes(start)}")
        if name[1]:
            self._end(start, name[2].lower(), name.end())
        else:
            self._start(start, name[2].lower(), name.end())

    def _start(self, start: int, tag: str, position: int) -> None:
        if tag not in KINDS:
            raise cannot_parse(f'Unsupported start tag "{tag}" at byte offset {self._bytes(start)}')
        attributes, self.position = self._attributes(start, position)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            where = self._bytes(start)
            raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
        self.open.append(Open(tag, attributes, self.offset))

    def _attributes(self, start: int, position: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        while not (close := CLOSE.match(self.source, position)):
            attribute = ATTRIBUTE.match(self.source, position)
            if attribute is None:
                raise cannot_parse(f"Unclosed start tag at byte offset {self._bytes(start)}")
            found[attribute[1].lower()] = _unescaped((attribute[2] or "").strip("\"'"))
            position = attribute.end()
        return found, close.end()

    def _end(self, start: int, tag: str, position: int) -> None:
        where = self._bytes(start)
        if not self.open:
            raise cannot_parse(f"Unexpected end tag at byte offset {where}")
        close = CLOSE.match(self.source, position)
        if not close:
            raise cannot_parse(f"Unclosed end tag at byte offset {where}")
        opened = self.open.pop()
        if tag and tag != opened.tag:
            expected = f'expected "</{opened.tag}>", found "</{tag}>"'
            raise cannot_parse(f"Unmatched end tag at byte offset {where}, {expected}")
        self.position = close.end()
        self._entity(opened)

    def _entity(self, opened: Open) -> None:
        length = self.offset - opened.offset
        kind = KINDS[opened.tag]
        entity: dict[str, Any] = {"type": kind, "offset": opened.offset, "length": length}
        if kind == "text_link":
            written = self._written_since(opened.offset)
            entity["url"] = opened.attributes.get("href") or written
            if "://" not in entity["url"] and not entity["url"].startswith("tg:"):
                return  # Telegram keeps the words and forgets a link that leads nowhere
        elif kind == "code" and self._is_language_of_pre(opened):
            return
        elif kind == "custom_emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
        elif kind == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        if length:
            self.entities.append(entity | self._language(opened))

    def _written_since(self, offset: int) -> str:
        return "".join(self.text).encode("utf-16-le")[2 * offset :].decode("utf-16-le")

    def _is_language_of_pre(self, opened: Open) -> bool:
        if not (self.open and self.open[-1].tag == "pre" and self.open[-1].offset == opened.offset):
            return False
        self.open[-1].attributes["class"] = opened.attributes.get("class", "")
        return True

    def _language(self, opened: Open) -> dict[str, str]:
        name = opened.attributes.get("class", "")
        if opened.tag == "pre" and name.startswith("language-"):
            return {"language": name.removeprefix("language-")}
        return {}

    def _bytes(self, position: int) -> int:
        return len(self.source[:position].encode())


def _unescaped(text: str) -> str:
    return REFERENCE.sub(_character, text) if "&" in text else text


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return NAMED[match[1]]
    number = int(match[2]) if match[2] else int(match[3], 16)
    is_character = 0 < number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF  # noqa: PLR2004 - Unicode's own
    return chr(number) if is_character else match[0]
