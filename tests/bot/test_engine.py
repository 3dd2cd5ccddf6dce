"""The engine in a process of its own: it may crash, hang or lack a language, and the next question is answered."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
from structlog.testing import capture_logs

from bot.domain.spoken import ReadText
from bot.engine import Engine, Job, Judged
from messages.translator import EngineFailed
from tests.packages import package_file
from tests.packages.speaking import unpacked
from tests.waiting import until

APPLE = Job("en", (("Neem een appel mee.", ()),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for pair in (("nl", "en"), ("en", "tr"), ("tr", "en"), ("en", "nl")):
        unpacked(package_file(*pair), tmp_path / "packages")
    return tmp_path / "packages"


@pytest.fixture
async def engine(folder: Path) -> AsyncIterator[Engine]:
    engine = Engine(folder, memory_mb=128)
    yield engine
    await engine.close()


async def targets(engine: Engine, *jobs: Job) -> list[list[str | None] | None]:
    said = await engine.translate("nl", jobs)
    return [None if job is None else [sentence.target for sentence in job] for job in said]


def processes() -> list[psutil.Process]:
    """Engines that are children of this test."""
    return [child for child in psutil.Process().children() if "messages.engine" in child.cmdline()]


async def test_sentences_come_back_job_by_job_and_no_answer_for_what_no_machine_knows(engine: Engine) -> None:
    turkish = Job("tr", (("Noor is ziek.", ("Noor",)), ("Neem een appel mee.", ())))

    assert await targets(engine, APPLE, turkish, Job("so", (("Neem een appel mee.", ()),))) == [
        ["Bring an apple."],
        ["Noor hasta.", "Bir elma getirin."],
        None,
    ]


async def test_sentence_that_the_machine_does_not_know_is_held_with_reasons(engine: Engine) -> None:
    nonsense = Job("tr", (("De filosofie van de wetenschapper ontrafelt kwantumverstrengeling.", ()),))

    ((judged,),) = [job or [] for job in await engine.translate("nl", [nonsense])]

    assert isinstance(judged, Judged)
    assert judged.held
    assert judged.reasons
    assert judged.engine.startswith("nl-en 1.0 ")


async def test_routes_are_those_of_the_folder(engine: Engine) -> None:
    assert sorted(await engine.routes()) == [
        ("en", "nl"), ("en", "tr"), ("nl", "en"), ("nl", "tr"), ("tr", "en"), ("tr", "nl"),
    ]  # fmt: skip


async def test_with_nothing_installed_no_process_is_started(tmp_path: Path) -> None:
    engine = Engine(tmp_path, memory_mb=128)

    assert await engine.routes() == {}
    assert processes() == []
    await engine.close()


async def test_translation_is_brought_back_with_its_likeness(engine: Engine) -> None:
    assert await engine.back("nl", "en", [("Neem een appel mee.", "Bring an apple.")]) == [("Neem een appel mee.", 100)]


async def test_way_back_that_nobody_installed_is_a_failure(engine: Engine) -> None:
    with pytest.raises(EngineFailed, match="nothing installed translates from so to nl"):
        await engine.back("nl", "so", [("Neem een appel mee.", "…")])


async def test_parents_message_is_read(engine: Engine) -> None:
    read = await engine.read("Çocuğum bugün hasta.", likely=["tr", "nl"], into="nl")

    assert (read.language, read.certain, read.target, read.held) == ("tr", True, "Mijn kind is vandaag ziek.", False)


@pytest.mark.parametrize(
    ("text", "language"),
    [("Mijn kind is vandaag ziek, we komen morgen weer.", "nl"), ("ሎሚ ውላደይ ሓሚሙ ኣሎ።", "ti"), ("12345", None)],
)
async def test_message_that_needs_no_machine_or_that_none_knows_stays_as_it_is(
    engine: Engine, text: str, language: str | None
) -> None:
    read = await engine.read(text, likely=["ti", "nl"], into="nl")

    assert read == ReadText(language, read.certain, mixed=False, target=None, held=False, engine=None)


async def test_engine_that_was_killed_is_started_again(engine: Engine) -> None:
    await targets(engine, APPLE)
    (process,) = processes()
    process.kill()

    with capture_logs() as logs, pytest.raises(EngineFailed, match="the engine broke down"):
        await targets(engine, APPLE)

    assert logs == [{"event": "translation engine ended", "exit_code": -signal.SIGKILL, "log_level": "warning"}]
    assert await targets(engine, APPLE) == [["Bring an apple."]]


async def test_engine_that_hangs_is_ended_and_started_again(folder: Path) -> None:
    engine = Engine(folder, memory_mb=128, patience=1.0)
    await engine.routes()
    (process,) = processes()
    os.kill(process.pid, signal.SIGSTOP)

    with pytest.raises(EngineFailed, match="the engine broke down: TimeoutError"):
        await targets(engine, APPLE)

    assert not process.is_running()
    assert min(await engine.routes()) == ("en", "nl")
    await engine.close()


async def test_question_that_is_broken_off_leaves_no_answer_for_the_next(engine: Engine) -> None:
    await engine.routes()
    asking = asyncio.create_task(targets(engine, APPLE))
    await asyncio.sleep(0)
    asking.cancel()

    with pytest.raises(asyncio.CancelledError):
        await asking
    assert await targets(engine, APPLE) == [["Bring an apple."]]


async def test_nobody_is_asked_twice_at_once(engine: Engine) -> None:
    answers = await asyncio.gather(*(targets(engine, APPLE) for _ in range(3)))

    assert answers == [[["Bring an apple."]]] * 3
    assert len(processes()) == 1


async def test_engine_ends_with_us_and_does_not_know_our_secrets(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUDERBRUG_TELEGRAM_TOKEN", "123456:secret")
    engine = Engine(folder, memory_mb=128)
    await targets(engine, APPLE)
    (process,) = processes()
    environment = process.environ()

    await engine.close()

    assert not [name for name in environment if name.startswith("OUDERBRUG_")]
    await until(lambda: not process.is_running())


async def test_engine_that_does_not_go_is_ended(folder: Path) -> None:
    engine = Engine(folder, memory_mb=128, farewell=0.2)
    await engine.routes()
    (process,) = processes()
    os.kill(process.pid, signal.SIGSTOP)

    await engine.close()

    assert not process.is_running()
