"""Parents who close the door, and who open it again: staff see it, and nobody is bothered."""

from __future__ import annotations

import pytest

from bot.enums import OutboxState, ParentStatus
from bot.sandbox import Phone
from tests.builders import make_row
from tests.journeys.school import PIOTR, WEN, School


async def wen(school: School) -> Phone:
    await school.admit(make_row("Ming", "Wen", "zh-Hans"))
    return await school.join("Wen", WEN)


async def test_block_makes_unreachable_and_unblock_brings_back(school: School) -> None:
    phone = await wen(school)

    phone.block()
    await school.settle()
    blocked = await school.statuses()
    phone.unblock()
    await school.settle()

    assert blocked == {"Wen": ParentStatus.UNREACHABLE}
    assert await school.statuses() == {"Wen": ParentStatus.JOINED}
    assert phone.messages == []


async def test_who_blocked_is_not_written_to(school: School) -> None:
    phone = await wen(school)
    phone.block()
    await school.settle()

    await school.invite(await school.plan())
    await school.settle()

    assert await school.states() == {}


@pytest.mark.parametrize("gone", [Phone.block, Phone.deactivate])
async def test_refused_send_makes_unreachable_even_if_nobody_told_us(school: School, gone: object) -> None:
    phone = await wen(school)
    school.sandbox.world.bot.updates.allow(["message"])  # the news of the block gets lost
    assert callable(gone)
    gone(phone)

    await school.invite(await school.plan())
    await school.settle()

    assert await school.statuses() == {"Wen": ParentStatus.UNREACHABLE}
    assert await school.states() == {OutboxState.UNREACHABLE: 1}


async def test_one_blocked_parent_does_not_hold_up_the_others(school: School) -> None:
    phone = await wen(school)
    await school.admit(make_row("Zosia", "Piotr", "pl"))
    piotr = await school.join("Piotr", PIOTR)
    phone.deactivate()

    await school.invite(await school.plan())
    await piotr.receives(lambda message: len(message.buttons) == 5)
    await school.settle()

    assert await school.statuses() == {"Piotr": ParentStatus.JOINED, "Wen": ParentStatus.UNREACHABLE}
