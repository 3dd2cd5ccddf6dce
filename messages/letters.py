"""The printed letter that brings a parent to the bot: home language, QR code, and what it is for (N15, N16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import segno

from messages.facts import Reader
from messages.languages import Language
from messages.templating import fill_page

#: What makes a letter or card of an <article>.
STYLE = Path(__file__).parent / "templates" / "sheets.css"


@dataclass(frozen=True, slots=True)
class Letter:
    """One parent's letter; `qr_svg` is an SVG picture of `link`, `expires_at` is school-local.

    What to do stands once more in the language `beside`, where the reader's own is hardly ever read.
    """

    reader: Reader
    group: str
    link: str
    qr_svg: str
    expires_at: datetime
    beside: Language | None = None


def qr_picture(link: str) -> str:
    """The link as an SVG that prints sharply; error correction M survives a fold in a school bag."""
    return str(segno.make(link, error="m").svg_inline(scale=4, border=2, omitsize=True))


def render_letter(letter: Letter, *, school: str) -> str:
    """One A4 page of HTML that stands alone: style and picture inside, nothing from elsewhere."""
    return render_letters([letter], school=school)


def render_letters(letters: list[Letter], *, school: str) -> str:
    """All pages in one file, each letter on a sheet of its own, each in its own language."""
    return _file("letters", letters, letter_sheets(letters, school=school))


def render_cards(letters: list[Letter]) -> str:
    """The same codes as small cards, eight on a sheet of A4 to cut: for a pocket, or to hand over at the gate."""
    return _file("cards", letters, card_sheets(letters))


def letter_sheets(letters: list[Letter], *, school: str) -> list[str]:
    """Each letter as an <article>, for a page that brings the style (`STYLE`, inside class="sheets letters")."""
    return [_sheet(letter, school) for letter in letters]


def card_sheets(letters: list[Letter]) -> list[str]:
    """The same for cards (class="sheets cards")."""
    return [
        fill_page("card.html", letter.reader.language, letter=letter, beside=_beside("card_beside.html", letter))
        for letter in letters
    ]


def _beside(template: str, letter: Letter) -> str:
    return fill_page(template, letter.beside, letter=letter) if letter.beside else ""


def _file(kind: str, letters: list[Letter], sheets: list[str]) -> str:
    return fill_page("sheets.html", letters[0].reader.language, kind=kind, sheets=sheets)


def _sheet(letter: Letter, school: str) -> str:
    reader = letter.reader
    return fill_page(
        "letter.html",
        reader.language,
        letter=letter,
        school=school,
        children=reader.language.listing(reader.children),
        beside=_beside("letter_beside.html", letter),
    )
