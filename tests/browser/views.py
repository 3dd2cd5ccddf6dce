"""What there is to look at: every page as each role sees it, every form with its mistakes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession
from playwright.async_api import Page

from tests.browser.addresses import address_of, fill_in, known
from tests.browser.conftest import School
from tests.browser.filled import REVIEWER
from tests.browser.row import ROLES

#: Elements that nothing stands in.
_VOID = {"input", "link", "meta", "img", "br", "hr", "source", "col", "wbr", "path", "rect", "circle", "line"}

_SUBMIT = """([address, fields]) => {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address });
  for (const [name, value] of fields) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(form);
  form.submit();
}"""


@dataclass(frozen=True, slots=True)
class View:
    """One look: who goes where; with `form` it is what that form is answered with."""

    visitor: str
    address: str
    form: dict[str, str] | None = None
    is_file: bool = False

    @property
    def name(self) -> str:
        """For people who read what a test found."""
        sent = f" with {urlencode(self.form)}" if self.form is not None else ""
        return f"{self.address} as {self.visitor}{sent}"

    async def show(self, page: Page) -> None:
        """Brings the page there."""
        if self.form is None:
            await page.goto(self.address)
            return
        await page.goto("/sign-in" if self.visitor in {"nobody", REVIEWER} else "/account")
        async with page.expect_navigation():
            await page.evaluate(_SUBMIT, [self.address, list(self.form.items())])


def all_views(school: School) -> list[View]:
    """Each page for each role that may see it, further addresses for the first of them, each form with mistakes."""
    views = [View("coordinator", "/nothing-here"), View("administrator", "/inbox")]
    for page, row in known():
        roles = [str(ROLES[letter]) for letter in row.who]
        if page.method == "GET" and row.status is None:
            views += [View(role, address_of(row.path, school.own), is_file=row.is_file) for role in roles]
        for further in row.also:
            visitor, mark, address = further.rpartition(":")
            views.append(View(visitor if mark else roles[-1], address_of(address if mark else further, school.own)))
        visitor = "nobody" if page.roles is None else roles[-1]
        for form in (*([] if row.wrong is None else [row.wrong]), *row.steps):
            views.append(View(visitor, address_of(row.path, school.own), fill_in(form, school.own)))
    return views


async def different_views(school: School, language: str) -> AsyncIterator[View]:
    """All that show something that none before them shows: roles often see the same."""
    seen: set[tuple[str, frozenset[str]]] = set()
    async with ClientSession() as client:
        for view in all_views(school):
            if view.is_file:
                continue
            if view.form is None:
                text = await fetch(client, school, view, language)
                parts = parts_of(text)
                if any(parts <= before for _, before in seen):
                    continue
                seen.add((view.address, parts))
            yield view


async def fetch(client: ClientSession, school: School, view: View, language: str) -> str:
    """The page as it comes, without a browser."""
    cookies = school.cookies(language, view.visitor)
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = {"Cookie": cookie, "Accept": "text/html", "Accept-Language": language}
    method = "GET" if view.form is None else "POST"
    what: dict[str, Any] = {"data": view.form, "headers": {**headers, "Sec-Fetch-Site": "same-origin"}}
    async with client.request(method, school.url + view.address, allow_redirects=False, **what) as answer:
        assert answer.status < HTTPStatus.INTERNAL_SERVER_ERROR, f"{view.name}: {answer.status}"
        return await answer.text() if answer.content_type.startswith("text/") else ""


@dataclass
class _Outline(HTMLParser):
    """The elements of the content, each with those around it."""

    around: list[str] = field(default_factory=list)
    found: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.around.append(".".join([tag, *(given.get("class") or "").split(), given.get("type") or ""]))
        self.found.add(" ".join(self.around))
        if tag in _VOID:
            self.around.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self.around:
            self.around.pop()


def parts_of(text: str) -> frozenset[str]:
    """Which elements stand where in the content of a page, whatever they say and how often."""
    outline = _Outline()
    outline.feed(text.partition("<main")[2])
    return frozenset(outline.found)
