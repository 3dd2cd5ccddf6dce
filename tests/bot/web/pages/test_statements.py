"""A page costs the same number of statements in a small school and in one three times as large; and it is light."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from bot.deps import Deps
from bot.enums import Role
from bot.models import Campaign, Event, Programme, Slot, Staff, Thread
from bot.web.pages.site import PAGES
from bot.web.pages.visit import Page
from messages.event_kinds import EventKind
from messages.outgoing import MessageKind
from tests.bot.queries.test_statements import make_school
from tests.bot.web.pages.conftest import Browser
from tests.builders import GROUP
from tests.steps import counting_statements

#: What `{id}` is about, by how the address begins; of events the last one, which all are invited to.
NUMBERS = {
    "/events/{id}/talks": select(Slot.event_id).order_by(Slot.event_id.desc()),
    "/events/": select(Event.id).where(Event.kind == EventKind.LOOK_IN_MORNING).order_by(Event.id.desc()),
    "/inbox/": select(Thread.id).order_by(Thread.id),
    "/ideas/check-ins/": select(Campaign.id).where(Campaign.kind == MessageKind.CHECK_IN).order_by(Campaign.id),
    "/school/colleagues/": select(Staff.id).order_by(Staff.id),
    "/ideas/": select(Programme.id).order_by(Programme.id),
}
THINGS = {"{parent_id}": "P-Ouder 0", "{theme}": "reading_together", "{message_id}": "1", "{language}": "ti"}
ASKED = {"/families/checklist.csv": f"?group={GROUP}", "/families/good-news": "?child=K-Kind 0"}

#: Written to with what stands behind the address, for a visitor who still has to, or by a link of one's own.
ELSEWHERE = {"/account/setup", "/account/second-factor", "/inbox/{id}/messages/{message_id}/voice"}

#: Uncompressed, with styles, script and pictures.
LIGHT = 150 * 1024


def walked() -> list[Page]:
    return [page for page in PAGES if page.method == "GET" and page.roles is not None and page.path not in ELSEWHERE]


async def address_of(deps: Deps, page: Page) -> str:
    path = page.path
    if "{id}" in path:
        first = next((query for start, query in NUMBERS.items() if path.startswith(start)), None)
        assert first is not None, f"say in NUMBERS what the number in {path} is"
        async with deps.reading() as session:
            path = path.replace("{id}", str(await session.scalar(first.limit(1))))
    for name, thing in THINGS.items():
        path = path.replace(name, thing)
    return path + ASKED.get(page.path, "")


async def count_all(deps: Deps, here: Browser, pages: list[Page]) -> dict[str, tuple[int, int]]:
    """By page, the status and the number of statements."""
    found: dict[str, tuple[int, int]] = {}
    for page in pages:
        address = await address_of(deps, page)
        await here.get(address)  # the first look at a family or a conversation is written down
        with counting_statements(deps) as statements:
            shown = await here.get(address)
        found[page.path] = shown.status, len(statements)
    return found


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.TEACHER])
async def test_page_costs_the_same_statements_in_a_school_three_times_as_large(
    visit_as: Any, deps: Deps, role: Role
) -> None:
    pages = [page for page in walked() if page.roles and role in page.roles]
    await make_school(deps, 2)
    here = await visit_as(role, *([GROUP] if role is Role.TEACHER else []))
    small = await count_all(deps, here, pages)
    await make_school(deps, 4, first=2)

    large = await count_all(deps, here, pages)

    assert {path: status for path, (status, _) in large.items() if status not in (200, 303)} == {}
    assert large == small


async def test_start_page_is_light(visit_as: Any, deps: Deps) -> None:
    await make_school(deps, 10)
    here = await visit_as(Role.COORDINATOR)
    start = await here.get("/")
    assert start.status == 200

    files = {
        file.split("?")[0]: await here.get(file) for file in re.findall(r'(?:href|src)="(/static/[^"]+)"', start.text)
    }

    weight = {"/": len(start.text.encode()), **{name: len(file.text.encode()) for name, file in files.items()}}
    assert {"/", "/static/site.css", "/static/site.js", "/static/bridge.svg"} <= weight.keys()
    assert sum(weight.values()) <= LIGHT
