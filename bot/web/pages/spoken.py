"""An invitation read aloud by a colleague: where no machine speaks the language, or a person does it better (N3)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.actions.recordings import erase_recording
from bot.errors import BadInput, NotFound
from bot.queries.spoken import SpokenInvitation, load_recording, load_spoken
from bot.web.pages.event_words import name_of_event
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, File, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word
from bot.web.recordings import attach_recording
from messages.languages import Language

_NO_FILE = page_word("Choose a file first.")

#: Why a sound is not taken, as bot.voice.sound says it.
_NO_SOUND = (
    page_word("This is no sound that can be read. Send OGG, MP3, WAV or FLAC."),
    page_word("This sound has too many channels, or too many samples a second."),
    page_word("A recording lasts at most {0} minutes."),
    page_word("There is nothing to hear in it."),
    page_word("This sound is too large."),
)


class RecordForm(FormModel):
    """In which language; the sound is the form's file."""

    language: Annotated[str, Field(max_length=20)]


async def show(visit: Visit) -> PageAnswer:
    """Languages that nobody speaks stand first."""
    return await _page(visit, Form())


async def record(visit: Visit) -> PageAnswer:
    """It takes the place of an older one in this language."""
    found = await _spoken(visit)
    given, form = read_form(RecordForm, visit.sent)
    if given is None or found.campaign_id is None:
        return await _page(visit, form)
    try:
        await attach_recording(
            visit.deps,
            actor=visit.actor,
            campaign_id=found.campaign_id,
            language=given.language,
            content=_file(visit),
        )
    except BadInput as error:
        return await _page(visit, Form(visit.sent, {"file": error.sentence}))
    return See(_here(visit), notice="spoken")


async def listen(visit: Visit) -> PageAnswer:
    """What parents hear."""
    async with visit.deps.reading() as session:
        sound = await load_recording(
            session, actor=visit.actor, campaign_id=await _campaign(visit), language=visit.path["language"]
        )
    return File(sound.name, sound.mime, sound.content, shown=True)


async def remove(visit: Visit) -> PageAnswer:
    """A parent who taps hears the machine again, or is told that nobody says it."""
    found, language = await _spoken(visit), visit.path["language"]
    there = any(one.language == language and one.recording for one in found.languages)
    if there and found.campaign_id is not None:  # a second click finds nothing, and is as good as the first
        async with visit.deps.transaction() as session:
            await erase_recording(
                session, actor=visit.actor, now=visit.now, campaign_id=found.campaign_id, language=language
            )
    return See(_here(visit), notice="spoken-gone")


def _file(visit: Visit) -> bytes:
    """Raises BadInput."""
    if not visit.files.get("file"):
        raise BadInput(_NO_FILE)
    return visit.files["file"]


async def _spoken(visit: Visit) -> SpokenInvitation:
    source = visit.deps.settings.source_language
    async with visit.deps.reading() as session:
        return await load_spoken(session, actor=visit.actor, event_id=visit.row_id(), source=source)


async def _campaign(visit: Visit) -> int:
    """Raises NotFound where nobody was invited yet."""
    campaign_id = (await _spoken(visit)).campaign_id
    if campaign_id is None:
        raise NotFound("There is nothing here.")
    return campaign_id


async def _page(visit: Visit, form: Form) -> Html:
    found = await _spoken(visit)
    reader = Language(visit.language)
    choices = [(one.language, Language(one.language).name_in(reader)) for one in found.languages]
    facts = {
        "form": form,
        "found": found,
        "event": found.event,
        "title": name_of_event(visit, found.event.kind, found.event.title),
        "choices": choices,
        "asked": visit.query.get("language", choices[0][0] if choices else ""),
    }
    return Html("spoken.html", facts, status=422 if form.errors else 200)


def _here(visit: Visit) -> str:
    return f"/events/{visit.row_id()}/spoken"


PAGES = [
    Page("GET", "/events/{id}/spoken", show, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/spoken", record, roles=NOT_ADMINISTRATOR, takes_file=True),
    Page("GET", "/events/{id}/spoken/{language}", listen, roles=NOT_ADMINISTRATOR),
    Page("POST", "/events/{id}/spoken/{language}/remove", remove, roles=NOT_ADMINISTRATOR),
]
