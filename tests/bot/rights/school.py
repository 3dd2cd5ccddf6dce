"""Words, languages, colleagues, tokens, settings and the trail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions import (
    accounts,
    holidays,
    left_threads,
    memory,
    reviewers,
    school_words,
    staff,
    stand_ins,
    tokens,
    translations,
)
from bot.actions import school as school_actions
from bot.domain.actors import COMMAND, Actor
from bot.domain.memory_files import ParsedMemory
from bot.enums import Role, Scope
from bot.models import Translation
from bot.queries import (
    colleague_list,
    memory_pages,
    today,
    trail,
)
from bot.queries import languages as language_queries
from bot.queries import pairs as pair_queries
from bot.queries import reviewers as reviewer_queries
from bot.queries import school_words as school_word_queries
from bot.queries import tokens as token_queries
from bot.queries import translations as translation_queries
from tests.bot.rights.right import Right, about, as_administrator, at
from tests.builders import (
    GROUP,
    SAM,
    make_term,
)
from tests.fakes import NOW
from tests.questions import make_check_in


async def end_stand_in(session: AsyncSession, actor: Actor, staff_id: int) -> None:
    facts: dict[str, Any] = {"staff_id": staff_id, "group": GROUP}
    await stand_ins.record_stand_in(session, **at(SAM), **facts, until=NOW + timedelta(days=1))
    await stand_ins.end_stand_in(session, **at(actor), **facts)


async def withdraw_token(session: AsyncSession, actor: Actor) -> None:
    await tokens.create_token(session, **at(COMMAND), name="x", scopes=[Scope.ALL])
    await tokens.withdraw_token(session, **at(actor), token_id=1)


async def take_back(session: AsyncSession, actor: Actor, translation: int) -> Any:
    (await session.get_one(Translation, translation)).before = {"state": "held"}
    return await translations.undo_decision(session, **at(actor), translation_id=translation)


async def give_link(session: AsyncSession, actor: Actor) -> str:
    return await reviewers.issue_reviewer_link(session, **at(actor), name="Fatma", language="tr", page_language="nl")


async def withdraw_link(session: AsyncSession, actor: Actor) -> None:
    await give_link(session, SAM)
    await reviewers.withdraw_reviewer_link(session, **at(actor), link_id=1)


SCHOOL = {
    "schedule_question": Right(lambda s, a, _: make_check_in(s, actor=a), Scope.EVENTS_WRITE),
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
    "list_addresses": Right(lambda s, a, _: colleague_list.list_addresses(s, actor=a), None, by_group=False),
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
    "load_today": Right(lambda s, a, _: today.load_today(s, **at(a)), Scope.EVENTS_READ, by_group=False),
    "count_by_language": Right(
        lambda s, a, _: memory_pages.count_by_language(s, actor=a), Scope.TRANSLATIONS_READ, by_group=False
    ),
    "list_reviews": Right(
        lambda s, a, _: memory_pages.list_reviews(s, actor=a, states=[], language=None),
        Scope.TRANSLATIONS_READ,
        by_group=False,
    ),
}
