"""The way in for a reviewer from outside: by the link, in this browser, until it ends or is withdrawn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeAlias

from pydantic import Field

from bot.actions.reviewers import record_reviewer_came
from bot.domain.reviewers import Reviewer
from bot.queries.reviewers import find_reviewer
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import Handler, Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word

_NO_LINK = page_word("This link is not right, or opens no more. Ask the person who gave it to you for a new one.")

Reading: TypeAlias = Callable[[Visit, Reviewer], Awaitable[PageAnswer]]


class SecretForm(FormModel):
    """What stands behind the '#', or the whole link pasted."""

    secret: Annotated[str, Field(min_length=1, max_length=300)]


async def come_in(visit: Visit) -> PageAnswer:
    """The secret is handed in as a form, so that no server on the way writes it down."""
    given, form = read_form(SecretForm, visit.sent)
    if given is None:
        return door(visit, form)
    secret = given.secret.rpartition("#")[2].strip()
    async with visit.deps.transaction() as session:
        reviewer = await find_reviewer(session, secret=secret, now=visit.now)
        if reviewer is None:
            return door(visit, Form(visit.sent, {"secret": _NO_LINK}))
        await record_reviewer_came(session, reviewer=reviewer, now=visit.now)
    return See("/review", review=secret)


async def leave(_visit: Visit) -> PageAnswer:
    """This browser forgets the link."""
    return See("/review", notice="thanks", review="")


def door(visit: Visit, form: Form) -> Html:
    """For who has no link, or one that has ended: kind, and with the next step."""
    return Html("review_door.html", {"form": form, "ended": visit.link_ended}, status=422 if form.errors else 200)


def reads(handler: Reading) -> Handler:
    """Only with a link that opens."""

    async def opened(visit: Visit) -> PageAnswer:
        return await handler(visit, visit.reviewer) if visit.reviewer else door(visit, Form())

    return opened


def review_page(method: str, path: str, handler: Handler) -> Page:
    """A row of the site for reviewers from outside."""
    return Page(method, path, handler, roles=None, reviewing=True)
