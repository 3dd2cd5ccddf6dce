"""From an index to a parent's phone and back: installed, said, corrected, used again, removed; offline meanwhile."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.actions.tokens import create_token
from bot.bootstrap import running_web
from bot.demo.client import Api
from bot.domain.actors import COMMAND
from bot.enums import Scope
from bot.sandbox import Phone
from messages.phrases import phrases_in
from tests.builders import GROUP, make_row
from tests.journeys.school import AMINA, OMAR, School, on_both_databases
from tests.packages import serving_index
from tests.waiting import until

AYSE = AMINA
BOTTLE, ON_TIME = "Neem een flesje water mee.", "Kom op tijd."
MACHINE = phrases_in("tr").say("Some of these words were translated by a machine. There can be mistakes.")
AS_SCHOOL_WROTE = "📝 " + phrases_in("tr").say("What the school wrote")

_guarding = False


def _refuse_the_world(event: str, facts: tuple[Any, ...]) -> None:
    """Loopback is this machine; anything else is the world, and whoever calls it fails the test."""
    if not _guarding:
        return
    if event == "socket.connect" and isinstance(facts[1], tuple) and not str(facts[1][0]).startswith(("127.", "::1")):
        raise PermissionError(f"a connection to {facts[1]}")
    if event == "socket.getaddrinfo" and facts[0] not in {"127.0.0.1", "::1", "localhost", None}:
        raise PermissionError(f"a look-up of {facts[0]}")


sys.addaudithook(_refuse_the_world)


@contextmanager
def offline() -> Iterator[None]:
    """The network is shut: only this machine itself can be reached."""
    global _guarding  # noqa: PLW0603  # an audit hook cannot be taken away again
    _guarding = True
    try:
        yield
    finally:
        _guarding = False


def ouderbrug(school: School, *words: str, index: str = "http://127.0.0.1:9/") -> str:
    """The command on the school's machine, in a process of its own; what it prints."""
    environment = {
        "OUDERBRUG_DATA_DIR": str(school.deps.settings.data_dir),
        "OUDERBRUG_DATABASE_URL": school.deps.settings.database_url,
        "OUDERBRUG_PACKAGE_INDEX": index,
    }
    command = [sys.executable, "-m", "bot", *words]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.fixture
async def api(school: School) -> AsyncIterator[Api]:
    """A coordinator's script."""
    async with school.deps.transaction() as session:
        token = await create_token(session, actor=COMMAND, now=school.now, name="test", scopes=[Scope.ALL])
    async with running_web(school.deps) as port, Api(f"http://127.0.0.1:{port}", token) as api:
        yield api


async def speaks(api: Api, language: str) -> bool:
    lines = (await api.get("/languages"))["items"]
    return any(line["language"] == language and line["machine"] for line in lines)


async def announce(api: Api, text: str) -> dict[str, Any]:
    return dict(await api.post("/announcements", {"text": text, "groups": [GROUP]}))


def shows(*parts: str) -> Callable[[Any], bool]:
    return lambda message: all(part in message.text for part in parts)


async def install_turkish(school: School, api: Api) -> None:
    """While the service runs; it needs English in between, both ways."""
    with serving_index() as index:
        ouderbrug(school, "languages", "install", "tr", index=index)
    await until(lambda: speaks(api, "tr"), seconds=20)


async def with_parents(school: School) -> tuple[Phone, Phone]:
    """Ayşe reads Turkish, Saba Tigrinya; both in one group."""
    await school.admit(make_row("Elif", "Ayşe", "tr"), make_row("Noor", "Saba", "ti"))
    return await school.join("Ayşe", AYSE), await school.join("Saba", OMAR)


@on_both_databases
async def test_words_are_said_by_machine_corrected_for_ever_and_the_machine_leaves(school: School, api: Api) -> None:
    turkish, tigrinya = await with_parents(school)
    await install_turkish(school, api)

    with offline():
        first = await announce(api, f"{BOTTLE}\n\n{ON_TIME} 😊")
        machine = await turkish.receives(shows("Bir şişe su getirin.\n\nZamanında gelin. 😊", MACHINE))
        written = await tigrinya.receives(shows(BOTTLE))
        original = await school.tap(turkish, machine, AS_SCHOOL_WROTE)

        (entry,) = (await api.get("/translations?language=tr&words=flesje"))["items"]
        await api.put(f"/translations/{entry['id']}", {"target": "Yanınıza küçük bir şişe su alın.", "approve": True})
        await announce(api, BOTTLE)
        corrected = await turkish.receives(shows("Yanınıza küçük bir şişe su alın."))

        ouderbrug(school, "languages", "remove", "tr")
        await until(lambda: _gone(api, "tr"))
        last = await announce(api, f"{BOTTLE} Tot morgen in de klas!")
        as_written = await turkish.receives(shows("Tot morgen in de klas!"))

    assert {line["language"]: line["how"] for line in first["by_language"]} == {"tr": "machine", "ti": "none"}
    assert "Tigrinya" in first["warnings"][0]
    assert MACHINE not in written.text
    assert original.text.endswith(f"{BOTTLE}\n\n{ON_TIME} 😊")
    labels = [button["text"] for button in corrected.buttons]
    assert (MACHINE in corrected.text, labels) == (False, ["🔊 Dinle"])
    assert {line["language"]: line["how"] for line in last["by_language"]} == {"tr": "none", "ti": "none"}
    assert BOTTLE in as_written.text  # never half translated


async def test_parent_and_teacher_talk_each_in_the_own_language(school: School, api: Api) -> None:
    turkish, _ = await with_parents(school)
    await install_turkish(school, api)

    with offline():
        await school.write(turkish, "Çocuğum bugün hasta.")
        await until(lambda: _read(api))
        (thread,) = (await api.get("/inbox"))["items"]
        reply = await api.post(f"/inbox/{thread['thread_id']}/replies", {"text": "Bedankt voor uw hulp."})
        answered = await turkish.receives(shows("Yardımınız için teşekkürler."))

    (question,) = thread["messages"]
    assert (question["text"], question["language"], question["translation"], question["how"]) == (
        "Çocuğum bugün hasta.", "tr", "Mijn kind is vandaag ziek.", "machine",
    )  # fmt: skip
    assert (reply["translation"], reply["how"]) == ("Yardımınız için teşekkürler.", "machine")
    assert MACHINE in answered.text


async def test_author_sees_the_words_and_what_they_mean_before_sending(school: School, api: Api) -> None:
    await with_parents(school)
    await install_turkish(school, api)
    event = await school.plan(note=f"{ON_TIME} De psycholoog kwantificeert relativiteit i.v.m. ontologie.")

    with offline():
        seen = await api.get(f"/events/{event.id}/preview?language=tr")

    (machine,), (held,) = seen["machine_parts"], seen["held_parts"]
    assert (machine["target"], machine["back_translation"], machine["likeness"]) == ("Zamanında gelin.", ON_TIME, 100)
    assert held["reasons"]
    assert (seen["how"], len(seen["warnings"])) == ("held", 1)
    assert "i.v.m." in [hint["found"] for hint in seen["hints"]]


def test_guard_notices_a_call_outside() -> None:
    with offline(), pytest.raises(PermissionError, match=r"a look-up of example\.org"):
        socket.getaddrinfo("example.org", 443)


async def _gone(api: Api, language: str) -> bool:
    return not await speaks(api, language)


async def _read(api: Api) -> bool:
    threads = (await api.get("/inbox"))["items"]
    return bool(threads and threads[0]["messages"][0]["translation"])
