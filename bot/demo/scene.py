"""How a conversation of the story is printed: who wrote what, and what stands on a phone afterwards."""

from __future__ import annotations

from bot.sandbox import Message

_INDENT = "      "


def says(name: str, words: str) -> str:
    """Somebody's own words."""
    return f"    {name}: {_indented(words)}"


def reads(name: str, message: Message) -> str:
    """A message as it stands on the phone, with its buttons and what comes with it."""
    text = _indented("\n".join(line for line in message.text.splitlines() if line.strip()))
    file = [f"{_INDENT}📎 {message.media.name}"] if message.media and message.media.name else []
    buttons = "   ".join(f"[ {button['text']} ]" for button in message.buttons)
    return "\n".join([f"    {name} reads:", f"{_INDENT}{text}", *file, *([_INDENT + buttons] if buttons else [])])


def _indented(words: str) -> str:
    return words.replace("\n", f"\n{_INDENT}")
