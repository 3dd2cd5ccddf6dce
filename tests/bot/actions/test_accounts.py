"""Other rights, a new link, signed out, left and back: only an administrator, and nobody for themselves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.accounts import record_back, record_left, record_rights, renew_link, sign_out_colleague
from bot.actions.school import record_setting
from bot.actions.staff import invite_colleague, record_staff
from bot.actions.tokens import create_token, withdraw_token
from bot.actions.visits import open_session, spend_link
from bot.domain.actors import COMMAND, Actor
from bot.enums import Role, Scope
from bot.errors import BadInput, Conflict, NotAllowed, NotFound, NotSignedIn
from bot.models import AuditEntry, Staff
from bot.queries.school import load_decisions
from bot.queries.staff import groups_of, require_actor
from bot.queries.visitors import find_visitor, list_browsers
from tests.bot.accounts import ADA, NEXT_WEEK, make_colleague, make_stand_in
from tests.builders import GROUP, LIO, RUTH, SAM, make_families, make_row
from tests.fakes import NOW

Deed = Callable[..., Awaitable[Any]]
DEEDS: dict[str, Deed] = {
    "rights": lambda s, **who: record_rights(s, **who, role=Role.LIAISON, groups=[]),
    "link": renew_link,
    "signed-out": sign_out_colleague,
    "left": record_left,
    "back": record_back,
}
each_deed = pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)


@pytest.fixture(autouse=True)
async def families(session: AsyncSession) -> None:
    await make_families(session, make_row("Noor", "Amina"), make_row("Jan", "Piotr", group="groep 4"))


async def trail(session: AsyncSession) -> list[tuple[str, str, int | None]]:
    """What was done, but the making of accounts."""
    await session.flush()
    query = select(AuditEntry.actor, AuditEntry.action, AuditEntry.object_id).order_by(AuditEntry.id)
    return [(who, what, whom) for who, what, whom in await session.execute(query) if what not in ("staff", "import")]


@each_deed
@pytest.mark.parametrize("actor", [RUTH, SAM, LIO], ids=["teacher", "coordinator", "liaison"])
async def test_accounts_are_the_administrators(session: AsyncSession, deed: Deed, actor: Actor) -> None:
    ruth = await make_colleague(session)

    with pytest.raises(NotAllowed, match="Only an administrator"):
        await deed(session, actor=actor, now=NOW, staff_id=ruth.id)


@each_deed
async def test_nobody_changes_their_own_account_so(session: AsyncSession, deed: Deed) -> None:
    await make_colleague(session, "Bea", Role.ADMINISTRATOR)
    ada = await make_colleague(session, "Ada", Role.ADMINISTRATOR)
    herself = Actor(f"staff:{ada.id}", "Ada", Role.ADMINISTRATOR, staff_id=ada.id)

    with pytest.raises(NotAllowed, match="your own account"):
        await deed(session, actor=herself, now=NOW, staff_id=ada.id)


@each_deed
async def test_colleague_that_there_is_not(session: AsyncSession, deed: Deed) -> None:
    with pytest.raises(NotFound, match="There is no colleague 404"):
        await deed(session, actor=ADA, now=NOW, staff_id=404)


@pytest.mark.parametrize("deed", list(DEEDS.values())[:4], ids=list(DEEDS)[:4])
async def test_who_has_left_is_not_changed(session: AsyncSession, deed: Deed) -> None:
    ruth = await make_colleague(session)
    await record_left(session, actor=ADA, now=NOW, staff_id=ruth.id)

    with pytest.raises(Conflict, match="has left"):
        await deed(session, actor=ADA, now=NOW, staff_id=ruth.id)


async def test_only_somebody_new_is_invited(session: AsyncSession) -> None:
    facts: dict[str, Any] = {"actor": ADA, "now": NOW, "name": "Ruth", "role": Role.TEACHER, "groups": [GROUP]}
    secret = await invite_colleague(session, **facts, email="Ruth@School.example", until=NEXT_WEEK)

    staff = await spend_link(session, secret=secret, now=NOW)
    assert (staff.name, staff.email, staff.role) == ("Ruth", "ruth@school.example", "teacher")
    assert await groups_of(session, staff.id, now=NOW) == {GROUP}
    assert await groups_of(session, staff.id, now=NEXT_WEEK) == set()
    with pytest.raises(Conflict, match="This is the address of Ruth"):
        await invite_colleague(session, **facts, email="ruth@school.example ")
    with pytest.raises(NotAllowed):
        await invite_colleague(session, **{**facts, "actor": SAM}, email="x@school.example")


async def test_rights_change_at_once_and_standing_in_stays(session: AsyncSession) -> None:
    ruth = await make_colleague(session)
    token = await open_session(session, staff=ruth, device="A", now=NOW)
    await make_stand_in(session, ruth, "groep 4")

    async def seen() -> tuple[Role, frozenset[str]]:
        visitor = await find_visitor(session, token=token, now=NOW)
        assert visitor is not None
        return visitor.actor.role, visitor.actor.groups

    facts: dict[str, Any] = {"actor": ADA, "now": NOW, "staff_id": ruth.id}
    assert await seen() == (Role.TEACHER, frozenset({GROUP, "groep 4"}))
    await record_rights(session, **facts, role=Role.TEACHER, groups=[])
    assert await seen() == (Role.TEACHER, frozenset({"groep 4"}))
    await record_rights(session, **facts, role=Role.TEACHER, groups=["groep 4"])
    assert await groups_of(session, ruth.id, now=NEXT_WEEK) == {"groep 4"}
    await record_rights(session, **facts, role=Role.COORDINATOR, groups=[GROUP])
    assert await seen() == (Role.COORDINATOR, frozenset())
    with pytest.raises(BadInput, match="at least one group"):
        await record_rights(session, **facts, role=Role.TEACHER, groups=[])


async def test_new_link_forgets_password_and_telephone_and_signs_out(session: AsyncSession) -> None:
    ruth = await make_colleague(session, signed_up=False)
    old = await record_staff(session, actor=COMMAND, now=NOW, email=ruth.email, role=Role.TEACHER, groups=[GROUP])
    ruth.password_hash, ruth.totp_secret, ruth.recovery_codes = "set", "SET", ["x"]
    token = await open_session(session, staff=ruth, device="A", now=NOW)

    secret = await renew_link(session, actor=ADA, now=NOW, staff_id=ruth.id)

    facts = select(Staff.password_hash, Staff.totp_secret, Staff.recovery_codes).where(Staff.id == ruth.id)
    assert tuple((await session.execute(facts)).one()) == (None, None, [])
    assert await find_visitor(session, token=token, now=NOW) is None
    with pytest.raises(NotSignedIn):
        await spend_link(session, secret=old, now=NOW)
    assert (await spend_link(session, secret=secret, now=NOW)).id == ruth.id
    assert (await trail(session))[-1] == (ADA.key, "staff-link", ruth.id)


async def test_colleague_is_signed_out_in_one_browser_or_all(session: AsyncSession) -> None:
    ruth, tom = await make_colleague(session), await make_colleague(session, "Tom")
    for staff, device in ((ruth, "A"), (ruth, "B"), (ruth, "C"), (tom, "D")):
        await open_session(session, staff=staff, device=device, now=NOW)
    await session.flush()
    first = (await list_browsers(session, staff_id=ruth.id, now=NOW))[0]

    async def left() -> int:
        return len(await list_browsers(session, staff_id=ruth.id, now=NOW))

    await sign_out_colleague(session, actor=ADA, now=NOW, staff_id=tom.id, session_id=first.id)
    assert await left() == 3
    await sign_out_colleague(session, actor=ADA, now=NOW, staff_id=ruth.id, session_id=first.id)
    assert await left() == 2
    await sign_out_colleague(session, actor=ADA, now=NOW, staff_id=ruth.id)
    assert await left() == 0
    assert len(await list_browsers(session, staff_id=tom.id, now=NOW)) == 1


async def test_who_leaves_is_out_at_once_and_comes_back_as_before(session: AsyncSession) -> None:
    ruth = await make_colleague(session)
    browser = await open_session(session, staff=ruth, device="A", now=NOW)
    token = await create_token(
        session, actor=ADA, now=NOW, name="x", scopes=[Scope.ALL], staff_email="ruth@school.example"
    )
    link = await record_staff(session, actor=COMMAND, now=NOW, email=ruth.email, role=Role.TEACHER, groups=[GROUP])

    await record_left(session, actor=ADA, now=NOW, staff_id=ruth.id)

    assert await find_visitor(session, token=browser, now=NOW) is None
    with pytest.raises(NotSignedIn):
        await spend_link(session, secret=link, now=NOW)
    with pytest.raises(NotSignedIn, match="has left"):
        await require_actor(session, token=token, now=NOW)
    with pytest.raises(NotFound):
        await create_token(session, actor=ADA, now=NOW, name="x", scopes=[Scope.ALL], staff_email=ruth.email)
    await record_back(session, actor=ADA, now=NOW, staff_id=ruth.id)
    back = await session.get_one(Staff, ruth.id)
    assert (back.left_at is None, back.password_hash) == (True, "set")
    assert await groups_of(session, ruth.id, now=NOW) == {GROUP}
    assert (await require_actor(session, token=token, now=NOW)).groups == {GROUP}
    ends = [what for _, what, _ in await trail(session)]
    assert ends == ["sign-in", "token", "staff-left", "staff-back"]


@pytest.mark.parametrize(
    ("called", "still"),
    [
        ("sam@school.example, Ruth@school.example", "sam@school.example"),
        ("sam@school.example", "sam@school.example"),
        ("ruth@school.example", None),  # whom the machine's setting calls, is called again
    ],
)
async def test_who_left_is_called_to_danger_no_more(session: AsyncSession, called: str, still: str | None) -> None:
    ruth = await make_colleague(session)
    await record_setting(session, actor=SAM, now=NOW, name="alert_to", value=called)

    await record_left(session, actor=ADA, now=NOW, staff_id=ruth.id)

    assert (await load_decisions(session)).get("alert_to") == still
    ends = [(who, what) for who, what, _ in await trail(session)]
    changed = [] if called == still else [(ADA.key, "setting")]
    assert ends == [(SAM.key, "setting"), *changed, (ADA.key, "staff-left")]


async def test_last_administrator_who_can_sign_in_stays(session: AsyncSession) -> None:
    ada = await make_colleague(session, "Ada", Role.ADMINISTRATOR)
    await make_colleague(session, "Bea", Role.ADMINISTRATOR, signed_up=False)

    with pytest.raises(Conflict, match="the last administrator"):
        await record_left(session, actor=COMMAND, now=NOW, staff_id=ada.id)
    with pytest.raises(Conflict, match="the last administrator"):
        await record_rights(session, actor=COMMAND, now=NOW, staff_id=ada.id, role=Role.LIAISON, groups=[])
    await make_colleague(session, "Bea", Role.ADMINISTRATOR)
    await record_left(session, actor=COMMAND, now=NOW, staff_id=ada.id)


async def test_withdrawn_token_opens_nothing_and_keeps_its_name(session: AsyncSession) -> None:
    token = await create_token(session, actor=ADA, now=NOW, name="rooster", scopes=[Scope.ALL])

    await withdraw_token(session, actor=ADA, now=NOW, token_id=1)
    await withdraw_token(session, actor=ADA, now=NOW + timedelta(days=1), token_id=1)

    with pytest.raises(NotSignedIn):
        await require_actor(session, token=token, now=NOW)
    assert [what for _, what, _ in await trail(session)] == ["token", "token-withdrawn"]
    with pytest.raises(NotFound, match="There is no token 2"):
        await withdraw_token(session, actor=ADA, now=NOW, token_id=2)
    with pytest.raises(NotAllowed):
        await withdraw_token(session, actor=SAM, now=NOW, token_id=1)
