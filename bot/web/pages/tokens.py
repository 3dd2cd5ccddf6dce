"""Tokens for the school's own scripts: made and shown once, with an end; withdrawn."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from bot.actions.tokens import create_token, withdraw_token
from bot.domain.accounts import LONGEST_NAME
from bot.enums import Scope
from bot.errors import NotFound
from bot.queries.colleague_list import list_addresses
from bot.queries.tokens import list_tokens
from bot.web.pages.colleagues import ACCOUNTS
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.role_words import SCOPES
from bot.web.pages.visit import Html, Page, PageAnswer, See, Visit

#: Those of one page are the finest; the wide ones are for the command.
_OFFERED = [scope for scope in SCOPES if scope not in (Scope.ALL, Scope.READ, Scope.WRITE)]


class TokenForm(FormModel):
    """A name, what it may do, for whom, and how many days."""

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    scopes: Annotated[list[Scope], Field(min_length=1)] = Field(default_factory=list, validate_default=True)
    staff: Annotated[str, Field(max_length=254)] | None = None
    days: Literal["30", "90", "365"]


async def show(visit: Visit) -> PageAnswer:
    """Those in use, and the form."""
    return await _page(visit, Form())


async def make(visit: Visit) -> PageAnswer:
    """The token is shown once."""
    given, form = read_form(TokenForm, visit.sent)
    if given is None:
        return await _page(visit, form)
    facts = {"name": given.name, "scopes": given.scopes, "staff_email": given.staff}
    ends = visit.now + timedelta(days=int(given.days))
    try:
        async with visit.deps.transaction() as session:
            token = await create_token(session, actor=visit.actor, now=visit.now, expires_at=ends, **facts)  # type: ignore[arg-type]
    except NotFound as error:
        return await _page(visit, Form(visit.sent, {"staff": error.sentence}))
    return Html("token_made.html", {"name": given.name, "token": token, "ends": ends})


async def withdraw(visit: Visit) -> PageAnswer:
    """Who uses it is refused at once."""
    async with visit.deps.transaction() as session:
        await withdraw_token(session, actor=visit.actor, now=visit.now, token_id=visit.row_id())
    return See("/school/tokens", notice="token-withdrawn")


async def _page(visit: Visit, form: Form) -> Html:
    async with visit.deps.reading() as session:
        tokens = await list_tokens(session, actor=visit.actor, now=visit.now)
        colleagues = await list_addresses(session, actor=visit.actor)
    facts = {
        "form": form,
        "tokens": tokens,
        "words": {scope.value: words for scope, words in SCOPES.items()},
        "offered": [(scope.value, visit.say(SCOPES[scope])) for scope in _OFFERED],
        "colleagues": colleagues,
    }
    return Html("tokens.html", facts, status=422 if form.errors else 200)


PAGES = [
    Page("GET", "/school/tokens", show, roles=ACCOUNTS),
    Page("POST", "/school/tokens", make, roles=ACCOUNTS),
    Page("POST", "/school/tokens/{id}/withdraw", withdraw, roles=ACCOUNTS),
]
