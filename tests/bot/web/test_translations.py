"""The translation memory: what is wanted, and what a person decides for ever."""

from __future__ import annotations

from typing import Any

import pytest

from bot.deps import Deps
from bot.queries.translations import PAGE
from tests.bot.web.conftest import ON_SQLITE, Api, problem
from tests.builders import GROUP, make_families, make_row


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Zosia", "Piotr", "pl"))


def entry(number: int, language: str, state: str = "unserved", target: str | None = None) -> dict[str, Any]:
    """Nobody installed a machine."""
    return {
        "id": number,
        "source": "Morgen zwemles.",
        "source_language": "nl",
        "target": target,
        "target_language": language,
        "state": state,
        "origin": None if state == "unserved" else "person",
        "engine": None,
        "reasons": [],
        "back_translation": None,
        "likeness": None,
        "likeness_words": None,
    }


async def _announce(api: Api) -> None:
    await api.post("/announcements", {"text": "Morgen zwemles.", "groups": [GROUP]})


async def test_announcement_wants_its_sentences_in_every_language_of_its_readers(api: Api) -> None:
    await _announce(api)
    await _announce(api)

    reply = await api.get("/translations?state=unserved")

    assert (reply.status, reply.body) == (200, {"items": [entry(1, "ar"), entry(2, "pl")], "next": None})


async def test_person_approves_a_sentence(api: Api) -> None:
    await _announce(api)

    reply = await api.put("/translations/2", {"target": " Jutro lekcja pływania. ", "approve": True})

    approved = entry(2, "pl", "approved", "Jutro lekcja pływania.")
    assert (reply.status, reply.body) == (200, approved)
    assert (await api.get("/translations?state=approved")).body["items"] == [approved]
    assert (await api.get("/translations?state=unserved")).body["items"] == [entry(1, "ar")]


async def test_person_rejects_a_sentence(api: Api) -> None:
    await _announce(api)

    reply = await api.put("/translations/1", {"target": "خطأ", "approve": False})

    assert reply.body == entry(1, "ar", "rejected", "خطأ")


@ON_SQLITE
@pytest.mark.parametrize("state", ["", "pending", "machine", "held", "approved", "rejected"])
async def test_translations_are_listed_by_state(api: Api, state: str) -> None:
    assert (await api.get(f"/translations?state={state}")).status == 200


async def test_translations_come_in_pages(api: Api) -> None:
    words = [f"Dit is zin {number}." for number in range(PAGE // 2 + 1)]
    await api.post("/announcements", {"text": " ".join(words), "groups": [GROUP]})

    first = (await api.get("/translations")).body
    second = (await api.get(f"/translations?after={first['next']}")).body

    assert [len(first["items"]), len(second["items"]), second["next"]] == [PAGE, 2, None]


async def test_unknown_translation_is_not_found(api: Api) -> None:
    reply = await api.put("/translations/7", {"target": "Hallo"})

    assert (reply.status, reply.body) == (404, problem(404, "Not found", "There is no translation 7."))


@ON_SQLITE
@pytest.mark.parametrize(
    "body", [{}, {"target": " "}, {"target": "a\0"}, {"target": None}, {"target": "a", "approve": "yes"}, {"text": "a"}]
)
async def test_decision_that_does_not_fit_is_told(api: Api, body: dict[str, Any]) -> None:
    await _announce(api)

    reply = await api.put("/translations/1", body)

    assert (reply.status, reply.body["detail"]) == (400, "The body does not fit.")
    assert (await api.get("/translations?state=unserved")).body["items"] == [entry(1, "ar"), entry(2, "pl")]


@ON_SQLITE
@pytest.mark.parametrize("query", ["?state=open", "?after=x", "?after=-1"])
async def test_translations_tell_what_they_do_not_take(api: Api, query: str) -> None:
    assert (await api.get(f"/translations{query}")).status == 400
