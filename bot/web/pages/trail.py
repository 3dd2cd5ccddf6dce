"""Who did what, and when: filtered, page by page, and as a table to save."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode

from multidict import MultiDict, MultiDictProxy
from pydantic import Field

from bot.domain.csv_writing import write_table
from bot.queries.trail import ABOUT_PARENT, ABOUT_THREAD, PAGE, Asked, TrailLine, list_actors, load_trail
from bot.web.pages.family_words import family_address
from bot.web.pages.forms import Form, FormDay, FormModel, read_form
from bot.web.pages.trail_words import DEEDS, NAMELESS, OTHER, SENTENCES
from bot.web.pages.visit import HEADS, File, Html, Page, PageAnswer, Visit
from bot.web.pages.wording import page_word

#: Rows of one table to save; the newest.
MOST = 5000

_NAME = page_word("who-did-what")

_COLUMNS = (page_word("When"), page_word("Who"), page_word("What"), page_word("About"))


class TrailForm(FormModel):
    """What stands behind the question mark; days are whole, in school time."""

    who: Annotated[str, Field(max_length=32)] | None = None
    deed: Annotated[str, Field(max_length=32)] | None = None
    since: FormDay | None = None
    until: FormDay | None = None
    family: Annotated[str, Field(max_length=64)] | None = None
    after: Annotated[int, Field(ge=1, le=2**53)] | None = None


async def show(visit: Visit) -> PageAnswer:
    """A page of it."""
    given, form = _read(visit)
    async with visit.deps.reading() as session:
        actors = await list_actors(session, actor=visit.actor)
        lines = await load_trail(session, actor=visit.actor, asked=_asked(visit, given)) if given else []
    more = _address(visit, "/school/audit", after=lines[PAGE - 1].id) if len(lines) > PAGE else None
    facts = {
        "form": form,
        "lines": [_shown(visit, line) for line in lines[:PAGE]],
        "more": more,
        "further": bool(given and given.after),
        "newest": _address(visit, "/school/audit"),
        "table": _address(visit, "/school/audit.csv"),
        "actors": [*actors, ("command", visit.say(NAMELESS["command"]))],
        "deeds": DEEDS,
    }
    return Html("trail.html", facts, status=422 if form.errors else 200)


async def save(visit: Visit) -> PageAnswer:
    """The same as a file."""
    given, _ = _read(visit)
    if given is None:
        return await show(visit)
    async with visit.deps.reading() as session:
        lines = await load_trail(session, actor=visit.actor, asked=_asked(visit, given), limit=MOST)
    rows = [_cells(visit, line) for line in lines[:MOST]]
    table = write_table([[visit.say(name) for name in _COLUMNS], *rows])
    day = visit.now.astimezone(visit.zone).date()
    return File(f"{day}-{visit.say(_NAME)}.csv", "text/csv", table)


def _read(visit: Visit) -> tuple[TrailForm | None, Form]:
    return read_form(TrailForm, MultiDictProxy(MultiDict({k: v.replace("\0", "") for k, v in visit.query.items()})))


def _asked(visit: Visit, given: TrailForm) -> Asked:
    return Asked(
        actor=given.who,
        action=given.deed,
        since=_midnight(visit, given.since),
        until=_midnight(visit, given.until + timedelta(days=1) if given.until else None),
        parent=given.family,
        after=given.after or 0,
    )


def _midnight(visit: Visit, day: date | None) -> datetime | None:
    return datetime.combine(day, time(), visit.zone) if day else None


def _address(visit: Visit, path: str, **more: object) -> str:
    kept = {name: visit.query[name] for name in ("who", "deed", "since", "until", "family") if visit.query.get(name)}
    asked = urlencode({**kept, **more})
    return f"{path}?{asked}" if asked else path


def _shown(visit: Visit, line: TrailLine) -> dict[str, object]:
    """As the template shows it; the link leads to the family or the conversation, for whom it is."""
    link = family_address(line.about) if line.action in ABOUT_PARENT and line.about else None
    if line.action in ABOUT_THREAD and visit.actor.reads_messages:
        link = f"/inbox/{line.object_id}"
    cells = {"who": _who(visit, line), "what": _what(visit, line), "about": _about(visit, line)}
    return {"at": line.at, "link": link, **cells}


def _cells(visit: Visit, line: TrailLine) -> list[str]:
    when = line.at.astimezone(visit.zone).strftime("%Y-%m-%d %H:%M:%S")
    return [when, _who(visit, line), _what(visit, line), _about(visit, line)]


def _who(visit: Visit, line: TrailLine) -> str:
    kind = line.actor.partition(":")[0]
    return line.who or (visit.say(NAMELESS[kind]) if kind in NAMELESS else line.actor)


def _what(visit: Visit, line: TrailLine) -> str:
    return visit.say(SENTENCES.get(line.action, OTHER))


def _about(visit: Visit, line: TrailLine) -> str:
    if line.about is not None:
        return line.about
    return visit.say(page_word("no. %(number)s"), number=line.object_id) if line.object_id is not None else ""


PAGES = [
    Page("GET", "/school/audit", show, roles=HEADS),
    Page("GET", "/school/audit.csv", save, roles=HEADS),
]
