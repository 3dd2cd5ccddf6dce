"""From an event to what each parent gets: nobody twice, reminders only to those who have not answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions.campaigns import cancel_campaign
from bot.actions.enrolment import record_resumed, record_stop, record_unreachable
from bot.actions.events import cancel_event, record_change
from bot.deps import Deps
from bot.enums import Audience, OutboxState
from bot.models import Event
from bot.queries.audiences import list_recipients
from messages.facts import Answer
from messages.outgoing import MessageKind
from tests.builders import (
    RUTH,
    make_answer,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
    require_id,
    require_invitation,
)
from tests.fakes import NOW, FakeClock
from tests.steps import deliver, list_texts, list_told, plan

ZONE = ZoneInfo("Europe/Amsterdam")
INVITATION, REMINDER, NUDGE = MessageKind.INVITATION, MessageKind.REMINDER, MessageKind.NUDGE


async def invite(deps: Deps, *, parents: tuple[str, ...] = ("Amina", "Piotr"), **facts: Any) -> Event:
    """Families of groep 3 with one child and a phone each, an event, its invitation and reminders."""
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Kind van {parent}", parent) for parent in parents))
        await make_joined(session, *parents)
        event = await make_event(session, **facts)
        await make_invitation(session, event)
    return event


async def answer(deps: Deps, event: Event, parent: str, said: Answer, update_id: int = 1) -> None:
    async with deps.transaction() as session:
        await make_answer(session, event, parent, said, update_id=update_id, now=deps.clock.now())


async def change(deps: Deps, event: Event, **changes: object) -> None:
    async with deps.transaction() as session:
        await record_change(
            session, actor=RUTH, now=deps.clock.now(), event_id=event.id, changes=dict(changes), zone=ZONE
        )


async def test_invitation_reaches_each_parent_who_joined_once(deps: Deps) -> None:
    await invite(deps)
    async with deps.transaction() as session:
        await make_families(session, make_row("Kind", "Wen, niet aangemeld"))

    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina"), (INVITATION, "Piotr")]


async def test_event_invited_twice_reaches_nobody_twice(deps: Deps) -> None:
    event = await invite(deps)
    await deliver(deps)
    async with deps.transaction() as session:
        await make_invitation(session, event)

    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina"), (INVITATION, "Piotr")]


async def test_event_invited_twice_invites_who_joined_in_between(deps: Deps) -> None:
    event = await invite(deps, parents=("Amina",))
    await deliver(deps)
    async with deps.transaction() as session:
        await make_families(session, make_row("Jan", "Piotr"))
        await make_joined(session, "Piotr", first_address=7009)
        await make_invitation(session, event)

    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina"), (INVITATION, "Piotr")]


async def test_two_guardians_get_a_message_each_and_siblings_share_one(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(
            session, make_row("Noor", "Amina"), make_row("Noor", "Karim"), make_row("Sami", "Amina", group="groep 3")
        )
        await make_joined(session, "Amina", "Karim")
        await make_invitation(session, await make_event(session))

    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina"), (INVITATION, "Karim")]
    (text,) = await list_texts(deps, "Amina")
    assert "Noor en Sami" in text


async def test_parent_with_two_phones_is_told_on_the_newest(deps: Deps) -> None:
    event = await invite(deps, parents=("Amina",))
    async with deps.transaction() as session:
        await make_joined(session, "Amina", first_address=9001, now=NOW + timedelta(minutes=1))
        invitation = await require_invitation(session, event)

        recipients = await list_recipients(session, invitation, now=NOW, limit=10)

    assert [recipient.address for recipient in recipients] == [9001]


async def test_reminder_goes_exactly_to_those_who_have_not_answered(deps: Deps, clock: FakeClock) -> None:
    event = await invite(deps, parents=("Amina", "Piotr", "Selam", "Wen"))
    await deliver(deps)
    await answer(deps, event, "Amina", Answer.YES)
    await answer(deps, event, "Selam", Answer.NO)
    await answer(deps, event, "Wen", Answer.MAYBE)
    clock.push(timedelta(days=14))

    await deliver(deps)

    assert (await list_told(deps))[4:] == [(REMINDER, "Piotr")]


async def test_reminder_spares_who_never_got_the_invitation(deps: Deps, clock: FakeClock) -> None:
    await invite(deps, parents=("Amina",))
    await deliver(deps)
    async with deps.transaction() as session:
        await make_families(session, make_row("Jan", "Piotr"))
        await make_joined(session, "Piotr", first_address=7009)
    clock.push(timedelta(days=14))

    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina"), (REMINDER, "Amina")]


async def test_answer_of_the_other_parent_spares_both_the_reminder(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Noor", "Karim"))
        await make_joined(session, "Amina", "Karim")
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    await answer(deps, event, "Karim", Answer.YES)
    clock.push(timedelta(days=14))

    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina"), (INVITATION, "Karim")]


async def test_reminder_names_only_the_child_for_whom_nobody_answered(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Sami", "Amina"), make_row("Noor", "Karim"))
        await make_joined(session, "Amina", "Karim")
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    await answer(deps, event, "Karim", Answer.YES)
    clock.push(timedelta(days=14))

    await deliver(deps)

    invitation, reminder = await list_texts(deps, "Amina")
    assert ("Noor" in invitation, "Sami" in invitation) == (True, True)
    assert ("Noor" in reminder, "Sami" in reminder) == (False, True)
    assert (await list_told(deps))[2:] == [(REMINDER, "Amina")]


async def test_answer_calls_off_the_reminder_that_waits_for_both_parents(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Noor", "Karim"), make_row("Jan", "Piotr"))
        await make_joined(session, "Amina", "Karim", "Piotr")
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    clock.push(timedelta(days=14))
    await plan(deps)

    await answer(deps, event, "Amina", Answer.MAYBE)

    assert await list_told(deps, OutboxState.QUEUED) == [(REMINDER, "Piotr")]
    assert await list_told(deps, OutboxState.CANCELLED) == [(REMINDER, "Amina"), (REMINDER, "Karim")]


async def test_answer_for_one_child_leaves_the_reminder_about_the_other(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Sami", "Amina"), make_row("Noor", "Karim"))
        await make_joined(session, "Amina", "Karim")
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    clock.push(timedelta(days=14))
    await plan(deps)

    await answer(deps, event, "Karim", Answer.YES)

    assert await list_told(deps, OutboxState.QUEUED) == [(REMINDER, "Amina")]


async def test_nudge_goes_to_who_said_yes_and_not_to_who_changed_their_mind(deps: Deps, clock: FakeClock) -> None:
    event = await invite(deps, parents=("Amina", "Piotr", "Selam"))
    await deliver(deps)
    await answer(deps, event, "Amina", Answer.YES)
    await answer(deps, event, "Piotr", Answer.YES)
    await answer(deps, event, "Selam", Answer.NO)
    await answer(deps, event, "Piotr", Answer.NO, update_id=2)
    clock.push(timedelta(days=20))

    await deliver(deps)

    assert (await list_told(deps))[3:] == [(NUDGE, "Amina")]


async def test_no_after_the_nudge_was_queued_calls_off_only_the_own_one(deps: Deps, clock: FakeClock) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Noor", "Karim"))
        await make_joined(session, "Amina", "Karim")
        event = await make_event(session)
        await make_invitation(session, event)
    await deliver(deps)
    await answer(deps, event, "Amina", Answer.YES)
    await answer(deps, event, "Karim", Answer.YES)
    clock.push(timedelta(days=20))
    await plan(deps)

    await answer(deps, event, "Karim", Answer.NO, update_id=2)

    assert await list_told(deps, OutboxState.QUEUED) == [(NUDGE, "Amina")]


async def test_late_tap_does_not_call_off_the_nudge(deps: Deps, clock: FakeClock) -> None:
    event = await invite(deps, parents=("Amina",))
    await deliver(deps)
    clock.push(timedelta(days=20))
    await answer(deps, event, "Amina", Answer.YES, update_id=10)
    await plan(deps)

    await answer(deps, event, "Amina", Answer.NO, update_id=9)

    assert await list_told(deps, OutboxState.QUEUED) == [(NUDGE, "Amina")]


async def test_reminder_is_not_planned_after_answers_close(deps: Deps, clock: FakeClock) -> None:
    await invite(deps, parents=("Piotr",), rsvp_by=NOW + timedelta(days=16))
    await deliver(deps)
    for _ in range(21):
        clock.push(timedelta(days=1))
        await deliver(deps)

    told = await list_told(deps)

    assert told == [(INVITATION, "Piotr"), (REMINDER, "Piotr")]


async def test_nothing_is_queued_once_the_event_has_begun(deps: Deps, clock: FakeClock) -> None:
    await invite(deps)
    clock.push(timedelta(days=21))

    await deliver(deps)

    assert await list_told(deps, *OutboxState) == []


async def test_parent_who_stopped_gets_nothing_and_gets_it_again_after_coming_back(
    deps: Deps, clock: FakeClock
) -> None:
    event = await invite(deps)
    await plan(deps)
    async with deps.transaction() as session:
        await record_stop(session, address=7001, now=NOW)
    await deliver(deps)
    stopped = await list_told(deps)
    async with deps.transaction() as session:
        await record_resumed(session, address=7001, parent_id=await require_id(session, "Amina"))
        await make_invitation(session, event)

    await deliver(deps)

    assert stopped == [(INVITATION, "Piotr")]
    assert await list_told(deps) == [(INVITATION, "Piotr"), (INVITATION, "Amina")]


async def test_parent_who_blocked_the_bot_is_left_out(deps: Deps) -> None:
    await invite(deps)
    async with deps.transaction() as session:
        await record_unreachable(session, address=7001, now=NOW)

    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Piotr")]


async def test_not_asked_lately_leaves_out_who_was_invited_this_month(deps: Deps, clock: FakeClock) -> None:
    await invite(deps, parents=("Amina",))
    await deliver(deps)
    clock.push(timedelta(days=1))
    async with deps.transaction() as session:
        await make_families(session, make_row("Jan", "Piotr"))
        await make_joined(session, "Piotr", first_address=7009)
        another = await make_event(session)
        await make_invitation(session, another, now=clock.now(), remind=(), audience=Audience.NOT_ASKED_LATELY)

    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina"), (INVITATION, "Piotr")]


async def test_not_asked_lately_invites_whose_invitation_never_left(deps: Deps) -> None:
    event = await invite(deps, parents=("Amina",))
    await plan(deps)
    async with deps.transaction() as session:
        invitation = await require_invitation(session, event)
        await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=invitation.id)
        another = await make_event(session)
        await make_invitation(session, another, remind=(), audience=Audience.NOT_ASKED_LATELY)

    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina")]


async def test_change_tells_exactly_those_who_were_told(deps: Deps) -> None:
    event = await invite(deps, parents=("Amina",))
    await deliver(deps)
    async with deps.transaction() as session:
        await make_families(session, make_row("Jan", "Piotr"))
        await make_joined(session, "Piotr", first_address=7009)

    await change(deps, event, place="Het schoolplein")
    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina"), (MessageKind.CHANGE, "Amina")]


async def test_change_lets_waiting_invitations_say_the_new_facts(deps: Deps) -> None:
    event = await invite(deps, parents=("Amina",))
    await plan(deps)

    await change(deps, event, place="Het schoolplein")
    await deliver(deps)

    (text,) = await list_texts(deps, "Amina")
    assert "Het schoolplein" in text
    assert await list_told(deps) == [(INVITATION, "Amina")]


async def test_change_of_what_needs_no_notice_still_renews_what_waits(deps: Deps) -> None:
    event = await invite(deps, parents=("Amina",), rsvp_by=NOW + timedelta(days=10))
    await plan(deps)

    await change(deps, event, rsvp_by=NOW + timedelta(days=12))
    await deliver(deps)

    (text,) = await list_texts(deps, "Amina")
    assert "6 december" in text
    assert await list_told(deps) == [(INVITATION, "Amina")]


async def test_change_does_not_wake_an_invitation_that_is_through(deps: Deps) -> None:
    event = await invite(deps, parents=("Amina",))
    await deliver(deps)
    async with deps.transaction() as session:
        await make_families(session, make_row("Jan", "Piotr"))
        await make_joined(session, "Piotr", first_address=7009)

    await change(deps, event, capacity=20)
    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina")]


async def test_reminders_move_with_the_event(deps: Deps, clock: FakeClock) -> None:
    event = await invite(deps, parents=("Amina",))
    await deliver(deps)

    await change(deps, event, starts_at=event.starts_at + timedelta(days=7))
    clock.push(timedelta(days=14))
    await deliver(deps)
    after_the_old_moment = await list_told(deps)
    clock.push(timedelta(days=7))
    await deliver(deps)

    assert after_the_old_moment == [(INVITATION, "Amina"), (MessageKind.CHANGE, "Amina")]
    assert (await list_told(deps))[2:] == [(REMINDER, "Amina")]


async def test_reminder_that_waits_in_the_outbox_moves_with_the_event(deps: Deps, clock: FakeClock) -> None:
    event = await invite(deps, parents=("Amina",))
    await deliver(deps)
    clock.push(timedelta(days=14))
    await plan(deps)

    await change(deps, event, starts_at=event.starts_at + timedelta(days=7))
    await deliver(deps)
    at_the_old_moment = await list_told(deps)
    clock.push(timedelta(days=7))
    await deliver(deps)

    assert at_the_old_moment == [(INVITATION, "Amina"), (MessageKind.CHANGE, "Amina")]
    assert (await list_told(deps))[2:] == [(REMINDER, "Amina")]


async def test_reminder_whose_moment_passed_by_the_move_is_called_off(deps: Deps, clock: FakeClock) -> None:
    event = await invite(deps, parents=("Amina",))
    await deliver(deps)

    await change(deps, event, starts_at=NOW + timedelta(days=5))
    clock.push(timedelta(days=4))
    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina"), (MessageKind.CHANGE, "Amina"), (REMINDER, "Amina")]


async def test_reminder_that_is_due_survives_an_unrelated_change(deps: Deps, clock: FakeClock) -> None:
    event = await invite(deps, parents=("Amina",))
    await deliver(deps)
    clock.push(timedelta(days=14))

    await change(deps, event, capacity=20)
    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina"), (REMINDER, "Amina")]


async def test_reminder_is_called_off_when_answers_close_before_it(deps: Deps, clock: FakeClock) -> None:
    event = await invite(deps, parents=("Amina",))
    await deliver(deps)

    await change(deps, event, rsvp_by=NOW + timedelta(days=10))
    clock.push(timedelta(days=14))
    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina")]


async def test_cancelled_event_tells_exactly_those_who_were_told(deps: Deps, clock: FakeClock) -> None:
    event = await invite(deps, parents=("Amina",))
    await deliver(deps)
    async with deps.transaction() as session:
        await make_families(session, make_row("Jan", "Piotr"))
        await make_joined(session, "Piotr", first_address=7009)
        await make_invitation(session, event)
    await plan(deps)
    async with deps.transaction() as session:
        await cancel_event(session, actor=RUTH, now=NOW, event_id=event.id)
    for _ in range(21):
        await deliver(deps)
        clock.push(timedelta(days=1))

    told = await list_told(deps)

    assert told == [(INVITATION, "Amina"), (MessageKind.CANCELLATION, "Amina")]


async def test_cancelled_invitation_can_be_sent_anew(deps: Deps) -> None:
    event = await invite(deps, parents=("Amina",))
    await plan(deps)
    async with deps.transaction() as session:
        invitation = await require_invitation(session, event)
        await cancel_campaign(session, actor=RUTH, now=NOW, campaign_id=invitation.id)
        await make_invitation(session, event)

    await deliver(deps)

    assert await list_told(deps) == [(INVITATION, "Amina")]
