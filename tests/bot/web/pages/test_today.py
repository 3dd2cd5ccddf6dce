"""The start page: each line leads to its deed; first steps, Telegram that is off, sends that need a decision."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from bot.actions.outbox import queue_messages
from bot.deps import Deps
from bot.enums import OutboxState, Role
from bot.models import Alert, Campaign, OutboxMessage
from tests.bot.web.pages.test_inviting import FORM
from tests.builders import (
    make_draft,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_question,
    make_row,
)
from tests.fakes import NOW

GROUP = "groep 3"


async def make_send(deps: Deps, state: OutboxState = OutboxState.UNKNOWN, **facts: Any) -> int:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr"))
        await make_joined(session, "Amina")
        campaign = await make_invitation(session, await make_event(session, title="Kerst <b>"), **facts)
        await queue_messages(session, [make_draft("d", campaign_id=campaign.id, parent_id=1)], now=NOW)
        await session.execute(update(OutboxMessage).values(state=state, kind="invitation", available_at=NOW))
        return campaign.id


async def state(deps: Deps) -> tuple[str, str]:
    async with deps.reading() as session:
        query = select(OutboxMessage.state, Campaign.state).join(Campaign, Campaign.id == OutboxMessage.campaign_id)
        return tuple((await session.execute(query)).one())  # type: ignore[return-value]


async def test_first_steps_are_shown_until_they_are_done(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.COORDINATOR)

    empty = await here.get("/")
    await make_send(deps, OutboxState.SENT)
    filled = await here.get("/")

    assert ("Four steps" in empty.text, 'href="/families/import"' in empty.text) == (True, True)
    assert "Four steps" not in filled.text


async def test_administrator_sees_what_is_theirs(visit_as: Any, deps: Deps) -> None:
    await make_send(deps)

    shown = await (await visit_as(Role.ADMINISTRATOR)).get("/")

    assert "/families?show=not-reached" in shown.text
    assert [word in shown.text for word in ("/inbox", "/today/decisions", "/invite")] == [False] * 3


async def test_coming_event_leads_to_who_has_not_answered(visit_as: Any, deps: Deps) -> None:
    await make_send(deps, OutboxState.SENT)
    here = await visit_as(Role.TEACHER, GROUP)

    today = await here.get("/")
    listed = await here.get("/events/1/unanswered")

    assert 'href="/events/1/unanswered">0 of 1 answered' in today.text
    assert ("Kerst &lt;b&gt;" in listed.text, ">Amina</a>" in listed.text, ">Piotr</a>" in listed.text) == (True,) * 3
    assert (await here.get("/events/9/unanswered")).status == 404


async def test_what_comes_says_when_its_invitation_leaves_and_where_the_rest_is(visit_as: Any, deps: Deps) -> None:
    await make_send(deps, OutboxState.SENT)
    async with deps.transaction() as session:
        for hour in range(7):
            event = await make_event(session, starts_at=NOW + timedelta(days=5, hours=hour))
            await make_invitation(session, event, send_at=NOW + timedelta(days=1))
    here = await visit_as(Role.TEACHER, GROUP)
    for _ in range(2):
        await here.post("/invite", **FORM, repeat="week", repeat_times="3")

    shown = " ".join((await here.get("/")).text.split())

    assert "invitation leaves Wed 25 Nov 10:00" in shown
    assert 'href="/calendar">All 8<span class="unseen">: Coming up</span>' in shown
    assert shown.count("Thu 17 Dec · and 2 more dates") == 2


async def test_telegram_that_is_off_or_refuses_is_plainly_told(visit_as: Any, deps: Deps) -> None:
    await make_send(deps, OutboxState.QUEUED)
    teacher, head = await visit_as(Role.TEACHER, GROUP), await visit_as(Role.COORDINATOR)

    no_bot = await teacher.get("/")
    deps.decisions.made = {"telegram": "off"}
    off, to_switch = await teacher.get("/"), await head.get("/")

    assert "1 message waits. This machine has no bot yet" in no_bot.text
    assert ("Telegram is off." in off.text, "1 message waits." in off.text) == (True, True)
    assert ["/school/settings#telegram" in shown.text for shown in (off, to_switch)] == [False, True]


async def test_call_that_did_not_leave_and_address_that_is_missing_are_told(visit_as: Any, deps: Deps) -> None:
    await make_send(deps)
    async with deps.transaction() as session:
        thread = await make_question(session, "Amina")
        facts = {"recipient": "sam@school.example", "urgent_at": NOW, "created_at": NOW, "available_at": NOW}
        session.add(Alert(thread_id=thread.id, state="dead", attempts=8, **facts))
    here = await visit_as(Role.COORDINATOR)

    shown = await here.get("/")
    deps.decisions.made = {"alert_to": "sam@school.example"}
    called = await here.get("/")

    assert "1 e-mail about words that point to danger did not leave." in shown.text
    assert ["Nobody gets an e-mail yet" in page.text for page in (shown, called)] == [True, False]


async def test_unknown_is_left_and_taken_back_and_sent_again(visit_as: Any, deps: Deps) -> None:
    number = await make_send(deps)
    here = await visit_as(Role.COORDINATOR)

    today = await here.get("/")
    asked = await here.get("/today/decisions")
    left = await here.post(f"/today/decisions/{number}", deed="leave")
    offered = await here.get(str(left.at))
    await here.post(f"/today/decisions/{number}/undo")
    back = await here.get("/today/decisions")
    again = await here.post(f"/today/decisions/{number}", deed="again")

    assert 'href="/today/decisions">1 send needs a decision' in today.text
    assert "Invitation: 👀 Kerst &lt;b&gt;" in asked.text
    assert ("Take that back" in offered.text, "Send again" in offered.text) == (True, False)
    assert "Send again" in back.text
    assert (again.at, await state(deps)) == ("/today/decisions?done=sent-again", ("queued", "planned"))


async def test_stopped_send_goes_on_or_is_called_off(visit_as: Any, deps: Deps) -> None:
    number = await make_send(deps, OutboxState.PAUSED)
    async with deps.transaction() as session:
        await session.execute(update(Campaign).values(paused_why="HTTP 400"))
    here = await visit_as(Role.LIAISON)

    asked = await here.get("/today/decisions")
    await here.post(f"/today/decisions/{number}", deed="call-off")

    assert "Telegram refused the first messages (HTTP 400). 1 message waits." in asked.text
    assert await state(deps) == ("cancelled", "cancelled")
    assert "Nothing waits for a decision." in (await here.get("/today/decisions")).text
    assert (await here.post(f"/today/decisions/{number}", deed="something")).status == 404
