"""What is changed of one colleague: rights, standing in, leaving, sessions, conversations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from pydantic import Field

from bot.actions.accounts import record_back, record_left, record_rights, sign_out_colleague
from bot.actions.left_threads import give_threads
from bot.actions.stand_ins import end_stand_in, record_stand_in
from bot.enums import Role
from bot.errors import AppError, BadInput, NotFound
from bot.web.pages.colleagues import ACCOUNTS, colleague_page, end_of
from bot.web.pages.forms import Form, FormDay, FormModel, read_form
from bot.web.pages.visit import HEADS, Page, PageAnswer, See, Visit


class RightsForm(FormModel):
    """Role and own groups."""

    role: Role
    groups: list[Annotated[str, Field(max_length=200)]] = Field(default_factory=list)


class StandInForm(FormModel):
    """The group, and the last day."""

    group: Annotated[str, Field(min_length=1, max_length=200)]
    until: FormDay


class GroupForm(FormModel):
    """Where standing in ends."""

    group: Annotated[str, Field(min_length=1, max_length=200)]


class PickForm(FormModel):
    """A browser, or a colleague; empty: all, or nobody in particular."""

    pick: Annotated[int, Field(ge=1, le=2**53)] | None = None


async def change_rights(visit: Visit) -> PageAnswer:
    """They hold from the colleague's next click on."""
    given, form = read_form(RightsForm, visit.sent)
    if given is None:
        return await colleague_page(visit, visit.row_id(), form)
    facts = {"role": given.role, "groups": given.groups}
    return await _do(visit, record_rights, "saved", wrong="groups" if given.role is Role.TEACHER else "role", **facts)


async def let_stand_in(visit: Visit) -> PageAnswer:
    """Until the end of that day in school time."""
    given, form = read_form(StandInForm, visit.sent)
    if given is None:
        return await colleague_page(visit, visit.row_id(), form)
    try:
        until = end_of(visit, given.until)
    except BadInput as error:
        return await colleague_page(visit, visit.row_id(), Form(visit.sent, {"until": error.sentence}))
    return await _do(visit, record_stand_in, "saved", wrong="until", group=given.group, until=until)


async def let_stand_down(visit: Visit) -> PageAnswer:
    """From now on."""
    given, form = read_form(GroupForm, visit.sent)
    if given is None:
        return await colleague_page(visit, visit.row_id(), form)
    return await _do(visit, end_stand_in, "saved", group=given.group)


async def leave(visit: Visit) -> PageAnswer:
    """Out at once; the page offers to take it back."""
    return await _do(visit, record_left, "colleague-left")


async def come_back(visit: Visit) -> PageAnswer:
    """As before."""
    return await _do(visit, record_back, "colleague-back")


async def sign_out(visit: Visit) -> PageAnswer:
    """One browser, or all."""
    given, _ = read_form(PickForm, visit.sent)
    if given is None:
        raise NotFound("There is nothing here.")
    return await _do(visit, sign_out_colleague, "saved", session_id=given.pick)


async def give_conversations(visit: Visit) -> PageAnswer:
    """As far as the other one may read them."""
    given, _ = read_form(PickForm, visit.sent)
    if given is None:
        raise NotFound("There is nothing here.")
    return await _do(visit, give_threads, "conversations-given", wrong="pick", to=given.pick)


async def _do(
    visit: Visit,
    deed: Callable[..., Awaitable[object]],
    notice: str,
    *,
    wrong: str = "",
    **facts: Any,  # noqa: ANN401
) -> PageAnswer:
    """What cannot be done is said beside its field. Raises NotFound where there is no such colleague."""
    staff_id = visit.row_id()
    try:
        async with visit.deps.transaction() as session:
            await deed(session, actor=visit.actor, now=visit.now, staff_id=staff_id, **facts)
    except AppError as error:
        return await colleague_page(visit, staff_id, Form(visit.sent, {wrong: error.sentence}))
    return See(f"/school/colleagues/{staff_id}", notice=notice)


PAGES = [
    Page("POST", "/school/colleagues/{id}/rights", change_rights, roles=ACCOUNTS),
    Page("POST", "/school/colleagues/{id}/stand-in", let_stand_in, roles=HEADS),
    Page("POST", "/school/colleagues/{id}/stand-down", let_stand_down, roles=HEADS),
    Page("POST", "/school/colleagues/{id}/left", leave, roles=ACCOUNTS),
    Page("POST", "/school/colleagues/{id}/back", come_back, roles=ACCOUNTS),
    Page("POST", "/school/colleagues/{id}/sign-out", sign_out, roles=ACCOUNTS),
    Page("POST", "/school/colleagues/{id}/conversations", give_conversations, roles=HEADS),
]
