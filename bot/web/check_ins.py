"""API: one short question to parents, and how many chose which face; never who."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from bot.actions.questions import schedule_question
from bot.domain.check_ins import TOTAL, Figures, Row, figures_of
from bot.enums import CampaignState, Scope
from bot.models import Campaign
from bot.queries.campaigns import count_messages, state_of
from bot.queries.check_ins import list_check_ins, load_asked, require_check_in
from bot.web.calls import Call, Route
from bot.web.campaign_models import CampaignAnswer, SendQuery
from bot.web.campaigns import schedule_campaign
from bot.web.fields import Answer, Body, Line, Moment
from messages.conversation.check_ins import FACES, QUESTIONS
from messages.outgoing import MessageKind
from messages.phrases import phrases_in


def _known(key: str) -> str:
    if key not in QUESTIONS:
        raise ValueError("is no question; GET /check-ins/questions lists them")
    return key


Key = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": sorted(QUESTIONS)})]


class CheckInBody(Body):
    """What is asked, of whom, and when (now)."""

    question: Key
    groups: list[Line] = Field(min_length=1, max_length=100)
    send_at: Moment | None = None


class QuestionAnswer(Answer):
    """One question, in the language of whoever asks for it."""

    key: str
    text: str


class QuestionsAnswer(Answer):
    """All that can be asked, and the faces, from best to least good."""

    faces: list[str]
    items: list[QuestionAnswer]


class CheckInAnswer(Answer):
    """One that was sent, or will be."""

    id: int
    question: str
    text: str
    groups: list[str]
    send_at: datetime
    state: CampaignState


class CheckInsAnswer(Answer):
    """The newest first."""

    items: list[CheckInAnswer]


class FiguresAnswer(Answer):
    """Answers in all, and for each face from best to least good.

    A number is null where fewer than five families are behind it, or where such a number would follow from it.
    """

    answers: int | None
    faces: list[int | None]


class GroupFiguresAnswer(FiguresAnswer):
    """Of one group; a family with children in two groups counts in both."""

    group: str


class LanguageFiguresAnswer(FiguresAnswer):
    """Of one home language."""

    language: str


class CheckInFiguresAnswer(CheckInAnswer):
    """How it was answered; `asked` are parents."""

    asked: int
    total: FiguresAnswer
    by_group: list[GroupFiguresAnswer]
    by_language: list[LanguageFiguresAnswer]


async def questions(call: Call) -> QuestionsAnswer:
    """What can be asked."""
    items = [QuestionAnswer(key=key, text=_text(call, key)) for key in QUESTIONS]
    return QuestionsAnswer(faces=list(FACES), items=items)


async def ask_question(call: Call, *, once_within: timedelta | None = None) -> CampaignAnswer:
    """To each parent of the groups, with four faces to tap; once within this time."""
    body, settings = call.body, call.deps.settings
    schedule = partial(
        schedule_question,
        kind=MessageKind.CHECK_IN,
        question=body.question,
        groups=list(dict.fromkeys(body.groups)),
        language=settings.source_language,
        school=call.deps.school.school_name,
        send_at=body.send_at,
        once_within=once_within,
    )
    return await schedule_campaign(call, schedule)


async def check_ins(call: Call) -> CheckInsAnswer:
    """Of the actor's own groups."""
    async with call.deps.reading() as session:
        found = await list_check_ins(session, actor=call.actor)
    return CheckInsAnswer(items=[_check_in(call, campaign, CampaignState(campaign.state)) for campaign in found])


async def figures(call: Call) -> CheckInFiguresAnswer:
    """Numbers of at least five families."""
    async with call.deps.reading() as session:
        campaign = await require_check_in(session, actor=call.actor, campaign_id=call.row_id())
        state = state_of(campaign, await count_messages(session, campaign.id))
        asked = await load_asked(session, campaign)
    rows = figures_of(asked)
    return CheckInFiguresAnswer(
        **_check_in(call, campaign, state).model_dump(),
        asked=len(asked),
        total=FiguresAnswer(**_numbers(rows[TOTAL])),
        by_group=[GroupFiguresAnswer(group=name, **_numbers(row)) for name, row in _of("group", rows)],
        by_language=[LanguageFiguresAnswer(language=tag, **_numbers(row)) for tag, row in _of("language", rows)],
    )


def _check_in(call: Call, campaign: Campaign, state: CampaignState) -> CheckInAnswer:
    question = campaign.question or ""
    return CheckInAnswer(
        id=campaign.id,
        question=question,
        text=_text(call, question),
        groups=campaign.groups,
        send_at=campaign.send_at.astimezone(call.deps.settings.timezone),
        state=state,
    )


def _text(call: Call, question: str) -> str:
    return phrases_in(call.reader).say(QUESTIONS[question])


def _of(kind: str, rows: dict[Row, Figures]) -> list[tuple[str, Figures]]:
    return [(name, figures) for (of, name), figures in rows.items() if of == kind]


def _numbers(row: Figures) -> dict[str, Any]:
    return {"answers": row.answers, "faces": list(row.faces)}


ROUTES = [
    Route("GET", "/check-ins/questions", questions, QuestionsAnswer, Scope.EVENTS_READ, "What can be asked"),
    Route(
        "POST", "/check-ins", ask_question, CampaignAnswer, Scope.EVENTS_WRITE, "Ask one short question", CheckInBody,
        SendQuery, status=201,
    ),
    Route("GET", "/check-ins", check_ins, CheckInsAnswer, Scope.REPORTS_READ, "Short questions that were asked"),
    Route(
        "GET", "/check-ins/{id}", figures, CheckInFiguresAnswer, Scope.REPORTS_READ, "How many chose which face"
    ),
]  # fmt: skip
