"""The translating worker with the real engine: what is wanted is said or held, what parents wrote is read."""

from __future__ import annotations

import shutil

from bot.deps import Deps
from bot.enums import TermKind
from tests.bot.workers.translating import Desk, install, open_desk
from tests.builders import make_families, make_row, make_term

NONSENSE = "De filosofie van de wetenschapper ontrafelt kwantumverstrengeling."


async def test_sentence_is_said_in_all_languages_of_the_job_at_once(desk: Desk) -> None:
    await desk.worker.step()
    await desk.want("Neem een appel mee. Tot morgen!", targets=("en", "tr"))

    assert await desk.work() == 1
    english, turkish, *_ = memory = await desk.memory()
    assert (english.target, turkish.target) == ("Bring an apple.", "Bir elma getirin.")
    assert {(entry.state, entry.origin) for entry in memory} == {("machine", "machine")}
    assert [entry.engine.split()[0] for entry in memory if entry.engine] == ["nl-en"] * 4
    assert turkish.engine is not None
    assert "+ en-tr 1.0 " in turkish.engine
    assert all(entry.score is not None and entry.score <= 0 for entry in memory)


async def test_sentence_that_the_machine_does_not_know_is_held_with_reasons(desk: Desk) -> None:
    await desk.want(NONSENSE)

    await desk.work()

    (entry,) = await desk.memory()
    assert (entry.state, bool(entry.target), bool(entry.reasons)) == ("held", True, True)


async def test_names_of_the_families_survive(desk: Desk) -> None:
    async with desk.deps.transaction() as session:
        await make_families(session, make_row("Tijd", "Emine Park", "tr"))
    await desk.want("We gaan morgen naar het park. Tijd is ziek.")

    await desk.work()

    assert await desk.said() == [("tr", "Yarın parka gidiyoruz.", "machine"), ("tr", "Tijd hasta.", "machine")]


async def test_word_of_the_school_is_said_as_the_school_wants(desk: Desk) -> None:
    async with desk.deps.transaction() as session:
        await make_term(session, kind=TermKind.FIXED, source="park", target="Parkımız", target_language="tr")
        await make_term(session, source="Tijd")
    await desk.want("We gaan morgen naar het park.", targets=("en", "tr"))

    await desk.work()

    english, turkish = await desk.memory()
    assert english.target == "We are going to the park tomorrow."
    assert "Parkımız" in (turkish.target or "")


async def test_language_that_no_machine_speaks_is_left_to_people(desk: Desk) -> None:
    await desk.worker.step()
    await desk.want("Neem een appel mee.", targets=("ti", "tr"))

    await desk.work()

    assert await desk.said() == [("ti", None, "unserved"), ("tr", "Bir elma getirin.", "machine")]


async def test_language_is_spoken_as_soon_as_it_is_installed_and_no_longer_promised_when_it_is_removed(
    deps: Deps,
) -> None:
    folders = install(deps, ("nl", "en"))
    seen = []
    async with open_desk(deps) as desk:
        await desk.want("Neem een appel mee.", targets=("en", "tr"))
        for change in ("start", "install", "remove"):
            if change == "install":
                folders += install(deps, ("en", "tr"))
            if change == "remove":
                shutil.rmtree(folders[-1])
            await desk.work()
            await desk.want(f"Neem een flesje water mee ({change}).", targets=("tr",))
            await desk.work()
            turkish = [(target, state) for language, target, state in await desk.said() if language == "tr"]
            seen.append(["said" if target else state for target, state in turkish])

    assert seen == [["unserved"] * 2, ["said"] * 3, ["said"] * 3 + ["unserved"]]


async def test_without_packages_nothing_is_promised_and_nobody_waits(deps: Deps) -> None:
    async with open_desk(deps) as desk:
        await desk.want("Neem een appel mee.")

        assert await desk.work() == 0
        assert await desk.said() == [("tr", None, "unserved")]


async def test_machine_words_are_brought_back_for_their_author(desk: Desk) -> None:
    await desk.want("Neem een appel mee.", targets=("en", "tr"))
    await desk.work()
    await desk.want_back(["Neem een appel mee."], ["en", "tr"])

    assert await desk.work() == 2
    assert [(entry.back, entry.likeness) for entry in await desk.memory()] == [("Neem een appel mee.", 100)] * 2


async def test_parents_message_is_read_in_the_language_of_staff(desk: Desk) -> None:
    await desk.hear("Çocuğum bugün hasta.")

    assert await desk.work() == 1
    assert await desk.heard() == [("tr", "Mijn kind is vandaag ziek.", "machine")]


async def test_parents_message_in_dutch_or_in_no_known_language_stays_as_it_is(desk: Desk) -> None:
    await desk.hear("Mijn kind is vandaag ziek, we komen morgen weer.", "ti")
    await desk.hear("12345", "ti")

    await desk.work()

    assert await desk.heard() == [("nl", None, None), (None, None, None)]
