"""Jinja2 over the phrases: templates hold the order of the lines, catalogues hold the words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from messages.languages import Language
from messages.phrases import phrases_in

_HERE = Path(__file__).parent / "templates"


def fill(template: str, language: Language, **facts: object) -> str:
    """The lines of a plain-text template in this language; Telegram gets no markup, so nothing needs escaping."""
    return _plain_text().get_template(template).render(**_words(language), **facts).strip()


def fill_page(template: str, language: Language, **facts: object) -> str:
    """The same for a page to print: HTML, escaped."""
    return _page().get_template(template).render(**_words(language), **facts)


def _words(language: Language) -> dict[str, Callable[..., str] | Language]:
    phrases = phrases_in(language.tag)
    return {"say": phrases.say, "say_count": phrases.say_count, "language": language}


@cache
def _plain_text() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  # plain text, sent without a parse mode
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _page() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
