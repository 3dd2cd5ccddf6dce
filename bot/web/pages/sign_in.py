"""Coming in: by a one-time link, or by address, password and second factor; and going."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import Field

from bot.actions.visits import (
    close_session,
    forget_failures,
    open_session,
    record_failed_sign_in,
    spend_link,
    spend_second_factor,
)
from bot.domain.codes import hash_secret
from bot.errors import NotSignedIn
from bot.models import Staff
from bot.queries.visitors import find_account, waits_until
from bot.web.pages.credentials import fits
from bot.web.pages.devices import device_name
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import Clockwork, page_word

_WRONG = page_word("Address, password or code is not right.")
_WAIT = page_word("That went wrong too often. Please try again after %(time)s.")

#: One slash, then what no browser drops or reads as a slash (URL standard: tabs and line ends go, a backslash turns).
_OURS = re.compile(r"/(?!/)[^\x00-\x20\x7f\\]*")


class SignInForm(FormModel):
    """Address and password; the code where a second factor is set up."""

    email: Annotated[str, Field(min_length=1, max_length=254)]
    password: Annotated[str, Field(min_length=1, max_length=128)]
    code: Annotated[str, Field(max_length=20)] = ""


class LinkForm(FormModel):
    """The secret of a one-time link, which the script takes from behind the '#', or the whole link pasted."""

    secret: Annotated[str, Field(min_length=1, max_length=300)]


async def show(visit: Visit) -> PageAnswer:
    """The form; who is in already goes on."""
    return See("/") if visit.visitor else _form(visit, Form())


async def sign_in(visit: Visit) -> PageAnswer:
    """One answer for whatever is wrong: an unknown address looks and lasts like a wrong password."""
    given, form = read_form(SignInForm, visit.sent)
    if given is None:
        return _form(visit, form)
    keys = hash_secret(f"account {given.email.casefold()}"), hash_secret(f"network {visit.network}")
    async with visit.deps.reading() as session:
        wait = await waits_until(session, keys=keys, now=visit.now)
        staff = await find_account(session, email=given.email)
    if wait:
        zone = visit.deps.settings.timezone
        time = Clockwork(visit.language, zone, visit.now).clock(wait)
        return _form(visit, Form(visit.sent, {"": visit.say(_WAIT, time=time)}))
    right = await fits(staff.password_hash if staff else None, given.password)
    token = await _open(visit, staff, given.code, keys) if right and staff else None
    if token is None:
        return await _refused(visit, keys)
    return See(_there(visit), keep=token)


async def come_by_link(visit: Visit) -> PageAnswer:
    """A one-time link: in, to set up a password first."""
    given, form = read_form(LinkForm, visit.sent)
    if given is None:
        return _form(visit, form)
    secret = given.secret.rpartition("#")[2].strip()
    try:
        async with visit.deps.transaction() as session:
            staff = await spend_link(session, secret=secret, now=visit.now)
            token = await open_session(session, staff=staff, device=device_name(visit.device), now=visit.now)
    except NotSignedIn as error:
        return _form(visit, Form(visit.sent, {"secret": error.sentence}))
    return See("/account/setup", keep=token)


async def sign_out(visit: Visit) -> PageAnswer:
    """This browser only."""
    async with visit.deps.transaction() as session:
        mine = visit.inside
        await close_session(session, staff_id=mine.staff_id, session_id=mine.session_id, now=visit.now)
    return See("/sign-in", notice="signed-out", drop=True)


async def _open(visit: Visit, staff: Staff, code: str, keys: tuple[str, ...]) -> str | None:
    async with visit.deps.transaction() as session:
        if not await spend_second_factor(session, staff_id=staff.id, code=code, now=visit.now):
            return None
        await forget_failures(session, keys=keys[:1])
        return await open_session(session, staff=staff, device=device_name(visit.device), now=visit.now)


async def _refused(visit: Visit, keys: tuple[str, ...]) -> Html:
    async with visit.deps.transaction() as session:
        await record_failed_sign_in(session, keys=keys, now=visit.now)
    return _form(visit, Form(visit.sent, {"": _WRONG}))


def _form(visit: Visit, form: Form) -> Html:
    facts = {"form": form, "then": visit.query.get("then", "")}
    return Html("sign_in.html", facts, status=422 if form.errors else 200)


def _there(visit: Visit) -> str:
    """Back to the page that was asked for: one of ours, never another site's."""
    there = visit.query.get("then", "/")
    return there if _OURS.fullmatch(there) else "/"


PAGES = [
    Page("GET", "/sign-in", show, roles=None),
    Page("POST", "/sign-in", sign_in, roles=None),
    Page("POST", "/sign-in/link", come_by_link, roles=None),
    Page("POST", "/sign-out", sign_out, unfinished=True),
]
