"""The printed letter that brings a parent to the bot: home language, QR code, and what it is for (N15, N16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import segno

from messages.facts import Reader
from messages.templating import fill_page


@dataclass(frozen=True, slots=True)
class Letter:
    """One parent's letter; `qr_svg` is an SVG picture of `link`, `expires_at` is school-local."""

    reader: Reader
    group: str
    link: str
    qr_svg: str
    expires_at: datetime


def qr_picture(link: str) -> str:
    """The link as an SVG that prints sharply; error correction M survives a fold in a school bag."""
    return str(segno.make(link, error="m").svg_inline(scale=4, border=2, omitsize=True))


def render_letter(letter: Letter, *, school: str) -> str:
    """One A4 page of HTML that stands alone: style and picture inside, nothing from elsewhere."""
    return render_letters([letter], school=school)


def render_letters(letters: list[Letter], *, school: str) -> str:
    """All pages in one file, each letter on a sheet of its own, each in its own language."""
    sheets = [_sheet(letter, school) for letter in letters]
    return fill_page("letters.html", letters[0].reader.language, sheets=sheets)


def render_cards(letters: list[Letter]) -> str:
    """The same codes as small cards, eight on a sheet of A4 to cut: for a pocket, or to hand over at the gate."""
    cards = [fill_page("card.html", letter.reader.language, letter=letter) for letter in letters]
    return fill_page("cards.html", letters[0].reader.language, sheets=cards)


def _sheet(letter: Letter, school: str) -> str:
    reader = letter.reader
    return fill_page(
        "letter.html", reader.language, letter=letter, school=school, children=reader.language.listing(reader.children)
    )
