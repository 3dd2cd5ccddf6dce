"""Conversations, talks, good news and questions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import (
    conversations,
    gate,
    good_news,
    inbox,
)
from bot.domain.actors import Actor
from bot.enums import Role, Scope
from bot.models import SlotBooking
from bot.queries import (
    bookings,
    timetable,
)
from bot.queries import check_ins as check_in_queries
from bot.queries import conversations as conversation_queries
from bot.queries import good_news as good_news_queries
from bot.queries import inbox as inbox_queries
from messages.facts import Words
from messages.languages import Language
from tests.bot.rights.right import Right, at
from tests.bot.talks import TALKS
from tests.builders import (
    GROUP,
    TOM,
    make_draft,
)


async def book_at_the_gate(session: AsyncSession, actor: Actor, talks: int) -> SlotBooking:
    return await gate.book_for_parent(
        session, **at(actor), event_id=talks, parent_id="P-Amina", child_id="K-Noor", starts_at=TALKS
    )


async def reply(session: AsyncSession, actor: Actor, thread: int) -> Any:
    return await inbox.record_reply(
        session,
        **at(actor),
        thread_id=thread,
        words=Words("Ja", Language("nl")),
        author="Ruth",
        draft=make_draft(),
    )


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


TALKING = {
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
    "list_good_news": Right(
        lambda s, a, _: good_news_queries.list_good_news(s, actor=a, group=GROUP), Scope.INBOX_READ
    ),
    "list_check_ins": Right(
        lambda s, a, _: check_in_queries.list_check_ins(s, actor=a), Scope.REPORTS_READ, by_group=False
    ),
    "require_check_in": Right(
        lambda s, a, x: check_in_queries.require_check_in(s, actor=a, campaign_id=x.check_in), Scope.REPORTS_READ
    ),
    "book_for_parent": Right(lambda s, a, x: book_at_the_gate(s, a, x.talks), Scope.EVENTS_WRITE),
    "cancel_booking": Right(
        lambda s, a, x: gate.cancel_booking(s, **at(a), event_id=x.talks, booking_id=x.booking), Scope.EVENTS_WRITE
    ),
    "list_slots": Right(lambda s, a, x: bookings.list_slots(s, actor=a, event_id=x.talks), Scope.EVENTS_READ),
    "load_timetable": Right(lambda s, a, x: timetable.load_timetable(s, actor=a, event_id=x.talks), Scope.EVENTS_READ),
    "require_thread": Right(lambda s, a, x: inbox_queries.require_thread(s, actor=a, thread_id=x.thread), None),
    "load_correspondent": Right(lambda s, a, x: inbox_queries.load_correspondent(s, actor=a, thread_id=x.thread), None),
    "list_threads": Right(
        lambda s, a, _: conversation_queries.list_threads(s, actor=a, state=None), Scope.INBOX_READ, by_group=False
    ),
    "count_threads": Right(
        lambda s, a, _: conversation_queries.count_threads(s, actor=a), Scope.INBOX_READ, by_group=False
    ),
    "load_conversation": Right(
        lambda s, a, x: conversation_queries.load_conversation(s, **at(a), thread_id=x.thread), Scope.INBOX_READ
    ),
}
