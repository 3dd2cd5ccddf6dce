"""Links for people who grew up with a language and have no account here: made, seen, withdrawn."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.actions.reviewers import issue_reviewer_link, withdraw_reviewer_link
from bot.config import Settings
from bot.domain.reviewers import MOST_DAYS, USUAL_DAYS
from bot.queries.reviewers import list_reviewer_links
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import WHOLE_SCHOOL, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word
from messages.languages import OFFERED, Language

_WHICH = page_word("Please choose a language.")


class LinkForm(FormModel):
    """For whom, in which language, and for how many days; `pages` is the language around the texts."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    language: Annotated[str, Field(max_length=40)]
    pages: Literal["nl", "en"]
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = USUAL_DAYS


async def show(visit: Visit) -> PageAnswer:
    """Who reads along."""
    return await _links(visit, Form())


async def make(visit: Visit) -> PageAnswer:
    """The link is shown now and never again."""
    given, form = read_form(LinkForm, visit.sent)
    if given is None:
        return await _links(visit, form)
    language = given.language
    if language not in OFFERED:
        return await _links(visit, Form(visit.sent, {"language": _WHICH}))
    async with visit.deps.transaction() as session:
        secret = await issue_reviewer_link(
            session,
            actor=visit.actor,
            now=visit.now,
            name=given.name,
            language=language,
            page_language=given.pages,
            days=given.days,
        )
    link = review_link(visit.deps.settings, secret)
    return Html("reviewer_link.html", {"link": link, "name": given.name, "language": language, "days": given.days})


async def withdraw(visit: Visit) -> PageAnswer:
    """At once, wherever it is open."""
    async with visit.deps.transaction() as session:
        await withdraw_reviewer_link(session, actor=visit.actor, now=visit.now, link_id=visit.row_id())
    return See("/translations/reviewers", notice="link-withdrawn")


def review_link(settings: Settings, secret: str) -> str:
    """The secret stands behind '#', which browsers do not send and servers do not log."""
    host, port = settings.bind
    return f"{settings.public_url or f'http://{host}:{port}'}/review#{secret}"


async def _links(visit: Visit, form: Form) -> Html:
    async with visit.deps.reading() as session:
        links = await list_reviewer_links(session, actor=visit.actor)
    reader, source = Language(visit.language), visit.deps.settings.source_language
    languages = sorted((Language(tag).name_in(reader), tag) for tag in OFFERED if tag != source)
    facts = {
        "form": form,
        "links": links,
        "languages": [(tag, name) for name, tag in languages],
        "language": visit.query.get("language", ""),
        "usual_days": USUAL_DAYS,
        "pages": [("nl", "Nederlands"), ("en", "English")],
    }
    return Html("reviewers.html", facts, status=422 if form.errors else 200)


PAGES = [
    Page("GET", "/translations/reviewers", show, roles=WHOLE_SCHOOL),
    Page("POST", "/translations/reviewers", make, roles=WHOLE_SCHOOL),
    Page("POST", "/translations/reviewers/{id}/withdraw", withdraw, roles=WHOLE_SCHOOL),
]
