"""Who is there, how far each parent is reached, and the link that brings a parent in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.deps import Deps
from bot.domain.codes import looks_like_code
from bot.enums import Role
from bot.queries.families import PAGE
from tests.bot.web.conftest import ON_SQLITE, Api, problem
from tests.builders import GROUP, make_families, make_joined, make_row, make_token


@pytest.fixture
async def school(deps: Deps) -> None:
    """Amina joined; Piotr has a child in each of two groups; Selam's child is in the other group."""
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar"),
            make_row("Zosia", "Piotr", "pl"),
            make_row("Jan", "Piotr", "pl", group="groep 4"),
            make_row("Liya", "Selam", "ti", group="groep 4"),
        )
        await make_joined(session, "Amina")


@pytest.fixture
async def teacher(deps: Deps, school: None, as_caller: Callable[[str], Api]) -> Api:
    async with deps.transaction() as session:
        return as_caller(await make_token(session, role=Role.TEACHER, groups=(GROUP,)))


async def _names(api: Api, query: str = "") -> list[str]:
    return [item["name"] for item in (await api.get(f"/families{query}")).body["items"]]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Amina", "Piotr", "Selam"]),
        ("?group=&reached=", ["Amina", "Piotr", "Selam"]),
        ("?group=groep%203", ["Amina", "Piotr"]),
        ("?reached=true", ["Amina"]),
        ("?reached=false", ["Piotr", "Selam"]),
        ("?group=groep+4&reached=true", []),
        ("?group=groep%209", []),
        ("?after=1", ["Piotr", "Selam"]),
        ("?after=9223372036854775807", []),
    ],
)
async def test_families_are_listed_by_group_and_reach(api: Api, school: None, query: str, names: list[str]) -> None:
    assert await _names(api, query) == names


async def test_families_tell_how_far_each_parent_is_reached(api: Api, school: None) -> None:
    reply = await api.get("/families?group=groep+3")

    def child(name: str, group: str) -> dict[str, str]:
        return {"child_id": f"K-{name}", "first_name": name, "group": group}

    assert (reply.status, reply.body) == (
        200,
        {
            "items": [
                {
                    "parent_id": "P-Amina",
                    "name": "Amina",
                    "home_language": "ar",
                    "children": [child("Noor", "groep 3")],
                    "status": "joined",
                },
                {
                    "parent_id": "P-Piotr",
                    "name": "Piotr",
                    "home_language": "pl",
                    "children": [child("Zosia", "groep 3"), child("Jan", "groep 4")],
                    "status": "invited",
                },
            ],
            "next": None,
        },
    )


async def test_families_come_in_pages(deps: Deps, api: Api) -> None:
    rows = [make_row(f"K{number}", f"P{number}") for number in range(PAGE + 3)]
    async with deps.transaction() as session:
        await make_families(session, *rows)

    first = (await api.get("/families")).body
    second = (await api.get(f"/families?after={first['next']}")).body

    assert (len(first["items"]), len(second["items"]), second["next"]) == (PAGE, 3, None)
    assert len({item["parent_id"] for item in first["items"] + second["items"]}) == PAGE + 3


async def test_teacher_sees_the_own_group_only(teacher: Api) -> None:
    assert await _names(teacher) == ["Amina", "Piotr"]
    assert (await teacher.get("/families?group=groep+4")).status == 404


@ON_SQLITE
@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ("?reached=perhaps", "reached", "Input should be a valid boolean, unable to interpret input"),
        ("?after=-1", "after", "Input should be greater than or equal to 0"),
        ("?after=99999999999999999999", "after", "Input should be less than or equal to 9223372036854775807"),
        ("?group=%00", "group", "Value error, holds a NUL character"),
        ("?group=" + "x" * 201, "group", "String should have at most 200 characters"),
        ("?page=2", "page", "Extra inputs are not permitted"),
    ],
)
async def test_wrong_query_is_told_by_field(api: Api, query: str, field: str, reason: str) -> None:
    reply = await api.get(f"/families{query}")

    errors = [{"field": field, "reason": reason}]
    assert (reply.status, reply.body) == (400, problem(400, "Bad input", "The query does not fit.", errors))


@pytest.mark.usefixtures("school")
class TestEnrolment:
    @pytest.fixture
    async def deps(self, deps: Deps) -> Deps:
        """A school whose bot has a name."""
        return replace(deps, settings=replace(deps.settings, telegram_bot="@regenboog_bot"))

    async def test_enrolment_gives_a_link_for_one_parent(self, api: Api) -> None:
        reply = await api.post("/families/P-Piotr/enrolment")

        code: Any = reply.body["code"]
        assert (reply.status, reply.body) == (
            201,
            {
                "link": f"https://t.me/regenboog_bot?start={code}",
                "code": code,
                "expires_at": "2026-12-08T10:00:00+01:00",
            },
        )
        assert looks_like_code(code)

    async def test_enrolment_again_gives_another_code(self, api: Api) -> None:
        first, second = [await api.post("/families/P-Piotr/enrolment") for _ in range(2)]

        assert first.body["code"] != second.body["code"]

    @pytest.mark.parametrize("parent_id", ["P-Nobody", "a%2Fb", "%00", "%ff", "x" * 2000])
    async def test_enrolment_of_nobody_is_not_found(self, api: Api, parent_id: str) -> None:
        assert (await api.post(f"/families/{parent_id}/enrolment")).status == 404

    async def test_enrolment_of_another_group_is_not_found(self, teacher: Api) -> None:
        own = await teacher.post("/families/P-Piotr/enrolment")
        other = await teacher.post("/families/P-Selam/enrolment")

        assert own.status == 201
        assert (other.status, other.body) == (404, problem(404, "Not found", "There is no parent 'P-Selam'."))


async def test_enrolment_waits_for_the_name_of_the_bot(api: Api, school: None) -> None:
    reply = await api.post("/families/P-Piotr/enrolment")

    sentence = (
        "The name of the bot is not known yet. Start 'ouderbrug run' once with a Telegram token, "
        "or set OUDERBRUG_TELEGRAM_BOT."
    )
    assert (reply.status, reply.body) == (503, problem(503, "Unavailable", sentence))


async def test_erased_parent_is_told_in_counts_and_gone(api: Api, school: None) -> None:
    reply = await api.delete("/families/P-Piotr")
    again = await api.delete("/families/P-Piotr")

    assert (reply.status, reply.body["files"], reply.body["erased"]["parents"]) == (200, True, 1)
    assert again.body == problem(404, "Not found", "There is no parent 'P-Piotr'.")
    assert await _names(api) == ["Amina", "Selam"]
