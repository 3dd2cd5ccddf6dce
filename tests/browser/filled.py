"""A fictional school with one of everything, made by actions: what tests that walk all pages walk through."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.conversations import close_thread, record_note
from bot.actions.events import cancel_event
from bot.actions.good_news import Telling, record_good_news
from bot.actions.reviewers import issue_reviewer_link
from bot.deps import Deps
from bot.domain.actors import Actor
from bot.enums import EventState, NoteKind, NoteOutcome, Role, TermKind, TranslationState
from bot.models import Child, Event, FamilyNote, GoodNews, Parent, ThreadMessage, Translation
from messages.facts import Answer
from messages.outgoing import MessageKind
from messages.tap_values import DayPart
from tests.browser.filled_later import add_colleague, add_later
from tests.browser.filled_talks import add_talks
from tests.builders import (
    SAM,
    make_answer,
    make_draft,
    make_event,
    make_families,
    make_family_note,
    make_holiday,
    make_invitation,
    make_joined,
    make_question,
    make_route,
    make_row,
    make_term,
    make_visitor,
)
from tests.fakes import NOW
from tests.programmes import make_programme
from tests.questions import make_check_in, make_offer
from tests.steps import deliver
from tests.voices import make_voice_message, make_voices

OWN, OTHER = "groep 3", "groep 6"

#: Who there is besides the roles: just invited, without the second key that the role needs, reading along from outside.
NEW, HALFWAY, REVIEWER = "new", "halfway", "reviewer"

ARABIC = "هل يمكننا أن نأتي متأخرين قليلاً؟ شكرا لكم!"
NOTE = "Neem gerust een familielid mee. Wij hechten veel waarde aan uw participatie."

#: Names of what a route can be about, for the addresses of tests.browser.addresses.
Place = dict[str, str]


async def fill_school(deps: Deps) -> tuple[Place, Place]:
    """What there is of groep 3 (a teacher's own) and of groep 6 (another's); messages that are due have arrived."""
    async with deps.transaction() as session:
        await make_route(session, "nl", "ar")
        await make_route(session, "nl", "tr")
        await _add_words(session)
        await make_holiday(session)
        await make_voices(session)
        own = await _furnish(session, OWN, "", 7000)
        other = await _furnish(session, OTHER, "2", 8000)
    await deliver(deps)
    async with deps.transaction() as session:
        for place, mark in ((own, ""), (other, "2")):
            await _answer(session, place, mark)
            later = await add_later(session, place["group"], mark, int(place["event"]), _teacher(place["group"]))
            place.update({name: str(thing) for name, thing in later.items()})
        await make_visitor(session, role=Role.TEACHER, groups=(OWN,), name="Sam nl")  # who wrote what there is
        for place, mark, elsewhere in ((own, "", OTHER), (other, "2", OWN)):
            place["colleague"] = str(await add_colleague(session, elsewhere, mark))
            place["elsewhere"] = elsewhere
    return own, other


async def _furnish(session: AsyncSession, group: str, mark: str, first: int) -> Place:
    """Seven parents: Amina writes, Omar has no telephone, Wen blocked the bot, Karim is there to be erased."""
    who = [("Noor", "Amina", "ar"), ("Noor", "Omar", "ar"), ("Zosia", "Piotr", "pl"), ("Elif", "Emine", "tr")]
    who += [("Liya", "Selam", "ti"), ("Daan", "Marit", "nl"), ("Yara", "Karim", "fa")]
    await make_families(session, *(make_row(child + mark, name + mark, tag, group=group) for child, name, tag in who))
    await make_joined(session, *(name + mark for name in ("Amina", "Piotr", "Emine", "Marit")), first_address=first)
    by = _teacher(group)
    events = await _add_events(session, group, by)
    talks = await add_talks(session, group, mark, by)
    questions = await _add_questions(session, mark, first, by)
    programme = await make_programme(session, actor=by, groups=[group])
    check_in = await make_check_in(session, actor=by, groups=[group])
    await make_offer(session, f"Emine{mark}", "cooking", update_id=first + 90)
    term = await make_term(session, source=f"lokaal van {group}")
    await make_family_note(session, f"Omar{mark}", actor=by, kind=NoteKind.PHONE, outcome=NoteOutcome.AGAIN)
    await make_family_note(session, f"Amina{mark}", actor=by, kind=NoteKind.HOME_VISIT, text=ARABIC)
    note = await session.scalar(select(FamilyNote.id).order_by(FamilyNote.id.desc()))
    asked = {"kind": MessageKind.OFFER, "question": None, "send_at": NOW + timedelta(hours=1)}
    offers = await make_check_in(session, actor=by, groups=[group], **asked)
    news = await _tell_good_news(session, mark, by)
    things = {**talks, "programme": programme.id, "check_in": check_in.id, "note": note, "term": term.id}
    things |= {"news": news, "offer_question": offers.id}
    return {
        "group": group,
        "parent": f"P-Amina{mark}",
        "unreached": f"P-Omar{mark}",
        "leaver": f"P-Karim{mark}",
        "child": f"K-Noor{mark}",
        **events,
        **questions,
        **{name: str(number) for name, number in things.items()},
    }


def _teacher(group: str) -> Actor:
    return Actor("staff:1" if group == OWN else "staff:2", "Juf Ruth", Role.TEACHER, frozenset({group}))


async def _add_events(session: AsyncSession, group: str, by: Actor) -> Place:
    """One that went out, one for each thing that can be done with it, and last year's."""

    async def event(**facts: Any) -> Event:
        return await make_event(session, actor=by, groups=(group,), **facts)

    draft = await event(note=NOTE, bring="Iets lekkers", title="Zingen في المدرسة")
    spare, sent, called_off, to_call_off, past = [await event(note=NOTE, bring="Fruit") for _ in range(5)]
    soon = await event(starts_at=NOW + timedelta(days=2))
    for one in (sent, called_off, to_call_off):
        await make_invitation(session, one, actor=by)
    for one in (draft, spare):
        one.state = EventState.DRAFT
    past.starts_at = NOW - timedelta(days=300)
    await cancel_event(session, actor=by, now=NOW, event_id=called_off.id)
    named = {"draft": draft, "spare": spare, "event": sent, "called_off": called_off, "to_call_off": to_call_off}
    return {name: str(one.id) for name, one in {**named, "past": past, "soon": soon}.items()}


async def _add_questions(session: AsyncSession, mark: str, first: int, by: Actor) -> Place:
    """Amina's is urgent, translated and spoken, and asks for a call; Marit's is closed; Emine's waits."""
    thread = await make_question(session, f"Amina{mark}", update_id=first)
    thread.call_day, thread.call_part, thread.urgent_at = "2026-11-25", DayPart.MORNING, NOW
    thread.waits_since = NOW - timedelta(days=4)
    written = (await session.scalars(select(ThreadMessage).where(ThreadMessage.thread_id == thread.id))).one()
    written.text, written.language, written.read_at = ARABIC, "ar", NOW
    written.translation, written.how, written.mixed = "Mogen we iets later komen? Dank u!", "machine", True
    ours = {"author": "Juf Ruth", "text": "Ja hoor.", "language": "nl", "translation": "نعم بالطبع.", "how": "machine"}
    session.add(ThreadMessage(thread_id=thread.id, sent_at=NOW, **ours))
    voice = await make_voice_message(session, f"Amina{mark}", update_id=first + 1)
    closed = await make_question(session, f"Marit{mark}", update_id=first + 2)
    await record_note(session, actor=by, now=NOW, thread_id=thread.id, author="Juf Ruth", text="Oma haalt op.")
    await close_thread(session, actor=by, now=NOW, thread_id=closed.id)
    await make_question(session, f"Emine{mark}", update_id=first + 3)
    return {"thread": str(thread.id), "closed": str(closed.id), "voice": str(voice.id)}


async def _tell_good_news(session: AsyncSession, mark: str, by: Actor) -> int:
    """One that has left, and one that still can be taken back: its number."""
    parent = (await session.scalars(select(Parent).where(Parent.external_id == f"P-Amina{mark}"))).one()
    child = (await session.scalars(select(Child.id).where(Child.external_id == f"K-Noor{mark}"))).one()
    facts = {"how": "machine", "created_by": "staff:1", "created_at": NOW - timedelta(days=1), "author": "Juf Ruth"}
    news = {"phrases": ["was-brave"], "text": "Noor zong mee.", "translation": "غنّت نور."}
    session.add(GoodNews(child_id=child, parent_id=parent.id, **news, **facts))
    later = make_draft(parent_id=parent.id, available_at=NOW + timedelta(hours=1))
    await record_good_news(
        session,
        actor=by,
        now=NOW,
        child_id=f"K-Noor{mark}",
        phrases=["helped-another-child"],
        author="Juf Ruth",
        tellings=[Telling(None, later)],
    )
    return (await session.scalars(select(GoodNews.id).order_by(GoodNews.id.desc()))).first() or 0


async def _answer(session: AsyncSession, place: Place, mark: str) -> None:
    event = await session.get_one(Event, int(place["event"]))
    number = int(place["event"]) * 100
    await make_answer(session, event, f"Amina{mark}", Answer.YES, update_id=number, people=3)
    await make_answer(session, event, f"Piotr{mark}", Answer.MAYBE, update_id=number + 1)


async def _add_words(session: AsyncSession) -> None:
    """The glossary, and a memory with each state that a page tells of."""
    await make_term(session, source="gym")
    await make_term(session, kind=TermKind.FIXED, source="kring", target="حلقة", target_language="ar")
    held, machine, unserved = TranslationState.HELD, TranslationState.MACHINE, TranslationState.UNSERVED
    for source, tag, state, facts in (
        ("Kom op tijd.", "tr", held, {"target": "Erken gelin.", "reasons": [["too-short", ""]], "back": "Kom vroeg."}),
        ("Neem regenlaarzen mee.", "ti", unserved, {}),
        ("Tot morgen.", "ar", machine, {"target": "إلى الغد."}),
        ("Wij zingen samen.", "ar", held, {"target": "نغني معا.", "likeness": 62.0}),
    ):
        keys = {"source_key": source, "loose_key": source, "source": source, "source_language": "nl"}
        session.add(Translation(**keys, target_language=tag, state=state, created_at=NOW, **facts))


def cookie_of(visitor: str, token: str | None) -> dict[str, str]:
    """What the browser of this visitor sends; nobody sends nothing."""
    name = "ouderbrug-reviewer" if visitor == REVIEWER else "ouderbrug"
    return {name: token} if token else {}


async def let_in(deps: Deps, *, language: str = "nl") -> dict[str, str]:
    """A session's token for each role, and for who is just invited or halfway; pages in this language."""
    tokens = {}
    async with deps.transaction() as session:
        for role in Role:
            groups = (OWN,) if role is Role.TEACHER else ()
            tokens[str(role)] = await make_visitor(
                session, role=role, groups=groups, name=f"Sam {language}", language=language
            )
        unfinished: dict[str, Any] = {"role": Role.LIAISON, "language": language, "totp_secret": None}
        tokens[HALFWAY] = await make_visitor(session, name=f"Sam halfway-{language}", **unfinished)
        tokens[NEW] = await make_visitor(session, name=f"Sam new-{language}", password_hash=None, **unfinished)
        tokens[REVIEWER] = await issue_reviewer_link(
            session, actor=SAM, now=NOW, name="Ayşe", language="ar", page_language=language
        )
    return tokens
