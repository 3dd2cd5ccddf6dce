"""A parent's words beside what they mean, the answer as it will be read, and what colleagues do with it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.actions.enrolment import record_unreachable
from bot.deps import Deps
from bot.enums import OutboxState, Role, ThreadState
from bot.models import Media, OutboxMessage, Parent, Thread, ThreadMessage, ThreadNote
from bot.web.pages.inbox_words import EMPTY
from tests.bot.web.pages.conftest import Browser
from tests.builders import GROUP, make_families, make_joined, make_question, make_row
from tests.fakes import NOW

PAGE = "/inbox/1"


@pytest.fixture
async def ruth(visit_as: Any, deps: Deps) -> Browser:
    """The teacher of groep 3; a father there asked something in Turkish, three hours ago."""
    async with deps.transaction() as session:
        await make_families(session, make_row("K1", "P1", "tr"), make_row("K9", "P9", group="groep 6"))
        await make_joined(session, "P1", "P9")
        thread = await make_question(session, "P1")
        thread.waits_since = NOW - timedelta(hours=3)
        message = (await session.scalars(select(ThreadMessage))).one()
        message.text, message.translation, message.language = "Ne getirmeliyiz?", "Wat moeten we meenemen?", "tr"
        message.identified, message.how, message.read_at = "tr", "machine", NOW
    browser: Browser = await visit_as(Role.TEACHER, GROUP)
    return browser


async def thread_of(deps: Deps) -> Thread:
    async with deps.reading() as session:
        return await session.get_one(Thread, 1)


async def test_list_shows_who_waits_and_what_it_says_in_dutch(ruth: Browser) -> None:
    text = " ".join((await ruth.get("/inbox")).text.split())

    assert '<a href="/inbox/1"><b dir="auto">P1</b></a>' in text
    assert "Wat moeten we meenemen?" in text
    assert "3 hours ago" in text
    for which in ("mine", "liaison", "calls", "closed"):
        empty = (await ruth.get(f"/inbox?show={which}")).text
        assert (which, EMPTY[which] in empty) == (which, True)
    assert 'href="/inbox/1"' in (await ruth.get("/inbox?show=nobody")).text
    assert 'href="/inbox/1"' in (await ruth.get("/inbox?show=nonsense")).text
    assert (await ruth.get("/inbox?after=nonsense")).status == 200


async def test_conversation_shows_both_texts_and_who_looked(ruth: Browser) -> None:
    await ruth.get(PAGE)
    text = (await ruth.get(PAGE)).text

    assert 'lang="tr">Ne getirmeliyiz?</p>' in text
    assert "Wat moeten we meenemen?" in text
    assert "Juf Ruth</span> (" in text


@pytest.mark.parametrize(("language", "told"), [("tr", True), ("nl", False), (None, False)])
async def test_words_that_no_machine_translates_say_so(
    ruth: Browser, deps: Deps, language: str | None, told: bool
) -> None:
    async with deps.transaction() as session:
        message = (await session.scalars(select(ThreadMessage))).one()
        message.translation, message.how, message.identified = None, None, language

    text = (await ruth.get(PAGE)).text

    assert ("Ne getirmeliyiz?" in text, "Not translated: no machine for Turkish." in text) == (True, told)


async def test_answer_is_looked_at_and_then_sent(ruth: Browser, deps: Deps) -> None:
    looked = await ruth.post(f"{PAGE}/answer", answer="Een stuk fruit.", step="look")
    assert (looked.status, "Een stuk fruit." in looked.text) == (200, True)
    assert 'class="phone"' in looked.text

    sent = await ruth.post(f"{PAGE}/answer", answer="Een stuk fruit.", step="send")
    assert sent.at == "/inbox/1?done=answered"
    async with deps.reading() as session:
        assert list(await session.scalars(select(OutboxMessage.state))) == [OutboxState.QUEUED]
    assert (await thread_of(deps)).waits_since is None
    empty = await ruth.post(f"{PAGE}/answer", answer=" ", step="look")
    assert (empty.status, 'id="answer-wrong"' in empty.text) == (422, True)


async def test_parent_who_cannot_be_reached_is_told_beside_the_answer(ruth: Browser, deps: Deps) -> None:
    async with deps.transaction() as session:
        await record_unreachable(session, address=7001, now=NOW)

    shown = await ruth.post(f"{PAGE}/answer", answer="Hallo", step="send")

    assert (shown.status, "Call, or speak at the gate." in shown.text) == (422, True)


async def test_colleagues_note_take_hand_over_and_close(ruth: Browser, deps: Deps, visit_as: Any) -> None:
    assert (await ruth.post(f"{PAGE}/note", note="Vader werkt in de ochtend.")).at == "/inbox/1?done=saved"
    assert (await ruth.post(f"{PAGE}/note", note="")).status == 422
    assert (await ruth.post(f"{PAGE}/assign", staff="ruth.teacher@school.example")).at == "/inbox/1?done=saved"
    assert "Vader werkt in de ochtend." in (await ruth.get(PAGE)).text
    assert (await thread_of(deps)).assigned_to == 1
    assert (await ruth.get("/inbox?show=mine")).text.count('href="/inbox/1"') == 1
    await ruth.post(f"{PAGE}/assign")
    assert (await thread_of(deps)).assigned_to is None

    nobody = await ruth.post(f"{PAGE}/to-liaison", word="Liever aan het hek.")
    assert (nobody.status, 'id="word-wrong">This school has no liaison.' in nobody.text) == (422, True)
    lio = await visit_as(Role.LIAISON, name="Lio")
    await ruth.post(f"{PAGE}/to-liaison", word="Liever aan het hek.")
    assert (await thread_of(deps)).with_liaison
    await lio.post(f"{PAGE}/from-liaison")
    assert not (await thread_of(deps)).with_liaison
    assert (await ruth.post(f"{PAGE}/close")).at == "/inbox/1?done=closed"
    assert (await thread_of(deps)).state == ThreadState.CLOSED
    assert "This conversation is closed." in (await ruth.get(PAGE)).text
    await ruth.post(f"{PAGE}/reopen")
    assert (await thread_of(deps)).state == ThreadState.OPEN


@pytest.mark.parametrize(
    ("deed", "form", "field"),
    [
        ("called", {"said": "x" * 2001}, "said"),
        ("to-liaison", {"word": "x" * 2001}, "word"),
        ("assign", {"staff": "x" * 255}, "staff"),
        ("assign", {"staff": "nobody@school.example"}, "staff"),
    ],
)
async def test_what_does_not_fit_is_told_and_nothing_is_done(
    ruth: Browser, deps: Deps, deed: str, form: dict[str, str], field: str
) -> None:
    async with deps.transaction() as session:
        thread = await session.get_one(Thread, 1)
        thread.call_day, thread.call_part, thread.assigned_to = "2026-11-25", "m", 1

    shown = await ruth.post(f"{PAGE}/{deed}", **form)

    assert (shown.status, f'id="{field}-wrong"' in shown.text) == (422, True)
    assert field == "staff" or f">{form[field]}</textarea>" in shown.text
    thread = await thread_of(deps)
    assert (thread.called_at, thread.with_liaison, thread.assigned_to) == (None, False, 1)


async def test_one_of_two_of_a_name_keeps_the_conversation(ruth: Browser, visit_as: Any) -> None:
    await visit_as(Role.LIAISON, name="Juf Ruth")
    await ruth.post(f"{PAGE}/assign", staff="ruth.liaison@school.example")

    [taker] = re.findall(r'<option value="([^"]*)" selected>([^<]*)<', (await ruth.get(PAGE)).text)

    assert taker == ("ruth.liaison@school.example", "Juf Ruth (ruth.liaison@school.example)")


async def test_family_of_any_number_is_a_click_away(ruth: Browser, deps: Deps) -> None:
    async with deps.transaction() as session:
        (await session.get_one(Parent, 1)).external_id = "12/3"

    assert 'href="/families/12%2F3"' in (await ruth.get(PAGE)).text
    assert (await ruth.get("/families/12%2F3")).status == 200


async def test_wanted_call_is_shown_until_it_was_made(ruth: Browser, deps: Deps) -> None:
    async with deps.transaction() as session:
        thread = await session.get_one(Thread, 1)
        thread.call_day, thread.call_part, thread.urgent_at = "2026-11-25", "m", NOW

    text = (await ruth.get(PAGE)).text
    assert ("Please call: Wed 25 Nov, in the morning" in text, "may point to danger" in text) == (True, True)
    assert "☎ Wed 25 Nov, in the morning" in (await ruth.get("/inbox?show=calls")).text
    await ruth.post(f"{PAGE}/called", said="Komt woensdag.")

    async with deps.reading() as session:
        assert list(await session.scalars(select(ThreadNote.text))) == ["Komt woensdag."]
    assert "I have called" not in (await ruth.get(PAGE)).text


async def test_calls_stand_in_the_order_in_which_they_are_wanted(ruth: Browser, deps: Deps) -> None:
    async with deps.transaction() as session:
        rows = [make_row(f"K{number}", f"P{number}") for number in (2, 3)]
        await make_families(session, *rows)
        for number, (day, part) in enumerate([("2026-11-25", "m"), ("2026-11-23", "e"), ("2026-11-25", "a")], start=1):
            if number > 1:
                await make_question(session, f"P{number}", update_id=number)
            thread = await session.get_one(Thread, number)
            thread.call_day, thread.call_part = day, part

    text = (await ruth.get("/inbox?show=calls")).text

    assert re.findall(r'class="(mark[^"]*)">☎ (\w+ \d+ \w+, in the \w+)<', text) == [
        ("mark bad", "Mon 23 Nov, in the evening"),
        ("mark", "Wed 25 Nov, in the morning"),
        ("mark", "Wed 25 Nov, in the afternoon"),
    ]


async def test_who_waits_long_stands_out(ruth: Browser, deps: Deps) -> None:
    found = []
    for hours in (3, 25, 49):
        async with deps.transaction() as session:
            (await session.get_one(Thread, 1)).waits_since = NOW - timedelta(hours=hours)
        found += re.findall(r'<time class="([^"]+)"', (await ruth.get("/inbox")).text)

    assert found == ["soft", "mark bad", "mark bad"]


async def test_what_the_liaison_has_a_teacher_does_not_give_back(ruth: Browser, visit_as: Any) -> None:
    lio = await visit_as(Role.LIAISON, name="Lio")
    await ruth.post(f"{PAGE}/to-liaison")

    assert "The liaison has it." in (await ruth.get(PAGE)).text
    assert "Give it back" in (await lio.get(PAGE)).text


async def test_voice_of_a_parent_is_played(ruth: Browser, deps: Deps) -> None:
    async with deps.transaction() as session:
        sound = Media(
            kind="inbound", file_name="voice.oga", mime="audio/ogg", content=b"OggS", state="ready", attempts=0,
            created_at=NOW, used_at=NOW,
        )  # fmt: skip
        session.add(sound)
        await session.flush()
        message = (await session.scalars(select(ThreadMessage))).one()
        message.file_id, message.media_id = "file", sound.id

    shown = await ruth.get(f"{PAGE}/messages/1/voice")

    assert (shown.status, shown.headers["Content-Type"]) == (200, "audio/ogg")
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert f'src="{PAGE}/messages/1/voice"' in (await ruth.get(PAGE)).text


async def test_conversation_of_another_group_does_not_exist(ruth: Browser, visit_as: Any) -> None:
    tom = await visit_as(Role.TEACHER, "groep 6", name="Meester Tom")
    admin = await visit_as(Role.ADMINISTRATOR, name="Ada")

    for who in (tom, admin):
        assert (await who.get(PAGE)).status == 404
        assert (await who.get(f"{PAGE}/messages/1/voice")).status == 404
        for deed in ("answer", "note", "assign", "to-liaison", "called", "close", "reopen"):
            shown = await who.post(f"{PAGE}/{deed}", answer="x", step="send", note="x")
            assert (deed, shown.status) == (deed, 404)
