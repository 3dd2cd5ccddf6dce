"""What parents would like to do with the school: asked once, found by staff of their groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import Role
from tests.bot.web.conftest import ON_SQLITE, Api, send_all
from tests.builders import GROUP, make_families, make_joined, make_row, make_token
from tests.fakes import FakeMessenger
from tests.questions import make_offer

MUSIC = {"skills": ["cooking", "music"], "times": ["evenings"]}
TRIPS = {"skills": ["trips"], "times": []}


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Amina (children in two groups), Piotr of groep 4, and Selam, who took everything back."""
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar", second_language="fr"),
            make_row("Sami", "Amina", "ar", second_language="fr", group="groep 4"),
            make_row("Zosia", "Piotr", "pl", group="groep 4"),
            make_row("Liya", "Selam", "ti"),
        )
        await make_joined(session, "Amina", "Piotr", "Selam")
        taps = [("Amina", "music"), ("Amina", "cooking"), ("Amina", "evenings"), ("Piotr", "trips")]
        for number, (parent, key) in enumerate([*taps, ("Selam", "music"), ("Selam", "music")], start=1):
            await make_offer(session, parent, key, update_id=number)


def line(parent: str, languages: list[str], children: dict[str, str], offered: dict[str, Any]) -> dict[str, Any]:
    return {
        "parent_id": f"P-{parent}",
        "name": parent,
        "languages": languages,
        "children": [
            {"child_id": f"K-{child}", "first_name": child, "group": group} for child, group in children.items()
        ],
        **offered,
        "changed_at": "2026-11-24T10:00:00+01:00",
    }


AMINA = line("Amina", ["ar", "fr"], {"Noor": GROUP, "Sami": "groep 4"}, MUSIC)
PIOTR = line("Piotr", ["pl"], {"Zosia": "groep 4"}, TRIPS)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [AMINA, PIOTR]),
        ("?skill=music", [AMINA]),
        ("?skill=music&time=evenings&language=Frans", [AMINA]),
        ("?skill=music&time=mornings", []),
        ("?language=pl", [PIOTR]),
        ("?group=groep%203", [AMINA]),
        ("?group=groep%204&skill=trips", [PIOTR]),
        ("?skill=garden", []),
    ],
)
async def test_offers_are_found_by_what_is_needed(api: Api, query: str, found: list[dict[str, Any]]) -> None:
    reply = await api.get(f"/offers{query}")

    assert (reply.status, reply.body) == (200, {"items": found})


@ON_SQLITE
@pytest.mark.parametrize("query", ["?skill=flying", "?time=always", "?language=xyzzy", "?who=Amina"])
async def test_search_that_does_not_fit_is_told(api: Api, query: str) -> None:
    assert (await api.get(f"/offers{query}")).status == 400


@ON_SQLITE
async def test_teacher_finds_parents_of_the_own_groups_with_their_children_there(
    deps: Deps, as_caller: Callable[[str], Api]
) -> None:
    async with deps.transaction() as session:
        teacher = as_caller(await make_token(session, role=Role.TEACHER, groups=(GROUP,)))

    replies = [await teacher.get("/offers"), await teacher.get("/offers?group=groep%204")]

    mine = line("Amina", ["ar", "fr"], {"Noor": GROUP}, MUSIC)
    assert [(reply.status, reply.body.get("items")) for reply in replies] == [(200, [mine]), (404, None)]


async def test_question_shows_each_parent_what_was_offered_before(
    deps: Deps, api: Api, messenger: FakeMessenger
) -> None:
    reply = await api.post("/offers/questions", {"groups": [GROUP, "groep 4"]})
    await send_all(deps, messenger)

    assert (reply.status, reply.body["kind"], reply.body["audience_size"]) == (201, "offer", 3)
    marked = {
        delivery.address: [button.data for row in delivery.buttons for button in row if button.label.startswith("✅")]
        for delivery in messenger.delivered
    }
    assert marked == {7001: ["f1.1", "f1.3", "f1.53"], 7002: ["f2.8"], 7003: []}
