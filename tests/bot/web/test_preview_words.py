"""The author's own words before they leave: how they are said, what they mean when they come back, and what to do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.actions.machine import claim_back_wanted
from bot.actions.translations import record_wanted
from bot.deps import Deps
from messages.phrases import phrases_in
from tests.bot.web.conftest import ON_SQLITE, Api
from tests.bot.web.machine import ENGINE, say, serve
from tests.builders import make_event, make_families, make_row
from tests.fakes import NOW

BRING, NOTE = "Neem een appel mee.", "Kom gerust."
NOBODY_EN = (
    "No machine translates into: Tigrinya. Have somebody translate and approve the sentences, tell it at the gate, or "
    "let a liaison call. Else parents read your sentences as written, with a note."
)
NOBODY_NL = (
    "Geen machine vertaalt naar: Tigrinya. Laat iemand de zinnen vertalen en keur ze goed, vertel het aan de deur, of "
    "laat de brugfunctionaris bellen. Anders lezen ouders je zinnen zoals je ze schreef, met uitleg."
)
DUTCH = {"Accept-Language": "nl"}

pytestmark = ON_SQLITE


@pytest.fixture
def deps(deps: Deps) -> Deps:
    """Nobody here waits for a machine that does not come."""
    return replace(deps, patience=0.01)


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Event 1 has words of its author; a machine goes into Arabic and Polish."""
    await serve(deps, "ar", "pl")
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina", "ar"))
        await make_event(session, bring=BRING, note=NOTE)


async def want(deps: Deps, text: str, tag: str = "ar") -> None:
    async with deps.transaction() as session:
        await record_wanted(session, texts=[text], source="nl", targets=[tag], now=NOW)


async def look(api: Api, tag: str = "ar", **headers: str) -> dict[str, Any]:
    reply = await api.call("GET", f"/events/1/preview?language={tag}", headers=headers)
    assert reply.status == 200
    shown: dict[str, Any] = reply.body
    return shown


def part(number: int, source: str, state: str, target: str | None, **facts: Any) -> dict[str, Any]:
    return {
        "id": number,
        "source": source,
        "target": target,
        "state": state,
        "reasons": [],
        "back_translation": None,
        "likeness": None,
        "likeness_words": None,
        **facts,
    }


async def test_machine_words_are_shown_with_what_they_mean_when_they_come_back(deps: Deps, api: Api) -> None:
    await want(deps, BRING)
    await say(deps, "ar", "أحضر تفاحة.", back=("Breng een appel.", 62))
    await want(deps, NOTE)
    await say(deps, "ar", "تفضلوا.", back=("Kom gerust.", 100))

    shown = await look(api)

    again, same = (
        "The translation comes back in other words: read whether it says the same.",
        ("The translation comes back almost the same: it probably says what you wrote."),
    )
    assert shown["machine_parts"] == [
        part(
            1, BRING, "machine", "أحضر تفاحة.", back_translation="Breng een appel.", likeness=62, likeness_words=again
        ),
        part(2, NOTE, "machine", "تفضلوا.", back_translation="Kom gerust.", likeness=100, likeness_words=same),
    ]
    assert (shown["how"], shown["held_parts"], shown["untranslated_parts"]) == ("machine", [], [])
    assert (shown["back_translation"], shown["likeness"]) == ("Breng een appel. Kom gerust.", 62)
    assert ("أحضر تفاحة." in shown["text"], shown["warnings"]) == (True, [])
    assert shown["buttons"][-2] == ["📝 " + phrases_in("ar").say("What the school wrote")]


async def test_held_words_are_shown_with_reasons_and_go_out_as_written_for_now(deps: Deps, api: Api) -> None:
    await want(deps, BRING)
    await say(deps, "ar", "أحضر تفاحة.")
    await want(deps, NOTE)
    await say(deps, "ar", "؟", held="unsure")

    english, dutch = await look(api), await look(api, **DUTCH)

    words = ["The translation machine was unsure about this sentence.", "De vertaalmachine was onzeker over deze zin."]
    assert [shown["held_parts"] for shown in (english, dutch)] == [
        [part(2, NOTE, "held", "؟", reasons=[{"code": "unsure", "detail": "", "words": sentence}])]
        for sentence in words
    ]
    assert (english["how"], english["untranslated_parts"]) == ("held", [NOTE])
    assert NOTE in english["text"]
    assert [shown["warnings"] for shown in (english, dutch)] == [
        ["The translation waits for a person: Arabic. Look at it first; the message waits for it a while."],
        ["De vertaling wacht op een mens: Arabisch. Bekijk haar eerst; het bericht wacht er even op."],
    ]


async def test_words_that_the_machine_has_not_come_to_are_told_as_such(api: Api) -> None:
    english, dutch = await look(api), await look(api, **DUTCH)

    assert (english["how"], english["untranslated_parts"]) == ("held", [BRING, NOTE])
    assert [shown["warnings"] for shown in (english, dutch)] == [
        ["Not translated yet: Arabic. The message waits for it a while."],
        ["Nog niet vertaald: Arabisch. Het bericht wacht er even op."],
    ]


async def test_language_that_no_machine_speaks_tells_which_ways_are_left(api: Api) -> None:
    english, dutch = await look(api, "ti"), await look(api, "ti", **DUTCH)

    assert (english["how"], english["machine_parts"], english["untranslated_parts"]) == ("none", [], [BRING, NOTE])
    assert [shown["warnings"] for shown in (english, dutch)] == [[NOBODY_EN], [NOBODY_NL]]


async def test_rejected_words_ask_for_better_ones(deps: Deps, api: Api) -> None:
    await want(deps, NOTE)
    await say(deps, "ar", "؟")
    await api.put("/translations/1", {"target": "؟", "approve": False})
    await want(deps, BRING)
    await say(deps, "ar", "أحضر تفاحة.")

    english, dutch = await look(api), await look(api, **DUTCH)

    assert [shown["warnings"] for shown in (english, dutch)] == [
        ["The translation was rejected: Arabic. Approve a better one first."],
        ["De vertaling is afgekeurd: Arabisch. Keur eerst een betere goed."],
    ]


async def test_approved_words_need_no_machine_and_no_back_translation(deps: Deps, api: Api) -> None:
    for number, text in enumerate((BRING, NOTE), start=1):
        await want(deps, text)
        await api.put(f"/translations/{number}", {"target": f"[{number}]"})

    shown = await look(api)

    found = {name: shown[name] for name in ("how", "machine_parts", "held_parts", "back_translation", "warnings")}
    assert found == {
        "how": "approved", "machine_parts": [], "held_parts": [], "back_translation": None, "warnings": [],
    }  # fmt: skip


async def test_preview_hints_at_plainer_words(deps: Deps, api: Api) -> None:
    text = "Wij verzoeken u vriendelijk om uw kind tijdig af te melden."
    async with deps.transaction() as session:
        await make_event(session, note=text)

    hints = (await api.get("/events/2/preview?language=nl")).body["hints"]

    assert hints == (await api.post("/hints", {"text": text})).body["items"]
    assert hints != []


async def test_back_translation_is_asked_for_when_somebody_looks(deps: Deps, api: Api) -> None:
    await look(api)
    await say(deps, "ar", "…")

    async with deps.reading() as session:
        claimed = await claim_back_wanted(session, now=NOW)
    assert [(entry.source, entry.engine) for entry in claimed] == [(BRING, ENGINE), (NOTE, ENGINE)]
