"""How each language can be said, the school's glossary and policy, and hints for plain writing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.deps import Deps
from tests.bot.web.conftest import ON_SQLITE, Api, problem
from tests.builders import make_families, make_route, make_row

ENGINE = "nl-en 1.9 3f2a9c1b + en-tr 1.5 0c4d5e6f"
#: Of the phrases and who reviewed them; see tests of the command `languages list`.
_REVIEWS = ("state", "sentences", "sentences_reviewed", "tips", "tips_reviewed", "reviewers", "reviewed_on")


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Two parents read Turkish and one Hungarian; a machine goes into Turkish and back from English."""
    async with deps.transaction() as session:
        await make_families(
            session, make_row("Emre", "Emine", "tr"), make_row("Kaan", "Murat", "tr"), make_row("Réka", "Anna", "hu")
        )
        await make_route(session, "nl", "tr", ENGINE)
        await make_route(session, "en", "nl", "en-nl 1.0 1a2b3c4d")


async def lines(api: Api, **headers: str) -> dict[str, dict[str, Any]]:
    """By language, without what reviews say."""
    reply = await api.call("GET", "/languages", headers=headers)
    assert reply.status == 200
    return {line["language"]: plain(line) for line in reply.body["items"]}


def plain(line: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if name not in _REVIEWS}


def make_line(language: str, name: str, own_name: str, **facts: Any) -> dict[str, Any]:
    return {
        "language": language,
        "name": name,
        "own_name": own_name,
        "phrases": True,
        "machine": None,
        "machine_back": None,
        "hold": False,
        "parents": 0,
        **facts,
    }


async def test_languages_tell_how_each_can_be_said(api: Api) -> None:
    shown = await lines(api)

    assert {tag: shown[tag] for tag in ("tr", "en", "ti", "hu")} == {
        "tr": make_line("tr", "Turkish", "Türkçe", machine=ENGINE, parents=2),
        "en": make_line("en", "English", "English", machine_back="en-nl 1.0 1a2b3c4d"),
        "ti": make_line("ti", "Tigrinya", "ትግርኛ"),
        "hu": make_line("hu", "Hungarian", "Magyar", phrases=False, parents=1),
    }


async def test_languages_are_named_in_dutch_for_who_reads_dutch(api: Api) -> None:
    shown = await lines(api, **{"Accept-Language": "nl-NL,nl;q=0.9,en;q=0.8"})

    assert [shown[tag]["name"] for tag in ("tr", "ti", "hu")] == ["Turks", "Tigrinya", "Hongaars"]


@pytest.mark.parametrize(
    ("asked", "name"),
    [("", "Turkish"), ("en-GB,nl", "Turkish"), ("fr, nl;q=0.5", "Turks"), ("de", "Turkish"), ("NL", "Turks")],
)
@ON_SQLITE
async def test_reader_is_the_first_of_dutch_and_english_that_is_asked_for(api: Api, asked: str, name: str) -> None:
    assert (await lines(api, **{"Accept-Language": asked}))["tr"]["name"] == name


@pytest.mark.parametrize("tag", ["tr", "Turks", "TR", "tr-TR"])
async def test_language_is_held_until_the_school_lets_it_go(api: Api, tag: str) -> None:
    held = await api.put(f"/languages/{tag}", {"hold": True})
    seen = (await lines(api))["tr"]["hold"]
    let_go = await api.put(f"/languages/{tag}", {"hold": False})

    line = make_line("tr", "Turkish", "Türkçe", machine=ENGINE, parents=2)
    assert [(reply.status, plain(reply.body)) for reply in (held, let_go)] == [
        (200, {**line, "hold": True}), (200, line),
    ]  # fmt: skip
    assert seen is True


@pytest.mark.parametrize("hold", [True, False])
async def test_language_that_nobody_speaks_yet_can_be_decided_on(api: Api, hold: bool) -> None:
    reply = await api.put("/languages/ja", {"hold": hold})

    assert (reply.status, plain(reply.body)) == (200, make_line("ja", "Japanese", "日本語", phrases=False, hold=hold))


@ON_SQLITE
async def test_policy_for_no_language_is_told(api: Api) -> None:
    reply = await api.put("/languages/Orkisch", {"hold": True})

    assert (reply.status, reply.body) == (400, problem(400, "Bad input", "'Orkisch' is not a language that we know."))


def make_word(number: int, kind: str, source: str, language: str | None = None, target: str | None = None) -> object:
    return {
        "id": number,
        "kind": kind,
        "source_language": "nl",
        "source": source,
        "target_language": language,
        "target": target,
    }


async def test_glossary_grows_changes_and_shrinks(api: Api) -> None:
    added = [
        await api.post("/glossary", {"kind": "keep", "source": " De Regenboog "}),
        await api.post("/glossary", {"kind": "fixed", "source": "gym", "target": "spor", "target_language": "Turks"}),
        await api.post("/glossary", {"kind": "plain", "source": "participatie", "target": "meedoen"}),
        await api.post("/glossary", {"kind": "plain", "source": "participatie", "target": "samen doen"}),
    ]
    keep, gym = make_word(1, "keep", "De Regenboog"), make_word(2, "fixed", "gym", "tr", "spor")
    plainer = make_word(3, "plain", "participatie", target="samen doen")

    assert [(reply.status, reply.body) for reply in added] == [
        (201, keep), (201, gym), (201, make_word(3, "plain", "participatie", target="meedoen")), (201, plainer),
    ]  # fmt: skip
    assert (await api.get("/glossary")).body == {"items": [keep, gym, plainer]}
    assert (await api.delete("/glossary/2")).body == {"items": [keep, plainer]}
    assert (await api.delete("/glossary/2")).body == problem(404, "Not found", "There is no term 2.")


@ON_SQLITE
@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"kind": "fixed", "source": "gym", "target_language": "tr"}, "Say what it becomes: target is missing."),
        (
            {"kind": "fixed", "source": "gym", "target": "spor"},
            "A fixed translation is for one language: target_language is missing.",
        ),
        (
            {"kind": "keep", "source": "gym", "target_language": "Orkisch"},
            "'Orkisch' is not a language that we know.",
        ),
        ({"kind": "wish", "source": "gym"}, "The body does not fit."),
        ({"kind": "keep", "source": " "}, "The body does not fit."),
    ],
)
async def test_word_that_says_nothing_is_told(api: Api, body: dict[str, str], sentence: str) -> None:
    reply = await api.post("/glossary", body)

    assert (reply.status, reply.body["detail"]) == (400, sentence)
    assert (await api.get("/glossary")).body == {"items": []}


async def test_hints_show_a_plainer_way_and_store_nothing(api: Api) -> None:
    text = "Wij verzoeken u vriendelijk om uw kind tijdig af te melden."

    reply = await api.post("/hints", {"text": text})

    hints = reply.body["items"]
    assert (reply.status, bool(hints)) == (200, True)
    assert [hint["found"] for hint in hints] == [text[hint["start"] : hint["end"]] for hint in hints]
    assert all(hint["better"] for hint in hints)
    assert (await api.get("/translations")).body["items"] == []


@ON_SQLITE
async def test_plain_text_has_no_hints(api: Api) -> None:
    assert (await api.post("/hints", {"text": "Neem een appel mee."})).body == {"items": []}
