"""One short question to parents: asked in two taps, answered by a tap on a face, seen as numbers only (N21, N26)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from bot.actions.campaigns import cancel_campaign
from bot.domain.timing import SECOND_THOUGHT
from bot.enums import CampaignState
from bot.queries.check_ins import require_check_in
from bot.queries.families import list_groups
from bot.web.campaign_models import SendQuery
from bot.web.campaigns import progress
from bot.web.check_ins import CheckInBody, CheckInFiguresAnswer, FiguresAnswer, ask_question, check_ins, figures
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word
from messages.conversation.check_ins import FACES, QUESTIONS
from messages.languages import Language
from messages.phrases import phrases_in

#: From best to least good, as what a face means.
FACE_WORDS = (page_word("very good"), page_word("good"), page_word("so-so"), page_word("not good"))

_TOGETHER = page_word("All together")
_NO_QUESTION = page_word("Choose one of these questions.")


class AskForm(FormModel):
    """Which of the reviewed questions, to whom."""

    question: Annotated[str, Field(max_length=64)]
    groups: Annotated[list[Annotated[str, Field(max_length=200)]], Field(min_length=1, max_length=100)]


async def show(visit: Visit) -> PageAnswer:
    """What can be asked, and what was."""
    return await _page(visit, Form())


async def ask(visit: Visit) -> PageAnswer:
    """It leaves after a minute; until then it can be called off on the page where one lands, as a second click does."""
    given, form = read_form(AskForm, visit.sent)
    if given is None or given.question not in QUESTIONS:
        return await _page(visit, form if given is None else Form(visit.sent, {"question": _NO_QUESTION}))
    body = CheckInBody(question=given.question, groups=given.groups, send_at=visit.now + SECOND_THOUGHT)
    asked = await ask_question(visit.as_call(body=body, query=SendQuery()), once_within=SECOND_THOUGHT)
    return See(f"/ideas/check-ins/{asked.id}", notice="asked")


async def follow(visit: Visit) -> PageAnswer:
    """How many chose which face; nothing from which the answer of a few families follows."""
    found = await figures(visit.as_call(id=visit.row_id()))
    going = await progress(visit.as_call(id=visit.row_id()))
    facts = {
        "found": found,
        "faces": [(face, visit.say(words)) for face, words in zip(FACES, FACE_WORDS, strict=True)],
        "bars": _bars(found.total),
        "rows": _rows(visit, found),
        "waits": going.state == CampaignState.PLANNED or going.queued > 0,
        "off": going.state == CampaignState.CANCELLED,
    }
    return Html("check_in.html", facts)


async def take_back(visit: Visit) -> PageAnswer:
    """Who has the question already keeps it."""
    number = visit.row_id()
    async with visit.deps.transaction() as session:
        await require_check_in(session, actor=visit.actor, campaign_id=number)  # nothing else is called off here
        await cancel_campaign(session, actor=visit.actor, now=visit.now, campaign_id=number, unless_done=True)
    return See("/ideas/check-ins", notice="question-back")


async def _page(visit: Visit, form: Form) -> Html:
    async with visit.deps.reading() as session:
        groups = await list_groups(session, actor=visit.actor)
    say = phrases_in(visit.language).say
    facts = {
        "form": form,
        "groups": groups,
        "questions": [(key, say(sentence)) for key, sentence in QUESTIONS.items()],
        "faces": FACES,
        "asked": (await check_ins(visit.as_call())).items,
    }
    return Html("check_ins.html", facts, status=422 if form.errors else 200)


def _bars(total: FiguresAnswer) -> list[tuple[int | None, int]]:
    """The number of each face, and its part of all answers in percent; None is not shown."""
    return [(number, round(100 * (number or 0) / total.answers) if total.answers else 0) for number in total.faces]


def _rows(visit: Visit, found: CheckInFiguresAnswer) -> list[tuple[str, FiguresAnswer]]:
    reader = Language(visit.language)
    groups = [(row.group, row) for row in found.by_group]
    languages = [(Language(row.language).name_in(reader), row) for row in found.by_language]
    return [(visit.say(_TOGETHER), found.total), *groups, *languages]


PAGES = [
    Page("GET", "/ideas/check-ins", show, roles=NOT_ADMINISTRATOR),
    Page("POST", "/ideas/check-ins", ask, roles=NOT_ADMINISTRATOR),
    Page("GET", "/ideas/check-ins/{id}", follow, roles=NOT_ADMINISTRATOR),
    Page("POST", "/ideas/check-ins/{id}/call-off", take_back, roles=NOT_ADMINISTRATOR),
]
