"""Codes for printed letters: made at the moment of printing, since only the paper shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.audit import record_audit
from bot.actions.enrolment import create_enrolment, issue_codes
from bot.domain.actors import Actor
from bot.domain.codes import ENROLMENT_LIFETIME, deep_link
from bot.enums import Scope
from bot.queries.letters import Addressee, list_addressees, load_addressee
from messages.letters import Letter


@dataclass(frozen=True, slots=True)
class Mailing:
    """Who gets a letter, with each one's code by our own id, and when all of them end."""

    addressees: list[Addressee]
    codes: Mapping[int, str]
    expires_at: datetime

    def letters(self, *, username: str, source: str, zone: ZoneInfo) -> list[Letter]:
        """To print, in each one's language; `username` is the bot's."""
        ends = self.expires_at.astimezone(zone)
        return [
            one.letter(deep_link(username, self.codes[one.parent.parent_id]), ends, source) for one in self.addressees
        ]


async def issue_letters(session: AsyncSession, *, actor: Actor, now: datetime, group: str) -> Mailing:
    """For all of a group who have not joined; their older unused codes stop working. Raises NotAllowed, NotFound."""
    actor.check_scope(Scope.FAMILIES_WRITE)
    actor.check_groups([group])
    addressees = await list_addressees(session, group=group)
    codes = await issue_codes(session, parents=[one.parent.parent_id for one in addressees], now=now)
    record_audit(session, actor=actor, now=now, action="letters", letters=len(codes))
    return Mailing(addressees, codes, now + ENROLMENT_LIFETIME)


async def issue_letter(session: AsyncSession, *, actor: Actor, now: datetime, parent_id: str) -> Mailing:
    """For one parent, also for who had joined before. `parent_id` is the school's. Raises NotAllowed, NotFound."""
    code, expires_at = await create_enrolment(session, actor=actor, now=now, parent_id=parent_id)
    addressee = await load_addressee(session, external_id=parent_id)
    return Mailing([addressee], {addressee.parent.parent_id: code}, expires_at)
