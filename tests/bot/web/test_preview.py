"""An invitation as one of its parents would read it, before anybody gets it."""

from __future__ import annotations

import pytest

from bot.deps import Deps
from messages.phrases import spoken
from tests.bot.talks import make_talks
from tests.bot.web.conftest import ON_SQLITE, Api, problem
from tests.builders import make_event, make_families, make_row

BRING = "Een stuk fruit."

pytestmark = ON_SQLITE


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Event 1 holds facts only; event 2 also words of its author."""
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_event(session)
        await make_event(session, bring=BRING)


async def test_preview_in_the_language_of_staff(api: Api) -> None:
    reply = await api.get("/events/1/preview?language=nl")

    text = reply.body.pop("text")
    assert (reply.status, reply.body) == (
        200,
        {
            "buttons": [["✅ Ja", "❌ Nee"], ["🤔 Misschien"], ["🕐 Niet op die tijd"], ["🔊 Luister"]],
            "language": "nl",
            "reads": "nl",
            "how": "reviewed",
            "machine_parts": [],
            "held_parts": [],
            "untranslated_parts": [],
            "back_translation": None,
            "likeness": None,
            "hints": [],
            "warnings": [],
        },
    )
    assert {"Amina", "Noor", "Juf Ruth", "Lokaal 3", "dinsdag 15 december", "08:30"} <= {
        part for part in ("Amina", "Noor", "Juf Ruth", "Lokaal 3", "dinsdag 15 december", "08:30") if part in text
    }


@pytest.mark.parametrize("language", sorted(spoken()))
async def test_preview_of_facts_is_reviewed_in_every_language(api: Api, language: str) -> None:
    reply = await api.get(f"/events/1/preview?language={language}")

    found = {key: reply.body[key] for key in ("language", "reads", "how", "untranslated_parts")}
    assert found == {"language": language, "reads": language, "how": "reviewed", "untranslated_parts": []}


@pytest.mark.parametrize("language", sorted(spoken() - {"nl"}))
async def test_preview_names_the_words_that_nobody_translated(api: Api, language: str) -> None:
    reply = await api.get(f"/events/2/preview?language={language}")

    assert (reply.body["how"], reply.body["untranslated_parts"]) == ("none", [BRING])
    assert BRING in reply.body["text"]


async def test_preview_shows_what_a_person_approved(api: Api) -> None:
    await api.post("/events/2/invitations")
    wanted = (await api.get("/translations?state=unserved")).body["items"]
    arabic = next(entry["id"] for entry in wanted if entry["target_language"] == "ar")
    await api.put(f"/translations/{arabic}", {"target": "قطعة فاكهة."})

    reply = await api.get("/events/2/preview?language=ar")

    assert (reply.body["how"], reply.body["untranslated_parts"]) == ("approved", [])
    assert "قطعة فاكهة." in reply.body["text"]
    assert BRING not in reply.body["text"]


@pytest.mark.parametrize(("asked", "language"), [("ja", "ja"), ("Japans", "ja"), ("Hungarian", "hu")])
async def test_preview_without_catalogue_reads_as_staff_write(api: Api, asked: str, language: str) -> None:
    reply = await api.get(f"/events/1/preview?language={asked}")

    found = {key: reply.body[key] for key in ("language", "reads", "how")}
    assert found == {"language": language, "reads": "nl", "how": "none"}


@pytest.mark.parametrize("asked", ["Turks", "Turkish", "T%C3%BCrk%C3%A7e", "TR", "tr-TR", "tr_TR"])
async def test_preview_takes_a_language_by_any_of_its_names(api: Api, asked: str) -> None:
    reply = await api.get(f"/events/1/preview?language={asked}")

    assert (reply.status, reply.body["reads"]) == (200, "tr")


@pytest.mark.parametrize(("query", "reads"), [("", "nl"), ("?language=", "nl")])
async def test_preview_is_in_dutch_unless_asked_otherwise(api: Api, query: str, reads: str) -> None:
    assert (await api.get(f"/events/1/preview{query}")).body["reads"] == reads


async def test_preview_in_no_language_is_told(api: Api) -> None:
    reply = await api.get("/events/1/preview?language=Orkisch")

    assert (reply.status, reply.body) == (400, problem(400, "Bad input", "'Orkisch' is not a language that we know."))


async def test_preview_for_a_group_without_parents_shows_dots(api: Api) -> None:
    await api.send_csv(
        "child_id,child_first_name,group,parent_id,parent_name,home_language\nK-Noor,Noor,groep 4,P-Amina,Amina,ar\n"
    )

    reply = await api.get("/events/1/preview?language=nl")

    assert reply.status == 200
    assert "…" in reply.body["text"]
    assert "Amina" not in reply.body["text"]


async def test_preview_of_talks_shows_how_a_time_is_chosen(api: Api, deps: Deps) -> None:
    async with deps.transaction() as session:
        event = await make_talks(session)

    reply = await api.get(f"/events/{event.id}/preview?language=en")

    labels = [["🕐 Choose a time"], ["🤷 None of these times"], ["❌ No"], ["🔊 Listen"]]
    assert (reply.body["buttons"], "🕐 At 15:00" in reply.body["text"]) == (labels, True)
