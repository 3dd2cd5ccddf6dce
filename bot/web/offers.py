"""API: what parents would like to do with the school, and the question about it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, Field

from bot.actions.questions import schedule_question
from bot.enums import Scope
from bot.queries.offers import OfferLine, Wanted, list_offers
from bot.web.calls import Call, Route
from bot.web.campaign_models import CampaignAnswer, SendQuery
from bot.web.campaigns import schedule_campaign
from bot.web.fields import Answer, Body, Line, Moment, Query, Word, require_language
from messages.conversation.offers import SKILLS, TIMES
from messages.outgoing import MessageKind


def _skill(key: str) -> str:
    if key not in SKILLS:
        raise ValueError(f"is no skill; there are: {', '.join(SKILLS)}")
    return key


def _time(key: str) -> str:
    if key not in TIMES:
        raise ValueError(f"is no part of the week; there are: {', '.join(TIMES)}")
    return key


Skill = Annotated[str, AfterValidator(_skill), Field(json_schema_extra={"enum": list(SKILLS)})]
Time = Annotated[str, AfterValidator(_time), Field(json_schema_extra={"enum": list(TIMES)})]


class OffersQuery(Query):
    """Who offers this skill, at this time, in this language, in this group."""

    skill: Skill | None = None
    time: Time | None = None
    language: Word | None = None
    group: Word | None = None


class ChildAnswer(Answer):
    """A child of the parent, in the groups of whoever asks."""

    child_id: str
    first_name: str
    group: str


class OfferAnswer(Answer):
    """What one parent offers, by keys."""

    parent_id: str
    name: str
    languages: list[str]
    children: list[ChildAnswer]
    skills: list[str]
    times: list[str]
    changed_at: datetime


class OffersAnswer(Answer):
    """By name."""

    items: list[OfferAnswer]


class OfferQuestionBody(Body):
    """Whom to ask, and when (now)."""

    groups: list[Line] = Field(min_length=1, max_length=100)
    send_at: Moment | None = None


async def offers(call: Call) -> OffersAnswer:
    """Of parents of the actor's groups."""
    query: OffersQuery = call.query
    language = require_language(query.language).tag if query.language else None
    wanted = Wanted(query.skill, query.time, language, query.group)
    async with call.deps.reading() as session:
        found = await list_offers(session, actor=call.actor, wanted=wanted)
    return OffersAnswer(items=[_offer(call, line) for line in found])


async def ask_for_offers(call: Call, *, once_within: timedelta | None = None) -> CampaignAnswer:
    """What would you like to do with us? Skills and times to tap; once within this time."""
    settings = call.deps.settings
    schedule = partial(
        schedule_question,
        kind=MessageKind.OFFER,
        groups=list(dict.fromkeys(call.body.groups)),
        language=settings.source_language,
        school=call.deps.school.school_name,
        send_at=call.body.send_at,
        once_within=once_within,
    )
    return await schedule_campaign(call, schedule)


def _offer(call: Call, line: OfferLine) -> OfferAnswer:
    children = [
        ChildAnswer(child_id=child.external_id, first_name=child.first_name, group=child.group)
        for child in line.children
    ]
    return OfferAnswer(
        parent_id=line.parent_id,
        name=line.name,
        languages=list(line.languages),
        children=children,
        skills=list(line.offer.skills),
        times=list(line.offer.times),
        changed_at=line.changed_at.astimezone(call.deps.settings.timezone),
    )


ROUTES = [
    Route("GET", "/offers", offers, OffersAnswer, Scope.FAMILIES_READ, "Who would like to help", query=OffersQuery),
    Route(
        "POST", "/offers/questions", ask_for_offers, CampaignAnswer, Scope.EVENTS_WRITE,
        "Ask what parents would like to do", OfferQuestionBody, SendQuery, status=201,
    ),
]  # fmt: skip
