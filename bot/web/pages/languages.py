"""Which languages are ready: our own phrases and who approved them, the machine, and whether its words wait."""

from __future__ import annotations

from typing import Literal

from bot.actions.school_words import record_policy
from bot.errors import NotFound
from bot.queries.languages import list_languages
from bot.queries.memory_pages import count_by_language
from bot.web.fields import require_language
from bot.web.pages.forms import FormModel, read_form
from bot.web.pages.visit import HEADS, WHOLE_SCHOOL, Html, Page, PageAnswer, See, Visit

#: The administrator is sent here from the settings.
_DECIDE = WHOLE_SCHOOL | HEADS


class PolicyForm(FormModel):
    """Whether machine text waits for a person."""

    hold: Literal["yes", "no"]


async def show(visit: Visit) -> PageAnswer:
    """Those of our families first."""
    async with visit.deps.reading() as session:
        lines = await list_languages(session, actor=visit.actor, source=visit.deps.settings.source_language)
        waits = await count_by_language(session, actor=visit.actor)
    lines.sort(key=lambda line: -line.parents)
    at_home = [line for line in lines if line.parents]
    facts = {
        "lines": lines,
        "waits": waits,
        "source": visit.deps.settings.source_language,
        "may_decide": visit.actor.role in _DECIDE,
        "may_invite": visit.actor.role in WHOLE_SCHOOL,
        "ready": sum(line.standing.state == "reviewed" for line in at_home),
        "at_home": len(at_home),
    }
    return Html("languages.html", facts)


async def decide(visit: Visit) -> PageAnswer:
    """From now on."""
    given, _ = read_form(PolicyForm, visit.sent)
    if given is None:
        raise NotFound("There is nothing here.")
    tag, hold = require_language(visit.path["tag"]).tag, given.hold == "yes"
    async with visit.deps.transaction() as session:
        await record_policy(session, actor=visit.actor, now=visit.now, language=tag, hold=hold)
    return See(f"/languages#{tag}", notice="held" if hold else "not-held")


PAGES = [
    Page("GET", "/languages", show),
    Page("POST", "/languages/{tag}/policy", decide, roles=_DECIDE),
]
