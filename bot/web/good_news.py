"""API: what goes well with one child, told to its parents in their own language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.actions.good_news import Telling, record_good_news
from bot.actions.outbox import Draft
from bot.domain.memory import NOTHING_REMEMBERED, Memory
from bot.domain.timing import send_time
from bot.enums import Lane, Scope
from bot.errors import Conflict, NotFound
from bot.queries.good_news import ChildNews, Guardian, list_good_news, list_guardians, require_child
from bot.queries.readers import ChatParent
from bot.queries.translations import load_memory
from bot.web.calls import Call, Route
from bot.web.campaign_models import SendQuery
from bot.web.good_news_models import (
    ChildNewsAnswer,
    GoodNewsAnswer,
    GoodNewsBody,
    HistoryAnswer,
    NewsAnswer,
    NewsQuery,
    PhraseAnswer,
    ReachedAnswer,
    ThemeAnswer,
    ThemesAnswer,
)
from bot.workers.asking import ask_for_words
from messages.conversation.good_news import GOOD_NEWS, GoodNewsFacts, render_good_news
from messages.phrases import phrases_in

#: Good news of last week is still good.
_FRESH = timedelta(days=7)


async def phrases(call: Call) -> ThemesAnswer:
    """What can be said with two taps."""
    say = phrases_in(call.reader).say
    return ThemesAnswer(
        themes=[
            ThemeAnswer(theme=theme, phrases=[PhraseAnswer(key=key, text=say(s, child="…")) for key, s in said.items()])
            for theme, said in GOOD_NEWS.items()
        ]
    )


async def tell(call: Call) -> GoodNewsAnswer:
    """To the guardians who can be reached; the machine gets a moment for the own sentence."""
    return await tell_after(call, timedelta())


async def tell_after(call: Call, pause: timedelta) -> GoodNewsAnswer:
    """The same, after a pause in which it can be taken back; told again in this pause it is told once."""
    body, deps, now = call.body, call.deps, call.deps.clock.now()
    settings, author = deps.settings, call.actor.name or deps.school.school_name
    async with deps.reading() as session:
        child = await require_child(session, actor=call.actor, external_id=body.child_id)
        guardians = _meant(await list_guardians(session, child.id), body.parent_id)
    reached = [(guardian, address) for guardian, address in guardians if address is not None]
    if not reached:
        raise Conflict("This parent cannot be reached by Telegram now. Call, or speak at the gate.")
    memory = await _memory(call, [guardian for guardian, _ in reached])
    leaves = send_time(now + pause, quiet=deps.school.quiet_hours, zone=settings.timezone)
    facts = GoodNewsFacts(author, child.first_name, list(dict.fromkeys(body.phrases)))
    tellings = [_telling(call, guardian.parent, address, facts, memory, leaves) for guardian, address in reached]
    if not call.query.dry_run:
        async with deps.transaction() as session:
            await record_good_news(
                session, actor=call.actor, now=now, child_id=body.child_id, phrases=facts.phrases, author=author,
                tellings=tellings, once_within=pause,
            )  # fmt: skip
    return GoodNewsAnswer(
        child_id=body.child_id,
        sends_at=leaves.astimezone(settings.timezone),
        reached=[_reached(guardian, telling) for (guardian, _), telling in zip(reached, tellings, strict=True)],
        not_reached=[guardian.external_id for guardian, address in guardians if address is None],
    )


async def history(call: Call) -> HistoryAnswer:
    """Of the actor's own groups."""
    async with call.deps.reading() as session:
        children = await list_good_news(session, actor=call.actor, group=call.query.group)
    return HistoryAnswer(items=[_child(call, child) for child in children])


def _meant(guardians: list[tuple[Guardian, int | None]], parent_id: str | None) -> list[tuple[Guardian, int | None]]:
    meant = [(guardian, address) for guardian, address in guardians if parent_id in (None, guardian.external_id)]
    if parent_id is not None and not meant:
        raise NotFound(f"Nobody called {parent_id!r} cares for this child.")
    return meant


async def _memory(call: Call, reached: Sequence[Guardian]) -> Memory:
    """The own sentence in the languages of those who will read it; it stays between the school and the family."""
    if call.body.text is None:
        return NOTHING_REMEMBERED
    source = call.deps.settings.source_language
    texts, targets = [call.body.text], {guardian.parent.reads(source).tag for guardian in reached}
    await ask_for_words(call.deps, texts=texts, source=source, targets=targets, private=True)
    async with call.deps.reading() as session:
        return await load_memory(session, texts=texts, source=source, targets=targets)


def _telling(
    call: Call, parent: ChatParent, address: int, facts: GoodNewsFacts, memory: Memory, leaves: datetime
) -> Telling:
    source = call.deps.settings.source_language
    reader, text = parent.reader(source), call.body.text
    words = memory.words(text, source=source, reader=reader.language) if text else None
    outgoing = render_good_news(facts, words, reader)
    draft = Draft("", address, outgoing, Lane.CONVERSATION, leaves, leaves + _FRESH, parent.parent_id)
    return Telling(words, draft)


def _reached(guardian: Guardian, telling: Telling) -> ReachedAnswer:
    outgoing = telling.draft.outgoing
    return ReachedAnswer(
        parent_id=guardian.external_id,
        parent_name=guardian.parent.name,
        language=outgoing.language,
        text=outgoing.text,
        translation=telling.words.translated if telling.words else None,
        how=outgoing.free_text,
    )


def _child(call: Call, child: ChildNews) -> ChildNewsAnswer:
    zone = call.deps.settings.timezone
    news = [
        NewsAnswer(at=told.at.astimezone(zone), author=told.author, phrases=list(told.phrases), text=told.text)
        for told in child.news
    ]
    return ChildNewsAnswer(child_id=child.child_id, first_name=child.first_name, group=child.group, news=news)


ROUTES = [
    Route("GET", "/good-news/phrases", phrases, ThemesAnswer, Scope.INBOX_READ, "What can be said about a child"),
    Route(
        "POST", "/good-news", tell, GoodNewsAnswer, Scope.INBOX_WRITE, "Tell parents what goes well", GoodNewsBody,
        SendQuery, status=201,
    ),
    Route(
        "GET", "/good-news", history, HistoryAnswer, Scope.INBOX_READ, "Which children had good news", query=NewsQuery
    ),
]  # fmt: skip
