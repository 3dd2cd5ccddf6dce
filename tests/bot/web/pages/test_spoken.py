"""An invitation read aloud: who hears whom, a recording kept, heard, taken away, and why one is not taken."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.deps import Deps
from bot.enums import Role
from tests.bot.voice.hearing import make_file, make_tone
from tests.bot.web.pages.conftest import SAME_SITE, Browser, Shown
from tests.bot.web.pages.test_families import plain
from tests.builders import make_event, make_families, make_invitation, make_row
from tests.voices import make_voices

PAGE = "/events/1/spoken"
TONE = make_file(make_tone(1.2))


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Two events of groep 3, of which the first is sent; a machine speaks Arabic, nobody speaks Tigrinya."""
    async with deps.transaction() as session:
        rows = make_row("Noor", "Amina", "ar"), make_row("Liya", "Selam", "ti")
        await make_families(session, *rows, make_row("Jan", "Piotr", "pl", group="groep 6"))
        await make_voices(session)
        await make_invitation(session, await make_event(session))
        await make_event(session)


@pytest.fixture
async def ruth(visit_as: Any) -> Browser:
    browser: Browser = await visit_as(Role.TEACHER, "groep 3")
    return browser


async def record(here: Browser, content: bytes = TONE, *, language: str = "ti", page: str = PAGE) -> Shown:
    form = aiohttp.FormData({"language": language})
    form.add_field("file", content, filename="ti.wav", content_type="audio/wav")
    return await here._send("POST", page, data=form, headers=SAME_SITE)


async def test_page_says_who_is_heard_in_which_language(ruth: Browser) -> None:
    text = plain((await ruth.get(PAGE)).text)

    assert "Tigrinya 1 parent nobody yet Add a recording Tigrinya Arabic 1 parent a machine Add a recording" in text
    assert [f'href="{PAGE}"' in (await ruth.get(f"/events/{number}")).text for number in (1, 2)] == [True, False]
    assert "First send the invitation" in (await ruth.get("/events/2/spoken")).text


async def test_recording_is_kept_heard_and_taken_away(ruth: Browser) -> None:
    kept = await record(ruth)
    shown = await ruth.get(PAGE)

    assert (kept.status, kept.at) == (303, f"{PAGE}?done=spoken")
    text = plain(shown.text)
    assert "Tigrinya 1 parent a colleague 2 seconds · Tue 24 Nov 10:00" in text
    assert "Parents who read Tigrinya hear this when they tap 🔊 under the invitation." in text
    assert f'src="{PAGE}/ti"' in shown.text
    async with ruth._client.get(f"{PAGE}/ti", headers={"Cookie": f"ouderbrug={ruth.cookies['ouderbrug']}"}) as sound:
        assert (sound.status, sound.content_type, (await sound.read())[:4]) == (200, "audio/ogg", b"OggS")
    assert (await ruth.post(f"{PAGE}/ti/remove")).at == f"{PAGE}?done=spoken-gone"
    assert "nobody yet" in (await ruth.get(PAGE)).text
    assert (await ruth.get(f"{PAGE}/ti")).status == 404
    assert (await ruth.post(f"{PAGE}/ti/remove")).at == f"{PAGE}?done=spoken-gone"  # a second click


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Choose a file first."),
        (b"%PDF-1.7", "This is no sound that can be read. Send OGG, MP3, WAV or FLAC."),
        (make_file(0 * make_tone(1.2)), "There is nothing to hear in it."),
    ],
)
async def test_what_nobody_could_hear_is_refused_beside_the_field(ruth: Browser, content: bytes, why: str) -> None:
    refused = await record(ruth, content)

    assert (refused.status, f'id="file-wrong">{why}' in refused.text) == (422, True)
    assert '<option value="ti" selected>Tigrinya' in refused.text


async def test_reason_is_told_in_dutch_too(visit_as: Any) -> None:
    here = await visit_as(Role.LIAISON, language="nl")

    assert "Er is niets in te horen." in (await record(here, make_file(0 * make_tone(1.2)))).text


async def test_language_is_missing_or_nobody_is_invited(ruth: Browser) -> None:
    missing = await record(ruth, language="")
    early = await record(ruth, page="/events/2/spoken")

    assert (missing.status, 'id="language-wrong"' in missing.text) == (422, True)
    assert (early.status, "First send the invitation" in early.text) == (200, True)
    assert (await ruth.get("/events/2/spoken/ti")).status == 404


async def test_invitation_of_another_group_does_not_exist(ruth: Browser, visit_as: Any) -> None:
    await record(ruth)
    tom = await visit_as(Role.TEACHER, "groep 6", name="Meester Tom")
    administrator = await visit_as(Role.ADMINISTRATOR, name="Ada")

    for here in (tom, administrator):
        seen = [await here.get(PAGE), await record(here), await here.get(f"{PAGE}/ti")]
        seen.append(await here.post(f"{PAGE}/ti/remove"))
        assert [shown.status for shown in seen] == [404] * 4
