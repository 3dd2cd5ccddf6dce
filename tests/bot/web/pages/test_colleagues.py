"""Colleagues: invited with a link that is shown once, changed, standing in, left and back."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.actions.conversations import record_assigned
from bot.actions.visits import open_session
from bot.deps import Deps
from bot.enums import Role
from bot.models import Staff
from tests.bot.accounts import make_colleague
from tests.bot.web.pages.conftest import Browser
from tests.builders import GROUP, SAM, make_families, make_joined, make_question, make_row
from tests.fakes import NOW

INVITED = {"name": "Juf Eva", "email": "eva@school.example", "role": "teacher", "groups": GROUP}


@pytest.fixture
async def tom(deps: Deps) -> int:
    """A teacher of groep 6, with a conversation of groep 3 and a browser."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr", group="groep 6"))
        await make_joined(session, "Amina", "Piotr")
        tom = await make_colleague(session, "Tom", groups=("groep 6",))
        await make_colleague(session, "Sam", Role.COORDINATOR)
        thread = await make_question(session, "Piotr")
        await record_assigned(session, actor=SAM, now=NOW, thread_id=thread.id, email=tom.email)
        return tom.id


async def enter(deps: Deps, here: Browser, staff_id: int) -> Browser:
    """A browser in which this colleague is signed in."""
    async with deps.transaction() as session:
        staff = await session.get_one(Staff, staff_id)
        return Browser(here._client, await open_session(session, staff=staff, device="Edge · Windows", now=NOW))


async def test_invited_colleague_comes_in_by_the_link_that_is_shown_once(visit_as: Any, tom: int) -> None:
    here = await visit_as(Role.ADMINISTRATOR)

    shown = await here.post("/school/colleagues/invite", **INVITED)
    found = re.search(r"/sign-in#(ob_[\w-]+)", shown.text)

    assert (shown.status, found is not None) == (200, True)
    assert found is not None
    assert found[1] not in (await here.get("/school/colleagues")).text
    new = await Browser(here._client).post("/sign-in/link", secret="#" + found[1])
    assert new.at == "/account/setup"
    assert "Juf Eva" in (await here.get("/school/colleagues")).text


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"email": "tom@school.example"}, "This is the address of Tom."),
        ({"email": "eva"}, "is not an e-mail address."),
        ({"groups": ""}, "A teacher needs at least one group."),
        ({"name": ""}, "Please fill this in."),
        ({"until": "2026-11-01"}, "This day is over already."),
        ({"until": "soon"}, "Please give a date"),
        ({"until": "2026-12-31", "role": "coordinator"}, "Only a teacher stands in. Leave the last day empty."),
    ],
)
async def test_mistake_of_an_invitation_stands_beside_its_field(
    visit_as: Any, tom: int, changed: dict[str, str], sentence: str
) -> None:
    here = await visit_as(Role.ADMINISTRATOR)

    shown = await here.post("/school/colleagues/invite", **{**INVITED, **changed})

    assert (shown.status, sentence in shown.text, "aria-invalid" in shown.text or "is-wrong" in shown.text) == (
        422,
        True,
        True,
    )


async def test_rights_change_with_the_next_click(visit_as: Any, deps: Deps, tom: int) -> None:
    here = await visit_as(Role.ADMINISTRATOR)
    theirs = await enter(deps, here, tom)

    before = (await theirs.get("/school")).status
    done = await here.post(f"/school/colleagues/{tom}/rights", role="coordinator")
    refused = await here.post(f"/school/colleagues/{tom}/rights", role="teacher")
    odd = await here.post(f"/school/colleagues/{tom}/rights", role="king")

    assert (before, done.at) == (404, f"/school/colleagues/{tom}?done=saved")
    assert (await theirs.get("/school")).at == "/school/colleagues"
    assert (refused.status, "A teacher needs at least one group." in refused.text, odd.status) == (422, True, 422)


async def test_coordinator_lets_stand_in_until_a_day_and_ends_it(visit_as: Any, deps: Deps, tom: int) -> None:
    here = await visit_as(Role.COORDINATOR)
    theirs = await enter(deps, here, tom)
    page = f"/school/colleagues/{tom}"

    async def sees() -> bool:
        return "Noor" in (await theirs.get("/families")).text

    assert await sees() is False
    assert (await here.post(f"{page}/stand-in", group=GROUP, until="2026-11-30")).at == f"{page}?done=saved"
    assert (await sees(), "stands in until Mon 30 Nov" in " ".join((await here.get(page)).text.split())) == (True, True)
    assert (await here.post(f"{page}/stand-down", group=GROUP)).at == f"{page}?done=saved"
    assert await sees() is False
    wrong = [
        await here.post(f"{page}/stand-in", group=GROUP, until=day) for day in ("", "2026-11-23", "2030-01-01")
    ] + [await here.post(f"{page}/stand-in", group="groep 6", until="2026-11-30")]
    said = ("Please fill this in.", "over already", "Longer than a year", "theirs already")
    assert [(one.status, text in one.text) for one, text in zip(wrong, said, strict=True)] == [(422, True)] * 4
    assert (await here.post(f"{page}/stand-down")).status == 422


async def test_mistake_in_one_form_leaves_the_groups_in_another_as_they_are(visit_as: Any, tom: int) -> None:
    here = await visit_as(Role.ADMINISTRATOR)
    page, ticked = f"/school/colleagues/{tom}", 'name="groups" value="groep 6" checked'

    past = await here.post(f"{page}/stand-in", group=GROUP, until="2026-11-01")
    none = await here.post(f"{page}/rights", role="teacher")

    assert (past.status, "This day is over already." in past.text, ticked in past.text) == (422, True, True)
    assert 'name="role" value="teacher" checked' in past.text
    assert (none.status, ticked in none.text) == (422, False)


async def test_who_left_is_out_comes_back_and_conversations_are_given(visit_as: Any, deps: Deps, tom: int) -> None:
    here = await visit_as(Role.ADMINISTRATOR)
    theirs = await enter(deps, here, tom)
    page = f"/school/colleagues/{tom}"

    left = await here.post(f"{page}/left")
    shown = " ".join((await here.get(page)).text.split())

    assert (left.at, (await theirs.get("/")).at) == (f"{page}?done=colleague-left", "/sign-in")
    assert ("1 open conversation" in shown, "Take back" in shown) == (True, True)
    assert "Tom" in (await here.get("/school/colleagues?left=yes")).text
    assert (await here.post(f"{page}/back")).at == f"{page}?done=colleague-back"
    assert (await here.post(f"{page}/conversations", pick=str(tom + 1))).at == f"{page}?done=conversations-given"
    assert "open conversation" not in (await here.get(page)).text
    assert (await here.post(f"{page}/conversations", pick="x")).status == 404
    assert (await here.post(f"{page}/conversations", pick="404")).status == 422


async def test_sessions_are_ended_one_by_one_or_all_and_a_new_link_ends_them_too(
    visit_as: Any, deps: Deps, tom: int
) -> None:
    here = await visit_as(Role.ADMINISTRATOR)
    theirs = [await enter(deps, here, tom) for _ in range(3)]
    page = f"/school/colleagues/{tom}"
    first = re.findall(r'name="pick" value="(\d+)"', (await here.get(page)).text)

    assert (await here.post(f"{page}/sign-out", pick=min(first, key=int))).at == f"{page}?done=saved"
    assert [(await one.get("/account")).status for one in theirs] == [303, 200, 200]
    assert (await here.post(f"{page}/sign-out")).at == f"{page}?done=saved"
    assert [(await one.get("/account")).status for one in theirs] == [303, 303, 303]
    again = await enter(deps, here, tom)
    assert "/sign-in#ob_" in (await here.post(f"{page}/link")).text
    assert (await again.get("/account")).status == 303
    assert (await here.post(f"{page}/sign-out", pick="x")).status == 404


@pytest.mark.parametrize("page", ["0", "x", "00000" + "9" * 20, "9" * 20, "²"])
async def test_page_that_is_none_is_the_first(visit_as: Any, tom: int, page: str) -> None:
    shown = await (await visit_as(Role.ADMINISTRATOR)).get(f"/school/colleagues?page={page}")

    assert (shown.status, "Tom" in shown.text) == (200, True)


async def test_own_account_is_not_changed_here(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.ADMINISTRATOR)

    shown = await here.post("/school/colleagues/1/link")

    assert (shown.status, "This is your own account." in shown.text) == (422, True)
    assert "This is you." in shown.text


async def test_coordinator_sees_no_deeds_of_an_administrator(visit_as: Any, tom: int) -> None:
    here = await visit_as(Role.COORDINATOR)

    shown = await here.get(f"/school/colleagues/{tom}")

    assert (shown.status, "stand-in" in shown.text, "/left" in shown.text, "/rights" in shown.text) == (
        200,
        True,
        False,
        False,
    )
    assert (await here.post("/school/colleagues/404/stand-down", group=GROUP)).status == 404
