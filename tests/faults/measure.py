"""Import, enrol and invite a whole school through the doors that staff and parents use, and count."""

from __future__ import annotations

import asyncio
import time
from bisect import bisect_left
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.tokens import create_token
from bot.bootstrap import open_deps, running_web, running_work
from bot.config import load_settings
from bot.demo.client import Api
from bot.deps import Deps
from bot.domain.actors import COMMAND
from bot.enums import Scope
from bot.sandbox import Phone, Sandbox

TOKEN = "123456789:test-test-test-test-test-test-test"
TELEGRAM_LIMIT = 30
_PATIENCE = 600.0

#: Parents who are joining at the same moment, as on a busy school evening.
_AT_ONCE = 60


@dataclass(frozen=True)
class Figures:
    """Seconds are real time; `over_limit` is the delivery against the time that Telegram's limit itself needs."""

    parents: int
    import_seconds: float
    enrol_seconds: float
    deliver_seconds: float
    over_limit: float
    busiest_second: int
    lost: int
    doubled: int
    refused: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


async def deliver_to_school(sandbox: Sandbox, csv: bytes, *, database_url: str, folder: Path) -> Figures:
    """The whole road once, at the pace that a school has by default."""
    sandbox.clock.set(_school_morning())
    settings = load_settings(
        {
            "OUDERBRUG_TELEGRAM_TOKEN": TOKEN,
            "OUDERBRUG_TELEGRAM_API": sandbox.url,
            "OUDERBRUG_DATABASE_URL": database_url,
            "OUDERBRUG_DATA_DIR": str(folder),
            "OUDERBRUG_BIND": "127.0.0.1:0",
            "OUDERBRUG_ESPEAK": "nobody speaks",  # or each is asked, after the welcome, whether to hear messages
        }
    )
    async with open_deps(settings, sandbox.clock) as deps, running_work(deps) as working, running_web(working) as port:
        token = await _make_token(working)
        async with Api(f"http://127.0.0.1:{port}", token) as api:
            return await _play(api, sandbox, csv)


async def _play(api: Api, sandbox: Sandbox, csv: bytes) -> Figures:
    started = time.monotonic()
    await api.post_csv("/families/import", csv.decode())
    imported = time.monotonic()
    phones = await _enrol_everybody(api, sandbox)
    enrolled = time.monotonic()
    sandbox.world.log.clear()
    refused = len(sandbox.world.log.refused)
    campaign = await _invite(api, sandbox)
    await _done(api, campaign)
    sent = [entry for entry in sandbox.world.log.sent if entry.method == "sendMessage"]
    took = sent[-1].monotonic - sent[0].monotonic
    each = Counter(entry.chat_id for entry in sent)
    return Figures(
        parents=len(phones),
        import_seconds=round(imported - started, 2),
        enrol_seconds=round(enrolled - imported, 1),
        deliver_seconds=round(took, 2),
        over_limit=round(took / (len(phones) / TELEGRAM_LIMIT), 3),
        busiest_second=_busiest_second([entry.monotonic for entry in sent]),
        lost=sum(1 for phone in phones if each[phone.chat.id] == 0),
        doubled=sum(1 for number in each.values() if number > 1),
        refused=len(sandbox.world.log.refused) - refused,
    )


async def _enrol_everybody(api: Api, sandbox: Sandbox) -> list[Phone]:
    parents = await _all_parents(api)
    phones = [sandbox.phone(20_000 + place, name=parent["name"]) for place, parent in enumerate(parents)]
    waiting = asyncio.Semaphore(_AT_ONCE)

    async def enrol(parent_id: str, phone: Phone) -> None:
        async with waiting:
            await _enrol(api, parent_id, phone)

    async with asyncio.TaskGroup() as tasks:
        for parent, phone in zip(parents, phones, strict=True):
            tasks.create_task(enrol(parent["parent_id"], phone))
    return phones


async def _enrol(api: Api, parent_id: str, phone: Phone) -> None:
    code = (await api.post(f"/families/{parent_id}/enrolment"))["code"]
    phone.start(code)
    notice = await phone.receives(lambda message: len(message.buttons) > 1, seconds=_PATIENCE)
    phone.tap(notice.message_id, 0)
    chosen = await phone.receives(lambda message: message.edited is not None, seconds=_PATIENCE)
    phone.tap(chosen.message_id, 0)
    await phone.receives(lambda message: "🎉" in message.text, seconds=_PATIENCE)


async def _invite(api: Api, sandbox: Sandbox) -> int:
    groups = sorted({child["group"] for parent in await _all_parents(api) for child in parent["children"]})
    starts_at = (sandbox.clock.now() + timedelta(days=20)).isoformat()
    event = await api.post("/events", {"kind": "celebration", "groups": groups, "starts_at": starts_at})
    return int((await api.post(f"/events/{event['id']}/invitations"))["id"])


async def _done(api: Api, campaign: int) -> None:
    async with asyncio.timeout(_PATIENCE):
        while (await api.get(f"/campaigns/{campaign}"))["state"] != "done":  # noqa: ASYNC110  # behind the API
            await asyncio.sleep(0.5)


async def _all_parents(api: Api) -> list[dict[str, Any]]:
    parents: list[dict[str, Any]] = []
    after: int | None = 0
    while after is not None:
        page = await api.get(f"/families?after={after}")
        parents += page["items"]
        after = page["next"]
    return parents


async def _make_token(deps: Deps) -> str:
    async with deps.transaction() as session:
        return await create_token(session, actor=COMMAND, now=deps.clock.now(), name="load", scopes=[Scope.ALL])


def _busiest_second(moments: list[float]) -> int:
    """The most messages that any stretch of one second holds."""
    return max(bisect_left(moments, moment + 1.0) - place for place, moment in enumerate(moments))


def _school_morning() -> datetime:
    local = datetime.now(UTC).astimezone(ZoneInfo("Europe/Amsterdam")).replace(hour=10, minute=0)
    return local + timedelta(days=1)
