"""What a page is made of: which elements with which attributes, where it leads, which forms it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

_LEADS = {"href", "src", "action", "formaction", "poster", "data", "srcset", "ping", "xlink:href", "data-follow"}
_HERE = re.compile(r"[/?#](?![/\\])|/$|$")
_WRITTEN = {"text", "search", "email", "number", "date", "time", "password", "tel", "url", "month"}


@dataclass
class Form:
    """Where it goes, what it holds already, and which fields somebody writes in."""

    method: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)


@dataclass
class Markup(HTMLParser):
    """A page, read."""

    kinds: set[tuple[str, frozenset[str]]] = field(default_factory=set)
    led_away: list[str] = field(default_factory=list)
    queries: set[tuple[str, str]] = field(default_factory=set)
    forms: list[Form] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.kinds.add((tag, frozenset(given)))
        for name in _LEADS & set(given):
            if not _HERE.match(given[name]):
                self.led_away.append(f"{tag} {name}={given[name][:60]!r}")
        if tag == "a":
            self.queries |= set(_queries(given.get("href", "")))
        elif tag == "form":
            self.forms.append(Form(given.get("method", "get"), given.get("action", "")))
        elif tag in {"input", "textarea", "select"} and self.forms and "name" in given:
            self._add_field(tag, given)

    def _add_field(self, tag: str, given: dict[str, str]) -> None:
        form, name = self.forms[-1], given["name"]
        if form.method == "get":
            self.queries.add((form.action, name))
        if tag == "textarea" or (tag == "input" and given.get("type", "text") in _WRITTEN):
            form.written.append(name)
        elif given.get("type") == "hidden":
            form.fields[name] = given.get("value", "")


def read_markup(text: str) -> Markup:
    """Every element of the page."""
    markup = Markup()
    markup.feed(text)
    markup.close()
    return markup


def _queries(address: str) -> Iterator[tuple[str, str]]:
    """Names that stand behind a question mark in a link."""
    parts = urlsplit(address)
    for name, _ in parse_qsl(parts.query, keep_blank_values=True):
        if parts.path:
            yield parts.path, name
