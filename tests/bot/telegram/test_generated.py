"""Generated and mutated updates: whatever comes, it is handled, and nothing breaks but the update itself."""

from __future__ import annotations

import copy
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from telegram import Bot

from bot.deps import Deps
from bot.models import OutboxMessage, Update
from bot.telegram.handling import handle_one_update
from bot.telegram.toasts import Toasts
from bot.telegram.updates import store_updates
from tests.bot.talks import make_talks
from tests.bot.telegram.conftest import AMINA
from tests.builders import make_event, make_families, make_joined, make_row

NUMBERS = count(1000)
SEEDED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([0, -1, AMINA, 2**31, 2**52 + 1, 2**63, 2**70])
    | st.floats(allow_nan=False)
    | st.text(max_size=40)
    | st.sampled_from(["", "\x00", "\ud800", "private", "x" * 300, "/start", "kicked", "ar"])
)
junk = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)

words = st.sampled_from(
    ["/start", "/start " + "x" * 22, "/help", "/language", "/agenda", "/tips", "/privacy", "/stop", "/wat", "/", "\x00"]
) | st.text(min_size=1, max_size=200)
CODE = "x" * 22
data = (
    st.sampled_from(["r1.1.y", "r1.1.t", "p1.1.5", "c1.1", "l1", "s1.pl", "u1", "o1"])
    | st.sampled_from([f"a{CODE}", f"d{CODE}", f"w{CODE}", f"n{CODE}.pl"])
    | st.sampled_from(["t2.1.1.1", "b1.1.1", "b9.1.1", "x2.1.1", "i2.1.1", "e2.1", "t1.1.1.1"])
    | st.text(max_size=64)
)
addresses = st.sampled_from([AMINA, 9999])


@st.composite
def updates(draw: st.DrawFn) -> dict[str, Any]:
    """One that Telegram could bring."""
    address = draw(addresses)
    sender = {
        "id": address,
        "is_bot": False,
        "first_name": "Amina",
        "language_code": draw(st.sampled_from(["ar", "xx", "zh-hans"])),
    }
    chat = {"id": address, "type": "private"}
    message = {"message_id": 5, "date": 0, "chat": chat, "from": sender}
    voice = {"file_id": "f", "file_unique_id": "u", "duration": 1}
    user = {"id": 1, "is_bot": True, "first_name": "Ouderbrug"}
    change = {"chat": chat, "from": sender, "date": 0, "old_chat_member": {"user": user, "status": "member"}}
    return draw(
        st.sampled_from(
            [
                {"message": {**message, "text": draw(words)}},
                {"message": {**message, "voice": voice}},
                {"message": {**message, "photo": [], "caption": draw(words)}},
                {"message": message},
                {
                    "callback_query": {
                        "id": "q",
                        "from": sender,
                        "chat_instance": "1",
                        "message": message,
                        "data": draw(data),
                    }
                },
                {"my_chat_member": {**change, "new_chat_member": {"user": user, "status": "kicked", "until_date": 0}}},
                {"my_chat_member": {**change, "new_chat_member": {"user": user, "status": "member"}}},
            ]
        )
    )


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """The same with up to three of its parts replaced or taken out."""
    update = copy.deepcopy(draw(updates()))
    for _ in range(draw(st.integers(0, 3))):
        part: Any = update
        while True:
            keys = sorted(part) if isinstance(part, dict) else range(len(part))
            key = draw(st.sampled_from(keys))
            if isinstance(part[key], dict | list) and part[key] and draw(st.booleans()):
                part = part[key]
                continue
            if draw(st.booleans()) and isinstance(part, dict):
                del part[key]
            else:
                part[key] = draw(junk)
            break
        if not update:
            break
    return update


class NoToasts(Toasts):
    """Nothing leaves this process."""

    def show(self, callback_id: str, text: str | None) -> None:  # noqa: ARG002
        assert text is None or len(text) <= 200

    def leave(self, chat: int, words: str | None) -> None:
        """Nor to a group."""


@pytest.fixture
async def school(deps: Deps) -> Deps:
    """Amina has joined, and there is something to answer."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_joined(session, "Amina", first_address=AMINA)
        await make_event(session)
        await make_talks(session)
    return deps


async def handle(deps: Deps, bot: Bot, update: dict[str, Any]) -> None:
    """Raises what handling raises."""
    toasts = NoToasts(bot)
    await store_updates(deps, [{"update_id": next(NUMBERS), **update}])
    while await handle_one_update(deps, bot, toasts):
        pass
    async with deps.reading() as session:
        assert await session.scalar(select(func.count()).where(Update.handled_at.is_(None))) == 0


@settings(SEEDED, max_examples=340)
@given(update=mutated())
async def test_mutated_update_is_handled(school: Deps, bot: Bot, update: dict[str, Any]) -> None:
    await handle(school, bot, update)


@settings(SEEDED, max_examples=100)
@given(update=mutated())
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_mutated_update_is_handled_on_postgresql(school: Deps, bot: Bot, update: dict[str, Any]) -> None:
    await handle(school, bot, update)


@settings(SEEDED, max_examples=60)
@given(update=updates())
async def test_true_update_never_fails_and_is_never_silent(school: Deps, bot: Bot, update: dict[str, Any]) -> None:
    async with school.reading() as session:
        before = await session.scalar(select(func.count()).select_from(OutboxMessage))

    await handle(school, bot, update)

    async with school.reading() as session:
        after = await session.scalar(select(func.count()).select_from(OutboxMessage))
        failed = await session.scalar(select(func.count()).where(Update.attempts > 0))
    assert failed == 0
    assert "message" not in update or (after or 0) > (before or 0)
