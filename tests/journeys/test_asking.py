"""The school asks and tells: a question with faces, what parents would like to do, and good news about a child."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.bootstrap import running_web
from bot.queries.offers import load_offers
from bot.sandbox import Phone
from messages.conversation.check_ins import CHECK_IN_THANKS, render_check_in
from messages.conversation.good_news import GoodNewsFacts, render_good_news
from messages.conversation.offers import NOTHING_OFFERED, Offer, offer_thanks, render_offer
from messages.facts import Reader
from messages.languages import Language
from messages.phrases import phrases_in
from messages.screens import ANSWER_TOO_LATE, BUTTON_TOO_OLD, HOW_TO_JOIN
from tests.builders import make_row, make_token
from tests.journeys.school import AMINA, PIOTR, School, on_both_databases, said, seen, sentence
from tests.questions import make_check_in

READER = Reader(1, "Amina", ("Noor",), Language("ar"))
ARABIC = phrases_in("ar")
SAD, HAPPY = "🙁", "😀"


@pytest.fixture
async def amina(school: School) -> Phone:
    await school.admit(make_row("Noor", "Amina", "ar"))
    return await school.join("Amina", AMINA)


async def post(school: School, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """As staff do, through the API of the running service."""
    async with school.deps.transaction() as session:
        headers = {"Authorization": f"Bearer {await make_token(session)}"}
    async with (
        running_web(school.deps) as port,
        ClientSession(f"http://127.0.0.1:{port}", headers=headers) as web,
        web.post(f"/api/v1{path}", json=body) as response,
    ):
        answer: dict[str, Any] = await response.json()
    assert response.status == 201
    return answer


@on_both_databases
async def test_face_is_the_answer_and_can_be_changed(school: School, amina: Phone) -> None:
    await post(school, "/check-ins", {"question": "likes-school", "groups": ["groep 3"]})
    asked = await amina.receives(lambda message: len(message.buttons) >= 4)
    question = seen(asked)

    sad = await school.tap(amina, asked, SAD)
    happy = await school.tap(amina, sad, HAPPY)

    assert [question, seen(sad), seen(happy)] == [
        said(render_check_in(1, "likes-school", READER, answer=answer)) for answer in (None, 4, 1)
    ]
    assert {asked.message_id, sad.message_id, happy.message_id} == {asked.message_id}
    assert amina.chat.toasts[-1].text == ARABIC.say(CHECK_IN_THANKS)


async def test_face_is_taken_for_two_weeks_and_of_who_was_asked(school: School, amina: Phone) -> None:
    await school.admit(make_row("Jan", "Piotr", "pl", group="groep 6"))
    piotr = await school.join("Piotr", PIOTR)
    async with school.deps.transaction() as session:
        await make_check_in(session, now=school.now)
    asked = await amina.receives(lambda message: len(message.buttons) >= 4)
    shown = await school.write(piotr, "/help")

    toasts = [
        await school.toast_after(piotr, partial(school.forge, piotr, shown, data)) for data in ("k1.2.1", "k1.1.1")
    ]
    school.sandbox.clock.advance(timedelta(days=14))
    toasts.append(await school.toast_after(amina, partial(amina.tap, asked.message_id, HAPPY)))

    too_old = phrases_in("pl").say(BUTTON_TOO_OLD)
    assert toasts == [too_old, too_old, ARABIC.say(ANSWER_TOO_LATE)]


@on_both_databases
async def test_parent_offers_by_tap_and_sees_it_when_asked_again(school: School, amina: Phone) -> None:
    shown = await school.write(amina, "/offer")
    cooking = await school.tap(amina, shown, 0)
    evenings = await school.tap(amina, cooking, 12)
    thanked = await school.tap(amina, evenings, 14)
    await post(school, "/offers/questions", {"groups": ["groep 3"]})
    asked = await amina.receives(lambda message: message.message_id > shown.message_id)

    offer = Offer(("cooking",), ("evenings",))
    assert [seen(screen) for screen in (shown, cooking, evenings, thanked, asked)] == [
        said(render_offer(NOTHING_OFFERED, READER)),
        said(render_offer(Offer(("cooking",)), READER)),
        said(render_offer(offer, READER)),
        said(offer_thanks(offer, READER.language)),
        said(render_offer(offer, READER)),
    ]
    async with school.deps.reading() as session:
        assert await load_offers(session, [1]) == {1: offer}


async def test_offer_of_nothing_is_fine(school: School, amina: Phone) -> None:
    shown = await school.write(amina, "/offer")

    assert seen(await school.tap(amina, shown, 14)) == said(offer_thanks(NOTHING_OFFERED, READER.language))


async def test_offers_are_for_who_has_joined_and_each_for_the_own(school: School, amina: Phone) -> None:
    await school.admit(make_row("Jan", "Piotr", "pl"))
    stranger = await school.write(school.phone(PIOTR, "pl"), "/offer")
    shown = await school.write(amina, "/offer")

    forged = ("f2.1", "f1.50", "g2")
    toasts = [await school.toast_after(amina, partial(school.forge, amina, shown, data)) for data in forged]

    assert seen(stranger) == sentence(HOW_TO_JOIN, "pl")
    assert toasts == [ARABIC.say(BUTTON_TOO_OLD)] * 3


@on_both_databases
async def test_good_news_reaches_each_guardian_in_the_own_language(school: School, amina: Phone) -> None:
    await school.admit(make_row("Noor", "Omar", "en"))
    omar = await school.join("Omar", PIOTR)

    told = await post(school, "/good-news", {"child_id": "K-Noor", "phrases": ["was-brave", "told-a-story"]})

    facts = GoodNewsFacts("De Regenboog", "Noor", ("was-brave", "told-a-story"))
    readers = (READER, Reader(2, "Omar", ("Noor",), Language("en")))
    news = [await phone.receives("🌟") for phone in (amina, omar)]
    assert [one["parent_id"] for one in told["reached"]] == ["P-Amina", "P-Omar"]
    assert [seen(message) for message in news] == [said(render_good_news(facts, None, reader)) for reader in readers]
