"""One's own account: password, second factor, where one is signed in, the language of the pages."""

from __future__ import annotations

from typing import Annotated, Literal

import segno
from pydantic import Field

from bot.actions.visits import (
    close_other_sessions,
    close_session,
    record_page_language,
    record_password,
    record_second_factor,
)
from bot.domain.passwords import check_new_password
from bot.domain.second_factor import REQUIRED_FOR, matching_step, new_recovery_codes, new_secret, setup_address
from bot.errors import BadInput
from bot.queries.visitors import list_browsers, require_account
from bot.web.pages.credentials import fits, hashed
from bot.web.pages.forms import Form, FormModel, read_form
from bot.web.pages.visit import Html, Page, PageAnswer, See, Visit
from bot.web.pages.wording import page_word

_NOT_THE_OLD_ONE = page_word("This is not your present password.")
_WRONG_CODE = page_word("This code is not right. Take the one that the telephone shows now.")


class PasswordForm(FormModel):
    """The present one, where there is one, and the new one."""

    present: Annotated[str, Field(max_length=128)] = ""
    password: Annotated[str, Field(min_length=1, max_length=200)]


class SecondFactorForm(FormModel):
    """The secret that the square code showed, and what the telephone makes of it."""

    secret: Annotated[str, Field(pattern="^[A-Z2-7]{32}$")]
    code: Annotated[str, Field(min_length=1, max_length=20)]


class LanguageForm(FormModel):
    """The two that pages have."""

    language: Literal["nl", "en"]


async def show(visit: Visit) -> PageAnswer:
    """What there is to change."""
    return await _account(visit, Form())


async def set_up(visit: Visit) -> PageAnswer:
    """After the first link: a password, then a second factor where the role needs one."""
    async with visit.deps.reading() as session:
        staff = await require_account(session, visit.inside.staff_id)
    if staff.password_hash is None:
        return _setup_password(Form())
    if staff.totp_secret is None and (visit.deps.school.second_key or visit.actor.role in REQUIRED_FOR):
        return _setup_factor(visit, Form(), new_secret())
    return See("/")


async def change_password(visit: Visit) -> PageAnswer:
    """Whoever knew the old one is signed out elsewhere."""
    given, form = read_form(PasswordForm, visit.sent)
    if given is None:
        return await _again(visit, form)
    me = visit.inside
    async with visit.deps.reading() as session:
        stored = (await require_account(session, me.staff_id)).password_hash
    if stored is not None and not await fits(stored, given.present):
        return await _again(visit, Form(visit.sent, {"present": _NOT_THE_OLD_ONE}))
    try:
        own = (visit.actor.name or "", me.email.partition("@")[0], visit.deps.school.school_name)
        check_new_password(given.password, own_words=own)
    except BadInput as error:
        return await _again(visit, Form(visit.sent, {"password": error.sentence}))
    secret = await hashed(given.password)
    async with visit.deps.transaction() as session:
        await record_password(session, staff_id=me.staff_id, password_hash=secret, now=visit.now)
        await close_other_sessions(session, staff_id=me.staff_id, but=me.session_id, now=visit.now)
    return See("/account/setup") if me.unfinished else See("/account", notice="password")


async def offer_second_factor(visit: Visit) -> PageAnswer:
    """A new telephone: a new secret."""
    return _setup_factor(visit, Form(), new_secret())


async def add_second_factor(visit: Visit) -> PageAnswer:
    """Proved by its first code; the paper codes are shown once."""
    given, form = read_form(SecondFactorForm, visit.sent)
    step = matching_step(given.secret, given.code, now=visit.now, last=0) if given else None
    if given is None or step is None:
        wrong = Form(visit.sent, {"code": form.error("code") or _WRONG_CODE})
        return _setup_factor(visit, wrong, given.secret if given else new_secret())
    codes = new_recovery_codes()
    async with visit.deps.transaction() as session:
        await record_second_factor(
            session,
            staff_id=visit.inside.staff_id,
            secret=given.secret,
            step=step,
            recovery_codes=codes,
            now=visit.now,
        )
    return Html("recovery_codes.html", {"codes": codes})


async def change_language(visit: Visit) -> PageAnswer:
    """Of the pages."""
    given, form = read_form(LanguageForm, visit.sent)
    if given is None:
        return await _account(visit, form)
    async with visit.deps.transaction() as session:
        await record_page_language(session, staff_id=visit.inside.staff_id, language=given.language)
    return See("/account", notice="saved")


async def sign_out_browser(visit: Visit) -> PageAnswer:
    """One that is not this one, or is."""
    async with visit.deps.transaction() as session:
        await close_session(session, staff_id=visit.inside.staff_id, session_id=visit.row_id(), now=visit.now)
    return See("/account", notice="saved")


async def sign_out_elsewhere(visit: Visit) -> PageAnswer:
    """All others."""
    me = visit.inside
    async with visit.deps.transaction() as session:
        await close_other_sessions(session, staff_id=me.staff_id, but=me.session_id, now=visit.now)
    return See("/account", notice="signed-out-elsewhere")


async def _again(visit: Visit, form: Form) -> Html:
    return _setup_password(form) if visit.inside.unfinished else await _account(visit, form)


async def _account(visit: Visit, form: Form) -> Html:
    me = visit.inside
    async with visit.deps.reading() as session:
        staff = await require_account(session, me.staff_id)
        browsers = await list_browsers(session, staff_id=me.staff_id, now=visit.now)
    facts = {"form": form, "staff": staff, "browsers": browsers, "codes_left": len(staff.recovery_codes)}
    return Html("account.html", facts, status=422 if form.errors else 200)


def _setup_password(form: Form) -> Html:
    return Html("setup_password.html", {"form": form}, status=422 if form.errors else 200)


def _setup_factor(visit: Visit, form: Form, secret: str) -> Html:
    address = setup_address(secret, account=visit.inside.email, school=visit.deps.school.school_name)
    square = segno.make(address, error="m").svg_inline(scale=5, omitsize=True)
    facts = {"form": form, "secret": secret, "square": square}
    return Html("setup_factor.html", facts, status=422 if form.errors else 200)


PAGES = [
    Page("GET", "/account", show),
    Page("GET", "/account/setup", set_up, unfinished=True),
    Page("POST", "/account/password", change_password, unfinished=True),
    Page("GET", "/account/second-factor", offer_second_factor, unfinished=True),
    Page("POST", "/account/second-factor", add_second_factor, unfinished=True),
    Page("POST", "/account/language", change_language, unfinished=True),
    Page("POST", "/account/browsers/{id}/sign-out", sign_out_browser),
    Page("POST", "/account/browsers/sign-out-elsewhere", sign_out_elsewhere),
]
