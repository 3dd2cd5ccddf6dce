"""Every staff page with its address: a row of bot.web.pages.site.PAGES without one fails a test that leads here.

Add it to the rows of its part of the site (rows_of_*.py); what `{thing}` in an address is, says tests.browser.filled.
"""

from __future__ import annotations

from urllib.parse import quote

from bot.web.pages.site import PAGES
from bot.web.pages.visit import Page
from tests.browser.filled import Place
from tests.browser.row import Row
from tests.browser.rows_of_events import EVENTS
from tests.browser.rows_of_families import FAMILIES
from tests.browser.rows_of_ideas import IDEAS
from tests.browser.rows_of_the_house import HOUSE

#: By method and path, as in PAGES.
ROWS: dict[str, Row] = {**HOUSE, **EVENTS, **IDEAS, **FAMILIES}


def known() -> list[tuple[Page, Row]]:
    """Every page with its row; that none lacks one is test_rights' to see."""
    return [(page, ROWS[name_of(page)]) for page in PAGES if name_of(page) in ROWS]


def name_of(page: Page) -> str:
    return f"{page.method} {page.path}"


def address_of(path: str, place: Place) -> str:
    """With the things of one group in it."""
    return path.format_map({name: quote(thing, safe="") for name, thing in place.items()})


def fill_in(form: dict[str, str], place: Place) -> dict[str, str]:
    """A form about the things of one group."""
    return {name: value.format_map(place) for name, value in form.items()}
