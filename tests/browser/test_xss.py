"""Two hundred texts that a page could take for markup, in everything that somebody wrote, on every page."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from urllib.parse import urlencode

from aiohttp import ClientSession
from markupsafe import escape
from playwright.async_api import Browser

from tests.browser.chromium import watch
from tests.browser.conftest import School
from tests.browser.free_text import FREE, OURS, rename, text_columns
from tests.browser.markup import Markup, read_markup
from tests.browser.payloads import PAYLOADS, in_batches
from tests.browser.views import View, all_views, different_views, fetch

_CALCULATES = ("=", "+", "-", "@", "\t", "\r")


async def in_writing(school: School, text: str) -> School:
    """The school in which this stands everywhere."""
    async with school.deps.transaction() as session:
        own = await rename(session, school.own, text)
    return replace(school, own=own)


async def walk(client: ClientSession, school: School, text: str) -> AsyncIterator[tuple[str, str]]:
    """Address and content of every page, of each form with this text in its fields, and of each query with it."""
    queries: set[tuple[str, str]] = set()
    sent: set[str] = set()
    for view in all_views(school):
        content = await fetch(client, school, view, "en")
        yield view.name, content
        if view.is_file:
            continue
        markup = read_markup(content)
        queries |= markup.queries
        for form in markup.forms:
            if form.method == "post" and form.written and form.action not in sent:
                sent.add(form.action)
                fields = {**form.fields, **dict.fromkeys(form.written, text)}
                yield form.action, await fetch(client, school, View(view.visitor, form.action, fields), "en")
    for path, name in sorted(queries):
        address = f"{path}?{urlencode({name: text})}"
        yield f"{path}?{name}=", await fetch(client, school, View("coordinator", address), "en")


async def test_no_text_becomes_markup(school: School) -> None:
    async with ClientSession() as client:
        batches = in_batches(3)
        harmless = re.sub(r"[^\w\s]", "x", batches[0])  # as long, and with as many words
        school = await in_writing(school, harmless)
        allowed = {kind async for _, page in walk(client, school, harmless) for kind in read_markup(page).kinds}
        found: list[str] = []
        shown: Counter[str] = Counter()
        tables = 0
        for batch in batches:
            school = await in_writing(school, batch)
            async for name, page in walk(client, school, batch):
                tables += bool(cells(page))
                found += problems(name[:120], page, allowed)
                shown.update(one for one in PAYLOADS if str(escape(one.replace("\0", ""))) in page)

    assert "\n".join(found) == ""
    assert (len(set(PAYLOADS)), tables > 5) == (200, True)
    assert [one for one in PAYLOADS if shown[one] < 50] == []


def problems(name: str, page: str, allowed: set[tuple[str, frozenset[str]]]) -> list[str]:
    if not page.startswith("<!doctype html>"):
        return [f"{name}: {cell[:40]!r}" for cell in cells(page) if cell.startswith(_CALCULATES)]
    markup: Markup = read_markup(page)
    new = [f"{tag} {sorted(names)}" for tag, names in markup.kinds - allowed]
    return [f"{name}: {problem}" for problem in [*new, *markup.led_away]]


def cells(page: str) -> list[str]:
    """Of a table to save, which begins with the mark that Excel knows; other files have none."""
    if not page.startswith("\ufeff"):
        return []
    rows = csv.reader(io.StringIO(page.removeprefix("\ufeff"), newline=""), delimiter=";")
    return [cell for row in rows for cell in row]


def test_every_column_is_known_to_be_written_by_people_or_by_us() -> None:
    known = {f"{table}.{column}" for room in (FREE, OURS) for table, names in room.items() for column in names.split()}
    there = {f"{column.table.name}.{column.name}" for column in text_columns()}

    assert (there - known, known - there) == (set(), set()), "Say in tests/browser/free_text.py who writes it."


async def test_nothing_of_it_runs_in_a_browser(school: School, browser: Browser) -> None:
    written = await in_writing(school, " ".join(PAYLOADS))
    watched = await watch(browser, school.url)
    await watched.context.add_init_script("window.xss = () => console.error('xss ran')")
    page = await watched.open()
    found: list[str] = []

    async for view in different_views(written, "en"):
        await watched.be(school.cookies("en", view.visitor))
        await view.show(page)
        found += watched.seen(view.name[:120])

    assert "\n".join(found) == ""
