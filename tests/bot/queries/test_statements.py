"""A page costs the same number of statements for one family and for thirty."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.gate import book_for_parent
from bot.actions.inbox import record_updates
from bot.actions.memory import record_imported
from bot.actions.reviewers import issue_reviewer_link
from bot.actions.tokens import create_token
from bot.deps import Deps
from bot.domain.memory_files import ParsedMemory
from bot.domain.reviewers import Reviewer
from bot.domain.school_years import SchoolYear
from bot.enums import Role, Scope
from bot.models import Campaign, Slot
from bot.queries import (
    audiences,
    bookings,
    calendar,
    campaigns,
    check_ins,
    checklist,
    child_news,
    colleague_list,
    contact,
    conversations,
    doubts,
    events,
    families,
    family_page,
    good_news,
    holidays,
    inbox,
    languages,
    leaving,
    letters,
    not_reached,
    offers,
    outbox,
    pairs,
    programmes,
    readers,
    recordings,
    reports,
    reviewers,
    school_words,
    spoken,
    spread,
    started,
    talks,
    timetable,
    today,
    tokens,
    trail,
    translations,
    unanswered,
    year_calendar,
)
from bot.queries.calendar import Viewer
from bot.queries.offers import Wanted
from messages.exchange.pairs import Pair
from messages.facts import Answer
from messages.languages import Language
from tests.bot.accounts import ADA, make_colleague
from tests.bot.talks import at, make_talks
from tests.budgets import make_budget
from tests.builders import (
    GROUP,
    SAM,
    make_answer,
    make_event,
    make_families,
    make_holiday,
    make_invitation,
    make_joined,
    make_question,
    make_route,
    make_row,
    make_term,
)
from tests.fakes import NOW
from tests.programmes import make_programme
from tests.questions import make_check_in, make_offer
from tests.steps import counting_statements, deliver
from tests.voices import make_recording

NOTE = "Kom gerust."
VIEWER = Viewer((1,), Language("ar"), "nl", ZoneInfo("Europe/Amsterdam"), None)
WHOLE = year_calendar.Wanted(SchoolYear(2026).whole(VIEWER.zone))
COME = Pair("Kom maar.", "Gelin.", "nl", "tr")

FATMA = Reviewer(1, "Fatma Demir", "tr", "nl", NOW + timedelta(days=14))

Look = Callable[[AsyncSession], Awaitable[Any]]


async def first_campaign(session: AsyncSession) -> Campaign:
    return (await session.scalars(select(Campaign).order_by(Campaign.id).limit(1))).one()


async def list_recipients(session: AsyncSession) -> object:
    campaign = await first_campaign(session)
    campaign.planned_up_to = 0
    return await audiences.list_recipients(session, campaign, now=NOW, limit=200)


async def languages_of(session: AsyncSession) -> object:
    plan = await campaigns.load_plan(session, await first_campaign(session), make_budget())
    return await campaigns.languages_of(session, plan)


async def list_slots(session: AsyncSession) -> object:
    newest = await session.scalar(select(func.max(Slot.event_id)))
    return (await bookings.list_slots(session, actor=SAM, event_id=newest or 0)).bookings


async def load_timetable(session: AsyncSession) -> object:
    newest = await session.scalar(select(func.max(Slot.event_id)))
    return (await timetable.load_timetable(session, actor=SAM, event_id=newest or 0)).booked


async def load_asked(session: AsyncSession) -> object:
    return await check_ins.load_asked(session, await first_campaign(session))


async def list_doubts(session: AsyncSession) -> object:
    return [await doubts.list_doubts(session, actor=SAM, now=NOW)]


LOOKS: dict[str, Look] = {
    "list_recipients": list_recipients,
    "languages_of": languages_of,
    "list_reminders": lambda session: campaigns.list_reminders(session, 1),
    "list_programmes": lambda session: programmes.list_programmes(session, actor=SAM),
    "list_started": lambda session: started.list_started(session, actor=SAM, now=NOW),
    "load_child_page": lambda session: child_news.load_child_page(session, actor=SAM, child_id="K-Kind 0"),
    "list_unfinished": programmes.list_unfinished,
    "count_messages": lambda session: campaigns.count_messages(session, 1),
    "answers_of": lambda session: events.answers_of(session, event_id=1, parents=range(1, 31)),
    "load_ahead": lambda session: calendar.load_ahead(session, VIEWER, now=NOW),
    "load_followed": lambda session: calendar.load_followed(session, VIEWER, now=NOW),
    "list_good_news": lambda session: good_news.list_good_news(session, actor=SAM),
    "list_guardians": lambda session: good_news.list_guardians(session, 1),
    "list_slots": list_slots,
    "load_timetable": load_timetable,
    "list_untold": lambda session: talks.list_untold(session, now=NOW, zone=ZoneInfo("Europe/Amsterdam")),
    "list_check_ins": lambda session: check_ins.list_check_ins(session, actor=SAM),
    "load_asked": load_asked,
    "list_offers": lambda session: offers.list_offers(session, actor=SAM, wanted=Wanted()),
    "load_offers": lambda session: offers.load_offers(session, range(1, 31)),
    "list_parents": lambda session: families.list_parents(session, actor=SAM),
    "load_stored": families.load_stored,
    "list_groups": lambda session: families.list_groups(session, actor=SAM),
    "load_checklist": lambda session: checklist.load_checklist(
        session, actor=SAM, wanted=checklist.Wanted(), source="nl", now=NOW
    ),
    "load_work_list": lambda session: not_reached.load_work_list(session, actor=SAM, group=None, source="nl", now=NOW),
    "load_family_page": lambda session: family_page.load_family_page(
        session, actor=SAM, parent_id="P-Ouder 0", source="nl", now=NOW
    ),
    "list_year_events": lambda session: year_calendar.list_year_events(session, actor=SAM, wanted=WHOLE),
    "list_group_years": lambda session: year_calendar.list_group_years(session, actor=SAM, now=NOW, year=WHOLE.stretch),
    "list_holidays_within": lambda session: year_calendar.list_holidays_within(session, WHOLE.stretch),
    "load_school_entries": lambda session: year_calendar.load_school_entries(
        session, actor=SAM, wanted=WHOLE, clock=year_calendar.Publishing(VIEWER.zone, "nl", None)
    ),
    "list_doubts": list_doubts,
    "load_unanswered": lambda session: unanswered.load_unanswered(session, actor=SAM, event_id=1, source="nl", now=NOW),
    "load_today": lambda session: today.load_today(session, actor=SAM, now=NOW),
    "list_leavers": lambda session: leaving.list_leavers(session, actor=SAM),
    "list_told_ahead": lambda session: leaving.list_told_ahead(session, actor=SAM, now=NOW),
    "list_colleagues": lambda session: colleague_list.list_colleagues(session, actor=SAM, now=NOW),
    "list_addresses": lambda session: colleague_list.list_addresses(session, actor=SAM),
    "list_readers": lambda session: colleague_list.list_readers(session, actor=SAM),
    "list_tokens": lambda session: tokens.list_tokens(session, actor=ADA, now=NOW),
    "list_actors": lambda session: trail.list_actors(session, actor=SAM),
    "load_trail": lambda session: trail.load_trail(session, actor=SAM, asked=trail.Asked()),
    "list_holidays": lambda session: holidays.list_holidays(session, NOW.date()),
    "list_threads": lambda session: conversations.list_threads(session, actor=SAM, state=None),
    "load_conversation": lambda session: conversations.load_conversation(session, actor=SAM, now=NOW, thread_id=1),
    "count_threads": lambda session: conversations.count_threads(session, actor=SAM),
    "list_waiting_updates": inbox.list_waiting_updates,
    "list_addressees": lambda session: letters.list_addressees(session, group=None),
    "list_sent": outbox.list_sent,
    "list_parents_of_chat": lambda session: readers.list_parents_of_chat(session, 9000),
    "load_parents": lambda session: readers.load_parents(session, range(1, 31)),
    "list_never_asked": lambda session: spread.list_never_asked(
        session, actor=SAM, group=GROUP, period=SchoolYear(2027).whole(ZoneInfo("Europe/Amsterdam"))
    ),
    "load_contact": lambda session: contact.load_contact(
        session, actor=SAM, months=[SchoolYear(2026).whole(ZoneInfo("Europe/Amsterdam"))]
    ),
    "load_responses": lambda session: reports.load_responses(session, 1),
    "load_response_rates": lambda session: reports.load_response_rates(
        session, actor=SAM, by=["event", "group", "language"], since=None, until=None
    ),
    "list_translations": lambda session: translations.list_translations(session, actor=SAM, state=None),
    "list_pairs": lambda session: pairs.list_pairs(session, actor=SAM),
    "load_stored_pairs": lambda session: pairs.load_stored_pairs(session, [COME]),
    "list_parts": lambda session: translations.list_parts(session, texts=[NOTE], source="nl", target="ar"),
    "list_languages": lambda session: languages.list_languages(session, actor=SAM, source="nl"),
    "list_served": lambda session: languages.list_served(session, source="nl"),
    "list_recordings": lambda session: recordings.list_recordings(session, actor=SAM, campaign_id=1),
    "load_spoken": lambda session: spoken.load_spoken(session, actor=SAM, event_id=1, source="nl"),
    "list_terms": lambda session: school_words.list_terms(session, actor=SAM),
    "list_reviewer_links": lambda session: reviewers.list_reviewer_links(session, actor=SAM),
    "list_review_words": lambda session: reviewers.list_review_words(session, reviewer=FATMA),
}


def make_pairs(size: int, first: int) -> list[Pair]:
    return [Pair(f"Neem {number} appels mee.", "Elma getirin.", "nl", "tr") for number in range(first, first + size)]


async def make_school(deps: Deps, size: int, *, first: int = 0) -> None:
    """So many families who joined, were invited, answered, asked and share a phone; as many get a letter."""
    numbers = range(first, first + size)
    names = [f"Ouder {number}" for number in numbers]
    async with deps.transaction() as session:
        await make_families(
            session,
            *(make_row(f"Kind {number}", f"Ouder {number}", "ar", group=GROUP) for number in numbers),
            *(make_row(f"Zus {number}", f"Ouder {number}", "ar", group=f"groep {number}") for number in numbers),
            *(make_row(f"Nieuw {number}", f"Nieuw {number}", "pl") for number in numbers),
        )
        for number, name in zip(numbers, names, strict=True):
            await make_joined(session, name, first_address=9000)
            await make_joined(session, name, first_address=7001 + number)
        await make_route(session, "nl", "tr")
        await make_term(session)
        await issue_reviewer_link(session, actor=SAM, now=NOW, name="Fatma Demir", language="tr", page_language="nl")
        await make_holiday(session)
        for number in numbers:
            await make_colleague(session, f"Collega{number}", Role.LIAISON)
        await create_token(session, actor=ADA, now=NOW, name="rooster", scopes=[Scope.READ])
        await record_imported(session, actor=SAM, now=NOW, parsed=ParsedMemory([COME, *make_pairs(size, first)]))
        event = await make_event(session, note=NOTE)
        await make_recording(session, (await make_invitation(session, event)).id)
        for number in numbers:
            await make_programme(session, starts_on=NOW.date() + timedelta(days=number))
        for number, name in zip(numbers, names, strict=True):
            await make_answer(session, event, name, Answer.YES)
            await make_question(session, name, update_id=number)
            await make_offer(session, name, "music", update_id=number + 1)
        await make_check_in(session)
        await record_updates(session, updates=[(number, "{}") for number in numbers], now=NOW)
    await deliver(deps)
    async with deps.transaction() as session:
        event = await make_talks(session, *range(0, 10 * size, 10))
        for place, number in enumerate(numbers):
            pair = {"parent_id": f"P-Ouder {number}", "child_id": f"K-Kind {number}"}
            begins = at(10 * place)
            await book_for_parent(session, actor=SAM, now=NOW, event_id=event.id, starts_at=begins, **pair)


async def count(deps: Deps, look: Look) -> int:
    async with deps.reading() as session:
        with counting_statements(deps) as statements:
            assert await look(session)
    return len(statements)


async def test_every_look_costs_the_same_for_one_family_and_for_thirty(deps: Deps) -> None:
    await make_school(deps, 1)
    one = {name: await count(deps, look) for name, look in LOOKS.items()}
    await make_school(deps, 29, first=1)

    thirty = {name: await count(deps, look) for name, look in LOOKS.items()}

    assert thirty == one


def test_every_list_is_looked_at() -> None:
    modules = (
        *(
            audiences,
            bookings,
            campaigns,
            conversations,
            check_ins,
            events,
            families,
            good_news,
            holidays,
            inbox,
            languages,
            leaving,
        ),
        year_calendar,
        *(letters, offers, outbox, pairs, programmes, readers, recordings, reports, reviewers, school_words),
        *(talks, translations),
    )
    lists = {
        name
        for module in modules
        for name, function in vars(module).items()
        if name.startswith("list_") and function.__module__ == module.__name__
    }

    assert lists - LOOKS.keys() == set()
