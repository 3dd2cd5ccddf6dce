"""Collect every sentence into `locales/messages.pot` and bring each catalogue up to date: `make catalogues`.

The same sentences give the same files on every day and machine: no dates, no line numbers, no guessed translations.
What a translator wrote stays; a sentence that is no longer said goes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from copy import deepcopy
from io import BytesIO
from itertools import count
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

import bot
import bot.web
import messages
from bot.errors import AppError
from messages.exchange.wordings import read_message
from messages.phrases import LOCALES, read_state

TEMPLATE = LOCALES / "messages.pot"
SOURCE_TAG = "en"
BOT, WEB = Path(bot.__path__[0]), bot.web.__path__[0]
_REFUSING = ("actions", "queries", "domain", "web")

PAGES_TEMPLATE = LOCALES / "pages.pot"

_KEYWORDS = parse_keywords(["say", "say_count:1,2", "mark"])
_PAGE_KEYWORDS = parse_keywords(["_", "ngettext:1,2", "page_word"])
_WIDTH = 100
_NOISE = ('"POT-Creation-Date:', '"PO-Revision-Date:', '"Generated-By:')


def collect() -> Catalog:
    """Every sentence in `messages/`, untranslated."""
    with (LOCALES / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    template = Catalog()
    for _, _, sentence, _, _ in extract_from_dir(messages.__path__[0], methods, options, keywords=_KEYWORDS):
        template.add(sentence)
    return template


def collect_pages() -> Catalog:
    """Every sentence of the staff pages: what code says, and what templates say."""
    options = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}
    methods = [("pages/**.py", "python"), ("templates/**.html", "jinja2")]
    template = Catalog()
    for _, _, sentence, _, _ in extract_from_dir(WEB, methods, {"templates/**.html": options}, keywords=_PAGE_KEYWORDS):
        template.add(sentence)
    for sentence in collect_refusals():
        template.add(sentence)
    return template


def collect_refusals() -> Iterator[str]:
    """What actions, queries and forms refuse: the sentence of each error, with numbers for its facts; and its title."""
    for error in _errors(AppError):
        yield error.title
    names = {error.__name__ for error in _errors(AppError)}
    for room in _REFUSING:
        for path in sorted((BOT / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in names and node.args:
                    yield from _sentence(node.args[0])


def _errors(parent: type[AppError]) -> Iterator[type[AppError]]:
    """Those that everybody knows; a room's own ones are told where they are raised."""
    for error in parent.__subclasses__():
        if error.__module__ == AppError.__module__:
            yield error
            yield from _errors(error)


def _sentence(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.JoinedStr):
        places = count()
        parts = (part.value if isinstance(part, ast.Constant) else f"{{{next(places)}}}" for part in node.values)
        yield "".join(str(part) for part in parts)


def catalogue_files() -> list[Path]:
    """The catalogues of all languages."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/messages.po"))


def page_files() -> list[Path]:
    """Those of the staff pages; English is their source and needs none."""
    return sorted(LOCALES.glob("*/LC_MESSAGES/pages.po"))


def updated(text: str, template: Catalog) -> str:
    """The text of a catalogue with exactly the sentences of the template, the translations and the header kept.

    Who approved the whole of it did not approve what is new: then the header says draft, and each old sentence who did.
    """
    catalogue, approval = read_po(BytesIO(text.encode())), read_state(text)
    is_new = any(message.id and message.id not in catalogue for message in template)
    if approval and is_new:
        text = text.replace(f"X-State: {approval}", "X-State: draft", 1)
        _mark(catalogue, str(approval))
    catalogue.update(deepcopy(template), no_fuzzy_matching=True)  # it would take the messages themselves
    if f'"Language: {SOURCE_TAG}\\n"' in text:
        _say_as_written(catalogue)
    return _with_header(_header(text), catalogue)


def _mark(catalogue: Catalog, state: str) -> None:
    for message in catalogue:
        if message.id and read_message(message).approval is None:
            message.user_comments.insert(0, state)


def _say_as_written(catalogue: Catalog) -> None:
    """English is its own source, but for what somebody found a better word for."""
    for message in catalogue:
        if message.id and not read_message(message).whole:
            message.string = message.id


def _header(text: str) -> str:
    # Babel would forget X-State and add dates and its own version: so the header is kept, without what changes daily.
    lines = text.partition("\n\n")[0].splitlines()
    return "\n".join(line for line in lines if not line.startswith(_NOISE))


def _with_header(header: str, catalogue: Catalog) -> str:
    body = BytesIO()
    write_po(body, catalogue, width=_WIDTH, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return f"{header}\n\n{body.getvalue().decode().strip()}\n"


def main() -> None:
    """Write the template and all catalogues afresh."""
    template = collect()
    TEMPLATE.write_text(_with_header(_header(TEMPLATE.read_text("utf-8")), template), "utf-8")
    for path in catalogue_files():
        path.write_text(updated(path.read_text("utf-8"), template), "utf-8")
    pages = collect_pages()
    PAGES_TEMPLATE.write_text(_with_header(_header(PAGES_TEMPLATE.read_text("utf-8")), pages), "utf-8")
    for path in page_files():
        path.write_text(updated(path.read_text("utf-8"), pages), "utf-8")


if __name__ == "__main__":
    main()
