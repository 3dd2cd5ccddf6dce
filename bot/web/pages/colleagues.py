"""Colleagues: who is here, who is invited with a one-time link, and one colleague with rights and sessions."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Annotated

from pydantic import Field

from bot.actions.accounts import renew_link
from bot.actions.staff import invite_colleague
from bot.actions.stand_ins import check_until
from bot.domain.accounts import LONGEST_ADDRESS, LONGEST_NAME
from bot.enums import Role
from bot.errors import AppError, BadInput, Conflict
from bot.queries.colleague_list import list_colleagues, list_readers, require_colleague
from bot.queries.families import list_groups
from bot.queries.visitors import list_browsers
from bot.web.pages.forms import Form, FormDay, FormModel, read_form
from bot.web.pages.role_words import ROLES
from bot.web.pages.visit import HEADS, Html, Page, PageAnswer, Visit
from bot.web.pages.wording import page_word
from bot.web.sign_in_links import sign_in_link

ACCOUNTS = frozenset({Role.ADMINISTRATOR})

#: Of the number of a page.
_DIGITS = 4


class InviteForm(FormModel):
    """A new colleague."""

    email: Annotated[str, Field(min_length=1, max_length=LONGEST_ADDRESS)]
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    role: Role
    groups: list[Annotated[str, Field(max_length=200)]] = Field(default_factory=list)
    until: FormDay | None = None


NO_GROUP = page_word("A teacher needs at least one group.")
_ONLY_A_TEACHER = page_word("Only a teacher stands in. Leave the last day empty.")


async def show(visit: Visit) -> PageAnswer:
    """Who is here; `?left=yes` who has left."""
    left, page = visit.query.get("left") == "yes", visit.query.get("page", "1")
    number = int(page) if page.isdecimal() and len(page) <= _DIGITS and int(page) else 1
    async with visit.deps.reading() as session:
        found = await list_colleagues(session, actor=visit.actor, now=visit.now, left=left, page=number)
    facts = {"found": found, "left": left, "page": number, "roles": ROLES, "may_change": _may_change(visit)}
    return Html("colleagues.html", {**facts, "page_address": lambda to: _address(left, to)})


async def offer_invite(visit: Visit) -> PageAnswer:
    """The form."""
    return await _invite(visit, Form())


async def invite(visit: Visit) -> PageAnswer:
    """The one-time link is shown once."""
    given, form = read_form(InviteForm, visit.sent)
    if given is None:
        return await _invite(visit, form)
    if wrong := _wrong(given):
        return await _invite(visit, Form(visit.sent, wrong))
    groups = given.groups if given.role is Role.TEACHER else []
    facts = {"email": given.email, "name": given.name, "role": given.role, "groups": groups}
    try:
        until = end_of(visit, given.until) if given.until else None
    except BadInput as error:
        return await _invite(visit, Form(visit.sent, {"until": error.sentence}))
    try:
        async with visit.deps.transaction() as session:
            secret = await invite_colleague(session, actor=visit.actor, now=visit.now, until=until, **facts)  # type: ignore[arg-type]
    except (BadInput, Conflict) as error:
        return await _invite(visit, Form(visit.sent, {"email": error.sentence}))
    return _link(visit, given.name, secret)


def _wrong(given: InviteForm) -> dict[str, str]:
    """An end holds for the groups of who stands in; who sees the whole school would never hear of it."""
    if given.role is Role.TEACHER:
        return {} if given.groups else {"groups": NO_GROUP}
    return {"until": _ONLY_A_TEACHER} if given.until else {}


async def send_link(visit: Visit) -> PageAnswer:
    """For who lost the password or the telephone."""
    staff_id = visit.row_id()
    try:
        async with visit.deps.transaction() as session:
            secret = await renew_link(session, actor=visit.actor, now=visit.now, staff_id=staff_id)
    except AppError as error:
        return await colleague_page(visit, staff_id, Form(visit.sent, {"": error.sentence}))
    async with visit.deps.reading() as session:
        one = await require_colleague(session, actor=visit.actor, now=visit.now, staff_id=staff_id)
    return _link(visit, one.name, secret)


async def show_one(visit: Visit) -> PageAnswer:
    """One colleague."""
    return await colleague_page(visit, visit.row_id(), Form())


async def colleague_page(visit: Visit, staff_id: int, form: Form) -> Html:
    """The same again with what is wrong. Raises NotFound."""
    async with visit.deps.reading() as session:
        one = await require_colleague(session, actor=visit.actor, now=visit.now, staff_id=staff_id)
        groups = await list_groups(session, actor=visit.actor)
        browsers = await list_browsers(session, staff_id=staff_id, now=visit.now) if _may_change(visit) else []
        readers = await list_readers(session, actor=visit.actor) if one.open_threads else []
    own = visit.inside.staff_id == staff_id
    facts = {
        "one": one,
        "form": form,
        "groups": groups,
        "browsers": browsers,
        "readers": [(str(key), name) for key, name in readers if key != staff_id],
        "roles": ROLES,
        "own": own,
        "may_change": _may_change(visit) and not own,
    }
    return Html("colleague.html", facts, status=422 if form.errors else 200)


def end_of(visit: Visit, day: date) -> datetime:
    """When standing in ends that lasts until this day. Raises BadInput."""
    until = datetime.combine(day + timedelta(days=1), time(), visit.zone)
    check_until(until, now=visit.now)
    return until


async def _invite(visit: Visit, form: Form) -> Html:
    async with visit.deps.reading() as session:
        groups = await list_groups(session, actor=visit.actor)
    facts = {"form": form, "groups": groups, "roles": ROLES}
    return Html("colleague_invite.html", facts, status=422 if form.errors else 200)


def _link(visit: Visit, name: str, secret: str) -> Html:
    return Html("colleague_link.html", {"name": name, "link": sign_in_link(visit.deps.settings, secret)})


def _may_change(visit: Visit) -> bool:
    return visit.actor.role in ACCOUNTS


def _address(left: bool, page: int) -> str:
    return f"/school/colleagues?page={page}" + ("&left=yes" if left else "")


PAGES = [
    Page("GET", "/school/colleagues", show, roles=HEADS),
    Page("GET", "/school/colleagues/invite", offer_invite, roles=ACCOUNTS),
    Page("POST", "/school/colleagues/invite", invite, roles=ACCOUNTS),
    Page("GET", "/school/colleagues/{id}", show_one, roles=HEADS),
    Page("POST", "/school/colleagues/{id}/link", send_link, roles=ACCOUNTS),
]
