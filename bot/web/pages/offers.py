"""What parents would like to do with the school: who can help with this, and asking parents about it (N12, N23)."""

from __future__ import annotations

from typing import Annotated

from multidict import MultiDict, MultiDictProxy
from pydantic import Field

from bot.actions.campaigns import cancel_campaign
from bot.domain.timing import SECOND_THOUGHT
from bot.errors import NotFound
from bot.queries.campaigns import require_campaign
from bot.queries.families import list_groups
from bot.queries.offers import OfferLine, Wanted, list_offers
from bot.web.campaign_models import SendQuery
from bot.web.offers import OfferQuestionBody, ask_for_offers
from bot.web.pages.family_words import family_address
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from messages.conversation.offers import SKILLS, TIMES
from messages.languages import OFFERED, Language
from messages.outgoing import MessageKind
from messages.phrases import phrases_in

#: Who looks for one of a hundred looks more closely first.
_SHOWN = 100

Word = Annotated[str, Field(max_length=200)] | None


class SearchForm(FormModel):
    """What stands behind the question mark; empty where it does not matter."""

    skill: Word = None
    time: Word = None
    language: Word = None
    group: Word = None


class AskForm(FormModel):
    """Whom to ask."""

    groups: Annotated[list[Annotated[str, Field(max_length=200)]], Field(min_length=1, max_length=100)]


async def show(visit: Visit) -> PageAnswer:
    """By name; those of one's own groups."""
    return await _page(visit, Form())


async def ask(visit: Visit) -> PageAnswer:
    """Parents tap what suits them; the question leaves after a minute."""
    given, form = read_form(AskForm, visit.sent)
    if given is None:
        return await _page(visit, form)
    body = OfferQuestionBody(groups=given.groups, send_at=visit.now + SECOND_THOUGHT)
    asked = await ask_for_offers(visit.as_call(body=body, query=SendQuery()), once_within=SECOND_THOUGHT)
    return See(f"/ideas/offers?asked={asked.id}", notice="asked")


async def take_back(visit: Visit) -> PageAnswer:
    """Who has the question already keeps it."""
    number = visit.row_id()
    async with visit.deps.transaction() as session:
        campaign = await require_campaign(session, actor=visit.actor, campaign_id=number)
        if campaign.kind != MessageKind.OFFER:
            raise NotFound("There is nothing here.")
        await cancel_campaign(session, actor=visit.actor, now=visit.now, campaign_id=number, unless_done=True)
    return See("/ideas/offers", notice="question-back")


async def _page(visit: Visit, form: Form) -> Html:
    wanted = _wanted(visit)
    async with visit.deps.reading() as session:
        groups = await list_groups(session, actor=visit.actor)
        found = await list_offers(session, actor=visit.actor, wanted=wanted, limit=_SHOWN + 1)
    say, reader = phrases_in(visit.language).say, Language(visit.language)
    languages = [(tag, Language(tag).name_in(reader)) for tag in OFFERED]
    facts = {
        "form": form,
        "wanted": wanted,
        "searched": wanted != Wanted(),
        "groups": groups,
        "skills": [(key, say(sentence)) for key, sentence in SKILLS.items()],
        "times": [(key, say(sentence)) for key, sentence in TIMES.items()],
        "languages": sorted(languages, key=lambda pair: pair[1]),
        "found": found[:_SHOWN],
        "more": len(found) > _SHOWN,
        "offered": lambda line: _offered(visit, line),
        "address_of": family_address,
        "asked": visit.query.get("asked", "") if visit.query.get("asked", "").isdecimal() else None,
    }
    return Html("offers.html", facts, status=422 if form.errors else 200)


def _wanted(visit: Visit) -> Wanted:
    """Raises NotFound for an address that none of our links has."""
    asked = MultiDictProxy(MultiDict({name: value.replace("\0", "") for name, value in visit.query.items()}))
    given, _ = read_form(SearchForm, asked)
    if given is None or given.skill not in (None, *SKILLS) or given.time not in (None, *TIMES):
        raise NotFound("There is nothing here.")
    return Wanted(given.skill, given.time, given.language, given.group)


def _offered(visit: Visit, line: OfferLine) -> tuple[list[str], list[str]]:
    """Skills and parts of the week; what is no longer asked is left out."""
    say = phrases_in(visit.language).say
    skills = [say(SKILLS[key]) for key in line.offer.skills if key in SKILLS]
    return skills, [say(TIMES[key]) for key in line.offer.times if key in TIMES]


PAGES = [
    Page("GET", "/ideas/offers", show, roles=NOT_ADMINISTRATOR),
    Page("POST", "/ideas/offers", ask, roles=NOT_ADMINISTRATOR),
    Page("POST", "/ideas/offers/{id}/call-off", take_back, roles=NOT_ADMINISTRATOR),
]
