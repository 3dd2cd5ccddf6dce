"""The school's own word on machine text: its glossary, and languages that wait for a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.actions.machine import record_spoken
from bot.actions.school_words import erase_term, record_policy
from bot.actions.translations import record_wanted
from bot.domain.spoken import Spoken
from bot.enums import CampaignState, TermKind, TranslationState
from bot.errors import BadInput, NotAllowed, NotFound
from bot.models import AuditEntry, Campaign, LanguagePolicy, Term, Translation
from bot.queries.school_words import list_terms
from tests.builders import RUTH, SAM, make_event, make_families, make_invitation, make_route, make_row, make_term
from tests.fakes import NOW

LATER = NOW + timedelta(hours=1)
SENTENCES = ("We gaan naar de gym.", "Neem GYMSCHOENEN mee.", "Kom 100% op tijd.")


async def make_said(session: AsyncSession, state: TranslationState = TranslationState.MACHINE) -> None:
    """Three sentences in Turkish (2, 4, 6) and Arabic (1, 3, 5)."""
    for tag in ("tr", "ar"):
        await make_route(session, "nl", tag)
    await record_wanted(session, texts=SENTENCES, source="nl", targets=["tr", "ar"], now=NOW)
    numbers = await session.scalars(select(Translation.id))
    spoken = [Spoken(number, "…", state, engine="test 1.0") for number in numbers]
    await record_spoken(session, spoken=spoken, now=NOW)


async def stale(session: AsyncSession) -> list[int]:
    return list(await session.scalars(select(Translation.id).where(Translation.stale).order_by(Translation.id)))


async def list_words(session: AsyncSession) -> list[tuple[str, str, str, str | None]]:
    return [
        (term.kind, term.source, term.target_language, term.target) for term in await list_terms(session, actor=SAM)
    ]


async def test_glossary_is_read_in_order_of_the_alphabet(session: AsyncSession) -> None:
    await make_term(session, kind=TermKind.PLAIN, source="participatie", target="meedoen")
    await make_term(session, kind=TermKind.FIXED, source="gym", target="spor", target_language="tr")
    await make_term(session, source="Kindertuin", target="what is kept has no target")

    assert await list_words(session) == [
        ("keep", "Kindertuin", "", None),
        ("fixed", "gym", "tr", "spor"),
        ("plain", "participatie", "", "meedoen"),
    ]


async def test_term_takes_the_place_of_an_older_one_for_the_same_language(session: AsyncSession) -> None:
    older = await make_term(session, source="gym")
    await make_term(session, kind=TermKind.FIXED, source="gym", target="spor", target_language="tr")

    newer = await make_term(session, kind=TermKind.PLAIN, source="gym", target="sport", actor=RUTH)

    assert (newer.id, newer.kind, newer.target, newer.created_by) == (older.id, "plain", "sport", RUTH.key)
    assert await list_words(session) == [("plain", "gym", "", "sport"), ("fixed", "gym", "tr", "spor")]
    terms = select(AuditEntry.object_id).where(AuditEntry.action == "term").order_by(AuditEntry.id)
    audited = await session.scalars(terms)
    assert list(audited)[-1] == older.id


@pytest.mark.parametrize(
    ("kind", "target", "language", "sentence"),
    [
        (TermKind.FIXED, None, "tr", "Say what it becomes: target is missing."),
        (TermKind.PLAIN, "", None, "Say what it becomes: target is missing."),
        (TermKind.FIXED, "spor", None, "A fixed translation is for one language: target_language is missing."),
    ],
)
async def test_term_that_says_nothing_is_refused(
    session: AsyncSession, kind: TermKind, target: str | None, language: str | None, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        await make_term(session, kind=kind, target=target, target_language=language)


async def test_term_for_one_language_makes_its_sentences_again(session: AsyncSession) -> None:
    await make_said(session)

    await make_term(session, kind=TermKind.FIXED, source="gym", target="spor", target_language="tr")

    assert await stale(session) == [2, 4]


async def test_term_for_all_languages_makes_sentences_with_it_again_held_ones_too(session: AsyncSession) -> None:
    await make_said(session, TranslationState.HELD)

    await make_term(session, source="100%")

    assert await stale(session) == [5, 6]


async def test_term_leaves_what_a_person_decided(session: AsyncSession) -> None:
    await make_said(session)
    await session.execute(update(Translation).where(Translation.id < 4).values(state=TranslationState.APPROVED))

    await make_term(session, source="gym")

    assert await stale(session) == [4]


async def test_erased_term_makes_its_sentences_again(session: AsyncSession) -> None:
    term = await make_term(session, source="100%")
    await make_said(session)

    await erase_term(session, actor=SAM, now=NOW, term_id=term.id)

    assert await stale(session) == [5, 6]
    assert await session.scalar(select(Term.id)) is None
    assert await session.scalar(select(AuditEntry.object_id).where(AuditEntry.action == "term-erase")) == term.id


async def test_unknown_term_is_not_erased(session: AsyncSession) -> None:
    with pytest.raises(NotFound, match="There is no term 7"):
        await erase_term(session, actor=SAM, now=NOW, term_id=7)


async def test_policy_of_a_language_is_its_last(session: AsyncSession) -> None:
    for hold in (True, False, True):
        await record_policy(session, actor=SAM, now=NOW, language="tr", hold=hold)

    policy = (await session.scalars(select(LanguagePolicy))).one()
    assert (policy.language, policy.hold, policy.decided_by, policy.decided_at) == ("tr", True, SAM.key, NOW)
    assert await session.scalar(select(AuditEntry.id).where(AuditEntry.action == "language-policy")) is not None


async def test_policy_is_the_whole_schools(session: AsyncSession) -> None:
    with pytest.raises(NotAllowed):
        await record_policy(session, actor=RUTH, now=NOW, language="tr", hold=False)


@pytest.mark.parametrize(
    ("facts", "looks"),
    [
        ({"look_again_at": LATER}, NOW),
        ({"look_again_at": None}, NOW),
        ({"look_again_at": NOW - timedelta(hours=1)}, NOW - timedelta(hours=1)),
        ({"look_again_at": LATER, "state": CampaignState.CANCELLED}, LATER),
        ({"look_again_at": None, "state": CampaignState.PLANNED}, None),
        ({"look_again_at": None, "expanded_at": NOW}, None),
    ],
    ids=["waits", "is being planned", "was woken", "called off", "not begun", "all are planned"],
)
async def test_decision_wakes_campaigns_that_may_wait_for_it(
    session: AsyncSession, facts: dict[str, object], looks: object
) -> None:
    await make_families(session, make_row("Emre", "Emine", "tr"))
    await make_invitation(session, await make_event(session), remind=())
    await session.execute(update(Campaign).values({"state": CampaignState.RUNNING, **facts}))

    await record_policy(session, actor=SAM, now=NOW, language="tr", hold=False)

    assert await session.scalar(select(Campaign.look_again_at)) == looks
