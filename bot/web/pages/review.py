"""What a reviewer from outside reads in one language: how far it is, and the words of messages to whole groups."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.actions.reviewers import record_review_decision, undo_review_decision
from bot.domain.review_sheet import progress, sheet
from bot.domain.reviewers import Reviewer
from bot.errors import Conflict
from bot.queries.reviewers import count_review_words, list_review_words
from bot.web.pages.decisions import read_decision, reason_choices, undo_number
from bot.web.pages.forms import Form
from bot.web.pages.review_doors import come_in, leave, reads, review_page
from bot.web.pages.visit import Html, PageAnswer, See, Visit
from bot.web.words import part


async def show(visit: Visit, reviewer: Reviewer) -> PageAnswer:
    """Three heaps, and how many of each are done."""
    async with visit.deps.reading() as session:
        messages = await count_review_words(session, reviewer=reviewer)
    fixed, tips = (progress(sheet(reviewer.language, tips=tips)) for tips in (False, True))
    facts = {"form": Form(), "reviewer": reviewer, "messages": messages, "fixed": fixed, "tips": tips}
    return Html("review.html", facts)


async def messages(visit: Visit, reviewer: Reviewer) -> PageAnswer:
    """What waits for a person first."""
    return await _messages(visit, reviewer, Form())


async def decide(visit: Visit, reviewer: Reviewer) -> PageAnswer:
    """Right as it is, right in other words, or wrong and why."""
    number = visit.row_id()
    given, form = read_decision(visit, number)
    if given is None:
        return await _messages(visit, reviewer, form)
    try:
        async with visit.deps.transaction() as session:
            await record_review_decision(
                session,
                reviewer=reviewer,
                now=visit.now,
                translation_id=number,
                target=given.target,
                approve=given.approves,
                reason=given.why,
            )
    except Conflict as error:
        return await _messages(visit, reviewer, Form(visit.sent, {"": error.sentence}))
    return See(_address(visit, undo=number), notice="approved" if given.approves else "rejected")


async def undo(visit: Visit, reviewer: Reviewer) -> PageAnswer:
    """One's own last word on it."""
    async with visit.deps.transaction() as session:
        await undo_review_decision(session, reviewer=reviewer, now=visit.now, translation_id=visit.row_id())
    return See(_address(visit), notice="undone")


async def _messages(visit: Visit, reviewer: Reviewer, form: Form) -> Html:
    async with visit.deps.reading() as session:
        done, of = await count_review_words(session, reviewer=reviewer)
        found = await list_review_words(session, reviewer=reviewer, after=visit.place())
    facts = {
        "form": form,
        "reviewer": reviewer,
        "items": [part(entry, visit.reader) for entry in found.entries],
        "here_address": lambda path: _address(visit, path),
        "after": visit.place(),
        "next": found.after,
        "done": done,
        "of": of,
        "reasons": reason_choices(visit),
        "undo": undo_number(visit),
    }
    return Html("review_messages.html", facts, status=422 if form.errors else 200)


def _address(visit: Visit, path: str = "/review/messages", **more: object) -> str:
    """On the page of the list that is read."""
    query = urlencode({**({"after": visit.place()} if visit.place() else {}), **more})
    return f"{path}?{query}" if query else path


PAGES = [
    review_page("GET", "/review", reads(show)),
    review_page("POST", "/review", come_in),
    review_page("POST", "/review/leave", leave),
    review_page("GET", "/review/messages", reads(messages)),
    review_page("POST", "/review/messages/{id}", reads(decide)),
    review_page("POST", "/review/messages/{id}/undo", reads(undo)),
]
