"""One's own account."""

from __future__ import annotations

from typing import Any

from bot.actions.visits import record_password
from bot.deps import Deps
from bot.domain.passwords import hash_password
from bot.enums import Role
from bot.queries.visitors import find_account
from bot.web.pages.devices import device_name
from tests.bot.web.pages.conftest import Browser
from tests.builders import make_families, make_row, make_visitor
from tests.fakes import NOW

EMAIL = "ruth.coordinator@school.example"


async def set_password(deps: Deps, password: str) -> None:
    async with deps.transaction() as session:
        staff = await find_account(session, email=EMAIL)
        assert staff is not None
        await record_password(session, staff_id=staff.id, password_hash=hash_password(password), now=NOW)


async def test_new_password_needs_the_present_one_and_signs_others_out(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.COORDINATOR)
    async with deps.transaction() as session:
        elsewhere = Browser(here._client, await make_visitor(session, role=Role.COORDINATOR))
    await set_password(deps, "drie blauwe boten")

    wrong = await here.post("/account/password", present="another one", password="vier gele olifanten")
    weak = await here.post("/account/password", present="drie blauwe boten", password="wachtwoord12")
    empty = await here.post("/account/password", present="drie blauwe boten", password="")
    done = await here.post("/account/password", present="drie blauwe boten", password="vier gele olifanten")

    assert (wrong.status, "This is not your present password." in wrong.text) == (422, True)
    assert 'name="language" value="en" checked' in wrong.text
    assert (weak.status, "one of the first things" in weak.text) == (422, True)
    assert (empty.status, "Please fill this in." in empty.text) == (422, True)
    assert done.at == "/account?done=password"
    assert ((await here.get("/account")).status, (await elsewhere.get("/account")).at) == (
        200,
        "/sign-in?then=/account",
    )


async def test_pages_change_their_language(visit_as: Any) -> None:
    here = await visit_as(Role.COORDINATOR)

    assert (await here.post("/account/language", language="nl")).at == "/account?done=saved"
    shown = await here.get("/account?done=saved")

    assert "Mijn account" in shown.text
    assert "Bewaard." in shown.text
    assert (await here.post("/account/language", language="xx")).status == 422


async def test_browsers_are_signed_out_one_by_one_or_all(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.COORDINATOR)
    async with deps.transaction() as session:
        others = [Browser(here._client, await make_visitor(session, role=Role.COORDINATOR)) for _ in range(2)]

    assert (await here.post("/account/browsers/2/sign-out")).at == "/account?done=saved"
    assert [(await one.get("/account")).status for one in others] == [303, 200]
    assert (await here.post("/account/browsers/sign-out-elsewhere")).at == "/account?done=signed-out-elsewhere"
    assert [(await one.get("/account")).status for one in (here, *others)] == [200, 303, 303]


async def test_second_factor_can_be_renewed(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("K1", "P1"))
    here = await visit_as(Role.TEACHER, "groep 3")

    assert "<svg" in (await here.get("/account/second-factor")).text


def test_device_is_named_as_its_owner_would() -> None:
    edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0"

    assert (device_name(edge), device_name("curl/8"), device_name("")) == ("Edge · Windows", "?", "?")
