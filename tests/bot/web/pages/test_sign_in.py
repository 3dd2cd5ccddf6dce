"""Coming in: by link, then by password and telephone; guessers wait, and learn nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pyotp
import pytest

from bot.actions.staff import record_staff
from bot.deps import Deps
from bot.domain.actors import COMMAND
from bot.enums import Role
from tests.bot.web.pages.conftest import Browser
from tests.builders import make_families, make_row
from tests.fakes import NOW, FakeClock

PASSWORD = "vier gele olifanten"
EMAIL = "ruth@school.example"


async def make_secret(deps: Deps, role: Role = Role.COORDINATOR) -> str:
    async with deps.transaction() as session:
        await make_families(session, make_row("K1", "P1"))
        return await record_staff(
            session, actor=COMMAND, now=NOW, email=EMAIL, role=role, groups=["groep 3"], name="Juf Ruth"
        )


async def set_up(browser: Browser, secret: str) -> str:
    """From the link to the start page; the key of the authenticator app."""
    await browser.post("/sign-in/link", secret=f"http://127.0.0.1:8080/sign-in#{secret}")
    await browser.post("/account/password", password=PASSWORD)
    shown = await browser.get("/account/setup")
    key = re.findall(r'name="secret" value="([A-Z2-7]{32})"', shown.text)[0]
    await browser.post("/account/second-factor", secret=key, code=pyotp.TOTP(key).at(NOW))
    return str(key)


async def test_link_leads_to_password_telephone_and_start_page(outside: Browser, deps: Deps) -> None:
    secret = await make_secret(deps)

    by_link = await outside.post("/sign-in/link", secret=f"#{secret}")
    assert (by_link.status, by_link.at) == (303, "/account/setup")
    assert (await outside.get("/")).at == "/account/setup"
    assert "Kies een wachtwoord" in (await outside.get("/account/setup")).text
    refused = await outside.post("/account/password", password="te kort")
    assert (refused.status, 'id="password-wrong"' in refused.text) == (422, True)
    assert (await outside.post("/account/password", password=PASSWORD)).at == "/account/setup"

    await outside.get("/account/setup")
    wrong = await outside.post("/account/second-factor", secret="A" * 32, code="000000")
    assert (wrong.status, "Deze code klopt niet" in wrong.text) == (422, True)
    key = re.findall(r'name="secret" value="([A-Z2-7]{32})"', (await outside.get("/account/setup")).text)[0]
    codes = await outside.post("/account/second-factor", secret=key, code=pyotp.TOTP(key).at(NOW))
    assert len(re.findall(r"<code>[a-z0-9]{5}-[a-z0-9]{5}</code>", codes.text)) == 8
    assert (await outside.get("/account/setup")).at == "/"
    assert (await outside.get("/")).status == 200


async def test_teacher_needs_no_telephone(outside: Browser, deps: Deps) -> None:
    await outside.post("/sign-in/link", secret="#" + await make_secret(deps, Role.TEACHER))
    await outside.post("/account/password", password=PASSWORD)

    assert (await outside.get("/")).status == 200


async def test_link_that_was_used_is_told(outside: Browser, deps: Deps) -> None:
    secret = await make_secret(deps)
    await outside.post("/sign-in/link", secret=secret)

    again = await outside.post("/sign-in/link", secret=secret)

    assert (again.status, 'id="secret-wrong"' in again.text) == (422, True)
    assert (await outside.post("/sign-in/link", secret=" ")).status == 422


async def test_address_password_and_code_open_the_page_that_was_asked_for(
    outside: Browser, deps: Deps, clock: FakeClock
) -> None:
    key = await set_up(outside, await make_secret(deps))
    assert (await outside.post("/sign-out")).at == "/sign-in?done=signed-out"
    asked = await outside.get("/languages?x=1")
    assert asked.at == "/sign-in?then=/languages%3Fx%3D1"
    clock.push(timedelta(minutes=2))

    code = pyotp.TOTP(key).at(clock.now())
    inside = await outside.post(str(asked.at), email=f" {EMAIL.upper()} ", password=PASSWORD, code=code)

    assert (inside.status, inside.at) == (303, "/languages?x=1")
    assert (await outside.get("/sign-in")).at == "/"


@pytest.mark.parametrize(
    "there",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/%09/evil.example",
        "/%0A/evil.example",
        "/%0D%0A/evil.example",
        "/ /evil.example",
        "%09//evil.example",
        "/x/%5C%5Cevil.example",
        "",
    ],
)
async def test_sign_in_never_leads_to_another_site(outside: Browser, deps: Deps, there: str) -> None:
    await outside.post("/sign-in/link", secret="#" + await make_secret(deps, Role.TEACHER))
    await outside.post("/account/password", password=PASSWORD)
    await outside.post("/sign-out")

    inside = await outside.post(f"/sign-in?then={there}", email=EMAIL, password=PASSWORD)

    assert inside.at == "/"


async def test_wrong_guesses_all_look_alike_and_wait_longer(outside: Browser, deps: Deps, clock: FakeClock) -> None:
    await set_up(outside, await make_secret(deps))
    other = Browser(outside._client)
    tries = [(EMAIL, "wrong password!"), ("nobody@school.example", PASSWORD), (EMAIL, PASSWORD), (EMAIL, "and again!")]

    shown = [await other.post("/sign-in", email=email, password=password, code="1") for email, password in tries]

    assert {(page.status, "Adres, wachtwoord of code klopt niet" in page.text) for page in shown} == {(422, True)}
    late = await other.post("/sign-in", email=EMAIL, password=PASSWORD)
    assert "Dat ging te vaak mis" in late.text
    clock.push(timedelta(minutes=1))
    assert "Dat ging te vaak mis" not in (await other.post("/sign-in", email=EMAIL, password=PASSWORD)).text
    assert (await other.post("/sign-in", email="")).status == 422


async def test_session_is_over_after_an_hour_of_nothing(outside: Browser, deps: Deps, clock: FakeClock) -> None:
    await set_up(outside, await make_secret(deps))
    clock.push(timedelta(minutes=50))
    assert (await outside.get("/")).status == 200
    clock.push(timedelta(minutes=50))
    assert (await outside.get("/")).status == 200
    clock.push(timedelta(minutes=60))

    assert (await outside.get("/")).at == "/sign-in"
