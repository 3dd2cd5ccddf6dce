"""Start ideas for home on a theme: the form, and beside it what parents of each language will read first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Annotated, Literal

from pydantic import Field

from bot.actions.programmes import AFTER_SCHOOL, THREE_A_WEEK, schedule_programme
from bot.domain.programmes import WEEKDAYS, Occurrence
from bot.errors import BadInput, Conflict
from bot.models import Programme
from bot.queries.families import list_groups
from bot.queries.programmes import MissingTips, first_tips, keys_of, load_languages
from bot.queries.readers import sample_reader
from bot.web.pages.forms import Form, FormDay, FormModel, read_form
from bot.web.pages.ideas_words import AGES, IdeaWords
from bot.web.pages.visit import NOT_ADMINISTRATOR, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word
from messages.conversation.ideas import render_tip
from messages.facts import Reader
from messages.languages import Language
from messages.outgoing import Outgoing
from messages.phrases import spoken
from messages.tips import AgeGroup, find_tip, themes

_FIVE = ("monday", "tuesday", "wednesday", "thursday", "friday")

_OVER = page_word("This day is over already.")
_NO_GROUP = page_word("Choose at least one group.")
_NO_THEME = page_word("Choose one of these themes.")
_ALL_AGES = page_word("all ages")
_LACKING = page_word("Look first: some ideas are not there in every language of these groups.")


class StartForm(FormModel):
    """`language` is that of the phone beside the form; `seen` are the languages whose gaps were shown."""

    theme: Annotated[str, Field(max_length=64)]
    groups: Annotated[list[str], Field(max_length=100)] = Field(default_factory=list)
    ages: AgeGroup | None = None
    rhythm: Literal["1", "3", "5"] = "3"
    starts_on: FormDay
    at: time = AFTER_SCHOOL
    language: Annotated[str, Field(max_length=16)] | None = None
    seen: Annotated[str, Field(max_length=1000)] = ""
    step: Literal["look", "start"] = "look"

    @property
    def weekdays(self) -> tuple[str, ...]:
        """Once a week it is the weekday of the first day."""
        if self.rhythm == "1":
            return (WEEKDAYS[self.starts_on.weekday()],)
        return THREE_A_WEEK if self.rhythm == "3" else _FIVE


@dataclass(frozen=True, slots=True)
class Look:
    """What a phone shows in one language (None: nothing in it), the languages of the audience, and who misses tips."""

    languages: list[MissingTips]
    language: str
    bubbles: list[tuple[Occurrence, Outgoing | None]]
    tips: int
    lacking: list[str]


async def show(visit: Visit) -> PageAnswer:
    """With all filled in that can be guessed: one's own group, three days a week, from tomorrow on."""
    async with visit.deps.reading() as session:
        groups = await list_groups(session, actor=visit.actor)
    asked = visit.query.get("theme", "")
    guess = StartForm(
        theme=asked if asked in themes() else themes()[0],
        groups=groups if len(groups) == 1 else [],
        starts_on=_today(visit) + timedelta(days=1),
    )
    return await _page(visit, guess, Form())


async def start(visit: Visit) -> PageAnswer:
    """Looked at as often as one likes; started only when gaps in the languages of these groups were seen."""
    given, form = read_form(StartForm, visit.sent)
    if given is None:
        return await _page(visit, None, form)
    visit.actor.check_groups(given.groups)
    if given.step == "look":
        return await _page(visit, given, form)
    if wrong := _wrong(visit, given):
        return await _page(visit, given, Form(visit.sent, wrong))
    async with visit.deps.reading() as session:
        lacking = _lacking(await load_languages(session, _draft(given)))
    if not set(lacking) <= set(given.seen.split()):
        return await _page(visit, given, Form(visit.sent, {"": _LACKING}))
    try:
        programme = await _start(visit, given)
    except (BadInput, Conflict) as error:
        return await _page(visit, given, Form(visit.sent, {"": error.sentence}))
    return See(f"/ideas/{programme.id}", notice="ideas-started")


def _wrong(visit: Visit, given: StartForm) -> dict[str, str]:
    wrong = {} if given.theme in themes() else {"theme": _NO_THEME}
    wrong |= {} if given.groups else {"groups": _NO_GROUP}
    return wrong | ({"starts_on": _OVER} if given.starts_on < _today(visit) else {})


async def _start(visit: Visit, given: StartForm) -> Programme:
    async with visit.deps.transaction() as session:
        return await schedule_programme(
            session,
            actor=visit.actor,
            now=visit.now,
            theme=given.theme,
            groups=given.groups,
            starts_on=given.starts_on,
            zone=visit.zone,
            weekdays=given.weekdays,
            at=given.at,
            ages=given.ages,
            alone=True,
        )


async def _page(visit: Visit, given: StartForm | None, form: Form) -> Html:
    """`given` is None where the form does not hold: then there is nothing to look at."""
    async with visit.deps.reading() as session:
        groups = await list_groups(session, actor=visit.actor)
    words = IdeaWords(visit)
    facts = {
        "form": form,
        "given": given,
        "shown": await _look(visit, given) if given is not None and given.theme in themes() else None,
        "groups": groups,
        "themes": [(theme, words.theme(theme)) for theme in themes()],
        "ages": [("", visit.say(_ALL_AGES)), *((age.value, visit.say(said)) for age, said in AGES.items())],
        "words": words,
        "tomorrow": (_today(visit) + timedelta(days=1)).isoformat(),
    }
    return Html("ideas_start.html", facts, status=422 if form.errors else 200)


async def _look(visit: Visit, given: StartForm) -> Look:
    """The first week in one language of the audience."""
    programme, number = _draft(given), int(given.rhythm)
    async with visit.deps.reading() as session:
        languages = await load_languages(session, programme)
        chosen = _language(visit, given, languages)
        reader = await sample_reader(session, groups=given.groups, language=chosen)
        first = await first_tips(session, programme, after=visit.now, zone=visit.zone, number=number)
    return Look(
        languages,
        chosen.tag,
        [(one, _said(one, reader)) for one in first],
        len(keys_of(programme)),
        _lacking(languages),
    )


def _said(one: Occurrence, reader: Reader) -> Outgoing | None:
    tip = find_tip(one.key, reader.language.tag) if reader.language.tag in spoken() else None
    return render_tip(tip, reader, part=one.part) if tip else None


def _language(visit: Visit, given: StartForm, languages: list[MissingTips]) -> Language:
    """The one asked for; else the largest of the audience that the author does not read."""
    tags, own = [line.language for line in languages], visit.deps.settings.source_language
    others = (tag for tag in tags if tag not in (own, visit.language))
    return Language(given.language if given.language in tags else next(others, own))


def _lacking(languages: list[MissingTips]) -> list[str]:
    return [line.language for line in languages if line.tips]


def _draft(given: StartForm) -> Programme:
    """Of which nothing is stored."""
    return Programme(
        theme=given.theme,
        groups=given.groups,
        weekdays=sorted(given.weekdays, key=WEEKDAYS.index),
        at=given.at.isoformat("minutes"),
        starts_on=given.starts_on.isoformat(),
        ages=given.ages,
    )


def _today(visit: Visit) -> date:
    return visit.now.astimezone(visit.zone).date()


PAGES = [
    Page("GET", "/ideas/new", show, roles=NOT_ADMINISTRATOR),
    Page("POST", "/ideas/new", start, roles=NOT_ADMINISTRATOR),
]
