"""Rights are checked where the work is done: every action and query that has an actor stands in this table."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

import bot.actions
import bot.queries
from bot.actions import (
    accounts,
    calendar_import,
    conversations,
    decisions,
    enrolment,
    erasure,
    events,
    families,
    family_looks,
    family_notes,
    gate,
    good_news,
    holidays,
    inbox,
    leaving,
    left_threads,
    letters,
    memory,
    programmes,
    recordings,
    reviewers,
    school_words,
    series,
    staff,
    stand_ins,
    tokens,
    translations,
)
from bot.actions import campaigns as campaign_actions
from bot.actions import school as school_actions
from bot.domain.actors import COMMAND, Actor
from bot.domain.csv_rows import ParsedFile
from bot.domain.events import EventDetails
from bot.domain.memory_files import ParsedMemory
from bot.domain.school_years import SchoolYear
from bot.enums import EventState, Role, Scope
from bot.errors import NotAllowed, NotFound
from bot.models import Programme, SlotBooking, Translation
from bot.queries import (
    bookings,
    campaigns,
    checklist,
    child_news,
    colleague_list,
    contact,
    doubts,
    event_pages,
    family_page,
    figures,
    memory_pages,
    not_reached,
    reports,
    spread,
    started,
    today,
    trail,
    unanswered,
    year_calendar,
)
from bot.queries import check_ins as check_in_queries
from bot.queries import conversations as conversation_queries
from bot.queries import events as event_queries
from bot.queries import families as family_queries
from bot.queries import good_news as good_news_queries
from bot.queries import inbox as inbox_queries
from bot.queries import languages as language_queries
from bot.queries import leaving as leaving_queries
from bot.queries import offers as offer_queries
from bot.queries import pairs as pair_queries
from bot.queries import programmes as programme_queries
from bot.queries import recordings as recording_queries
from bot.queries import reviewers as reviewer_queries
from bot.queries import school_words as school_word_queries
from bot.queries import tokens as token_queries
from bot.queries import translations as translation_queries
from bot.queries.offers import Wanted
from messages.event_kinds import EventKind
from messages.facts import Words
from messages.languages import Language
from messages.tap_values import DayPart
from tests.bot.accounts import make_colleague
from tests.bot.talks import TALKS, make_talks
from tests.builders import (
    GROUP,
    RUTH,
    SAM,
    TOM,
    make_draft,
    make_event,
    make_families,
    make_family_note,
    make_holiday,
    make_invitation,
    make_joined,
    make_question,
    make_row,
    make_term,
)
from tests.fakes import NOW
from tests.questions import make_check_in
from tests.voices import make_recording, make_voice_message

ZONE = ZoneInfo("Europe/Amsterdam")

OF_GROUP = year_calendar.Wanted(SchoolYear(2026).whole(ZONE), GROUP)

#: Who may what is decided before a database is asked, and where it is not, its own tests ask both.
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@dataclass(frozen=True)
class School:
    """What there is to see and do in groep 3; groep 6 is Tom's."""

    event: int
    campaign: int
    thread: int
    voice: int
    programme: int
    translation: int
    term: int
    holiday: int
    talks: int
    booking: int
    check_in: int
    colleague: int


@dataclass(frozen=True)
class Right:
    """How it is called, which scope it needs, and whether it is bound to the groups of its object."""

    call: Callable[[AsyncSession, Actor, School], Awaitable[Any]]
    scope: Scope | None
    by_group: bool = True


def at(actor: Actor) -> dict[str, Any]:
    return {"actor": actor, "now": NOW}


def as_administrator(actor: Actor) -> Actor:
    return replace(actor, role=Role.ADMINISTRATOR)


def about(actor: Actor, school: School) -> dict[str, Any]:
    return {**at(as_administrator(actor)), "staff_id": school.colleague}


async def end_stand_in(session: AsyncSession, actor: Actor, staff_id: int) -> None:
    facts: dict[str, Any] = {"staff_id": staff_id, "group": GROUP}
    await stand_ins.record_stand_in(session, **at(SAM), **facts, until=NOW + timedelta(days=1))
    await stand_ins.end_stand_in(session, **at(actor), **facts)


async def withdraw_token(session: AsyncSession, actor: Actor) -> None:
    await tokens.create_token(session, **at(COMMAND), name="x", scopes=[Scope.ALL])
    await tokens.withdraw_token(session, **at(actor), token_id=1)


async def erase_draft(session: AsyncSession, actor: Actor) -> None:
    event = await make_event(session)
    event.state = EventState.DRAFT
    await events.erase_draft(session, **at(actor), event_id=event.id)


async def schedule_programme(session: AsyncSession, actor: Actor) -> Any:
    return await programmes.schedule_programme(
        session,
        **at(actor),
        theme="reading_together",
        groups=[GROUP],
        weekdays=["monday"],
        at=time(16),
        starts_on=date(2026, 12, 1),
        zone=ZONE,
    )


async def still_here(session: AsyncSession, actor: Actor, _: School) -> None:
    gone = ParsedFile([make_row("Jan", "Piotr", group=GROUP)], [])
    await leaving.record_next_year(session, **at(SAM), parsed=gone)
    await leaving.record_still_here(session, **at(actor), child_id="K-Noor", group=GROUP)


async def book_at_the_gate(session: AsyncSession, actor: Actor, talks: int) -> SlotBooking:
    return await gate.book_for_parent(
        session, **at(actor), event_id=talks, parent_id="P-Amina", child_id="K-Noor", starts_at=TALKS
    )


async def announce(session: AsyncSession, actor: Actor) -> Any:
    return await campaign_actions.schedule_announcement(
        session, **at(actor), text="Vrij!", language="nl", school="S", groups=[GROUP]
    )


async def take_back(session: AsyncSession, actor: Actor, translation: int) -> Any:
    (await session.get_one(Translation, translation)).before = {"state": "held"}
    return await translations.undo_decision(session, **at(actor), translation_id=translation)


async def give_link(session: AsyncSession, actor: Actor) -> str:
    return await reviewers.issue_reviewer_link(session, **at(actor), name="Fatma", language="tr", page_language="nl")


async def withdraw_link(session: AsyncSession, actor: Actor) -> None:
    await give_link(session, SAM)
    await reviewers.withdraw_reviewer_link(session, **at(actor), link_id=1)


async def reply(session: AsyncSession, actor: Actor, thread: int) -> Any:
    return await inbox.record_reply(
        session,
        **at(actor),
        thread_id=thread,
        words=Words("Ja", Language("nl")),
        author="Ruth",
        draft=make_draft(),
    )


async def erase_note(session: AsyncSession, actor: Actor) -> Any:
    if actor is not TOM:
        await make_family_note(session, "Amina", actor=replace(actor, scopes=frozenset({Scope.ALL})))
        await session.flush()
    return await family_notes.erase_family_note(session, **at(actor), parent_id="P-Amina", note_id=1)


async def erase_recording(session: AsyncSession, actor: Actor, campaign: int) -> Any:
    await make_recording(session, campaign)
    return await recordings.erase_recording(session, **at(actor), campaign_id=campaign, language="ti")


async def tell_good_news(session: AsyncSession, actor: Actor) -> Any:
    tellings = [good_news.Telling(None, make_draft(parent_id=1))]
    return await good_news.record_good_news(
        session, **at(actor), child_id="K-Noor", phrases=["was-brave"], author="Ruth", tellings=tellings
    )


async def take_back_good_news(session: AsyncSession, actor: Actor) -> str:
    if actor is not TOM:
        await tell_good_news(session, replace(actor, scopes=frozenset({Scope.ALL})))
        await session.flush()
    return await good_news.take_back_good_news(session, **at(actor), news_id=1)


async def schedule_two(session: AsyncSession, actor: Actor) -> Any:
    dates = [EventDetails(EventKind.CELEBRATION, (GROUP,), NOW + timedelta(days=days)) for days in (7, 14)]
    return await series.schedule_series(session, **at(actor), dates=dates, language="nl", school="S")


async def resume_programme(session: AsyncSession, actor: Actor, programme: int) -> object:
    (await session.get_one(Programme, programme)).stopped_at = NOW
    return await programmes.resume_programme(session, **at(actor), programme_id=programme, zone=ZONE)


RIGHTS = {
    "schedule_event": Right(lambda s, a, _: make_event(s, actor=a), Scope.EVENTS_WRITE),
    "record_change": Right(
        lambda s, a, x: events.record_change(s, **at(a), event_id=x.event, changes={"place": "Zaal"}, zone=ZONE),
        Scope.EVENTS_WRITE,
    ),
    "cancel_event": Right(lambda s, a, x: events.cancel_event(s, **at(a), event_id=x.event), Scope.EVENTS_WRITE),
    "schedule_invitation": Right(
        lambda s, a, x: campaign_actions.schedule_invitation(s, **at(a), event_id=x.event, zone=ZONE),
        Scope.EVENTS_WRITE,
    ),
    "schedule_announcement": Right(lambda s, a, _: announce(s, a), Scope.EVENTS_WRITE),
    "cancel_campaign": Right(
        lambda s, a, x: campaign_actions.cancel_campaign(s, **at(a), campaign_id=x.campaign), Scope.EVENTS_WRITE
    ),
    "record_resend": Right(
        lambda s, a, x: decisions.record_resend(s, **at(a), campaign_id=x.campaign), Scope.EVENTS_WRITE
    ),
    "record_resume": Right(
        lambda s, a, x: decisions.record_resume(s, **at(a), campaign_id=x.campaign), Scope.EVENTS_WRITE
    ),
    "schedule_programme": Right(lambda s, a, _: schedule_programme(s, a), Scope.EVENTS_WRITE),
    "list_programmes": Right(
        lambda s, a, _: programme_queries.list_programmes(s, actor=a), Scope.EVENTS_READ, by_group=False
    ),
    "require_programme": Right(
        lambda s, a, x: programme_queries.require_programme(s, actor=a, programme_id=x.programme), Scope.EVENTS_READ
    ),
    "stop_programme": Right(
        lambda s, a, x: programmes.stop_programme(s, **at(a), programme_id=x.programme), Scope.EVENTS_WRITE
    ),
    "resume_programme": Right(lambda s, a, x: resume_programme(s, a, x.programme), Scope.EVENTS_WRITE),
    "list_started": Right(lambda s, a, _: started.list_started(s, **at(a)), Scope.EVENTS_READ, by_group=False),
    "create_enrolment": Right(
        lambda s, a, _: enrolment.create_enrolment(s, **at(a), parent_id="P-Amina"), Scope.FAMILIES_WRITE
    ),
    "record_import": Right(
        lambda s, a, _: families.record_import(s, **at(a), parsed=ParsedFile()), Scope.FAMILIES_WRITE, by_group=False
    ),
    "issue_letters": Right(lambda s, a, _: letters.issue_letters(s, **at(a), group=GROUP), Scope.FAMILIES_WRITE),
    "issue_letter": Right(lambda s, a, _: letters.issue_letter(s, **at(a), parent_id="P-Amina"), Scope.FAMILIES_WRITE),
    "record_family_note": Right(lambda s, a, _: make_family_note(s, "Amina", actor=a), Scope.FAMILIES_WRITE),
    "erase_family_note": Right(lambda s, a, _: erase_note(s, a), Scope.FAMILIES_WRITE),
    "record_family_look": Right(
        lambda s, a, _: family_looks.record_family_look(s, **at(a), parent_id="P-Amina"), Scope.FAMILIES_READ
    ),
    "record_checklist_copy": Right(
        lambda s, a, _: family_looks.record_checklist_copy(s, **at(a), group=GROUP, children=1), Scope.FAMILIES_READ
    ),
    "correct_language": Right(
        lambda s, a, _: family_looks.correct_language(s, **at(a), parent_id="P-Amina", language="fr"),
        Scope.FAMILIES_WRITE,
    ),
    "load_checklist": Right(
        lambda s, a, _: checklist.load_checklist(s, **at(a), wanted=checklist.Wanted(GROUP), source="nl"),
        Scope.FAMILIES_READ,
    ),
    "load_work_list": Right(
        lambda s, a, _: not_reached.load_work_list(s, **at(a), group=GROUP, source="nl"), Scope.FAMILIES_READ
    ),
    "load_family_page": Right(
        lambda s, a, _: family_page.load_family_page(s, **at(a), parent_id="P-Amina", source="nl"),
        Scope.FAMILIES_READ,
    ),
    "list_groups": Right(lambda s, a, _: family_queries.list_groups(s, actor=a), None, by_group=False),
    "erase_parent": Right(
        lambda s, a, _: erasure.erase_parent(s, **at(a), parent_id="P-Amina"), Scope.FAMILIES_WRITE, by_group=False
    ),
    "record_reply": Right(lambda s, a, x: reply(s, a, x.thread), Scope.INBOX_WRITE),
    "record_look": Right(lambda s, a, x: conversations.record_look(s, **at(a), thread_id=x.thread), Scope.INBOX_READ),
    "record_assigned": Right(
        lambda s, a, x: conversations.record_assigned(s, **at(a), thread_id=x.thread, email=None), Scope.INBOX_WRITE
    ),
    "record_handover": Right(
        lambda s, a, x: conversations.record_handover(s, **at(a), thread_id=x.thread, author="Ruth"), Scope.INBOX_WRITE
    ),
    "record_handback": Right(
        lambda s, a, x: conversations.record_handback(
            s, **at(replace(a, role=Role.LIAISON)), thread_id=x.thread, author="Lio"
        ),
        Scope.INBOX_WRITE,
        by_group=False,
    ),
    "record_note": Right(
        lambda s, a, x: conversations.record_note(s, **at(a), thread_id=x.thread, author="Ruth", text="Belde."),
        Scope.INBOX_WRITE,
    ),
    "record_called": Right(
        lambda s, a, x: conversations.record_called(s, **at(a), thread_id=x.thread, author="Ruth"), Scope.INBOX_WRITE
    ),
    "close_thread": Right(
        lambda s, a, x: conversations.close_thread(s, **at(a), thread_id=x.thread), Scope.INBOX_WRITE
    ),
    "reopen_thread": Right(
        lambda s, a, x: conversations.reopen_thread(s, **at(a), thread_id=x.thread), Scope.INBOX_WRITE
    ),
    "require_child": Right(lambda s, a, _: good_news_queries.require_child(s, actor=a, external_id="K-Noor"), None),
    "record_good_news": Right(lambda s, a, _: tell_good_news(s, a), Scope.INBOX_WRITE),
    "take_back_good_news": Right(lambda s, a, _: take_back_good_news(s, a), Scope.INBOX_WRITE),
    "load_child_page": Right(lambda s, a, _: child_news.load_child_page(s, actor=a, child_id="K-Noor"), None),
    "list_good_news": Right(
        lambda s, a, _: good_news_queries.list_good_news(s, actor=a, group=GROUP), Scope.INBOX_READ
    ),
    "schedule_question": Right(lambda s, a, _: make_check_in(s, actor=a), Scope.EVENTS_WRITE),
    "list_check_ins": Right(
        lambda s, a, _: check_in_queries.list_check_ins(s, actor=a), Scope.REPORTS_READ, by_group=False
    ),
    "require_check_in": Right(
        lambda s, a, x: check_in_queries.require_check_in(s, actor=a, campaign_id=x.check_in), Scope.REPORTS_READ
    ),
    "list_offers": Right(
        lambda s, a, _: offer_queries.list_offers(s, actor=a, wanted=Wanted(group=GROUP)), Scope.FAMILIES_READ
    ),
    "record_decision": Right(
        lambda s, a, x: translations.record_decision(
            s, **at(a), translation_id=x.translation, target="x", approve=True
        ),
        Scope.TRANSLATIONS_WRITE,
        by_group=False,
    ),
    "undo_decision": Right(lambda s, a, x: take_back(s, a, x.translation), Scope.TRANSLATIONS_WRITE, by_group=False),
    "issue_reviewer_link": Right(lambda s, a, _: give_link(s, a), Scope.TRANSLATIONS_WRITE, by_group=False),
    "withdraw_reviewer_link": Right(lambda s, a, _: withdraw_link(s, a), Scope.TRANSLATIONS_WRITE, by_group=False),
    "list_reviewer_links": Right(
        lambda s, a, _: reviewer_queries.list_reviewer_links(s, actor=a), Scope.TRANSLATIONS_READ, by_group=False
    ),
    "record_imported": Right(
        lambda s, a, _: memory.record_imported(s, **at(a), parsed=ParsedMemory()),
        Scope.TRANSLATIONS_WRITE,
        by_group=False,
    ),
    "record_staff": Right(
        lambda s, a, _: staff.record_staff(
            s, actor=replace(a, role=Role.ADMINISTRATOR), now=NOW, email="a@b", role=Role.LIAISON
        ),
        None,
        by_group=False,
    ),
    "invite_colleague": Right(
        lambda s, a, _: staff.invite_colleague(
            s, **at(as_administrator(a)), email="a@b", name="A", role=Role.LIAISON, groups=[]
        ),
        None,
        by_group=False,
    ),
    "record_rights": Right(
        lambda s, a, x: accounts.record_rights(s, **about(a, x), role=Role.LIAISON, groups=[]), None, by_group=False
    ),
    "renew_link": Right(lambda s, a, x: accounts.renew_link(s, **about(a, x)), None, by_group=False),
    "sign_out_colleague": Right(lambda s, a, x: accounts.sign_out_colleague(s, **about(a, x)), None, by_group=False),
    "record_left": Right(lambda s, a, x: accounts.record_left(s, **about(a, x)), None, by_group=False),
    "record_back": Right(lambda s, a, x: accounts.record_back(s, **about(a, x)), None, by_group=False),
    "give_threads": Right(
        lambda s, a, x: left_threads.give_threads(s, **at(a), staff_id=x.colleague, to=None), None, by_group=False
    ),
    "record_stand_in": Right(
        lambda s, a, x: stand_ins.record_stand_in(
            s, **at(a), staff_id=x.colleague, group=GROUP, until=NOW + timedelta(days=1)
        ),
        None,
        by_group=False,
    ),
    "end_stand_in": Right(lambda s, a, x: end_stand_in(s, a, x.colleague), None, by_group=False),
    "list_colleagues": Right(lambda s, a, _: colleague_list.list_colleagues(s, **at(a)), None, by_group=False),
    "require_colleague": Right(
        lambda s, a, x: colleague_list.require_colleague(s, **at(a), staff_id=x.colleague), None, by_group=False
    ),
    "list_readers": Right(lambda s, a, _: colleague_list.list_readers(s, actor=a), None, by_group=False),
    "list_tokens": Right(lambda s, a, _: token_queries.list_tokens(s, **at(as_administrator(a))), None, by_group=False),
    "load_trail": Right(lambda s, a, _: trail.load_trail(s, actor=a, asked=trail.Asked()), None, by_group=False),
    "list_actors": Right(lambda s, a, _: trail.list_actors(s, actor=a), None, by_group=False),
    "withdraw_token": Right(lambda s, a, _: withdraw_token(s, as_administrator(a)), None, by_group=False),
    "create_token": Right(
        lambda s, a, _: tokens.create_token(
            s, actor=replace(a, role=Role.ADMINISTRATOR), now=NOW, name="x", scopes=[Scope.ALL]
        ),
        None,
        by_group=False,
    ),
    "record_next_year": Right(
        lambda s, a, _: leaving.record_next_year(s, **at(a), parsed=ParsedFile([make_row("Noor", "Amina")], [])),
        Scope.FAMILIES_WRITE,
        by_group=False,
    ),
    "record_still_here": Right(still_here, Scope.FAMILIES_WRITE, by_group=False),
    "record_settled": Right(
        lambda s, a, x: decisions.record_settled(s, **at(a), campaign_id=x.campaign), Scope.EVENTS_WRITE
    ),
    "record_setting": Right(
        lambda s, a, _: school_actions.record_setting(s, **at(a), name="telegram", value="off"),
        Scope.ALL,
        by_group=False,
    ),
    "withdraw_setting": Right(
        lambda s, a, _: school_actions.withdraw_setting(s, **at(a), name="telegram"), Scope.ALL, by_group=False
    ),
    "record_holiday": Right(
        lambda s, a, _: holidays.record_holiday(
            s, **at(a), starts_on=date(2026, 12, 19), ends_on=date(2027, 1, 3), name="Kerst"
        ),
        Scope.EVENTS_WRITE,
        by_group=False,
    ),
    "erase_holiday": Right(
        lambda s, a, x: holidays.erase_holiday(s, **at(a), holiday_id=x.holiday), Scope.EVENTS_WRITE, by_group=False
    ),
    "require_event": Right(
        lambda s, a, x: event_queries.require_event(s, actor=a, event_id=x.event, scope=Scope.EVENTS_READ),
        Scope.EVENTS_READ,
    ),
    "book_for_parent": Right(lambda s, a, x: book_at_the_gate(s, a, x.talks), Scope.EVENTS_WRITE),
    "cancel_booking": Right(
        lambda s, a, x: gate.cancel_booking(s, **at(a), event_id=x.talks, booking_id=x.booking), Scope.EVENTS_WRITE
    ),
    "list_slots": Right(lambda s, a, x: bookings.list_slots(s, actor=a, event_id=x.talks), Scope.EVENTS_READ),
    "require_campaign": Right(lambda s, a, x: campaigns.require_campaign(s, actor=a, campaign_id=x.campaign), None),
    "require_groups": Right(lambda s, a, _: family_queries.require_groups(s, a, [GROUP]), None),
    "require_parent": Right(lambda s, a, _: family_queries.require_parent(s, actor=a, external_id="P-Amina"), None),
    "list_parents": Right(lambda s, a, _: family_queries.list_parents(s, actor=a, group=GROUP), Scope.FAMILIES_READ),
    "require_thread": Right(lambda s, a, x: inbox_queries.require_thread(s, actor=a, thread_id=x.thread), None),
    "load_correspondent": Right(lambda s, a, x: inbox_queries.load_correspondent(s, actor=a, thread_id=x.thread), None),
    "record_recording": Right(lambda s, a, x: make_recording(s, x.campaign, actor=a), Scope.EVENTS_WRITE),
    "erase_recording": Right(lambda s, a, x: erase_recording(s, a, x.campaign), Scope.EVENTS_WRITE),
    "list_recordings": Right(
        lambda s, a, x: recording_queries.list_recordings(s, actor=a, campaign_id=x.campaign), Scope.EVENTS_READ
    ),
    "load_voice_message": Right(
        lambda s, a, x: recording_queries.load_voice_message(s, actor=a, thread_id=x.thread, message_id=x.voice),
        Scope.INBOX_READ,
    ),
    "list_threads": Right(
        lambda s, a, _: conversation_queries.list_threads(s, actor=a, state=None), Scope.INBOX_READ, by_group=False
    ),
    "count_threads": Right(
        lambda s, a, _: conversation_queries.count_threads(s, actor=a), Scope.INBOX_READ, by_group=False
    ),
    "load_conversation": Right(
        lambda s, a, x: conversation_queries.load_conversation(s, **at(a), thread_id=x.thread), Scope.INBOX_READ
    ),
    "list_translations": Right(
        lambda s, a, _: translation_queries.list_translations(s, actor=a, state=None),
        Scope.TRANSLATIONS_READ,
        by_group=False,
    ),
    "list_pairs": Right(lambda s, a, _: pair_queries.list_pairs(s, actor=a), Scope.TRANSLATIONS_READ, by_group=False),
    "record_term": Right(lambda s, a, _: make_term(s, actor=a), Scope.TRANSLATIONS_WRITE, by_group=False),
    "erase_term": Right(
        lambda s, a, x: school_words.erase_term(s, **at(a), term_id=x.term), Scope.TRANSLATIONS_WRITE, by_group=False
    ),
    "record_policy": Right(
        lambda s, a, _: school_words.record_policy(s, **at(a), language="tr", hold=True),
        Scope.TRANSLATIONS_WRITE,
        by_group=False,
    ),
    "list_terms": Right(
        lambda s, a, _: school_word_queries.list_terms(s, actor=a), Scope.TRANSLATIONS_READ, by_group=False
    ),
    "list_languages": Right(
        lambda s, a, _: language_queries.list_languages(s, actor=a, source="nl"),
        Scope.TRANSLATIONS_READ,
        by_group=False,
    ),
    "schedule_series": Right(lambda s, a, _: schedule_two(s, a), Scope.EVENTS_WRITE),
    "invite_series": Right(
        lambda s, a, x: series.invite_series(s, **at(a), event_id=x.event, lead=timedelta(weeks=1), zone=ZONE),
        Scope.EVENTS_WRITE,
    ),
    "cancel_rest": Right(lambda s, a, x: series.cancel_rest(s, **at(a), event_id=x.event), Scope.EVENTS_WRITE),
    "record_calendar": Right(
        lambda s, a, _: calendar_import.record_calendar(
            s, **at(a), entries=[], groups=[GROUP], school=calendar_import.School("nl", "S", None)
        ),
        Scope.EVENTS_WRITE,
    ),
    "list_year_events": Right(
        lambda s, a, _: year_calendar.list_year_events(s, actor=a, wanted=OF_GROUP), Scope.EVENTS_READ
    ),
    "load_school_entries": Right(
        lambda s, a, _: year_calendar.load_school_entries(
            s, actor=a, wanted=OF_GROUP, clock=year_calendar.Publishing(ZONE, "nl", None)
        ),
        Scope.EVENTS_READ,
    ),
    "count_by_month": Right(
        lambda s, a, _: year_calendar.count_by_month(s, actor=a, months=[OF_GROUP.stretch], group=GROUP),
        Scope.EVENTS_READ,
    ),
    "list_group_years": Right(
        lambda s, a, _: year_calendar.list_group_years(s, **at(a), year=OF_GROUP.stretch),
        Scope.EVENTS_READ,
        by_group=False,
    ),
    "erase_draft": Right(lambda s, a, _: erase_draft(s, a), Scope.EVENTS_WRITE),
    "load_event_page": Right(
        lambda s, a, x: event_pages.load_event_page(s, actor=a, event_id=x.event), Scope.EVENTS_READ
    ),
    "load_movement": Right(lambda s, a, x: event_pages.load_movement(s, actor=a, event_id=x.event), Scope.EVENTS_READ),
    "list_leavers": Right(
        lambda s, a, _: leaving_queries.list_leavers(s, actor=a), Scope.FAMILIES_READ, by_group=False
    ),
    "count_doubts": Right(lambda s, a, _: doubts.count_doubts(s, **at(a)), Scope.EVENTS_READ, by_group=False),
    "list_doubts": Right(lambda s, a, _: doubts.list_doubts(s, **at(a)), Scope.EVENTS_READ, by_group=False),
    "load_unanswered": Right(
        lambda s, a, x: unanswered.load_unanswered(s, **at(a), event_id=x.event, source="nl"), Scope.FAMILIES_READ
    ),
    "load_today": Right(lambda s, a, _: today.load_today(s, **at(a)), Scope.EVENTS_READ, by_group=False),
    "count_by_language": Right(
        lambda s, a, _: memory_pages.count_by_language(s, actor=a), Scope.TRANSLATIONS_READ, by_group=False
    ),
    "list_reviews": Right(
        lambda s, a, _: memory_pages.list_reviews(s, actor=a, states=[], language=None),
        Scope.TRANSLATIONS_READ,
        by_group=False,
    ),
    "load_figures": Right(
        lambda s, a, _: figures.load_figures(s, actor=a, by=["group"], since=None, until=None),
        Scope.REPORTS_READ,
        by_group=False,
    ),
    "find_spread": Right(
        lambda s, a, _: spread.find_spread(s, actor=a, year=2026, period=OF_GROUP.stretch),
        Scope.REPORTS_READ,
        by_group=False,
    ),
    "load_contact": Right(
        lambda s, a, _: contact.load_contact(s, actor=a, months=[OF_GROUP.stretch]), Scope.REPORTS_READ, by_group=False
    ),
    "list_never_asked": Right(
        lambda s, a, _: spread.list_never_asked(s, actor=a, group=GROUP, period=OF_GROUP.stretch), Scope.FAMILIES_READ
    ),
    "load_response_rates": Right(
        lambda s, a, _: reports.load_response_rates(s, actor=a, by=["group"], since=None, until=None),
        Scope.REPORTS_READ,
        by_group=False,
    ),
}

SCOPED = {name: right for name, right in RIGHTS.items() if right.scope}
BY_GROUP = {name: right for name, right in RIGHTS.items() if right.by_group}


@pytest.fixture
async def school(session: AsyncSession) -> School:
    await make_families(session, make_row("Noor", "Amina", "ar"), make_row("Jan", "Piotr", "pl", group="groep 6"))
    await make_joined(session, "Amina")
    event = await make_event(session, note="Kom gerust.")
    campaign = await make_invitation(session, event)
    thread = await make_question(session, "Amina")
    thread.call_day, thread.call_part = "2026-11-25", DayPart.MORNING
    voice = await make_voice_message(session, "Amina", update_id=2)
    programme = await schedule_programme(session, COMMAND)
    translation = await session.get_one(Translation, 1)
    term = await make_term(session, source="gym")
    holiday = await make_holiday(session)
    talks = await make_talks(session)
    booking = await book_at_the_gate(session, COMMAND, talks.id)
    found = (event.id, campaign.id, thread.id, voice.id, programme.id, translation.id, term.id, holiday.id)
    check_in = await make_check_in(session)
    colleague = await make_colleague(session, groups=("groep 6",))
    return School(*found, talks.id, booking.id, check_in.id, colleague.id)


def test_every_action_and_query_with_an_actor_stands_in_the_table() -> None:
    modules = [
        importlib.import_module(f"{package.__name__}.{found.name}")
        for package in (bot.actions, bot.queries)
        for found in pkgutil.iter_modules(package.__path__)
    ]
    with_actor = {
        name
        for module in modules
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and "actor" in inspect.signature(function).parameters
    }

    assert with_actor - {"schedule_notice"} == set(RIGHTS)


@ON_SQLITE
@pytest.mark.parametrize("right", SCOPED.values(), ids=SCOPED)
async def test_token_without_the_scope_is_refused(session: AsyncSession, school: School, right: Right) -> None:
    others = frozenset(Scope) - {Scope.ALL, Scope.WRITE, Scope.READ}
    others -= {
        scope for scope in others if right.scope and scope.value.split(":")[0] == right.scope.value.split(":")[0]
    }

    with pytest.raises(NotAllowed, match=f"This token was not made for {right.scope}"):
        await right.call(session, replace(SAM, scopes=others), school)


@ON_SQLITE
@pytest.mark.parametrize("right", RIGHTS.values(), ids=RIGHTS)
async def test_scope_of_its_own_is_enough(session: AsyncSession, school: School, right: Right) -> None:
    scopes = frozenset({right.scope}) if right.scope else frozenset()

    await right.call(session, replace(SAM, scopes=scopes), school)


@ON_SQLITE
@pytest.mark.parametrize("right", BY_GROUP.values(), ids=BY_GROUP)
async def test_others_groups_do_not_exist_for_a_teacher(session: AsyncSession, school: School, right: Right) -> None:
    with pytest.raises(NotFound):
        await right.call(session, TOM, school)


@ON_SQLITE
@pytest.mark.parametrize("right", BY_GROUP.values(), ids=BY_GROUP)
async def test_own_groups_are_the_teachers(session: AsyncSession, school: School, right: Right) -> None:
    await right.call(session, RUTH, school)
