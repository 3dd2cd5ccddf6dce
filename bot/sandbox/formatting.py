"""From what a bot sends as text to what Telegram keeps: plain text with entities, checked for length."""

import re
from typing import Any

from bot.sandbox.entities import Formatted, utf16
from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.html_markup import parse_html
from bot.sandbox.markdown_markup import parse_legacy_markdown, parse_markdown

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
PARSERS = {"html": parse_html, "markdownv2": parse_markdown, "markdown": parse_legacy_markdown}
FOUND = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]|(?<![\w/])/[A-Za-z][A-Za-z0-9_]{0,31}\b")
Json = dict[str, Any]


def message_text(text: str, mode: str, entities: list[Json] | None) -> Formatted:
    if not text:
        raise bad_request("message text is empty")
    formatted = _formatted(text, mode, entities)
    if not formatted.text:
        raise bad_request("text must be non-empty")
    return _within(formatted, TEXT_LIMIT, "message is too long")


def caption(text: str, mode: str, entities: list[Json] | None) -> Formatted:
    return _within(_formatted(text, mode, entities), CAPTION_LIMIT, "message caption is too long")


def plain(text: str) -> Formatted:
    """What a parent typed, with the links and commands that Telegram marks by itself."""
    return _detected(Formatted(text, []))


def _formatted(text: str, mode: str, entities: list[Json] | None) -> Formatted:
    if not mode:
        parsed = Formatted(text, list(entities or []))
    elif parser := PARSERS.get(mode.lower()):
        parsed = parser(text)
    else:
        raise bad_request("unsupported parse_mode")
    return _detected(parsed.trimmed())


def _within(formatted: Formatted, limit: int, words: str) -> Formatted:
    if utf16(formatted.text) > limit:
        raise _too_long(words)
    return formatted


def _too_long(words: str) -> ApiError:
    return bad_request(words)


def _detected(formatted: Formatted) -> Formatted:
    for match in FOUND.finditer(formatted.text):
        kind = "bot_command" if match[0].startswith("/") else "url"
        formatted.mark(kind, utf16(formatted.text[: match.start()]), utf16(match[0]))
    return formatted
