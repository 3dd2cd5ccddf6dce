"""Who only looks changes nothing, whatever the address: what other sites can make a browser ask for does no harm."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from bot.deps import Deps
from bot.enums import Role
from bot.models import Base
from tests.bot.web.conftest import Client
from tests.bot.web.pages.conftest import Browser
from tests.browser.addresses import address_of, known, name_of
from tests.browser.filled import fill_school, let_in

#: That somebody looked is written down, and when a sound was last played; the machine begins on what will be read.
_MAY_CHANGE = {"audit_entries", "media", "translations"}


async def rows(deps: Deps) -> dict[str, list[str]]:
    async with deps.reading() as session:
        return {
            table.name: sorted(str(tuple(row)) for row in await session.execute(select(table)))
            for table in Base.metadata.sorted_tables
            if table.name not in _MAY_CHANGE
        }


async def test_no_get_changes_anything(deps: Deps, client: Client) -> None:
    deps = replace(deps, patience=0)
    own, _ = await fill_school(deps)
    here = Browser(client, (await let_in(deps))[Role.COORDINATOR])
    before = await rows(deps)

    changed = []
    for page, row in known():
        for address in (row.path, *(one for one in row.also if one.startswith("/"))):
            await here.get(address_of(address, own), **{"Sec-Fetch-Site": "cross-site"})
        if (now := await rows(deps)) != before:
            changed.append((name_of(page), [name for name in now if now[name] != before[name]]))
            before = now

    assert changed == []
