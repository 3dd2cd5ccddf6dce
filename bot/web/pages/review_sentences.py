"""Fixed sentences and ideas for home, read by somebody who grew up with the language: approved, corrected."""

from __future__ import annotations

from bot.actions.reviewers import record_review_wordings
from bot.domain.review_sheet import Sentence, judge_answers, progress, sheet
from bot.domain.reviewers import Reviewer
from bot.errors import NotFound, Unavailable
from bot.queries.reviewers import PAGE
from bot.web.pages.forms import Form
from bot.web.pages.layout import NOTICES
from bot.web.pages.review_doors import reads, review_page
from bot.web.pages.review_words import fault, numbers, slots, where
from bot.web.pages.visit import Html, PageAnswer, See, Visit
from messages.approved import change_approved
from messages.exchange.wordings import Approval, Key, Wording
from messages.phrases import read_catalogue

#: All that the page shows are right.
ALL = "all"


async def show(visit: Visit, reviewer: Reviewer) -> PageAnswer:
    """Drafts only, ten at a time."""
    return _sentences(visit, reviewer, Form())


async def approve(visit: Visit, reviewer: Reviewer) -> PageAnswer:
    """One of them, or all that the page shows; what is wrong stays, with its reason, and the others as typed."""
    right = visit.sent.get("right", "")
    codes = visit.sent.getall("code", [])[:PAGE] if right == ALL else [right]
    ours = [one for one in _sheet(visit, reviewer) if one.code in codes]
    answers = {one.code: _forms(visit, one) for one in ours}
    today = visit.now.astimezone(visit.zone).date()
    verdict = judge_answers(reviewer.language, ours, answers, Approval(reviewer.name, today))
    try:
        await _keep(visit, reviewer, approved=verdict.approved)
    except Unavailable as error:
        return _sentences(visit, reviewer, Form(visit.sent, {"": error.sentence}))
    wrong = {f"form-{code}": fault(visit, reason) for code, reason in verdict.faults.items()}
    kept = [code for code in answers if code not in verdict.faults]
    if wrong or _typed(visit, reviewer):
        return _sentences(visit, reviewer, Form(visit.sent, wrong), done="approved" if kept else None, undo=kept)
    return See(f"{_address(visit)}&undo={','.join(kept)}", notice="approved")


async def undo(visit: Visit, reviewer: Reviewer) -> PageAnswer:
    """Drafts again: what this reviewer approved. What is typed meanwhile stays typed."""
    codes = visit.sent.get("undo", "").split(",")[:PAGE]
    mine = [
        one.wording.key
        for one in _sheet(visit, reviewer)
        if one.code in codes and one.wording.approval and one.wording.approval.by == reviewer.name
    ]
    if not mine:
        raise NotFound("There is no decision to take back here.")
    try:
        await _keep(visit, reviewer, withdrawn=mine)
    except Unavailable as error:
        return _sentences(visit, reviewer, Form(visit.sent, {"": error.sentence}), undo=codes)
    if _typed(visit, reviewer):
        return _sentences(visit, reviewer, Form(visit.sent), done="undone")
    return See(_address(visit), notice="undone")


async def _keep(
    visit: Visit, reviewer: Reviewer, *, approved: list[Wording] | None = None, withdrawn: list[Key] | None = None
) -> None:
    """Where `languages import-review` keeps them, too; said from the next message on."""
    if not approved and not withdrawn:
        return
    folder, tag = visit.deps.settings.approved_dir, reviewer.language
    plurals = read_catalogue(tag).plural_forms
    try:
        change_approved(folder, tag, plurals, approved=approved or (), withdrawn=withdrawn or ())
    except OSError as error:
        raise Unavailable("This cannot be kept at the moment. Please tell the school, and try again later.") from error
    async with visit.deps.transaction() as session:
        await record_review_wordings(
            session,
            reviewer=reviewer,
            now=visit.now,
            approved=len(approved or ()),
            withdrawn=len(withdrawn or ()),
        )


def _typed(visit: Visit, reviewer: Reviewer) -> bool:
    """Whether there are words in the form that are kept nowhere else."""
    waiting = [one for one in _sheet(visit, reviewer) if one.waits and f"form-{one.code}-0" in visit.sent]
    return any(_forms(visit, one) != one.wording.forms for one in waiting)


def _sentences(
    visit: Visit, reviewer: Reviewer, form: Form, *, done: str | None = None, undo: list[str] | None = None
) -> Html:
    """What was `done` with what is sent here, and can be undone; a page that only shows has it in its address."""
    ours = _sheet(visit, reviewer)
    read, of = progress(ours)
    waiting, after = [one for one in ours if one.waits], visit.place()
    facts = {
        "form": form,
        "reviewer": reviewer,
        "tips": _tips(visit),
        "items": [_item(visit, reviewer, one) for one in waiting[after : after + PAGE]],
        "here_address": _address(visit),
        "undo_address": _address(visit, "/review/sentences/undo"),
        "after": after,
        "next": after + PAGE if len(waiting) > after + PAGE else None,
        "done": read,
        "of": of,
        "undo": [one for one in visit.query.get("undo", "").split(",")[:PAGE] if one] if undo is None else undo,
        "told": visit.say(NOTICES[done]) if done else None,
    }
    return Html("review_sentences.html", facts, status=422 if form.errors else 200)


def _item(visit: Visit, reviewer: Reviewer, one: Sentence) -> dict[str, object]:
    return {
        "code": one.code,
        "english": one.wording.english[-1],
        "dutch": one.dutch,
        "where": where(visit, one),
        "slots": slots(visit, one),
        "forms": list(zip(one.wording.forms, numbers(visit, reviewer.language, one.wording), strict=True)),
    }


def _forms(visit: Visit, one: Sentence) -> tuple[str, ...]:
    sent = (visit.sent.get(f"form-{one.code}-{place}", "") for place in range(len(one.wording.forms)))
    return tuple(words.replace("\r\n", "\n") for words in sent)


def _sheet(visit: Visit, reviewer: Reviewer) -> list[Sentence]:
    return sheet(reviewer.language, tips=_tips(visit))


def _tips(visit: Visit) -> bool:
    return visit.query.get("what") == "tips"


def _address(visit: Visit, path: str = "/review/sentences") -> str:
    after = f"&after={visit.place()}" if visit.place() else ""
    return f"{path}?what={'tips' if _tips(visit) else 'fixed'}{after}"


PAGES = [
    review_page("GET", "/review/sentences", reads(show)),
    review_page("POST", "/review/sentences", reads(approve)),
    review_page("POST", "/review/sentences/undo", reads(undo)),
]
