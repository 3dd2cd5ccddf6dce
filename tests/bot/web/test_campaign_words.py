"""Before an author sends: in which languages the words are said, by whom, and until when messages wait for them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.deps import Deps
from tests.bot.web.conftest import ON_SQLITE, Api, Reply, plan_all, send_all
from tests.bot.web.machine import say, serve
from tests.builders import GROUP, make_families, make_joined, make_row
from tests.fakes import FakeClock, FakeMessenger

ASKED = {"text": "Morgen zwemles.", "groups": [GROUP]}


@pytest.fixture
def deps(deps: Deps) -> Deps:
    """Nobody here waits for a machine that does not come."""
    return replace(deps, patience=0.01)


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """A machine goes into Arabic, Polish and Turkish, and not into Tigrinya."""
    await serve(deps, "ar", "pl", "tr")
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar"),
            make_row("Emre", "Emine", "tr"),
            make_row("Sem", "Marit", "nl"),
            make_row("Zosia", "Piotr", "pl"),
            make_row("Liya", "Selam", "ti"),
        )
        await make_joined(session, "Amina", "Emine", "Marit", "Piotr", "Selam")


async def rehearse(api: Api, **headers: str) -> Reply:
    return await api.call("POST", "/announcements?dry_run=true", json=ASKED, headers=headers)


def how(reply: Reply) -> dict[str, str]:
    return {share["language"]: share["how"] for share in reply.body["by_language"]}


async def test_author_sees_how_each_language_is_said_before_anything_is_scheduled(
    deps: Deps, api: Api, messenger: FakeMessenger
) -> None:
    first = await rehearse(api)
    await say(deps, "ar", "غدا درس السباحة.")
    await say(deps, "pl", "?", held="repeated")
    english, dutch = await rehearse(api), await rehearse(api, **{"Accept-Language": "nl"})
    await send_all(deps, messenger)

    assert how(first) == {"ar": "held", "nl": "reviewed", "pl": "held", "ti": "none", "tr": "held"}
    assert how(english) == {"ar": "machine", "nl": "reviewed", "pl": "held", "ti": "none", "tr": "held"}
    assert [warning.split(". ")[0] for warning in english.body["warnings"]] == [
        "No machine translates into: Tigrinya",
        "The translation waits for a person: Polish",
        "Not translated yet: Turkish",
    ]
    assert [warning.split(". ")[0] for warning in dutch.body["warnings"]] == [
        "Geen machine vertaalt naar: Tigrinya",
        "De vertaling wacht op een mens: Pools",
        "Nog niet vertaald: Turks",
    ]
    assert (english.body["id"], messenger.delivered) == (None, [])


async def test_language_that_the_school_holds_is_told_as_held(deps: Deps, api: Api) -> None:
    await rehearse(api)
    await say(deps, "ar", "غدا درس السباحة.")
    await api.put("/languages/ar", {"hold": True})

    assert how(await rehearse(api))["ar"] == "held"


async def test_campaign_tells_until_when_it_waits_for_words(
    deps: Deps, api: Api, clock: FakeClock, messenger: FakeMessenger
) -> None:
    async def follow() -> tuple[str, int, str | None]:
        await send_all(deps, messenger)
        body = (await api.get("/campaigns/1")).body
        return body["state"], body["sent"], body["waits_until"]

    await api.post("/announcements", ASKED)
    seen = [await follow()]
    await say(deps, "ar", "غدا درس السباحة.")
    await say(deps, "pl", "?", held="repeated")
    seen.append(await follow())
    clock.push(deps.settings.translation_wait)
    seen.append(await follow())

    until = "2026-11-24T12:00:00+01:00"
    assert seen == [("running", 2, until), ("running", 3, until), ("done", 5, None)]


async def test_campaign_that_is_called_off_waits_for_nothing(deps: Deps, api: Api) -> None:
    await api.post("/announcements", ASKED)
    await plan_all(deps)

    assert (await api.delete("/campaigns/1")).body["waits_until"] is None


@ON_SQLITE
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?language=ar", [1]),
        ("?language=ar&state=held", []),
        ("?state=held", [2]),
        ("?state=machine&words=ZWEM", [1]),
        ("?words=درس", [1]),
        ("?words=%25", []),
    ],
)
async def test_memory_is_searched_by_language_state_and_words(
    deps: Deps, api: Api, query: str, found: list[int]
) -> None:
    await rehearse(api)
    await say(deps, "ar", "غدا درس السباحة.")
    await say(deps, "pl", "?", held="repeated")

    reply = await api.get(f"/translations{query}")

    assert [entry["id"] for entry in reply.body["items"]] == found


async def test_memory_tells_where_machine_words_come_from(deps: Deps, api: Api) -> None:
    await rehearse(api)
    await say(deps, "pl", "?", held="repeated", back=("Wat?", 5))

    (entry,) = (await api.get("/translations?state=held")).body["items"]

    assert (entry["origin"], entry["engine"], entry["reasons"]) == (
        "machine",
        "nl-ar 1.0 3f2a9c1b",
        [{"code": "repeated", "detail": "", "words": "The translation repeats words."}],
    )
    assert (entry["back_translation"], entry["likeness"], entry["likeness_words"]) == (
        "Wat?",
        5,
        "The translation comes back as something else: write shorter, or ask a person who speaks the language.",
    )
