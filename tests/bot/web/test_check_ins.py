"""One short question to the groups, and how many chose which face: never who, and nothing that points at a few."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.actions.check_ins import record_check_in
from bot.deps import Deps
from bot.enums import Role
from tests.bot.web.conftest import ON_SQLITE, Api, problem, send_all
from tests.builders import (
    GROUP,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_row,
    make_token,
    require_id,
)
from tests.fakes import NOW, FakeMessenger

BODY = {"question": "clear", "groups": [GROUP]}
TEXT = "Are our messages clear to you?"


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Twelve families of groep 3, the last six of which speak Turkish, and one of groep 4."""
    names = [f"Ouder{number}" for number in range(12)]
    languages = ["nl"] * 6 + ["tr"] * 6
    async with deps.transaction() as session:
        rows = [make_row(f"Kind{name}", name, tag) for name, tag in zip(names, languages, strict=True)]
        await make_families(session, *rows, make_row("Liya", "Selam", "ti", group="groep 4"))
        await make_joined(session, *names, "Selam")


async def ask(deps: Deps, api: Api, messenger: FakeMessenger, body: dict[str, Any] = BODY) -> int:
    reply = await api.post("/check-ins", body)
    await send_all(deps, messenger)
    return int(reply.body["id"])


async def answer(deps: Deps, check_in: int, *faces: int) -> None:
    """One face of each family, in order."""
    async with deps.transaction() as session:
        for number, face in enumerate(faces):
            parent = await require_id(session, f"Ouder{number}")
            facts = {"campaign_id": check_in, "parent_id": parent, "answer": face, "update_id": number + 1}
            await record_check_in(session, **facts, now=NOW)


def numbers(answers: int | None, *faces: int | None) -> dict[str, Any]:
    return {"answers": answers, "faces": list(faces or (None,) * 4)}


async def test_question_goes_to_each_parent_of_the_groups(deps: Deps, api: Api, messenger: FakeMessenger) -> None:
    reply = await api.post("/check-ins", BODY)
    await send_all(deps, messenger)

    assert (reply.status, reply.body["kind"], reply.body["audience_size"]) == (201, "check_in", 12)
    assert [share["how"] for share in reply.body["by_language"]] == ["reviewed", "reviewed"]
    assert sorted(delivery.address for delivery in messenger.delivered) == list(range(7001, 7013))
    assert {len(delivery.buttons[0]) for delivery in messenger.delivered} == {4}


async def test_rehearsal_asks_nobody(deps: Deps, api: Api, messenger: FakeMessenger) -> None:
    reply = await api.post("/check-ins?dry_run=true", BODY)
    await send_all(deps, messenger)

    assert (reply.body["id"], reply.body["reachable"], messenger.delivered) == (None, 12, [])


async def test_faces_are_counted_as_far_as_nobody_is_pointed_at(deps: Deps, api: Api, messenger: FakeMessenger) -> None:
    check_in = await ask(deps, api, messenger)
    await answer(deps, check_in, *[1] * 5, 2, *[1] * 5, 3)

    reply = await api.get(f"/check-ins/{check_in}")

    assert (reply.status, reply.body) == (
        200,
        {
            "id": check_in,
            "question": "clear",
            "text": TEXT,
            "groups": [GROUP],
            "send_at": "2026-11-24T10:00:00+01:00",
            "state": "done",
            "asked": 12,
            "total": numbers(12),
            "by_group": [{"group": GROUP, **numbers(12)}],
            "by_language": [{"language": "nl", **numbers(6)}, {"language": "tr", **numbers(6)}],
        },
    )


async def test_face_of_enough_families_is_shown(deps: Deps, api: Api, messenger: FakeMessenger) -> None:
    check_in = await ask(deps, api, messenger)
    await answer(deps, check_in, *[1] * 6, *[4] * 6)

    body = (await api.get(f"/check-ins/{check_in}")).body

    assert [body["total"], *body["by_language"]] == [
        numbers(12, None, None, None, 6),
        {"language": "nl", **numbers(6)},
        {"language": "tr", **numbers(6)},
    ]


async def test_question_of_few_families_shows_only_how_many_were_asked(
    deps: Deps, api: Api, messenger: FakeMessenger
) -> None:
    check_in = await ask(deps, api, messenger)
    await answer(deps, check_in, 1, 1, 1, 4)

    body = (await api.get(f"/check-ins/{check_in}")).body

    assert (body["asked"], body["total"]) == (12, numbers(None))
    assert "Ouder" not in str(body)


async def test_check_ins_are_listed_the_newest_first(deps: Deps, api: Api, messenger: FakeMessenger) -> None:
    first = await ask(deps, api, messenger)
    second = await ask(deps, api, messenger, {"question": "welcome", "groups": [GROUP, "groep 4"]})
    await api.delete(f"/campaigns/{await ask(deps, api, messenger)}")

    items = (await api.get("/check-ins")).body["items"]

    assert [(item["id"], item["question"], item["groups"]) for item in items] == [
        (second, "welcome", [GROUP, "groep 4"]),
        (first, "clear", [GROUP]),
    ]


async def test_campaign_of_another_kind_is_no_check_in(deps: Deps, api: Api) -> None:
    async with deps.transaction() as session:
        campaign = await make_invitation(session, await make_event(session))

    reply = await api.get(f"/check-ins/{campaign.id}")

    assert (reply.status, reply.body) == (404, problem(404, "Not found", f"There is no check-in {campaign.id}."))


@ON_SQLITE
async def test_teacher_sees_the_check_ins_of_the_own_groups_only(
    deps: Deps, api: Api, messenger: FakeMessenger, as_caller: Callable[[str], Api]
) -> None:
    own = await ask(deps, api, messenger)
    wider = await ask(deps, api, messenger, {"question": "clear", "groups": [GROUP, "groep 4"]})
    async with deps.transaction() as session:
        teacher = as_caller(await make_token(session, role=Role.TEACHER, groups=(GROUP,)))

    assert [item["id"] for item in (await teacher.get("/check-ins")).body["items"]] == [own]
    assert [(await teacher.get(f"/check-ins/{number}")).status for number in (own, wider)] == [200, 404]


@ON_SQLITE
@pytest.mark.parametrize("body", [{"question": "are-you-rich"}, {"groups": []}, {"send_at": "soon"}])
async def test_check_in_that_does_not_fit_is_told(api: Api, body: dict[str, Any]) -> None:
    reply = await api.post("/check-ins", {**BODY, **body})

    assert (reply.status, reply.body["detail"]) == (400, "The body does not fit.")


@ON_SQLITE
async def test_questions_are_shown_in_the_language_of_who_asks(api: Api) -> None:
    english = await api.call("GET", "/check-ins/questions", headers={"Accept-Language": "en"})
    dutch = await api.call("GET", "/check-ins/questions", headers={"Accept-Language": "nl"})

    assert english.body["faces"] == ["😀", "🙂", "😐", "🙁"]
    assert {"key": "clear", "text": TEXT} in english.body["items"]
    assert [item["key"] for item in english.body["items"]] == [item["key"] for item in dutch.body["items"]]
    assert english.body != dutch.body
