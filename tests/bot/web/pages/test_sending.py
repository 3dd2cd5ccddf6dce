"""What a teacher is told before an invitation leaves, and that nothing leaves by mistake."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.actions.outbox import queue_messages
from bot.deps import Deps
from bot.enums import Role
from bot.models import Campaign
from messages.outgoing import MessageKind
from tests.bot.web.conftest import send_all
from tests.bot.web.machine import say, serve
from tests.bot.web.pages.conftest import Browser
from tests.bot.web.pages.test_inviting import FORM
from tests.builders import (
    GROUP,
    TOM,
    make_draft,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
    require_id,
)
from tests.fakes import NOW, FakeClock, FakeMessenger


@pytest.fixture
def deps(deps: Deps) -> Deps:
    """Nobody here waits for a machine that does not come."""
    return replace(deps, patience=0.01)


@pytest.fixture
async def ruth(visit_as: Any, deps: Deps) -> Browser:
    """The teacher of groep 3, where three parents take part; a draft for 17 December at 08:30 is made."""
    async with deps.transaction() as session:
        await make_families(session, make_row("K1", "P1"), make_row("K2", "P2", "tr"), make_row("K3", "P3", "ar"))
        await make_joined(session, "P1", "P2", "P3")
    browser: Browser = await visit_as(Role.TEACHER, GROUP)
    await browser.post("/invite", **FORM)
    return browser


def words(text: str) -> str:
    return " ".join(text.split())


async def sends(deps: Deps) -> list[tuple[str, str]]:
    async with deps.reading() as session:
        query = select(Campaign).where(Campaign.event_id == 1).order_by(Campaign.send_at, Campaign.id)
        return [(one.kind, f"{one.send_at:%m-%d %H:%M}") for one in await session.scalars(query)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"when": "now", "day": "2026-11-24", "at": "16:00"}, "Choose Later, or leave the day and the time empty."),
        ({"when": "now", "at": "16:00"}, "Choose Later, or leave the day and the time empty."),
        ({"when": "later"}, "Say on which day it leaves."),
        ({"when": "later", "day": "2026-11-02"}, "This moment has passed. Choose a later one, or send it now."),
    ],
)
async def test_moment_that_says_two_things_or_none_is_told_beside_the_day(
    ruth: Browser, deps: Deps, given: dict[str, str], said: str
) -> None:
    shown = await ruth.post("/events/1/send", **given)

    assert (shown.status, f'id="day-wrong">{said}' in shown.text) == (422, True)
    assert await sends(deps) == []


async def asked_before(deps: Deps, messenger: FakeMessenger, *parents: str) -> None:
    """These parents were invited to something else just now."""
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"K-{one}", one, group="groep 6") for one in parents))
        other = await make_event(session, groups=("groep 6",), actor=TOM)
        await make_invitation(session, other, actor=TOM, remind=())
    await send_all(deps, messenger)


async def test_who_was_not_asked_lately_comes_first_and_the_others_after(
    ruth: Browser, deps: Deps, messenger: FakeMessenger, clock: FakeClock
) -> None:
    await asked_before(deps, messenger, "P1", "P2")
    assert "not asked in the last four weeks (1)" in (await ruth.get("/events/1")).text

    assert (await ruth.post("/events/1/send", when="now", audience="not_asked_lately")).status == 303
    await send_all(deps, messenger)

    shown = words((await ruth.get("/events/1")).text)
    assert ("<h2>Ask the others</h2>" in shown, "It goes to 2 parents." in shown) == (True, True)
    assert ("1 sent" in shown, "not asked in the last four weeks" in shown) == (True, False)
    clock.push(timedelta(minutes=5))
    assert (await ruth.post("/events/1/send", when="now")).status == 303
    await send_all(deps, messenger)
    assert sorted(one.address for one in messenger.delivered) == [7001, 7001, 7002, 7002, 7003]
    assert "Ask the others" not in (await ruth.get("/events/1")).text


async def test_first_nobody_is_no_send(ruth: Browser, deps: Deps, messenger: FakeMessenger) -> None:
    await asked_before(deps, messenger, "P1", "P2", "P3")
    assert "not asked in the last four weeks" not in (await ruth.get("/events/1")).text

    shown = await ruth.post("/events/1/send", when="now", audience="not_asked_lately")

    assert (shown.status, 'id="audience-wrong">All parents of these groups were asked' in shown.text) == (422, True)
    assert await sends(deps) == []


async def test_author_is_warned_once_of_a_moment_that_is_late(ruth: Browser, deps: Deps) -> None:
    chosen = {"when": "later", "day": "2026-12-16", "at": "09:00", "remind": "P7D"}

    warned = await ruth.post("/events/1/send", **chosen)

    text = words(warned.text)
    assert (warned.status, await sends(deps)) == (422, [])
    assert "<li>Nobody is reminded a week before: the invitation leaves too late for that.</li>" in text
    assert text.count("<li>Parents hear of this less than 5 days before") == 1
    assert 'name="sure" value="2026-12-16T08:00:00+00:00"' in text
    moved = await ruth.post("/events/1/send", **{**chosen, "day": "2026-12-15"}, sure="2026-12-16T08:00:00+00:00")
    assert moved.status == 422
    sure = await ruth.post("/events/1/send", **chosen, sure="2026-12-16T08:00:00+00:00")
    assert sure.at == "/events/1?done=planned"
    assert (MessageKind.INVITATION, "12-16 08:00") in await sends(deps)


async def test_reminder_whose_moment_has_passed_is_not_offered(ruth: Browser) -> None:
    await ruth.post("/invite", **{**FORM, "day": "2026-11-27"})

    far, near = (await ruth.get("/events/1")).text, (await ruth.get("/events/2")).text

    assert [f'value="{one}"' in far for one in ("P14D", "P7D", "P1D")] == [True, True, True]
    assert [f'value="{one}"' in near for one in ("P14D", "P7D", "P1D")] == [False, False, True]


async def test_own_words_that_nobody_translated_are_said_to_be_so(ruth: Browser, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("K4", "P4", "hu"))
    await ruth.post("/invite", **FORM, bring="Een stuk fruit")

    arabic, hungarian = await ruth.get("/events/2?language=ar"), await ruth.get("/events/2?language=hu")

    said = 'class="said">Arabic: <span class="mark bad">own words not translated</span>'
    assert said in words(arabic.text)
    assert 'class="said">Hungarian: <span class="mark bad">not in this language</span>' in words(hungarian.text)


async def test_planned_invitation_shows_what_each_language_will_read(ruth: Browser) -> None:
    await ruth.post("/events/1/send", when="later", day="2026-11-30", at="16:00")

    shown = words((await ruth.get("/events/1")).text)

    tabs = [f'href="/events/1?language={tag}#reads"' in shown for tag in ("ar", "nl", "tr", "pl")]
    assert (tabs, shown.count("fixed sentences")) == ([True, True, True, False], 4)


async def test_what_was_sent_is_counted_also_when_it_is_called_off(
    ruth: Browser, deps: Deps, messenger: FakeMessenger, clock: FakeClock
) -> None:
    await ruth.post("/events/1/send", when="now")
    await send_all(deps, messenger)
    await ruth.post("/events/1/call-off")
    clock.push(timedelta(minutes=1))
    await send_all(deps, messenger)

    shown = words((await ruth.get("/events/1?language=nl")).text)

    assert re.findall(r">(\w+)</a></li>", shown)[-3:] == ["Arabic", "Dutch", "Turkish"]
    assert ("3 sent · called off" in shown, shown.count("3 sent")) == (True, 2)
    assert ("Dit gaat niet door:" in shown, "Kom je?" in shown, "✅" in shown) == (True, False, False)


async def test_full_week_is_told_before_it_leaves(ruth: Browser, deps: Deps) -> None:
    deps.decisions.made = {"messages_per_week": "1"}
    async with deps.transaction() as session:
        full = make_draft("a", kind=MessageKind.ANNOUNCEMENT, parent_id=await require_id(session, "P1"))
        tip = make_draft("b", kind=MessageKind.TIP, parent_id=await require_id(session, "P2"))
        await queue_messages(session, [full, tip], now=NOW)

    shown = words((await ruth.get("/events/1")).text)

    assert "2 families have a full week and get it later." in shown
    assert "1 tip for home moves to a later week." in shown


async def test_plainer_words_and_what_the_machine_made_of_them_stand_beside_the_message(
    ruth: Browser, deps: Deps
) -> None:
    note = "Wij verzoeken u vriendelijk om uw kind tijdig af te melden."
    await serve(deps, "tr")
    await ruth.post("/invite", **FORM, note=note)
    await ruth.get("/events/2?language=tr")
    await say(deps, "tr", "Lütfen çocuğunuzu haber verin.", back=("Laat het weten.", 71))

    shown = words((await ruth.get("/events/2?language=tr")).text)

    assert "<h3>This can be plainer</h3>" in shown
    assert '<h3>What the machine made of your words, brought back</h3><p dir="auto">Laat het weten.</p>' in shown
    assert "Likeness: 71 of 100" in shown
