"""Ideas for home: which programmes run, how far they are, whether families try them; and stopping one (N9, N10)."""

from __future__ import annotations

from bot.actions.programmes import resume_programme, stop_programme
from bot.queries.programmes import keys_of, load_languages, load_tips, require_programme
from bot.queries.started import list_started
from bot.web.pages.ideas_words import IdeaWords
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from messages.tips import themes

#: Of what is still to come.
_NEXT = 3


async def show(visit: Visit) -> PageAnswer:
    """What runs, and the themes there are."""
    async with visit.deps.reading() as session:
        started = await list_started(session, actor=visit.actor, now=visit.now)
    words = IdeaWords(visit)
    facts = {
        "running": [one for one in started if one.running],
        "over": [one for one in started if not one.running],
        "themes": sorted(themes(), key=words.theme),
        "words": words,
    }
    return Html("ideas.html", facts)


async def follow(visit: Visit) -> PageAnswer:
    """What was told and what comes next, with how many families got and tried each: never who."""
    async with visit.deps.reading() as session:
        programme = await require_programme(session, actor=visit.actor, programme_id=visit.row_id())
        own = visit.actor.reaches(programme.groups)
        tips = await load_tips(session, programme, own=own, now=visit.now, zone=visit.zone)
        languages = await load_languages(session, programme)
    words = IdeaWords(visit)
    told = [tip for tip in tips if tip.moment <= visit.now]
    facts = {
        "programme": programme,
        "own": own,
        "told": told,
        "coming": tips[len(told) : len(told) + _NEXT],
        "gaps": words.gaps(languages),
        "tips": len(keys_of(programme)),
        "words": words,
    }
    return Html("programme.html", facts)


async def stop(visit: Visit) -> PageAnswer:
    """No further tips; it can go on again."""
    async with visit.deps.transaction() as session:
        await stop_programme(session, actor=visit.actor, now=visit.now, programme_id=visit.row_id())
    return See(f"/ideas/{visit.row_id()}", notice="ideas-stopped")


async def go_on(visit: Visit) -> PageAnswer:
    """As if nobody had stopped it."""
    async with visit.deps.transaction() as session:
        await resume_programme(session, actor=visit.actor, now=visit.now, programme_id=visit.row_id(), zone=visit.zone)
    return See(f"/ideas/{visit.row_id()}", notice="ideas-go-on")


PAGES = [
    Page("GET", "/ideas", show, roles=NOT_ADMINISTRATOR),
    Page("GET", "/ideas/{id}", follow, roles=NOT_ADMINISTRATOR),
    Page("POST", "/ideas/{id}/stop", stop, roles=NOT_ADMINISTRATOR),
    Page("POST", "/ideas/{id}/go-on", go_on, roles=NOT_ADMINISTRATOR),
]
