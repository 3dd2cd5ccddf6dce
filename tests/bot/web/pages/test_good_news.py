"""Good news in two taps: seen as it is read at home, sent, and taken back while it has not left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.deps import Deps
from bot.enums import OutboxState, Role
from bot.models import GoodNews, OutboxMessage
from messages.conversation.good_news import PHRASES
from messages.phrases import phrases_in
from tests.bot.web.conftest import send_all
from tests.bot.web.pages.test_families import plain
from tests.builders import make_families, make_joined, make_row
from tests.fakes import FakeClock, FakeMessenger

NOOR = "/families/good-news?child=K-Noor"


@pytest.fixture
def deps(deps: Deps) -> Deps:
    """Nobody here waits for a machine that does not come."""
    return replace(deps, patience=0.01)


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Noor's mother reads Turkish, her father English, her grandmother has not joined; nor has anybody of Jan."""
    async with deps.transaction() as session:
        await make_families(
            session,
            *(make_row("Noor", parent, tag) for parent, tag in (("Emine", "tr"), ("Omar", "en"), ("Fatma", "tr"))),
            make_row("Jan", "Piotr", "pl"),
            make_row("Liya", "Selam", "ti", group="groep 6"),
        )
        await make_joined(session, "Emine", "Omar", "Selam")


async def outbox(deps: Deps) -> list[tuple[int, OutboxState]]:
    async with deps.reading() as session:
        found = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [(message.address, OutboxState(message.state)) for message in found]


async def test_from_the_list_of_families_it_is_two_taps(visit_as: Any, deps: Deps, clock: FakeClock) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    assert f'href="{NOOR}"' in (await here.get("/families?group=groep+3")).text

    text = plain((await here.get(NOOR)).text)
    assert "Emine (Turkish), Omar (English) · not reached yet: Fatma" in text
    turkish = phrases_in("tr").say(PHRASES["was-brave"], child="Noor")
    assert f"⭐ Noor was brave today. {turkish}" in text.replace("\u2068Noor\u2069 was", "Noor was")
    sent = await here.post("/families/good-news", child="K-Noor", phrase="was-brave")

    assert sent.at == f"{NOOR}&done=told"
    assert await outbox(deps) == [(7001, OutboxState.QUEUED), (7002, OutboxState.QUEUED)]


async def test_it_can_be_taken_back_for_a_minute(
    visit_as: Any, deps: Deps, clock: FakeClock, messenger: FakeMessenger
) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    await here.post("/families/good-news", child="K-Noor", phrase="was-brave")
    clock.push(timedelta(seconds=59))
    await send_all(deps, messenger)
    assert "Take it back" in (await here.get(NOOR)).text

    back = await here.post("/families/good-news/1/take-back")

    assert back.at == f"{NOOR}&done=taken-back"
    clock.push(timedelta(minutes=5))
    await send_all(deps, messenger)
    assert messenger.delivered == []
    async with deps.reading() as session:
        assert (await session.scalars(select(GoodNews))).all() == []


async def test_what_has_left_stays(visit_as: Any, deps: Deps, clock: FakeClock, messenger: FakeMessenger) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    await here.post("/families/good-news", child="K-Noor", phrase="was-brave")
    clock.push(timedelta(minutes=1))
    await send_all(deps, messenger)

    text = plain((await here.get(NOOR)).text)
    assert "Take it back" not in text
    assert text.count("was brave today. Tue 24 Nov · Juf Ruth") == 1
    late = await here.post("/families/good-news/1/take-back")
    assert (late.status, "The good news has left: it cannot be taken back." in late.text) == (409, True)
    assert [delivery.address for delivery in messenger.delivered] == [7001, 7002]


async def test_own_sentence_is_seen_before_it_is_sent(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")
    form = {"child": "K-Noor", "phrase": "was-proud", "text": "Ze bouwde een toren."}

    looked = plain((await here.post("/families/good-news", **form, step="look")).text)

    assert "Emine · Turkish own words not translated" in looked
    assert "Juf Ruth adds: Ze bouwde een toren." in looked.translate({0x2068: None, 0x2069: None})
    assert await outbox(deps) == []
    assert (await here.post("/families/good-news", **form, step="send")).at == f"{NOOR}&done=told"
    async with deps.reading() as session:
        assert {row.text for row in await session.scalars(select(GoodNews))} == {"Ze bouwde een toren."}


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({"child": "K-Noor", "phrase": "is-rich"}, 422, "Choose one of these sentences."),
        ({"child": "K-Noor"}, 422, "Please fill this in."),
        ({"child": "K-Jan", "phrase": "was-brave"}, 422, ""),
        ({"child": "K-Liya", "phrase": "was-brave"}, 404, "There is no child"),
        ({"phrase": "was-brave"}, 404, "There is no child"),
    ],
)
async def test_what_does_not_fit_is_told(visit_as: Any, form: dict[str, str], status: int, sentence: str) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    shown = await here.post("/families/good-news", **form)

    assert (shown.status, sentence in shown.text) == (status, True)


async def test_home_that_is_not_reached_is_met_another_way(visit_as: Any) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    text = plain((await here.get("/families/good-news?child=K-Jan")).text)

    assert "Nobody at home gets messages yet" in text
    assert "was brave" not in text


async def test_others_children_and_news_do_not_exist(visit_as: Any, deps: Deps) -> None:
    here, colleague = await visit_as(Role.TEACHER, "groep 3"), await visit_as(Role.COORDINATOR, name="Sam")
    administrator = await visit_as(Role.ADMINISTRATOR)
    await here.post("/families/good-news", child="K-Noor", phrase="was-brave")

    assert (await here.get("/families/good-news?child=K-Liya")).status == 404
    assert (await colleague.post("/families/good-news/1/take-back")).status == 404
    assert (await administrator.get(NOOR)).status == 404
    assert "/families/good-news" not in (await administrator.get("/families?group=groep+3")).text


async def test_family_page_leads_there(visit_as: Any) -> None:
    here = await visit_as(Role.TEACHER, "groep 3")

    assert f'href="{NOOR}"' in (await here.get("/families/P-Emine")).text
