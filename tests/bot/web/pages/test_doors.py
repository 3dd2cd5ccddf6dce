"""What holds for every page: roles, other sites, headers, what does not exist."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import Role
from bot.web.pages.site import PAGES
from bot.web.pages.visit import Page
from tests.bot.web.pages.conftest import SAME_SITE, Browser
from tests.bot.web.pages.test_sign_in import make_secret
from tests.builders import GROUP, make_families, make_row

CHANGING = [page for page in PAGES if page.method != "GET"]


def some_place(page: Page) -> str:
    return (
        page.path.replace("{id}", "1")
        .replace("{tag}", "tr")
        .replace("{parent_id}", "P-1")
        .replace("{message_id}", "1")
        .replace("{booking_id}", "1")
        .replace("{language}", "tr")
        .replace("{name}", "telegram")
        .replace("{theme}", "reading_together")
    )


def name_of(page: Page) -> str:
    return f"{page.method} {page.path}"


def test_only_signing_in_is_for_those_outside() -> None:
    outside = [name_of(page) for page in PAGES if page.roles is None]

    reviewing = [name_of(page) for page in PAGES if page.reviewing]
    assert [name for name in outside if name not in reviewing] == [
        "GET /sign-in",
        "POST /sign-in",
        "POST /sign-in/link",
    ]
    assert reviewing == [name for name in outside if "/review" in name]


async def test_who_has_no_link_of_a_reviewer_is_kindly_asked_for_one(visit_as: Any, outside: Browser) -> None:
    for here in (outside, await visit_as(Role.COORDINATOR)):
        for page in PAGES:
            if page.reviewing and page.path != "/review/leave":
                shown = await (here.get if page.method == "GET" else here.post)(some_place(page))

                door = "data-one-time-link" in shown.text
                assert (name_of(page), door) == (name_of(page), True)


async def test_who_is_not_signed_in_is_asked_to(outside: Browser) -> None:
    for page in PAGES:
        if page.roles is not None:
            shown = await (outside.get if page.method == "GET" else outside.post)(some_place(page))

            assert (name_of(page), shown.status, str(shown.at).partition("?")[0]) == (name_of(page), 303, "/sign-in")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://127.0.0.1"},
        {"Sec-Fetch-Site": "same-origin, cross-site"},
        {"Origin": "http://127.0.0.1:1"},
        {"Referer": "http://127.0.0.1/account"},
    ],
    ids=lambda headers: " ".join(headers.values()) or "nothing",
)
async def test_form_of_another_site_is_refused(visit_as: Any, headers: dict[str, str]) -> None:
    here = await visit_as(Role.COORDINATOR)
    for page in CHANGING:
        shown = await here.post(some_place(page), headers={"Accept-Language": "en", **headers})

        assert (page.path, shown.status, "another site" in shown.text) == (page.path, 403, True)


@pytest.mark.parametrize("headers", [SAME_SITE, {"Sec-Fetch-Site": "none"}, {"Origin": "http://{host}"}])
async def test_form_of_our_own_is_taken(visit_as: Any, headers: dict[str, str]) -> None:
    here = await visit_as(Role.COORDINATOR)
    host = f"127.0.0.1:{here._client.port}"

    shown = await here.post(
        "/account/language", headers={k: v.format(host=host) for k, v in headers.items()}, language="nl"
    )

    assert shown.at == "/account?done=saved"


@pytest.mark.parametrize("path", ["/sign-in", "/", "/account", "/nothing-here", "/languages", "/x/y/z"])
async def test_every_answer_carries_the_headers(visit_as: Any, path: str) -> None:
    here = await visit_as(Role.COORDINATOR)

    headers = (await here.get(path)).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_what_does_not_exist_is_a_page_to_people_and_a_problem_to_scripts(outside: Browser) -> None:
    as_page = await outside.get("/nothing", **{"Accept-Language": "en"})
    as_problem = await outside.get("/nothing", Accept="*/*")

    assert (as_page.status, "There is nothing here." in as_page.text) == (404, True)
    assert (as_problem.status, as_problem.headers["Content-Type"]) == (404, "application/problem+json; charset=utf-8")


async def test_address_that_takes_forms_is_a_page_to_people_and_a_problem_to_scripts(outside: Browser) -> None:
    as_page = await outside.get("/events/1/send", **{"Accept-Language": "en"})
    as_problem = await outside.get("/events/1/send", Accept="*/*")

    assert (as_page.status, as_page.headers["Allow"], "it only takes what a form sends" in as_page.text) == (
        405,
        "POST",
        True,
    )
    assert (as_problem.status, as_problem.headers["Content-Type"]) == (405, "application/problem+json; charset=utf-8")


async def test_way_back_from_a_problem_leads_to_where_one_may_be(visit_as: Any, outside: Browser) -> None:
    here = await visit_as(Role.LIAISON)

    problems = [await outside.get("/review/nothing"), await outside.get("/review/leave"), await here.get("/events/99")]

    back = [set(re.findall(r'<a class="(?:brand|button)" href="([^"]+)"', shown.text)) for shown in problems]
    assert back == [{"/review"}, {"/review"}, {"/"}]


async def test_files_of_the_pages_may_be_kept_and_nothing_else_is_served(outside: Browser) -> None:
    sheet = await outside.get("/static/site.css")
    assert (sheet.status, sheet.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")

    for path in ("/static/nothing.css", "/static/..%2ftemplates%2fbase.html"):
        assert (await outside.get(path)).status == 404


async def test_cookie_is_out_of_reach_of_scripts_and_other_sites(outside: Browser, deps: Deps) -> None:
    shown = await outside.post("/sign-in/link", secret="#" + await make_secret(deps))

    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(shown.headers["Set-Cookie"].split("; "))


async def test_page_for_other_roles_does_not_exist(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("K1", "P1"))
    here = await visit_as(Role.TEACHER, GROUP)

    assert (await here.post("/languages/tr/policy", hold="yes")).status == 404
