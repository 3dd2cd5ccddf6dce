"""Families, events and answers in one line each, by the door's own actions where there is one.

Recurring people: Amina (Arabic, answers), Piotr (Polish, not yet), Selam (Tigrinya, speaks), Wen (Chinese, blocked the
bot); staff: Ruth (teacher of groep 3), Sam (coordinator), Lio (liaison),
Tom (teacher of another group). All of them are invented.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.campaigns import schedule_invitation
from bot.actions.enrolment import issue_code, record_consent
from bot.actions.events import schedule_event
from bot.actions.families import record_import
from bot.actions.family_notes import record_family_note
from bot.actions.holidays import record_holiday
from bot.actions.inbox import record_question
from bot.actions.machine import record_routes
from bot.actions.outbox import Draft
from bot.actions.rsvps import RsvpOutcome, record_rsvp
from bot.actions.school_words import record_term
from bot.actions.staff import record_staff
from bot.actions.tokens import create_token
from bot.actions.visits import open_session
from bot.domain.actors import COMMAND, Actor
from bot.domain.csv_rows import FamilyRow, ParsedFile
from bot.domain.events import EventDetails
from bot.enums import Lane, NoteKind, NoteOutcome, Role, Scope, TermKind
from bot.models import Campaign, Event, Holiday, MachineRoute, Parent, Staff, Term, Thread
from messages.event_kinds import EventKind
from messages.facts import Answer, GivenAnswer
from messages.outgoing import MessageKind, Outgoing
from tests.fakes import NOW

GROUP = "groep 3"

RUTH = Actor("staff:1", "Juf Ruth", Role.TEACHER, frozenset({GROUP}))
SAM = Actor("staff:2", "Sam", Role.COORDINATOR)
LIO = Actor("staff:3", "Lio", Role.LIAISON)
TOM = Actor("staff:4", "Meester Tom", Role.TEACHER, frozenset({"groep 6"}))


def make_row(child: str, parent: str, language: str = "nl", **facts: Any) -> FamilyRow:
    """One row of the school's list; `child` and `parent` are first names and serve as ids."""
    return FamilyRow(
        **{
            "line": 2,
            "child_id": f"K-{child}",
            "child_first_name": child,
            "group": GROUP,
            "parent_id": f"P-{parent}",
            "parent_name": parent,
            "home_language": language,
            **facts,
        }
    )


async def make_families(session: AsyncSession, *rows: FamilyRow) -> None:
    """Imported as by the school."""
    await record_import(session, actor=COMMAND, now=NOW, parsed=ParsedFile(rows=list(rows)))


async def require_id(session: AsyncSession, parent: str) -> int:
    """Our own id of a parent by first name."""
    return (await session.scalars(select(Parent.id).where(Parent.external_id == f"P-{parent}"))).one()


async def make_joined(session: AsyncSession, *parents: str, first_address: int = 7001, now: datetime = NOW) -> None:
    """Parents with a phone each, in order from `first_address`."""
    for place, parent in enumerate(parents):
        code = await issue_code(session, parent_id=await require_id(session, parent), now=now)
        await session.flush()
        await record_consent(session, code=code, address=first_address + place, consent_version="test", now=now)


async def make_event(session: AsyncSession, *, actor: Actor = RUTH, now: datetime = NOW, **facts: Any) -> Event:
    """A look-in morning in three weeks at 08:30 school time, unless told otherwise."""
    details = EventDetails(
        **{
            "kind": EventKind.LOOK_IN_MORNING,
            "groups": (GROUP,),
            "starts_at": NOW.replace(hour=7, minute=30) + timedelta(days=21),
            "place": "Lokaal 3",
            **facts,
        }
    )
    return await schedule_event(session, actor=actor, now=now, details=details, language="nl", school="De Regenboog")


async def make_invitation(
    session: AsyncSession, event: Event, *, actor: Actor = RUTH, now: datetime = NOW, **facts: Any
) -> Campaign:
    """Leaves now, with reminders a week and a day before, unless told otherwise."""
    return await schedule_invitation(
        session,
        **{
            "actor": actor,
            "now": now,
            "event_id": event.id,
            "zone": ZoneInfo("Europe/Amsterdam"),
            "remind": ("P7D", "P1D"),
            **facts,
        },
    )


async def require_invitation(session: AsyncSession, event: Event) -> Campaign:
    """The first invitation to this event."""
    query = select(Campaign).where(Campaign.event_id == event.id, Campaign.kind == MessageKind.INVITATION)
    return (await session.scalars(query.order_by(Campaign.id).limit(1))).one()


async def make_token(
    session: AsyncSession, *scopes: Scope, role: Role | None = None, groups: tuple[str, ...] = (), name: str = "test"
) -> str:
    """A bearer token for the school, or for a colleague with a role."""
    email = None
    if role is not None:
        email = f"{role}@school.example"
        await record_staff(session, actor=COMMAND, now=NOW, email=email, role=role, groups=groups, name="Juf Ruth")
    return await create_token(
        session, actor=COMMAND, now=NOW, name=name, scopes=scopes or (Scope.ALL,), staff_email=email
    )


async def make_answer(
    session: AsyncSession,
    event: Event,
    parent: str,
    answer: Answer,
    *,
    update_id: int = 1,
    now: datetime = NOW,
    people: int | None = None,
) -> RsvpOutcome:
    """One tap of a parent."""
    given = GivenAnswer(answer, people)
    parent_id = await require_id(session, parent)
    return await record_rsvp(session, event_id=event.id, parent_id=parent_id, given=given, update_id=update_id, now=now)


async def make_family_note(session: AsyncSession, parent: str, *, actor: Actor = RUTH, **facts: Any) -> None:
    """A talk at the gate today, unless told otherwise."""
    await record_family_note(
        session,
        **{
            "actor": actor,
            "now": NOW,
            "parent_id": f"P-{parent}",
            "kind": NoteKind.GATE,
            "outcome": NoteOutcome.SPOKE,
            "happened_on": NOW.date(),
            "author": actor.name,
            **facts,
        },
    )


async def make_question(session: AsyncSession, parent: str, *, update_id: int = 1, now: datetime = NOW) -> Thread:
    """A parent writes."""
    message = await record_question(
        session,
        parent_id=await require_id(session, parent),
        text="Mogen we later komen?",
        language="nl",
        update_id=update_id,
        now=now,
    )
    return await session.get_one(Thread, message.thread_id)


def make_draft(key: str = "draft", **facts: Any) -> Draft:
    """A message of the bulk lane to chat 7001, due now, for as long as anybody likes."""
    kind = facts.pop("kind", MessageKind.ANNOUNCEMENT)
    outgoing = Outgoing(kind, "nl", "Beste ouder")
    return Draft(
        **{"dedupe_key": key, "address": 7001, "outgoing": outgoing, "lane": Lane.BULK, "available_at": NOW, **facts}
    )


async def make_route(session: AsyncSession, source: str, target: str, engine: str = "test 1.0") -> None:
    """From now on a machine goes this way."""
    routes = {
        (row.source_language, row.target_language): row.engine for row in await session.scalars(select(MachineRoute))
    }
    await record_routes(session, routes={**routes, (source, target): engine})


async def make_holiday(session: AsyncSession, first: str = "2026-12-24", last: str = "2027-01-03") -> Holiday:
    """The school is closed, from a day in December unless told otherwise."""
    days = {"starts_on": date.fromisoformat(first), "ends_on": date.fromisoformat(last)}
    return await record_holiday(session, actor=SAM, now=NOW, name="Vakantie", **days)


async def make_term(
    session: AsyncSession, *, source: str = "gym", target: str | None = None, actor: Actor = SAM, **facts: Any
) -> Term:
    """A word of the school, to keep as it is unless told otherwise."""
    kind = facts.pop("kind", TermKind.KEEP)
    return await record_term(
        session, actor=actor, now=NOW, kind=kind, source_language="nl", source=source, target=target, **facts
    )


async def make_visitor(
    session: AsyncSession,
    *,
    role: Role = Role.TEACHER,
    groups: tuple[str, ...] = (),
    name: str = "Juf Ruth",
    **account: Any,
) -> str:
    """A colleague who is signed in, with everything set up unless told otherwise; the token in the browser's cookie."""
    email = f"{name.rsplit(maxsplit=1)[-1].casefold()}.{role}@school.example"
    await record_staff(session, actor=COMMAND, now=NOW, email=email, role=role, groups=list(groups), name=name)
    staff = await session.scalar(select(Staff).where(Staff.email == email))
    assert staff is not None
    for column, value in {"password_hash": "set", "totp_secret": "SET", "language": "en", **account}.items():
        setattr(staff, column, value)
    return await open_session(session, staff=staff, device="Firefox · Linux", now=NOW)
