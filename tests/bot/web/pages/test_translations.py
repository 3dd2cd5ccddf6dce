"""What waits for a person is read, corrected, approved or rejected; the school keeps its own words."""

from __future__ import annotations

from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import Role, TranslationState
from bot.models import Translation
from tests.bot.web.pages.conftest import Browser
from tests.fakes import NOW

HELD, APPROVED, REJECTED = TranslationState.HELD, TranslationState.APPROVED, TranslationState.REJECTED


@pytest.fixture
async def lio(visit_as: Any, deps: Deps) -> Browser:
    """The liaison, with a memory in which some sentences wait."""
    async with deps.transaction() as session:
        session.add_all(
            [
                entry("Neem regenlaarzen mee.", "tr", TranslationState.UNSERVED),
                entry("Kom op tijd.", "tr", HELD, target="Erken gelin.", reasons=[["too-short", ""]]),
                entry("Tot morgen.", "ar", TranslationState.MACHINE, target="إلى الغد."),
                entry("Alleen voor jou.", "tr", HELD, private=True),
            ]
        )
    browser: Browser = await visit_as(Role.LIAISON, name="Lio")
    return browser


def entry(source: str, language: str, state: TranslationState, **facts: Any) -> Translation:
    keys = {"source_key": source, "loose_key": source, "source": source, "source_language": "nl"}
    return Translation(**keys, target_language=language, state=state, created_at=NOW, **facts)


async def found(deps: Deps, number: int) -> tuple[str | None, str]:
    async with deps.reading() as session:
        one = await session.get_one(Translation, number)
        return one.target, one.state


async def test_language_with_most_to_do_comes_first_and_held_before_unserved(lio: Browser) -> None:
    text = (await lio.get("/translations")).text

    assert '<option value="tr" selected>Turkish (2)</option>' in text
    assert text.index("Kom op tijd.") < text.index("Neem regenlaarzen mee.")
    assert "Alleen voor jou." not in text
    assert "Erken gelin." in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("language=ar&state=machine", ["Tot morgen."]),
        ("language=tr&words=regen", ["Neem regenlaarzen mee."]),
        ("language=tr&words=%25", []),
        ("language=tr&state=approved", []),
        ("language=xx&state=nonsense&after=99999999999999999999", []),
        ("language=tr&after=1", ["Neem regenlaarzen mee."]),
        ("language=all&state=machine&words=morgen", ["Tot morgen."]),
    ],
)
async def test_memory_is_searched(lio: Browser, query: str, shown: list[str]) -> None:
    text = (await lio.get(f"/translations?{query}")).text

    sentences = ("Neem regenlaarzen mee.", "Kom op tijd.", "Tot morgen.")
    assert [one for one in sentences if f'<p class="source" dir="auto">{one}</p>' in text] == shown
    assert ('class="empty"' in text) == (not shown)


async def test_person_corrects_and_approves_and_takes_it_back(lio: Browser, deps: Deps) -> None:
    done = await lio.post("/translations/2?language=tr&state=waiting&x=1", target="Vaktinde gelin.", decision="approve")

    assert done.at == "/translations?language=tr&state=waiting&undo=2&done=approved"
    assert await found(deps, 2) == ("Vaktinde gelin.", APPROVED)
    assert 'action="/translations/2/undo?language=tr&amp;state=waiting"' in (await lio.get(done.at)).text
    assert "Take the decision back" in (await lio.get("/translations?language=tr&state=approved")).text
    assert (await lio.post("/translations/2/undo?language=tr")).at == "/translations?language=tr&done=undone"
    assert await found(deps, 2) == ("Erken gelin.", HELD)
    assert (await lio.post("/translations/2/undo")).status == 409


async def test_who_rejects_says_why_and_colleagues_read_it(lio: Browser, deps: Deps) -> None:
    unsaid = await lio.post("/translations/2?language=tr", target="Erkenden gelin.", decision="reject", note="vroeg")
    assert (unsaid.status, 'id="reason-2-wrong"' in unsaid.text) == (422, True)
    assert ("Erkenden gelin.</textarea>" in unsaid.text, 'value="vroeg"' in unsaid.text) == (True, True)

    wrong = {"decision": "reject", "reason": "rejected-meaning", "note": "te vroeg"}
    assert (await lio.post("/translations/2", target="Erken gelin.", **wrong)).at == (
        "/translations?undo=2&done=rejected"
    )
    assert await found(deps, 2) == ("Erken gelin.", REJECTED)
    assert "“te vroeg”" in (await lio.get("/translations?language=tr&state=rejected")).text


async def test_second_page_keeps_its_place(lio: Browser) -> None:
    second = "/translations?language=tr&state=waiting&after=1"
    action = "/translations/1?language=tr&state=waiting&after=1"
    assert f'action="{action}"'.replace("&", "&amp;") in (await lio.get(second)).text

    empty = await lio.post(action, target=" ", decision="approve")
    assert (empty.status, 'id="target-1-wrong"' in empty.text) == (422, True)
    done = await lio.post(action, target="Lastik çizme getirin.", decision="approve")
    assert done.at == f"{second}&undo=1&done=approved"
    after = (await lio.get(done.at)).text
    undo = "/translations/1/undo?language=tr&state=waiting&after=1"
    assert ("These were the last ones." in after, f'action="{undo}"'.replace("&", "&amp;") in after) == (True, True)
    assert (await lio.post(undo)).at == f"{second}&done=undone"


async def test_empty_target_is_told_and_private_words_are_not_there(lio: Browser) -> None:
    empty = await lio.post("/translations/1?language=tr", target=" ", decision="approve")
    assert (empty.status, 'id="target-1-wrong"' in empty.text) == (422, True)
    assert (await lio.post("/translations/4", target="x", decision="approve")).status == 404


async def test_school_keeps_its_own_words(lio: Browser) -> None:
    assert "A good first one: the name of the school." in (await lio.get("/translations/words")).text

    assert (await lio.post("/translations/words", kind="keep", source="De Regenboog")).at == (
        "/translations/words?done=saved"
    )
    fixed = {"kind": "fixed", "source": "inloopochtend", "target": "sabah ziyareti", "target_language": "Turks"}
    await lio.post("/translations/words", **fixed)
    text = " ".join((await lio.get("/translations/words")).text.split())
    assert '<th scope="row" dir="auto">De Regenboog</th> <td>stays as it is' in text
    assert 'always becomes <span dir="auto">sabah ziyareti</span></td> <td>Turkish</td>' in text
    removed = await lio.post("/translations/words/1/remove")
    assert removed.at == "/translations/words?kind=keep&source=De+Regenboog&done=saved"
    offered = (await lio.get(str(removed.at))).text
    assert ("De Regenboog</th>" in offered, 'name="source" value="De Regenboog"' in offered) == (False, True)
    assert (await lio.post("/translations/words/1/remove")).status == 404
    gone = (await lio.post("/translations/words/2/remove")).at
    assert (
        gone
        == "/translations/words?kind=fixed&source=inloopochtend&target=sabah+ziyareti&target_language=tr&done=saved"
    )
    await lio.post("/translations/words", **fixed)
    assert "sabah ziyareti" in (await lio.get("/translations/words")).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "keep", "source": ""},
        {"kind": "fixed", "source": "x", "target": "y"},
        {"kind": "fixed", "source": "x", "target": "y", "target_language": "Klingonish"},
    ],
)
async def test_word_that_does_not_fit_is_told(lio: Browser, wrong: dict[str, str]) -> None:
    assert (await lio.post("/translations/words", **wrong)).status == 422


async def test_teachers_and_administrators_find_nothing(visit_as: Any) -> None:
    here = await visit_as(Role.ADMINISTRATOR)

    assert (await here.get("/translations")).status == 404
