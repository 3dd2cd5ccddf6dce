"""page.*: what a colleague waits for each staff page with 100,000 parents and 1,000 events, versus a school of 650.

The pages come from the real application over HTTP, without a browser; the median of nine visits, after one to warm up.
Besides every page as the menu opens it, the lists in their heaviest shapes.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from aiohttp import DummyCookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.config import load_settings
from bot.db import Database
from bot.deps import Deps
from bot.enums import EventState, Role
from bot.models import Campaign, Child, Group, Guardianship, OutboxMessage, Parent, Thread
from bot.web.application import make_app
from bot.web.pages.site import PAGES
from bot.web.pages.visit import Page
from bot.workers.counting import count_answers
from tests.bench.large_school import fill_large_school, group_name
from tests.builders import SAM, make_event, make_visitor
from tests.fakes import FakeClock
from tests.programmes import make_programme
from tests.questions import make_check_in
from tests.steps import counting_statements

LARGE, SMALL = (100_000, 1_000), (650, 20)
VISITS = 9
OWN = group_name(0)

#: Lists in their other shapes; the first is the one that the menu opens.
_SHAPES = {
    "/families": ("", "?group=", "?group=&show=not-reached", "?group=&page=40", "?group=&find=Kind+12"),
    "/families/not-reached": ("", "?page=20"),
    "/families/checklist.csv": (f"?group={OWN}",),
    "/families/good-news": ("?child={child}",),
    "/figures": ("", "?period=last"),
    "/inbox": ("", "?show=closed"),
}

#: What `{id}` in an address is, by how it begins: an event like most, the largest, and what is still to be sent, to a
#: group or to the whole school.
_NUMBERS = {
    "/events/": ("event", "largest", "draft", "draft_for_all"),
    "/inbox/": ("thread",),
    "/ideas/check-ins/": ("asked",),
    "/ideas/": ("tips",),
}

#: Others hear or see nothing there: voices that nobody sent or recorded, what a link or an unfinished account opens.
_LEFT_OUT = {"/inbox/{id}/messages/{message_id}/voice", "/events/{id}/spoken/{language}"}
_LEFT_OUT |= {"/account/setup", "/account/second-factor"}

Client = TestClient[web.Request, web.Application]
Things = dict[str, str]


@dataclass(frozen=True, slots=True)
class Visit:
    """One page as one role saw it."""

    milliseconds: float
    busy: (
        float  # of them, milliseconds in which this process computed: where others share the machine, the fairer figure
    )
    statements: int
    kilobytes: int


async def bench() -> list[dict[str, Any]]:
    small, large = [await _visit_school(*size) for size in (SMALL, LARGE)]
    return [_line(role, address, seen, small.get((role, address))) for (role, address), seen in large.items()]


def _line(role: Role, address: str, seen: Visit, before: Visit | None) -> dict[str, Any]:
    today = address == "/" and role is Role.COORDINATOR
    ratio = round(seen.milliseconds / before.milliseconds, 1) if before else None
    return {
        "bench": "page.today" if today else "page", "page": address, "role": role, "value": round(seen.milliseconds),
        "unit": "ms", "versus": "650-parents", "ratio": ratio, "busy": round(seen.busy), "statements": seen.statements,
        "statements_650": before.statements if before else None, "kilobytes": seen.kilobytes,
    }  # fmt: skip


async def _visit_school(parents: int, events: int) -> dict[tuple[Role, str], Visit]:
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({"OUDERBRUG_DATA_DIR": folder})
        database = Database(settings.database_url)
        await database.upgrade()
        await fill_large_school(database, parents=parents, events=events)
        deps = Deps(settings, database, FakeClock())
        await count_answers(deps)  # as the service does while nobody waits for it
        async with TestClient(TestServer(make_app(deps)), cookie_jar=DummyCookieJar()) as client:
            seen = await _walk(deps, client)
        await database.close()
    return seen


async def _walk(deps: Deps, client: Client) -> dict[tuple[Role, str], Visit]:
    seen: dict[tuple[Role, str], Visit] = {}
    for role, groups in ((Role.COORDINATOR, ()), (Role.TEACHER, (OWN,))):
        async with deps.transaction() as session:
            cookie = await make_visitor(session, role=role, groups=groups, name="Juf Ruth")
            things = await _things(session, role)
        for name, address in _addresses(role):
            if visit := await _visit(deps, client, cookie, address.format_map(things)):
                seen[role, name] = visit
    return seen


def _addresses(role: Role) -> Iterator[tuple[str, str]]:
    """By a name that is the same in either school."""
    for page in PAGES:
        if page.method == "GET" and page.roles and role in page.roles and page.path not in _LEFT_OUT:
            for path in _paths(page):
                yield from ((path + shape, path + shape) for shape in _SHAPES.get(page.path, ("",)))


def _paths(page: Page) -> list[str]:
    things = next((names for start, names in _NUMBERS.items() if page.path.startswith(start)), ())
    return [page.path.replace("{id}", f"{{{thing}}}") for thing in things] if "{id}" in page.path else [page.path]


async def _visit(deps: Deps, client: Client, cookie: str, address: str) -> Visit | None:
    """None where this role finds nothing there, or is led elsewhere."""
    times, busy, size, count = [], [], 0, 0
    for _ in range(VISITS + 1):
        started, computed = time.perf_counter(), time.process_time()
        with counting_statements(deps) as statements:
            headers = {"Cookie": f"ouderbrug={cookie}", "Accept": "text/html"}
            async with client.get(address, headers=headers, allow_redirects=False) as answer:
                size = len(await answer.read())
                if answer.status != 200:
                    return None
            count = len(statements)
        times.append((time.perf_counter() - started) * 1000)
        busy.append((time.process_time() - computed) * 1000)
    return Visit(statistics.median(times[1:]), statistics.median(busy[1:]), count, size // 1024)


async def _things(session: AsyncSession, role: Role) -> Things:
    """Of the first group; for who has the school, also the largest event and a draft for everybody."""
    group = (await session.scalars(select(Group.id).where(Group.name == OWN))).one()
    whole = role is Role.COORDINATOR
    cared = select(Guardianship.parent_id).join(Child, Child.id == Guardianship.child_id)
    cared = cared.where(Child.group_id == group)
    everybody = sorted(await session.scalars(select(Group.name)))
    draft, draft_for_all = await _draft(session, OWN), await _draft(session, *everybody)
    told = await make_event(session, actor=SAM, groups=(OWN,))
    sizes = select(Campaign.event_id).join(OutboxMessage).group_by(Campaign.event_id).order_by(func.count())
    events = list(await session.scalars(sizes))
    programme = await make_programme(session, actor=SAM, groups=[OWN])
    asked = await make_check_in(session, actor=SAM, groups=[OWN])

    threads = select(Thread.id) if whole else select(Thread.id).where(Thread.parent_id.in_(cared))

    async def first(query: Select[Any]) -> str:
        return str(await session.scalar(query.limit(1)))

    return {
        "event": str(events[len(events) // 2] if whole else told.id), "largest": str(events[-1]),
        "draft": str(draft), "draft_for_all": str(draft_for_all), "tips": str(programme.id),
        "asked": str(asked.id), "thread": await first(threads), "theme": "reading_together", "name": "telegram",
        "parent_id": await first(select(Parent.external_id).where(Parent.id.in_(cared))),
        "child": await first(select(Child.external_id).where(Child.group_id == group)),
    }  # fmt: skip


async def _draft(session: AsyncSession, *groups: str) -> int:
    event = await make_event(session, actor=SAM, groups=groups, note="Kom gerust.")
    event.state = EventState.DRAFT
    return event.id
