"""The school decides on its own pages what else the machine's settings say; each decision can be taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.statements import insert_into
from bot.config import DECIDED, read_decision
from bot.domain.actors import Actor
from bot.enums import Role, Scope
from bot.errors import NotAllowed, NotFound
from bot.models import SchoolSetting
from bot.setting_values import read_list

_DECIDERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


async def record_setting(session: AsyncSession, *, actor: Actor, now: datetime, name: str, value: str) -> None:
    """From now on, in every process. Raises BadInput that says what it should be, NotAllowed, NotFound."""
    _check_decides(actor, name)
    read_decision(name, value)
    row = {"name": name, "value": value, "changed_at": now}
    statement = insert_into(session, SchoolSetting).values(row)
    await session.execute(statement.on_conflict_do_update(index_elements=[SchoolSetting.name], set_=row))
    record_audit(session, actor=actor, now=now, action="setting", setting=name)


async def withdraw_setting(session: AsyncSession, *, actor: Actor, now: datetime, name: str) -> None:
    """What the machine says holds again. Raises NotAllowed, NotFound."""
    _check_decides(actor, name)
    await session.execute(delete(SchoolSetting).where(SchoolSetting.name == name))
    record_audit(session, actor=actor, now=now, action="setting-withdrawn", setting=name)


async def forget_address(session: AsyncSession, *, now: datetime, email: str) -> bool:
    """Who left is called to danger no more: whether they were. The last one's place takes the machine's setting."""
    setting = await session.get(SchoolSetting, "alert_to", with_for_update=True)
    addresses = read_list(setting.value) if setting else ()
    others = [address for address in addresses if address.casefold() != email]
    if setting is None or len(others) == len(addresses):
        return False
    if others:
        setting.value, setting.changed_at = ", ".join(others), now
    else:
        await session.delete(setting)
    return True


def _check_decides(actor: Actor, name: str) -> None:
    actor.check_scope(Scope.ALL)
    if actor.role not in _DECIDERS:
        raise NotAllowed("Only a coordinator or an administrator decides about the settings.")
    if name not in DECIDED:
        raise NotFound(f"There is no setting {name!r} that is decided here.")
