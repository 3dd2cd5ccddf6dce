"""API: what parents wrote, who waits and how long."""

from __future__ import annotations

from bot.actions.conversations import record_look
from bot.enums import Scope, ThreadState
from bot.queries.conversations import PAGE, count_threads, list_threads, load_conversation
from bot.web.calls import Call, Route
from bot.web.fields import After, Query, Word
from bot.web.promises import promises_since
from bot.web.thread_models import ConversationAnswer, InboxAnswer, SummaryAnswer, show_conversation, show_thread


class InboxQuery(Query):
    """Which threads: of one state or group, one's own, nobody's, with the liaison, of parents who want to be called.

    `after` is the `next` of a page.
    """

    state: ThreadState | None = None
    mine: bool = False
    unassigned: bool = False
    call_wanted: bool = False
    with_liaison: bool | None = None
    group: Word | None = None
    after: After = 0


async def inbox(call: Call) -> InboxAnswer:
    """Of the actor's own groups."""
    query: InboxQuery = call.query
    async with call.deps.reading() as session:
        threads = await list_threads(
            session,
            actor=call.actor,
            state=query.state,
            mine=query.mine,
            unassigned=query.unassigned,
            call_wanted=query.call_wanted,
            with_liaison=query.with_liaison,
            group=query.group,
            after=query.after,
        )
    times = await promises_since(call.deps, [thread.waits_since for thread in threads])
    now = call.deps.clock.now()
    return InboxAnswer(
        items=[show_thread(thread, times, now) for thread in threads],
        next=threads[-1].place if len(threads) == PAGE else None,
    )


async def read_thread(call: Call) -> ConversationAnswer:
    """The whole of it; the trail says who looked."""
    async with call.deps.database.transaction() as session:
        await record_look(session, actor=call.actor, now=call.deps.clock.now(), thread_id=call.row_id())
    return await conversation(call)


async def conversation(call: Call) -> ConversationAnswer:
    """As it stands now."""
    async with call.deps.reading() as session:
        found = await load_conversation(session, actor=call.actor, now=call.deps.clock.now(), thread_id=call.row_id())
    times = await promises_since(call.deps, [found.line.waits_since])
    return show_conversation(found, times, call.deps.clock.now())


async def summary(call: Call) -> SummaryAnswer:
    """For the start page."""
    async with call.deps.reading() as session:
        counts = await count_threads(session, actor=call.actor)
    times, now = await promises_since(call.deps, counts.waiting), call.deps.clock.now()
    return SummaryAnswer(
        open=counts.open,
        urgent=counts.urgent,
        overdue=sum(times.is_overdue(since, now) for since in counts.waiting),
        oldest_waits_since=counts.waiting[0].astimezone(times.zone) if counts.waiting else None,
        calls_wanted=counts.calls_wanted,
        with_liaison=counts.with_liaison,
    )


_READ = Scope.INBOX_READ

ROUTES = [
    Route("GET", "/inbox", inbox, InboxAnswer, _READ, "What parents wrote", query=InboxQuery),
    Route("GET", "/inbox/summary", summary, SummaryAnswer, _READ, "How much waits for an answer"),
    Route("GET", "/inbox/{id}", read_thread, ConversationAnswer, _READ, "Read one conversation"),
]
