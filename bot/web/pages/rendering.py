"""Templates: escaped by themselves, strict about what is missing, in the reader's language."""

from __future__ import annotations

import gettext
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.web.pages.refusals import refusal_in
from bot.web.pages.wording import page_words
from messages.languages import Language
from messages.letters import STYLE

ROOM = Path(__file__).parents[1]
STATIC = ROOM / "static"


@cache
def templates_in(language: str) -> Environment:
    """One environment for each language: what a page says is compiled once."""
    environment = Environment(
        loader=FileSystemLoader(ROOM / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    words: gettext.NullTranslations = page_words(language)
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(lang=language, asset=asset, language_of=Language)
    environment.filters["options"] = options
    environment.filters["twice"] = lambda name: (name, name)
    environment.filters["refusal"] = lambda sentence: refusal_in(language, sentence)
    environment.filters["language"] = lambda tag: Language(tag).name_in(Language(language))
    return environment


def options(names: Iterable[str], chosen: str | None) -> Markup:
    """The choices of a list: thousands of groups in one piece, because a loop in a template takes ten times as long."""
    lines = (f"<option{' selected' if name == chosen else ''}>{escape(name)}</option>" for name in names)
    return Markup("".join(lines))  # noqa: S704  # each name is escaped


def render(template: str, language: str, /, **facts: Any) -> str:  # noqa: ANN401  # a template's own
    """A whole page."""
    return templates_in(language).get_template(template).render(facts)


def static_file(name: str) -> Path:
    """Where a style, script or picture lies; letters look the same from a page and from the command."""
    return STYLE if name == STYLE.name else STATIC / name


@cache
def asset(name: str) -> str:
    """The address of a file of ours, with a mark of its content: it may be kept for a year."""
    mark = hashlib.sha256(static_file(name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={mark}"
