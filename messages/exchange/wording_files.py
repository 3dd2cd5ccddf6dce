"""Wordings as gettext files (.po), the format of translators: what is fuzzy in it, nobody has approved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from messages.exchange.wordings import Key, Wording, read_message

_WIDTH = 100


def write_wordings(tag: str, plural_forms: str, wordings: Iterable[Wording], dutch: Mapping[Key, str]) -> str:
    """The text of a file. `plural_forms` as the header of the catalogue has it; the Dutch stands in a comment."""
    catalogue = Catalog()
    catalogue.mime_headers = [("Plural-Forms", plural_forms)]  # so that as many forms are written as there are
    for wording in wordings:
        catalogue.add(
            wording.english if len(wording.english) > 1 else wording.english[0],
            wording.forms if len(wording.english) > 1 else wording.forms[0],
            context=wording.place or None,
            flags=() if wording.approval else ("fuzzy",),
            user_comments=[str(wording.approval)] if wording.approval else [],
            auto_comments=[f"nl: {dutch[wording.key]}"] if wording.key in dutch else [],
        )
    body = BytesIO()
    write_po(body, catalogue, width=_WIDTH, omit_header=True)
    return _header(tag, plural_forms) + body.getvalue().decode()


def read_wordings(content: bytes) -> tuple[str, list[tuple[int, Wording, bool]]]:
    """The tag of a file, and each entry with its line and whether it is still a draft.

    Raises PoFileError, UnicodeDecodeError or UnknownLocaleError for what is no such file.
    """
    catalogue = read_po(BytesIO(content), abort_invalid=True)
    return (catalogue.locale_identifier or "").replace("_", "-"), list(_entries(catalogue))


def _entries(catalogue: Catalog) -> Iterator[tuple[int, Wording, bool]]:
    for message in catalogue:
        if message.id:
            yield message.lineno or 0, read_message(message), message.fuzzy


def _header(tag: str, plural_forms: str) -> str:
    fields = (
        f"Language: {tag}",
        f"Plural-Forms: {plural_forms}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    )
    return "\n".join(['msgid ""', 'msgstr ""', *(f'"{field}\\n"' for field in fields)]) + "\n\n"
