"""Fixed sentences and ideas for at home, read by somebody who grew up with the language: approved, corrected."""

from __future__ import annotations

from bot.actions.reviewers import record_review_wordings
from bot.domain.review_sheet import Sentence, judge_answers, progress, sheet
from bot.domain.reviewers import Reviewer
from bot.errors import NotFound, Unavailable
from bot.queries.reviewers import PAGE
from bot.web.pages.forms import Form
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
    """One of them, or all that the page shows; what is wrong stays, with its reason."""
    right = visit.sent.get("right", "")
    codes = visit.sent.getall("code", [])[:PAGE] if right == ALL else [right]
    ours = [one for one in _sheet(visit, reviewer) if one.code in codes]
    answers = {one.code: _forms(visit, one) for one in ours}
    today = visit.now.astimezone(visit.zone).date()
    verdict = judge_answers(reviewer.language, ours, answers, Approval(reviewer.name, today))
    await _keep(visit, reviewer, approved=verdict.approved)
    if verdict.faults:
        wrong = {f"form-{code}": fault(visit, reason) for code, reason in verdict.faults.items()}
        return _sentences(visit, reviewer, Form(visit.sent, wrong))
    return See(f"{_address(visit)}&undo={','.join(answers)}", notice="approved")


async def undo(visit: Visit, reviewer: Reviewer) -> PageAnswer:
    """Drafts again: what this reviewer approved."""
    codes = visit.sent.getall("code", [])[:PAGE]
    mine = [
        one.wording.key
        for one in _sheet(visit, reviewer)
        if one.code in codes and one.wording.approval and one.wording.approval.by == reviewer.name
    ]
    if not mine:
        raise NotFound("There is no decision to take back here.")
    await _keep(visit, reviewer, withdrawn=mine)
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


def _sentences(visit: Visit, reviewer: Reviewer, form: Form) -> Html:
    ours = _sheet(visit, reviewer)
    done, of = progress(ours)
    waiting, after = [one for one in ours if one.waits], visit.place()
    facts = {
        "form": form,
        "reviewer": reviewer,
        "tips": _tips(visit),
        "items": [_item(visit, reviewer, one) for one in waiting[after : after + PAGE]],
        "here_address": _address(visit),
        "after": after,
        "next": after + PAGE if len(waiting) > after + PAGE else None,
        "done": done,
        "of": of,
        "undo": [code for code in visit.query.get("undo", "").split(",")[:PAGE] if code],
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
    return tuple(visit.sent.get(f"form-{one.code}-{place}", "") for place in range(len(one.wording.forms)))


def _sheet(visit: Visit, reviewer: Reviewer) -> list[Sentence]:
    return sheet(reviewer.language, tips=_tips(visit))


def _tips(visit: Visit) -> bool:
    return visit.query.get("what") == "tips"


def _address(visit: Visit) -> str:
    after = f"&after={visit.place()}" if visit.place() else ""
    return f"/review/sentences?what={'tips' if _tips(visit) else 'fixed'}{after}"


PAGES = [
    review_page("GET", "/review/sentences", reads(show)),
    review_page("POST", "/review/sentences", reads(approve)),
    review_page("POST", "/review/sentences/undo", reads(undo)),
]
