"""Names of people and places that run from right to left stand each in an element that lets them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from bot.actions.family_looks import record_family_look
from bot.actions.tokens import create_token
from bot.deps import Deps
from bot.domain.actors import COMMAND
from bot.enums import Role, Scope
from messages.facts import Answer
from tests.bot.accounts import make_colleague
from tests.builders import (
    SAM,
    make_answer,
    make_event,
    make_families,
    make_invitation,
    make_joined,
    make_question,
    make_row,
)
from tests.fakes import NOW

NAME = "نور"

#: Elements without an end, and those that say nothing in the page.
_EMPTY, _UNSEEN = {"br", "img", "input", "link", "meta"}, {"title", "option", "textarea"}


class Loose(HTMLParser):
    """Collects the lines that begin with the name where nothing says that it may run the other way."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._around: list[bool] = []
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _EMPTY:
            self._around.append(("dir", "auto") in attrs or ("class", "unseen") in attrs or tag in _UNSEEN)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            self._around.pop()

    def handle_data(self, data: str) -> None:
        if data.strip().startswith(NAME) and not any(self._around):
            self.found.append(" ".join(data.split()))


async def test_names_may_run_from_right_to_left(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("K1", "P1", "ar", child_first_name=NAME, parent_name=NAME))
        await make_joined(session, "P1")
        await make_invitation(session, event := await make_event(session, place=NAME))
        await make_answer(session, event, "P1", Answer.YES)
        await make_question(session, "P1")
        tom = await make_colleague(session, "Tom", Role.LIAISON)
        tom.name = NAME
        await create_token(session, actor=COMMAND, now=NOW, name=NAME, scopes=[Scope.ALL], staff_email=tom.email)
        await record_family_look(session, actor=SAM, now=NOW, parent_id="P-P1")
    heads = [await visit_as(role, name=f"{NAME} Sam") for role in (Role.COORDINATOR, Role.ADMINISTRATOR)]
    pages = [
        ["/", "/events/1", "/inbox", "/inbox/1", "/families", "/families/P-P1"],
        ["/school/colleagues", f"/school/colleagues/{tom.id}", "/school/tokens", "/school/audit", "/account"],
    ]

    shown = [(path, await here.get(path)) for here, paths in zip(heads, pages, strict=True) for path in paths]

    assert {page.status for _, page in shown} == {200}
    assert [path for path, page in shown if NAME not in page.text] == []
    assert [(path, Loose(page.text).found) for path, page in shown if Loose(page.text).found] == []
