"""A slip of the keys, such as the year 26, is told beside its field: no page breaks on it, nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import Role
from tests.bot.accounts import make_colleague
from tests.bot.web.conftest import Client, send_all
from tests.bot.web.pages.conftest import SAME_SITE, Browser
from tests.bot.web.pages.test_ideas import FORM as IDEAS
from tests.bot.web.pages.test_inviting import FORM
from tests.bot.web.pages.test_series import WEEKLY
from tests.builders import GROUP, make_families, make_joined, make_row
from tests.fakes import FakeMessenger

YEARS = ("0026-12-01", "0226-11-05", "1999-12-31", "2000-01-01", "2099-12-31", "9999-12-31")


@pytest.fixture
async def ruth(visit_as: Any, deps: Deps) -> Browser:
    """The teacher of groep 3, where one family takes part."""
    async with deps.transaction() as session:
        await make_families(session, make_row("K1", "P1", "tr"))
        await make_joined(session, "P1")
    browser: Browser = await visit_as(Role.TEACHER, GROUP)
    return browser


@pytest.mark.parametrize("day", YEARS)
async def test_year_that_is_none_of_ours_is_told_beside_its_field(ruth: Browser, day: str) -> None:
    await ruth.post("/invite", **FORM)
    later = {"when": "later", "day": day, "remind": "P7D"}
    tries = [
        ("/invite", {**FORM, "day": day}, "day"),
        ("/invite", {**FORM, "rsvp_by": day}, "rsvp_by"),
        ("/invite", {**WEEKLY, "rsvp_by": day}, "rsvp_by"),
        ("/invite", {**WEEKLY, "repeat_until": day}, "repeat_until"),
        ("/events/1/edit", {**FORM, "day": day}, "day"),
        ("/events/1/send", later, "day"),
        ("/ideas/new", {**IDEAS, "starts_on": day}, "starts_on"),
        ("/families/P-P1/notes", {"kind": "talk", "outcome": "spoke", "day": day}, "day"),
    ]

    for path, form, field in tries:
        shown = await ruth.post(path, **form)

        told = f'id="{field}-wrong">Please give a date, such as 24-12-2026.' in shown.text
        assert (path, shown.status, told, f'value="{day}"' in shown.text) == (path, 422, True, True)


@pytest.mark.parametrize("day", YEARS)
async def test_heads_are_told_too(visit_as: Any, deps: Deps, ruth: Browser, day: str) -> None:
    async with deps.transaction() as session:
        tom = await make_colleague(session, "Tom", groups=(GROUP,))
    here = await visit_as(Role.ADMINISTRATOR)
    new = {"email": "eva@school.example", "name": "Eva", "role": "teacher", "groups": GROUP}
    tries = [
        ("/school/holidays", {"name": "Kerst", "starts_on": day, "ends_on": "2026-12-24"}),
        ("/school/holidays", {"name": "Kerst", "starts_on": "2026-12-24", "ends_on": day}),
        ("/school/colleagues/invite", {**new, "until": day}),
        (f"/school/colleagues/{tom.id}/stand-in", {"group": GROUP, "until": day}),
    ]

    for path, form in tries:
        shown = await here.post(path, **form)
        assert (path, shown.status, "-wrong" in shown.text) == (path, 422, True)
    for path in (f"/school/audit?since={day}", f"/school/audit?until={day}"):
        assert (path, (await here.get(path)).status) == (path, 422)
    for path in (
        f"/figures?period=days&first={day}&until=2026-12-01",
        f"/figures?period=days&first=2026-12-01&until={day}",
    ):
        assert (path, (await ruth.get(path)).status) == (path, 422)


async def test_series_that_runs_out_of_our_years_is_told(ruth: Browser) -> None:
    shown = await ruth.post("/invite", **{**WEEKLY, "day": "2099-12-17", "rsvp_by": "2099-12-15", "repeat_times": "10"})

    assert (shown.status, "This lies too far away." in shown.text, "Lokaal 3" in shown.text) == (422, True, True)


async def test_name_of_blanks_was_not_filled_in(ruth: Browser) -> None:
    for path, form in (
        ("/invite", FORM),
        ("/ideas/check-ins", {"question": "welcome"}),
        ("/ideas/offers", {}),
    ):
        shown = await ruth.post(path, **{**form, "groups": " "})
        assert (path, shown.status, "Please fill this in." in shown.text) == (path, 422, True)


MULTIPART, URLENCODED = "multipart/form-data", "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (MULTIPART, b"--x"),
        (f"{MULTIPART}; boundary=x", b"no boundary at all"),
        (f"{MULTIPART}; boundary=x", b'--x\r\nContent-Disposition: form-data; name="day"'),
        (f"{MULTIPART}; boundary=x", b'--x\r\nContent-Disposition: form-data; name="day"\r\n\r\n2026'),
        (f"{MULTIPART}; boundary=x", b'--x\r\nContent-Disposition: form-data; name="day"\r\n\r\n\xff\r\n--x--\r\n'),
        (
            f"{MULTIPART}; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="day"\r\nContent-Transfer-Encoding: x',
        ),
        (URLENCODED, b"day=\xff"),
        (f"{URLENCODED}; charset=foo", b"day=1"),
        (f"{URLENCODED}; charset=utf-7", b"day=+2AA-"),
        (f"{URLENCODED}; charset=unicode_escape", b"day=\\ud800"),
    ],
)
async def test_form_that_cannot_be_read_is_bad_input(ruth: Browser, client: Client, kind: str, body: bytes) -> None:
    headers = {
        **SAME_SITE,
        "Accept": "text/html",
        "Accept-Language": "en",
        "Content-Type": kind,
        "Cookie": f"ouderbrug={ruth.cookies['ouderbrug']}",
    }

    async with client.post("/invite", data=body, headers=headers, allow_redirects=False) as answer:
        assert (answer.status, "What was sent cannot be read." in await answer.text()) == (400, True)


async def test_language_that_is_none_is_bad_input(ruth: Browser, deps: Deps, messenger: FakeMessenger) -> None:
    await ruth.post("/invite", **FORM)

    for language in ("%00", "x" * 201, "zz"):
        assert (language[:3], (await ruth.get(f"/events/1?language={language}")).status) == (language[:3], 400)
    await ruth.post("/events/1/send", when="now")
    await send_all(deps, messenger)
    shown = await ruth.post("/events/1/edit", **{**FORM, "place": "Aula"}, language="x" * 201)
    assert shown.status == 400
