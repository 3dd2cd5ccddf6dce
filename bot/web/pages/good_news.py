"""Good news about one child: reviewed phrases as buttons, each seen as it is read at home; one tap sends it (N20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode

from pydantic import Field

from bot.actions.good_news import take_back_good_news
from bot.actions.outbox import WAITING
from bot.domain.timing import SECOND_THOUGHT
from bot.errors import Conflict
from bot.queries.child_news import ChildPage, load_child_page
from bot.queries.good_news import Guardian
from bot.web.campaign_models import SendQuery
from bot.web.good_news import tell_after
from bot.web.good_news_models import GoodNewsAnswer, GoodNewsBody
from bot.web.pages.family_words import family_address
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word
from messages.conversation.good_news import GOOD_NEWS, PHRASES
from messages.phrases import phrases_in

THEMES = {
    "learning": page_word("Learning"),
    "together": page_word("Together"),
    "feeling-well": page_word("Feeling well"),
    "independent": page_word("All by oneself"),
}

_NOT_A_PHRASE = page_word("Choose one of these sentences.")


class NewsForm(FormModel):
    """One phrase, and with it an own sentence, looked at first; `step` is missing where a phrase was tapped."""

    child: Annotated[str, Field(min_length=1, max_length=200)]
    phrase: Annotated[str, Field(max_length=64)]
    text: Annotated[str, Field(max_length=2000)] | None = None
    step: Literal["look", "send"] = "send"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence in the reader's language, and as each language at home has it, by tag."""

    key: str
    words: str
    at_home: list[tuple[str, str]]


async def show(visit: Visit) -> PageAnswer:
    """What can be said, and what was."""
    return await _page(visit, visit.query.get("child", ""), Form())


async def tell(visit: Visit) -> PageAnswer:
    """A phrase leaves by itself; an own sentence is first shown as it will be read."""
    given, form = read_form(NewsForm, visit.sent)
    child = visit.sent.get("child", "")
    if given is None or given.phrase not in PHRASES:
        return await _page(visit, child, form if given is None else Form(visit.sent, {"phrase": _NOT_A_PHRASE}))
    looks = given.step == "look"
    body = GoodNewsBody(child_id=given.child, phrases=[given.phrase], text=given.text)
    try:
        said = await tell_after(visit.as_call(body=body, query=SendQuery(dry_run=looks)), SECOND_THOUGHT)
    except Conflict as error:
        return await _page(visit, child, Form(visit.sent, {"": error.sentence}))
    return await _page(visit, child, form, said) if looks else See(news_address(child), notice="told")


async def take_back(visit: Visit) -> PageAnswer:
    """As long as it has not left."""
    async with visit.deps.transaction() as session:
        child = await take_back_good_news(session, actor=visit.actor, now=visit.now, news_id=visit.row_id())
    return See(news_address(child), notice="taken-back")


def news_address(child_id: str) -> str:
    """The page of a child; the school's own numbers may hold any sign."""
    return "/families/good-news?" + urlencode({"child": child_id})


async def _page(visit: Visit, child_id: str, form: Form, said: GoodNewsAnswer | None = None) -> Html:
    async with visit.deps.reading() as session:
        found = await load_child_page(session, actor=visit.actor, child_id=child_id.replace("\0", ""))
    hears = [guardian for guardian, address in found.guardians if address is not None]
    facts = {
        "form": form,
        "found": found,
        "child": found.child,
        "hears": [(guardian, _reads(visit, guardian)) for guardian in hears],
        "deaf": [guardian for guardian, address in found.guardians if address is None],
        "themes": [(visit.say(THEMES[theme]), _phrases(visit, found, hears, theme)) for theme in GOOD_NEWS],
        "said": said,
        "waits": lambda told: told.mine and bool(told.states & set(WAITING)),
        "phrase": lambda key: _said(visit.language, key, found.child.first_name),
        "address_of": family_address,
    }
    return Html("good_news.html", facts, status=422 if form.errors else 200)


def _phrases(visit: Visit, found: ChildPage, hears: list[Guardian], theme: str) -> list[Phrase]:
    name = found.child.first_name
    tags = [tag for tag in dict.fromkeys(_reads(visit, guardian) for guardian in hears) if tag != visit.language]
    return [
        Phrase(key, _said(visit.language, key, name), [(tag, _said(tag, key, name)) for tag in tags])
        for key in GOOD_NEWS[theme]
    ]


def _reads(visit: Visit, guardian: Guardian) -> str:
    return guardian.parent.reads(visit.deps.settings.source_language).tag


def _said(language: str, key: str, child: str) -> str:
    """By its key; the key itself where the sentence is no longer said."""
    return phrases_in(language).say(PHRASES[key], child=child) if key in PHRASES else key


PAGES = [
    Page("GET", "/families/good-news", show, roles=NOT_ADMINISTRATOR),
    Page("POST", "/families/good-news", tell, roles=NOT_ADMINISTRATOR),
    Page("POST", "/families/good-news/{id}/take-back", take_back, roles=NOT_ADMINISTRATOR),
]
