"""Is what a bot sends as reply_markup a keyboard that Telegram takes?"""

import re
from collections.abc import Callable
from typing import Any

from bot.sandbox.errors import bad_request

DATA_LIMIT = 64  # bytes
BUTTON_LIMIT = 100
# The fields that say what an inline button does; a button has exactly one of them.
ACTIONS = frozenset(
    {
        "callback_data",
        "url",
        "web_app",
        "login_url",
        "switch_inline_query",
        "switch_inline_query_current_chat",
        "switch_inline_query_chosen_chat",
        "copy_text",
        "callback_game",
        "pay",
    }
)
HOST = r"(?:\d{1,3}(?:\.\d{1,3}){3}|[^\s/?#@:]+\.[^\s/?#@.:]{2,})"
URL = re.compile(rf"(?:https?://)?{HOST}(?::\d+)?(?:[/?#]\S*)?|tg://\S+", re.IGNORECASE)
Json = dict[str, Any]


def checked_markup(markup: object) -> Json | None:
    """The keyboard itself, or the refusal Telegram would give."""
    if markup in (None, "", {}):
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return _inline(markup["inline_keyboard"])
    if "keyboard" in markup:
        _rows(markup["keyboard"], "keyboard", _reply_button)
    return markup


def checked_inline_markup(markup: object) -> Json | None:
    """For edits: only an inline keyboard can stand under a message that is already there."""
    checked = checked_markup(markup)
    if checked is not None and "inline_keyboard" not in checked:
        raise bad_request("inline keyboard expected")
    return checked


def _inline(keyboard: object) -> Json | None:
    rows = _rows(keyboard, "inline_keyboard", _inline_button)
    return {"inline_keyboard": rows} if rows else None


def _rows(keyboard: object, field: str, check: Callable[[object], Json]) -> list[list[Json]]:
    if not isinstance(keyboard, list):
        raise bad_request(f'field "{field}" must be of type Array')
    rows: list[list[Json]] = []
    for row in keyboard:
        if not isinstance(row, list):
            raise bad_request(f'field "{field}" must be an Array of Arrays')
        rows.append([check(button) for button in row])
    if sum(map(len, rows)) > BUTTON_LIMIT:
        raise bad_request("reply markup is too long")
    return [row for row in rows if row]


def _reply_button(button: object) -> Json:
    button = {"text": button} if isinstance(button, str) else button
    if not isinstance(button, dict) or not button.get("text"):
        raise bad_request("can't parse keyboard button: text must be non-empty")
    return button


def _inline_button(button: object) -> Json:
    where = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(where + "InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request(where + 'Can\'t find field "text"')
    if not button["text"].strip():
        raise bad_request(where + "text must be non-empty")
    actions = ACTIONS & button.keys()
    if not actions:
        raise bad_request(where + "Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(where + "exactly one action expected")
    _check_action(button)
    return button


def _check_action(button: Json) -> None:
    if "callback_data" in button:
        data = button["callback_data"]
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= DATA_LIMIT:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not URL.fullmatch(str(button["url"])):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
