"""A whole running school with its pages, and browsers in which its colleagues sit."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

import pyotp
from playwright.async_api import Browser

from bot.actions.staff import record_staff
from bot.actions.visits import record_password, record_second_factor
from bot.domain.actors import COMMAND
from bot.domain.passwords import hash_password
from bot.enums import Role
from bot.queries.visitors import find_account
from tests.browser.chromium import Watched, watch
from tests.browser.journeys.hand import Hand
from tests.journeys.school import School

PASSWORD = "vier gele olifanten"
KEY = pyotp.random_base32()


@dataclass
class Site:
    """Its pages at `url`, and the browsers in which somebody sat down."""

    school: School
    url: str
    browser: Browser
    stack: AsyncExitStack
    browsers: list[Watched] = field(default_factory=list)

    async def hire(self, name: str, role: Role, *groups: str) -> str:
        """A colleague with an account, not set up yet: the secret of the one-time link."""
        async with self.school.deps.transaction() as session:
            return await record_staff(
                session, actor=COMMAND, now=self.school.now, email=address_of(name), role=role, groups=groups, name=name
            )

    async def hire_ready(self, name: str, role: Role, *groups: str) -> None:
        """A colleague who has been here for long: password, telephone where the role needs one, pages in English."""
        await self.hire(name, role, *groups)
        now = self.school.now
        async with self.school.deps.transaction() as session:
            staff = await find_account(session, email=address_of(name))
            assert staff is not None
            staff.language = "en"
            await record_password(session, staff_id=staff.id, password_hash=hash_password(PASSWORD), now=now)
            if role is not Role.TEACHER:
                await record_second_factor(session, staff_id=staff.id, secret=KEY, step=0, recovery_codes=[], now=now)

    async def sit_down(self, language: str = "en") -> Hand:
        """A browser of one's own."""
        watched = await watch(self.browser, self.url, locale=language, viewport={"width": 1280, "height": 900})
        self.stack.push_async_callback(watched.context.close)
        self.browsers.append(watched)
        page = await watched.open()
        page.set_default_timeout(20_000)
        return Hand(page, self.url, language)

    async def sign_in(self, name: str, role: Role) -> Hand:
        """With address and password, and the telephone where the role needs one."""
        hand = await self.sit_down()
        await hand.visit()
        await hand.write("E-mail address", address_of(name), ready=True)
        await hand.write("Password", PASSWORD)
        if role is not Role.TEACHER:
            await hand.write("Code from your telephone", self.code())
        await hand.press("Sign in")
        await hand.page.locator(".menu").wait_for()
        return hand

    @property
    def problems(self) -> list[str]:
        """What browsers complained of, and requests to other hosts."""
        return [problem for watched in self.browsers for problem in watched.problems]

    def code(self, key: str = KEY) -> str:
        """What the telephone shows at this moment of the school."""
        return pyotp.TOTP(key).at(self.school.now)


Report = Callable[[str, str], None]


def address_of(name: str) -> str:
    return f"{name.rsplit(maxsplit=1)[-1].casefold()}@school.example"
