"""What a page gets and gives back, and a page as a row of the site: a row says who may see it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from multidict import MultiDictProxy

from bot.deps import Deps
from bot.domain.actors import Actor
from bot.domain.reviewers import Reviewer
from bot.enums import Role
from bot.errors import NotFound
from bot.queries.visitors import Visitor
from bot.web.calls import Call, parse_row_id
from bot.web.pages.wording import page_words
from messages.reasons import Reader

EVERYBODY = frozenset(Role)
NOT_ADMINISTRATOR = EVERYBODY - {Role.ADMINISTRATOR}
WHOLE_SCHOOL = frozenset({Role.LIAISON, Role.COORDINATOR})
#: Who brings families in and erases them, and sees how the school is set up.
HEADS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


#: The longest number that JSON and both databases keep exactly.
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Visit:
    """A request as a page sees it. `visitor` is None on the pages for those outside."""

    deps: Deps
    visitor: Visitor | None
    language: str
    now: datetime
    here: str
    path: dict[str, str]
    query: dict[str, str]
    sent: MultiDictProxy[str]
    files: dict[str, bytes]
    device: str
    network: str
    reviewer: Reviewer | None = None  # who came in by a reviewer's link, on the pages for them
    link_ended: bool = False  # or whose link opens no more

    @property
    def actor(self) -> Actor:
        """Who acts; only on pages for those inside."""
        return self.inside.actor

    @property
    def inside(self) -> Visitor:
        """The colleague; only on pages for those inside."""
        if self.visitor is None:
            raise NotFound("There is nothing here.")
        return self.visitor

    @property
    def zone(self) -> ZoneInfo:
        """School time."""
        return self.deps.settings.timezone

    def number(self, text: str) -> int:
        """A row's number that stands elsewhere. Raises NotFound."""
        return parse_row_id(text)

    def place(self) -> int:
        """Where a list goes on (`?after=`); what is no place is its beginning."""
        text = self.query.get("after", "")
        return int(text) if text.isdecimal() and len(text) <= _DIGITS else 0

    def row_id(self, name: str = "id") -> int:
        """A number in the path. Raises NotFound."""
        return parse_row_id(self.path[name])

    def as_call(self, *, body: Any = None, query: Any = None, **path: object) -> Call:  # noqa: ANN401  # a route's own
        """The same wish as a script would put it: what the API composes, pages show."""
        places = {name: str(value) for name, value in path.items()}
        return Call(self.deps, self.actor, body, query, places, b"", self.reader)

    @property
    def reader(self) -> Reader:
        """For sentences that stand in code in both languages."""
        return "nl" if self.language == "nl" else "en"

    def say(self, text: str, **facts: object) -> str:
        """A sentence of the pages in the reader's language, for what no template says."""
        said = page_words(self.language).gettext(text)
        return said % facts if facts else said


@dataclass(frozen=True, slots=True)
class Html:
    """A page to show."""

    template: str
    facts: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    keep: str | None = None  # a new session's token
    drop: bool = False  # the session is over


@dataclass(frozen=True, slots=True)
class See:
    """Go and look there; what was done is told there by the key of a notice."""

    url: str
    notice: str | None = None
    keep: str | None = None
    drop: bool = False
    review: str | None = None  # a reviewer's secret to keep; '' to forget it


@dataclass(frozen=True, slots=True)
class File:
    """Something to save."""

    name: str
    mime: str
    content: bytes
    shown: bool = False  # in the page, rather than saved


PageAnswer: TypeAlias = Html | See | File
Handler = Callable[[Visit], Awaitable[PageAnswer]]


@dataclass(frozen=True, slots=True)
class Page:
    """One row of the site. `roles` None: for those outside, too; `takes_file`: the form may hold one."""

    method: str
    path: str
    handler: Handler
    roles: frozenset[Role] | None = EVERYBODY
    takes_file: bool = False
    reviewing: bool = False  # for reviewers from outside: the handler looks whether their link opens
    unfinished: bool = False  # also for who still has to set up a password
