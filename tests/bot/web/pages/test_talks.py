"""Who comes when, on a page: booked, moved and given back at the gate, printed for the door without surnames."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import EventState, Role
from bot.models import Event
from messages.outgoing import MessageKind
from tests.bot.talks import TALKS, at, book, fill_up, key_of, list_booked, make_afternoon, make_talks, slot_id
from tests.bot.web.pages.conftest import Browser
from tests.bot.web.pages.test_families import plain
from tests.builders import make_event, make_families, make_question, make_row
from tests.fakes import NOW, FakeClock
from tests.steps import deliver, list_told

PAGE = "/events/1/talks"


@pytest.fixture
async def event(deps: Deps) -> Event:
    """Talks at 15:00, 15:10 and 15:20, as in `make_afternoon`; Wen, whom no message reaches, cares for Bo."""
    async with deps.transaction() as session:
        talks = await make_afternoon(session)
        await make_families(session, make_row("Bo", "Wen", "zh-Hans"))
        return talks


@pytest.fixture
async def ruth(visit_as: Any, event: Event) -> Browser:
    browser: Browser = await visit_as(Role.TEACHER, "groep 3")
    return browser


async def form(deps: Deps, event: Event, begin: int, child: str, parent: str) -> dict[str, str]:
    async with deps.reading() as session:
        key, slot = await key_of(session, event, child, parent), await slot_id(session, event, begin)
    return {"who": f"{key.child_id}-{key.parent_id}", "time": str(slot)}


async def booked(deps: Deps) -> list[tuple[int, str, str]]:
    async with deps.reading() as session:
        return await list_booked(session)


async def test_timetable_tells_who_comes_who_waits_and_who_has_no_time(ruth: Browser, deps: Deps, event: Event) -> None:
    await ruth.post(PAGE, **await form(deps, event, 10, "Noor", "Amina"), interpreter="yes")
    async with deps.transaction() as session:
        thread = await make_question(session, "Omar", update_id=900)

    shown = await ruth.get(PAGE)

    text = plain(shown.text)
    assert "1 talk is booked. 🗣 Interpreter for Arabic: 15:10" in text
    assert "15:00 free 15:10 Noor Amina Arabic Arabic Move Noor, Amina Give back Noor, Amina 15:20 free" in text
    assert "Noor · Omar Arabic has not answered yet · another parent has a time" in text
    assert f'href="/inbox/{thread.id}">conversation' in shown.text
    assert "Liya" not in text  # of another group


async def test_event_leads_to_its_talks_and_one_without_says_how_to_have_them(ruth: Browser, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_event(session)

    leads = ['href="/events/1/talks"' in (await ruth.get(f"/events/{number}")).text for number in (1, 2)]

    assert leads == [True, False]
    assert "This activity has no talks in turns." in (await ruth.get("/events/2/talks")).text


async def test_parent_at_the_gate_is_booked_and_gets_a_message(ruth: Browser, deps: Deps, event: Event) -> None:
    chosen = await form(deps, event, 10, "Zosia", "Piotr")
    asked = (await ruth.get(f"{PAGE}?who={chosen['who']}")).text
    assert f'<option value="{chosen["who"]}" selected>Zosia · Piotr (Polish)' in asked

    done = await ruth.post(PAGE, **chosen)
    await deliver(deps)

    assert (done.status, done.at) == (303, f"{PAGE}?done=talk-booked")
    assert await booked(deps) == [(10, "Zosia", "Piotr")]
    assert await list_told(deps) == [(MessageKind.TALK, "Piotr")]


async def test_page_says_when_no_message_reaches_the_family(ruth: Browser, deps: Deps, event: Event) -> None:
    done = await ruth.post(PAGE, **await form(deps, event, 0, "Bo", "Wen"))

    assert done.at == f"{PAGE}?done=talk-booked-untold"
    assert "tell them the time yourself" in (await ruth.get(f"{PAGE}?done=talk-booked-untold")).text
    assert await booked(deps) == [(0, "Bo", "Wen")]


async def test_talk_moves_and_keeps_its_interpreter(ruth: Browser, deps: Deps, event: Event) -> None:
    first, later = [await form(deps, event, begin, "Noor", "Amina") for begin in (0, 20)]
    await ruth.post(PAGE, **first, interpreter="yes")

    asked = plain((await ruth.get(f"{PAGE}?who={first['who']}")).text)
    assert "Another time Noor · Amina Somebody else Which time? 15:10 15:20" in asked
    assert (await ruth.post(PAGE, **later)).at == f"{PAGE}?done=talk-booked"

    assert await booked(deps) == [(20, "Noor", "Amina")]
    assert "Interpreter for Arabic: 15:20" in (await ruth.get(PAGE)).text


async def test_time_given_back_can_be_booked_again(ruth: Browser, deps: Deps, event: Event) -> None:
    chosen = await form(deps, event, 10, "Noor", "Amina")
    await ruth.post(PAGE, **chosen, interpreter="yes")

    gone = await ruth.post(f"{PAGE}/1/give-back", **chosen, interpreter="yes")
    assert (await ruth.post(f"{PAGE}/1/give-back", **chosen, interpreter="yes")).at == gone.at  # a second click

    assert gone.at == f"{PAGE}?back={chosen['who']}&time={chosen['time']}&interpreter=yes&done=talk-back"
    assert await booked(deps) == []
    shown = await ruth.get(gone.at or "")
    assert "Given back: 15:10 · Noor · Amina Book it again" in plain(shown.text)
    assert '<input type="hidden" name="interpreter" value="yes">' in shown.text
    await ruth.post(PAGE, **chosen, interpreter="yes")
    assert "Book it again" not in (await ruth.get(gone.at or "")).text


async def test_who_waits_first_gets_what_is_given_back(ruth: Browser, deps: Deps, event: Event) -> None:
    async with deps.transaction() as session:
        await fill_up(session, event)
        await book(session, event, 0, "Zosia", "Piotr")

    full = plain((await ruth.get(PAGE)).text)
    gone = await ruth.post(f"{PAGE}/1/give-back", **await form(deps, event, 0, "Noor", "Amina"))

    assert "3 talks are booked. 1 family waits for a time." in full
    assert "No time is free." in full
    assert "1. Zosia · Piotr Polish" in full
    assert "Another family has this time now." in (await ruth.get(gone.at or "")).text
    assert (await booked(deps))[0] == (0, "Zosia", "Piotr")


async def test_place_that_somebody_else_has_meanwhile_is_not_given_back(
    ruth: Browser, deps: Deps, event: Event
) -> None:
    amina, piotr = [await form(deps, event, 0, *who) for who in (("Noor", "Amina"), ("Zosia", "Piotr"))]
    await ruth.post(PAGE, **amina)
    await ruth.post(f"{PAGE}/1/give-back", **amina)
    await ruth.post(PAGE, **piotr)  # a database may give a number a second time

    again = await ruth.post(f"{PAGE}/1/give-back", **amina)
    assert "Another family has this time now." in (await ruth.get(again.at or "")).text
    await ruth.post(PAGE, **await form(deps, event, 10, "Noor", "Amina"))
    late = await ruth.post(f"{PAGE}/1/give-back", **amina)

    assert (late.status, "This has changed meanwhile. Look once more." in late.text) == (422, True)
    assert await booked(deps) == [(0, "Zosia", "Piotr"), (10, "Noor", "Amina")]


async def test_mistakes_stand_beside_their_fields(ruth: Browser, deps: Deps, event: Event) -> None:
    amina, piotr = [await form(deps, event, 0, *who) for who in (("Noor", "Amina"), ("Zosia", "Piotr"))]
    await ruth.post(PAGE, **amina)

    taken = await ruth.post(PAGE, **piotr)
    sibling = await ruth.post(PAGE, **(await form(deps, event, 0, "Sami", "Amina")))
    nobody = await ruth.post(PAGE, who="1-999", time=piotr["time"])
    never = await ruth.post(PAGE, who=piotr["who"], time="999")
    empty = await ruth.post(PAGE, who="", time="")

    assert (taken.status, 'id="time-wrong">This slot is taken.' in taken.text) == (422, True)
    assert f'<option value="{piotr["who"]}" selected>' in taken.text
    assert (sibling.status, nobody.status, never.status, empty.status) == (422, 422, 422, 422)
    assert 'id="who-wrong">This family is not among those who are invited any more.' in nobody.text
    assert 'id="time-wrong">Choose one of the times.' in never.text
    assert 'id="who-wrong">Please fill this in.' in empty.text
    assert await booked(deps) == [(0, "Noor", "Amina")]


async def test_talk_that_has_begun_stays_as_it_was(ruth: Browser, deps: Deps, event: Event, clock: FakeClock) -> None:
    soon = round((NOW - TALKS).total_seconds() / 60) + 10
    async with deps.transaction() as session:
        today = await make_talks(session, soon, soon + 10, soon + 20, starts_at=at(soon))
    await ruth.post("/events/2/talks", **await form(deps, today, soon, "Noor", "Amina"))
    clock.push(timedelta(minutes=15))

    text = plain((await ruth.get("/events/2/talks")).text)
    late = await ruth.post("/events/2/talks", **await form(deps, today, soon, "Zosia", "Piotr"))

    assert ("10:10 Noor Amina" in text, "Give back" in text, "Which time? 10:20 10:30" in text) == (True, False, True)
    assert (late.status, "This slot has begun." in late.text) == (422, True)


@pytest.mark.parametrize("state", [EventState.DRAFT, EventState.CANCELLED])
async def test_nobody_is_booked_where_nobody_comes(ruth: Browser, deps: Deps, event: Event, state: EventState) -> None:
    async with deps.transaction() as session:
        (await session.get_one(Event, event.id)).state = state

    text = (await ruth.get(PAGE)).text

    assert ('id="book"' in text, "The invitation has not left." in text) == (False, state is EventState.DRAFT)
    assert (await ruth.post(PAGE, **await form(deps, event, 0, "Noor", "Amina"))).status == 422


async def test_sheet_for_the_door_names_children_only(ruth: Browser, deps: Deps, event: Event) -> None:
    await ruth.post(PAGE, **await form(deps, event, 10, "Noor", "Amina"), interpreter="yes")

    text = plain((await ruth.get(f"{PAGE}?look=wall")).text).partition("Time Child ")[2]

    assert text == "15:00 15:10 Noor 15:20 Print"


async def test_talks_on_two_days_have_a_table_each(ruth: Browser, deps: Deps, event: Event) -> None:
    async with deps.transaction() as session:
        two = await make_talks(session, 0, 60 * 24, capacity=2)
        assert two.id == 2
    await ruth.post("/events/2/talks", **await form(deps, two, 60 * 24, "Noor", "Amina"), interpreter="yes")

    text = plain((await ruth.get("/events/2/talks")).text)

    assert "Interpreter for Arabic: Wed 16 Dec 15:00" in text
    assert "Tue 15 Dec Time Child Parent Language Interpreter What to do 15:00 2 places free" in text
    assert "Wed 16 Dec Time Child Parent Language Interpreter What to do 15:00 Noor Amina" in text
    assert "15:00 1 place free" in text


async def test_talks_of_another_group_do_not_exist(visit_as: Any, deps: Deps, event: Event) -> None:
    tom = await visit_as(Role.TEACHER, "groep 6", name="Meester Tom")
    administrator = await visit_as(Role.ADMINISTRATOR, name="Ada")

    for here in (tom, administrator):
        chosen = await form(deps, event, 0, "Noor", "Amina")
        seen = [await here.get(PAGE), await here.post(PAGE, **chosen), await here.post(f"{PAGE}/1/give-back", **chosen)]
        assert [shown.status for shown in seen] == [404, 404, 404]
    assert await booked(deps) == []
