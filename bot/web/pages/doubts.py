"""Sends that ask for a decision: send again or leave it, go on or call it off; each one button."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.actions.campaigns import cancel_campaign
from bot.actions.decisions import record_resend, record_resume, record_settled
from bot.actions.restoring import WHY
from bot.errors import NotFound
from bot.queries.doubts import Doubt, list_doubts
from bot.web.pages.event_words import name_of_event
from bot.web.pages.family_words import MESSAGES
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from messages.outgoing import MessageKind

_HERE = "/today/decisions"

#: What each button does, and the notice that tells it.
_DEEDS: dict[str, tuple[Callable[..., Awaitable[Any]], str]] = {
    "again": (record_resend, "sent-again"),
    "leave": (record_settled, "left-so"),
    "go-on": (record_resume, "goes-on"),
    "call-off": (cancel_campaign, "send-called-off"),
}


async def show(visit: Visit) -> PageAnswer:
    """Those of the last weeks; and the one that was just left, to take that back."""
    async with visit.deps.reading() as session:
        doubts = await list_doubts(session, actor=visit.actor, now=visit.now)
    facts = {
        "doubts": doubts,
        "named": lambda doubt: _named(visit, doubt),
        "left": visit.query.get("left"),
        "restored": WHY,
    }
    return Html("doubts.html", facts)


async def decide(visit: Visit) -> PageAnswer:
    """Once; who decided stands in the trail."""
    deed = visit.sent.get("deed", "")
    if deed not in _DEEDS:
        raise NotFound("There is nothing here.")
    record, notice = _DEEDS[deed]
    async with visit.deps.transaction() as session:
        await record(session, actor=visit.actor, now=visit.now, campaign_id=visit.row_id())
    return See(f"{_HERE}?left={visit.row_id()}" if deed == "leave" else _HERE, notice=notice)


async def undo(visit: Visit) -> PageAnswer:
    """A question again."""
    async with visit.deps.transaction() as session:
        await record_settled(session, actor=visit.actor, now=visit.now, campaign_id=visit.row_id(), settled=False)
    return See(_HERE)


def _named(visit: Visit, doubt: Doubt) -> str:
    kind = visit.say(MESSAGES[MessageKind(doubt.kind)])
    return f"{kind}: {name_of_event(visit, doubt.event_kind, doubt.title)}" if doubt.event_kind else kind


PAGES = [
    Page("GET", _HERE, show, roles=NOT_ADMINISTRATOR),
    Page("POST", f"{_HERE}/{{id}}", decide, roles=NOT_ADMINISTRATOR),
    Page("POST", f"{_HERE}/{{id}}/undo", undo, roles=NOT_ADMINISTRATOR),
]
