"""Everything in one process on loopback, with an embedded database in a temporary folder and a clock to push."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.staff import record_staff
from bot.actions.tokens import create_token
from bot.actions.visits import record_password, record_second_factor
from bot.bootstrap import open_deps, running_web, running_work
from bot.config import Settings, load_settings
from bot.demo.client import Api
from bot.demo.school import FAMILIES_CSV, PARENTS, SCHOOL_NAME, TEACHER_EMAIL, TEACHER_NAME, DemoParent
from bot.deps import Deps
from bot.domain.actors import COMMAND
from bot.domain.passwords import hash_password
from bot.domain.second_factor import new_recovery_codes, new_secret
from bot.enums import Role, Scope
from bot.queries.visitors import find_account
from bot.sandbox import Phone, Sandbox, World, serve

_TOKEN = "123456789:demo-demo-demo-demo-demo-demo-demo"  # noqa: S105  # no bot has it
_THURSDAY = 3

#: Of the demo's teacher, for who pushes the clock and so is signed out.
PASSWORD = "vier gele olifanten"  # noqa: S105  # nobody has it

#: Seconds: twenty parents join at the same moment, also on a slow machine.
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Demo:
    """A running school: its API as the teacher uses it, its parents' phones, and the way in."""

    deps: Deps
    sandbox: Sandbox
    api: Api
    sign_in: str
    paper_codes: list[str]

    @property
    def zone(self) -> ZoneInfo:
        """School time."""
        return self.deps.settings.timezone

    def phone(self, parent: DemoParent) -> Phone:
        """The phone in this parent's hand."""
        return self.sandbox.phone(parent.chat_id, name=parent.name, language=parent.language)


@asynccontextmanager
async def running_demo(*, port: int = 0, sandbox_port: int = 0) -> AsyncIterator[Demo]:
    """The whole service against the make-believe Telegram; its clock stands at ten o'clock on a school day."""
    with TemporaryDirectory(prefix="ouderbrug-demo-") as folder:
        world = World(token=_TOKEN)
        world.clock.set(next_school_morning(world.clock.real_now(), ZoneInfo("Europe/Amsterdam")))
        async with serve(world, "127.0.0.1", sandbox_port) as sandbox:
            settings = _settings(folder, sandbox.url, port)
            async with (
                open_deps(settings, sandbox.clock) as deps,
                running_work(deps) as working,
                running_web(working) as bound,
            ):
                api, sign_in, codes = await _open_school(working, bound)
                async with api:
                    yield Demo(working, sandbox, api, sign_in, codes)


def next_school_morning(moment: datetime, zone: ZoneInfo) -> datetime:
    """Ten o'clock on the next Monday to Thursday, so that a demo at midnight is not met by quiet hours."""
    local = moment.astimezone(zone).replace(hour=10, minute=0, second=0, microsecond=0)
    while local <= moment or local.weekday() > _THURSDAY:
        local += timedelta(days=1)
    return local


async def enrol(demo: Demo, parent: DemoParent) -> None:
    """As in life: a link from the letter, the notice, a yes, the language by its own name."""
    made = await demo.api.post(f"/families/{parent.parent_id}/enrolment")
    phone = demo.phone(parent)
    phone.start(made["code"])
    notice = await phone.receives(lambda message: len(message.buttons) > 1, _PATIENCE)
    phone.tap(notice.message_id, 0)
    chosen = await phone.receives(lambda message: message.edited is not None, _PATIENCE)
    phone.tap(chosen.message_id, 0)
    await phone.receives(lambda message: message.edited is not None and "🎉" in message.text, _PATIENCE)


async def open_families(demo: Demo, csv: str = FAMILIES_CSV, parents: Iterable[DemoParent] = PARENTS) -> None:
    """Import the families and enrol every parent, all at once as on a school evening."""
    await demo.api.post_csv("/families/import", csv)
    async with asyncio.TaskGroup() as tasks:
        for parent in parents:
            tasks.create_task(enrol(demo, parent))


def _settings(folder: str, telegram: str, port: int) -> Settings:
    return load_settings(
        {
            "OUDERBRUG_DATA_DIR": str(Path(folder)),
            "OUDERBRUG_TELEGRAM_TOKEN": _TOKEN,
            "OUDERBRUG_TELEGRAM_API": telegram,
            "OUDERBRUG_BIND": f"127.0.0.1:{port}",
            "OUDERBRUG_SCHOOL_NAME": SCHOOL_NAME,
        }
    )


async def _open_school(deps: Deps, port: int) -> tuple[Api, str, list[str]]:
    """A colleague with a token; her groups come with the import, so she may see the whole school.

    Her account is set up: a real telephone's codes do not fit a clock that is pushed by a week. Codes on paper do.
    """
    now = deps.clock.now()
    async with deps.transaction() as session:
        secret = await record_staff(
            session, actor=COMMAND, now=now, email=TEACHER_EMAIL, role=Role.COORDINATOR, name=TEACHER_NAME
        )
        token = await create_token(
            session, actor=COMMAND, now=now, name="demo", scopes=[Scope.ALL], staff_email=TEACHER_EMAIL
        )
        codes = await _set_up_account(session, now)
    url = f"http://127.0.0.1:{port}"
    return Api(url, token), f"{url}/sign-in#{secret}", codes


async def _set_up_account(session: Any, now: datetime) -> list[str]:  # noqa: ANN401  # a session
    staff = await find_account(session, email=TEACHER_EMAIL)
    if staff is None:
        raise RuntimeError("the demo's teacher has no account")
    codes = new_recovery_codes()
    await record_password(session, staff_id=staff.id, password_hash=hash_password(PASSWORD), now=now)
    secret = new_secret()
    await record_second_factor(session, staff_id=staff.id, secret=secret, step=0, recovery_codes=codes, now=now)
    return codes
