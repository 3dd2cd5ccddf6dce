"""Ideas for home as parents meet them: told in parts, answered by tap, asked for, never a lesson."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.domain.timing import to_utc
from bot.models import TipAnswer
from bot.sandbox import Phone
from bot.workers.housekeeping import plan_tips
from messages.conversation.ideas import (
    ANOTHER_IDEA,
    NO_MORE_IDEAS,
    NOT_YET,
    WE_DID_IT,
    render_tip,
)
from messages.facts import Reader
from messages.languages import Language
from messages.phrases import phrases_in
from messages.screens import BUTTON_TOO_OLD
from messages.tap_values import TipReply
from messages.tips import AgeGroup, TipPart, find_tip, theme_keys, themes, tip_code
from tests.builders import make_row
from tests.journeys.school import AMINA, School, Screen, on_both_databases, said, seen, sentence
from tests.programmes import THEME, ZONE, make_programme

ARABIC = Language("ar")
READER = Reader(1, "Amina", ("Noor",), ARABIC)
KEYS = theme_keys(THEME)


async def amina(school: School) -> Phone:
    """Joined, reads Arabic; Noor is in groep 3."""
    await school.admit(make_row("Noor", "Amina", "ar"))
    return await school.join("Amina", AMINA, "ar")


def idea(key: str, *, part: TipPart = TipPart.WHOLE, now: bool = True, reply: TipReply | None = None) -> Screen:
    tip = find_tip(key, "ar")
    assert tip is not None
    return said(render_tip(tip, READER, part=part, theme_now=now, reply=reply))


def button(words: str) -> str:
    icon = {WE_DID_IT: "🎉", NOT_YET: "🌱", ANOTHER_IDEA: "💡"}[words]
    return f"{icon} {phrases_in('ar').say(words)}"


async def start_theme(school: School, *, in_days: int = 0, **facts: object) -> None:
    """Told on three days from then on, at four; what is planned today for today counts as had."""
    days = [f"{school.now + timedelta(days=in_days + number):%A}".lower() for number in range(3)]
    facts = {"now": school.now, "starts_on": school.now.date(), "weekdays": days, **facts}
    async with school.deps.transaction() as session:
        await make_programme(session, **facts)


async def wait_for(school: School, *, days: int) -> None:
    """Until a little after four, so many days from now."""
    for _ in range(days):
        await school.pass_to(school.now + timedelta(days=1))
        await plan_tips(school.deps)
    await school.pass_to(to_utc(datetime.combine(school.now.astimezone(ZONE).date(), time(16, 1)), ZONE))
    await school.settle()


async def kept(school: School) -> list[tuple[str, str]]:
    async with school.deps.reading() as session:
        return [(key, answer) for key, answer in await session.execute(select(TipAnswer.tip_key, TipAnswer.answer))]


@on_both_databases
async def test_tip_is_tried_thanked_for_and_the_answer_changed(school: School) -> None:
    phone = await amina(school)
    await start_theme(school)
    await wait_for(school, days=1)
    told = [seen(message) for message in phone.messages]

    did = await school.tap(phone, phone.messages[-1], button(WE_DID_IT))
    first = seen(did), await kept(school)
    changed = await school.tap(phone, did, button(NOT_YET))

    assert told == [idea(KEYS[0], part=TipPart.WHY), idea(KEYS[0], part=TipPart.DO)]
    assert first == (idea(KEYS[0], part=TipPart.DO, reply=TipReply.DID), [(KEYS[0], TipReply.DID)])
    assert changed.message_id == did.message_id
    assert seen(changed) == idea(KEYS[0], part=TipPart.DO, reply=TipReply.NOT_YET)
    assert await kept(school) == [(KEYS[0], TipReply.NOT_YET)]


async def test_asking_again_shows_each_idea_of_the_theme_once(school: School) -> None:
    phone = await amina(school)
    await start_theme(school, in_days=3, ages=AgeGroup.PRESCHOOL)
    keys = [key for key in theme_keys(THEME, AgeGroup.PRESCHOOL) if find_tip(key, "ar")]

    shown = [seen(await school.write(phone, "/tips")) for _ in keys]
    no_more = await school.write(phone, "/tips")

    assert shown == [idea(key) for key in keys]
    assert seen(no_more) == sentence(NO_MORE_IDEAS, "ar")


async def test_another_idea_comes_below_the_first(school: School) -> None:
    phone = await amina(school)
    await start_theme(school, in_days=3)

    first = await school.write(phone, "/tips")
    second = await school.tap(phone, first, button(ANOTHER_IDEA))

    assert [seen(first), seen(second)] == [idea(KEYS[0]), idea(KEYS[1])]
    assert second.message_id > first.message_id


async def test_without_a_theme_ideas_are_of_any_and_another_one_of_the_same(school: School) -> None:
    phone = await amina(school)
    keys = theme_keys(themes()[0])

    first = await school.write(phone, "/tips")
    second = await school.tap(phone, first, button(ANOTHER_IDEA))
    thanked = await school.tap(phone, second, button(WE_DID_IT))

    assert [seen(first), seen(second)] == [idea(key, now=False) for key in keys[:2]]
    assert seen(thanked) == idea(keys[1], now=False, reply=TipReply.DID)


@pytest.mark.parametrize("data", ["h00000000.1.d", f"h{tip_code(KEYS[0])}.2.d"], ids=["no tip", "another parent"])
async def test_button_that_is_not_theirs_says_so(school: School, data: str) -> None:
    phone = await amina(school)
    message = await school.write(phone, "/tips")

    toast = await school.toast_after(phone, lambda: school.forge(phone, message, data))

    assert toast == phrases_in("ar").say(BUTTON_TOO_OLD)
    assert await kept(school) == []
