"""A native speaker without an account: in by a link, reads one language, approves; sees no family, and ends kindly."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.actions.translations import record_wanted
from bot.deps import Deps
from bot.enums import Role, TranslationState
from bot.models import Translation
from bot.web.pages.review_words import FAULTS, SLOTS
from messages.approved import approved_in, approved_words
from messages.exchange.wording_checks import _RULES
from messages.standing import list_wordings
from tests.bot.web.pages.conftest import Browser, Shown
from tests.builders import make_event, make_invitation
from tests.canaries import make_two_families
from tests.fakes import NOW, FakeClock

FIXED = "/review/sentences?what=fixed"


@pytest.fixture(autouse=True)
def approved_here(deps: Deps) -> Iterator[None]:
    with approved_in(deps.settings.approved_dir):
        yield


async def make_link(visit_as: Any, **facts: Any) -> str:
    lio = await visit_as(Role.LIAISON, name="Lio")
    made = await lio.post(
        "/translations/reviewers", **{"name": "Fatma Demir", "language": "tr", "pages": "en", "days": "14", **facts}
    )
    [secret] = re.findall(r"/review#([\w-]{43})<", made.text)
    return str(secret)


@pytest.fixture
async def fatma(visit_as: Any, outside: Browser, deps: Deps) -> Browser:
    """Came in by her link, into a memory in which three sentences to groups wait."""
    async with deps.transaction() as session:
        for text in ("Kom op tijd.", "Neem laarzen mee.", "Tot dan."):
            await record_wanted(session, texts=[text], source="nl", targets=["tr"], now=NOW, broadcast=True)
        held = await session.get_one(Translation, 1)
        held.state, held.target, held.reasons = TranslationState.HELD, "Erken gelin.", [["too-short", ""]]
    secret = await make_link(visit_as)
    came = await outside.post("/review", secret=f"http://127.0.0.1/review#{secret}")
    assert came.at == "/review"
    return outside


def codes_in(shown: Shown) -> list[str]:
    return re.findall(r'name="code" value="([0-9a-f]{16})"', shown.text)


def forms_in(shown: Shown) -> dict[str, str]:
    return dict(re.findall(r'<textarea id="(form-[^"]+)"[^>]*>([^<]*)</textarea>', shown.text))


async def test_link_opens_in_this_browser_and_shows_three_heaps(fatma: Browser) -> None:
    shown = await fatma.get("/review")

    assert "Thank you for reading along, Fatma Demir" in shown.text
    assert "0 of 3 read" in shown.text
    assert {"/review/messages", FIXED, "/review/sentences?what=tips"} <= set(re.findall(r'href="([^"]+)"', shown.text))
    assert "HttpOnly" in (await fatma.post("/review/leave")).headers["Set-Cookie"]
    assert "Thank you" not in (await fatma.get("/review")).text


async def test_another_link_takes_the_place_of_the_first(fatma: Browser, visit_as: Any) -> None:
    assert "data-one-time-link" in (await fatma.get("/review")).text

    await fatma.post("/review", secret=await make_link(visit_as, name="Omar", language="ar"))

    assert "Thank you for reading along, Omar" in (await fatma.get("/review")).text


async def test_message_is_corrected_approved_and_given_back(fatma: Browser, deps: Deps) -> None:
    text = (await fatma.get("/review/messages")).text
    assert text.index("Kom op tijd.") < text.index("Neem laarzen mee.")

    unsaid = await fatma.post("/review/messages/1", target="Erken gelin.", decision="reject")
    assert (unsaid.status, 'id="reason-1-wrong"' in unsaid.text) == (422, True)
    done = await fatma.post("/review/messages/1", target="Vaktinde gelin.", decision="approve")
    assert done.at == "/review/messages?undo=1&done=approved"
    after = (await fatma.get(done.at)).text
    assert ("1 of 3 read" in after, 'action="/review/messages/1/undo"' in after) == (True, True)
    assert (await fatma.post("/review/messages/1/undo")).at == "/review/messages?done=undone"

    async with deps.transaction() as session:
        entry = await session.get_one(Translation, 1)
        assert (entry.target, entry.state) == ("Erken gelin.", "held")
        entry.state, entry.decided_by = TranslationState.APPROVED, "staff:1"
    late = await fatma.post("/review/messages/1", target="x", decision="approve")
    assert (late.status, "Somebody else has decided" in late.text) == (422, True)


async def test_second_page_of_messages_keeps_its_place(fatma: Browser) -> None:
    assert 'action="/review/messages/3?after=2"' in (await fatma.get("/review/messages?after=2")).text

    unsaid = await fatma.post("/review/messages/3?after=2", target="Görüşürüz!", decision="reject")
    assert "Görüşürüz!</textarea>" in unsaid.text
    done = await fatma.post("/review/messages/3?after=2", target="Görüşürüz.", decision="approve")
    assert done.at == "/review/messages?after=2&undo=3&done=approved"
    assert "/messages/3/undo?after=2" in (await fatma.get(done.at)).text
    assert (await fatma.post("/review/messages/3/undo?after=2")).at == "/review/messages?after=2&done=undone"


async def test_fixed_sentences_are_approved_one_by_one_or_all_of_a_page(fatma: Browser, deps: Deps) -> None:
    shown = await fatma.get(FIXED)
    codes, forms = codes_in(shown), forms_in(shown)
    assert (len(codes), len(forms)) == (10, 10)

    one = await fatma.post(FIXED, right=codes[0], **forms)
    assert one.at == f"{FIXED}&undo={codes[0]}&done=approved"
    assert [word.approval and word.approval.by for word in approved_words("tr").values()] == ["Fatma Demir"]
    shown = await fatma.get(FIXED)
    fields = [("code", code) for code in codes_in(shown)] + list(forms_in(shown).items()) + [("right", "all")]
    await fatma.post_pairs(FIXED, fields)
    assert len(approved_words("tr")) == 11
    assert "11 of " in (await fatma.get(FIXED)).text

    back = await fatma.post("/review/sentences/undo?what=fixed", undo=codes[0])
    assert (back.at, len(approved_words("tr"))) == (f"{FIXED}&done=undone", 10)
    assert (await fatma.post("/review/sentences/undo?what=fixed", undo=codes[0])).status == 404


async def test_what_is_typed_beside_one_approval_stays_typed(fatma: Browser) -> None:
    shown = await fatma.get(FIXED)
    codes = codes_in(shown)
    typed = {**forms_in(shown), f"form-{codes[3]}-0": "Daha iyi."}

    kept = await fatma.post(FIXED, right=codes[0], **typed)
    assert (kept.status, len(approved_words("tr"))) == (200, 1)
    assert ("Approved. From now on" in kept.text, f'name="undo" value="{codes[0]}"' in kept.text) == (True, True)
    assert (codes[0] in codes_in(kept), forms_in(kept)[f"form-{codes[3]}-0"]) == (False, "Daha iyi.")
    back = await fatma.post("/review/sentences/undo?what=fixed", undo=codes[0], **typed)
    assert (back.status, "Taken back." in back.text, approved_words("tr")) == (200, True, {})
    assert forms_in(back)[f"form-{codes[3]}-0"] == "Daha iyi."


async def test_what_is_typed_stays_where_nothing_can_be_kept(fatma: Browser, deps: Deps) -> None:
    codes = codes_in(await fatma.get(FIXED))
    shutil.rmtree(deps.settings.approved_dir, ignore_errors=True)
    deps.settings.approved_dir.write_text("No folder")

    lost = await fatma.post(FIXED, right=codes[0], **{f"form-{codes[0]}-0": "İyi.", f"form-{codes[3]}-0": "Daha iyi."})
    assert (lost.status, "This cannot be kept at the moment." in lost.text) == (422, True)
    assert [forms_in(lost)[f"form-{code}-0"] for code in (codes[0], codes[3])] == ["İyi.", "Daha iyi."]


async def test_place_that_was_lost_is_told_beside_the_sentence(fatma: Browser) -> None:
    texts = {word.english[-1]: word for word in list_wordings("tr")}
    dear = texts["Dear {parent},"]
    page = 0
    while True:
        shown = await fatma.get(f"{FIXED}&after={page}")
        found = re.findall(r'id="about-([0-9a-f]{16})"[^>]*>Dear \{parent\},<', shown.text)
        if found:
            break
        page += 10

    assert '<code dir="ltr">{parent}</code> (the name of the parent)' in shown.text
    wrong = await fatma.post(f"{FIXED}&after={page}", right=found[0], **{f"form-{found[0]}-0": "Sevgili veli,"})
    assert (wrong.status, f'id="form-{found[0]}-wrong"' in wrong.text) == (422, True)
    assert "Keep these exactly as they are, each as often as in English: {parent}" in wrong.text
    assert approved_words("tr") == {}
    assert dear.approval is None


async def test_ideas_say_where_they_stand(fatma: Browser) -> None:
    text = (await fatma.get("/review/sentences?what=tips")).text

    assert "Idea for home: why it matters." in text
    assert "These were the last ones." in (await fatma.get("/review/sentences?what=tips&after=100000")).text


async def test_page_is_in_the_language_that_the_link_says(visit_as: Any, outside: Browser) -> None:
    await outside.post("/review", secret=await make_link(visit_as, pages="nl", language="ar"))

    text = (await outside.get(FIXED, **{"Accept-Language": "en"})).text

    assert '<html lang="nl">' in text
    assert 'dir="auto" lang="ar"' in text


async def test_link_ends_kindly(fatma: Browser, clock: FakeClock, visit_as: Any) -> None:
    lio = await visit_as(Role.LIAISON, name="Lio")
    listed = " ".join((await lio.get("/translations/reviewers")).text.split())
    assert "Fatma Demir" in listed

    assert (await lio.post("/translations/reviewers/1/withdraw")).at == "/translations/reviewers?done=link-withdrawn"
    english = {"Accept-Language": "en"}
    ended = await fatma.get("/review/messages", **english)
    assert (ended.status, "Your link has ended." in ended.text, "Kom op tijd." in ended.text) == (200, True, False)
    clock.push(timedelta(days=15))
    assert "Your link has ended." in (await fatma.get("/review", **english)).text


@pytest.mark.parametrize("secret", ["", "#nothing", "x" * 43])
async def test_wrong_link_is_told(outside: Browser, secret: str) -> None:
    shown = await outside.post("/review", secret=secret)

    assert (shown.status, 'id="secret-wrong"' in shown.text) == (422, True)


@pytest.mark.parametrize("wrong", [{"name": " "}, {"language": "xx"}, {"pages": "tr"}, {"days": "61"}])
async def test_link_that_cannot_be_made_is_told(visit_as: Any, wrong: dict[str, str]) -> None:
    lio = await visit_as(Role.LIAISON, name="Lio")
    given = {"name": "Fatma", "language": "tr", "pages": "en", "days": "14", **wrong}

    assert (await lio.post("/translations/reviewers", **given)).status == 422


async def test_cookie_of_a_reviewer_opens_no_page_of_staff(fatma: Browser) -> None:
    for path in ("/", "/translations", "/inbox", "/families"):
        assert str((await fatma.get(path)).at).startswith("/sign-in")


async def test_nothing_of_any_family_shows(visit_as: Any, outside: Browser, deps: Deps) -> None:
    """A canary in every column that tells of a family, and their names in what is said to a whole group."""
    async with deps.transaction() as session:
        families = await make_two_families(session)
        child, parent = families[0].canary("children.first_name"), families[1].canary("parents.name")
        named = f"Taart van {child}. Mevrouw {parent} helpt. Kom gerust."
        await make_invitation(session, await make_event(session, note=named))
        await record_wanted(session, texts=[named], source="nl", targets=["tr", "ar"], now=NOW, broadcast=True)
        await session.execute(update(Translation).values(state=TranslationState.HELD))
    texts: list[str] = []
    for tag in ("tr", "ar"):
        await outside.post("/review", secret=await make_link(visit_as, language=tag))
        pages = ["/review", "/review/messages", FIXED, "/review/sentences?what=tips"]
        texts = [(await outside.get(path)).text for path in pages]

        assert [family.traces.findall(text) for family in families for text in texts] == [[]] * 8
    assert "Kom gerust." in texts[1]


def test_every_place_and_every_fault_has_its_words() -> None:
    places = {slot for word in list_wordings("en") for slot in re.findall(r"\{[a-z]+\}", " ".join(word.english))}

    assert places - set(SLOTS) == set()
    assert [rule for rule in _RULES if not rule.startswith(tuple(FAULTS)) and "double space" not in rule] == []
