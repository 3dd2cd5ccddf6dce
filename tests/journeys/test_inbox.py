"""A question on its way through the school: handed over, answered, read; and one that cannot wait."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from bot.actions.tokens import create_token
from bot.bootstrap import running_web
from bot.config import Settings
from bot.demo.client import Api
from bot.domain.actors import COMMAND
from bot.domain.mail import parse_mail_server
from bot.enums import Role, Scope
from bot.sandbox import Phone
from tests.bot.conversations import make_colleague
from tests.bot.workers.post_office import PostOffice, open_post_office
from tests.bot.workers.translating import install
from tests.builders import make_row
from tests.journeys.school import AMINA, OMAR, School
from tests.waiting import until

AYSE = OMAR


@pytest.fixture
async def post() -> AsyncIterator[PostOffice]:
    async with open_post_office() as office:
        yield office


@pytest.fixture
def settings(settings: Settings, post: PostOffice) -> Settings:
    """Lio is called where words point to danger."""
    return replace(
        settings,
        smtp_url=parse_mail_server(post.url),
        mail_from="ouderbrug@school.example",
        alert_to=("lio@school.example",),
        public_url="https://ouder.school.example",
    )


@pytest.fixture
async def ayse(school: School) -> Phone:
    await school.admit(make_row("Elif", "Ayşe", "tr"), make_row("Noor", "Amina", "ar"))
    return await school.join("Ayşe", AYSE)


@pytest.fixture
async def staff(school: School, ayse: Phone) -> AsyncIterator[dict[str, Api]]:
    """Ruth teaches groep 3; Lio is the liaison. Each with a script of their own."""
    tokens = {}
    async with school.deps.transaction() as session:
        for name, role in (("Ruth", Role.TEACHER), ("Lio", Role.LIAISON)):
            await make_colleague(session, name, role)
            facts = {"name": name, "scopes": [Scope.INBOX_WRITE], "staff_email": f"{name}@school.example"}
            tokens[name] = await create_token(session, actor=COMMAND, now=school.now, **facts)  # type: ignore[arg-type]
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(running_web(school.deps))
        url = f"http://127.0.0.1:{port}"
        yield {name: await stack.enter_async_context(Api(url, token)) for name, token in tokens.items()}


async def test_question_in_turkish_is_handed_over_and_answered_by_the_liaison(
    school: School, ayse: Phone, staff: dict[str, Api]
) -> None:
    install(school.deps)
    ruth, lio = staff["Ruth"], staff["Lio"]
    await school.write(ayse, "Çocuğum bugün hasta.")
    await until(lambda: is_read(ruth))

    (asked,) = (await ruth.get("/inbox?mine=true"))["items"]  # the only teacher has it from the beginning
    await ruth.post(f"/inbox/{asked['thread_id']}/handover", {"note": "Kun jij bellen?"})
    (handed,) = (await lio.get("/inbox?with_liaison=true"))["items"]
    await lio.post(f"/inbox/{handed['thread_id']}/replies", {"text": "Bedankt voor uw hulp."})
    answer = await ayse.receives(lambda message: "Yardımınız için teşekkürler." in message.text)
    seen = await lio.get(f"/inbox/{handed['thread_id']}")

    assert [message["translation"] for message in asked["messages"]] == ["Mijn kind is vandaag ziek."]
    assert (asked["assigned_to"], handed["assigned_to"], handed["note_count"]) == ({"name": "Ruth"}, None, 1)
    assert (seen["assigned_to"], seen["waits_since"], seen["notes"][0]["text"]) == (
        {"name": "Lio"}, None, "Kun jij bellen?",
    )  # fmt: skip
    assert "Lio" in answer.text


async def test_words_that_point_to_danger_call_a_colleague_and_stand_on_top(
    school: School, ayse: Phone, staff: dict[str, Api], post: PostOffice
) -> None:
    amina = await school.join("Amina", AMINA)
    await school.write(amina, "مرحبا")
    await school.write(ayse, "Babası çocuğumu dövüyor.")

    mail = await post.arrives()

    first, second = (await staff["Lio"].get("/inbox?state=open"))["items"]
    assert (await staff["Lio"].get("/inbox/summary"))["urgent"] == 1
    assert [(item["parent_name"], item["urgent"]) for item in (first, second)] == [("Ayşe", True), ("Amina", False)]
    assert mail["To"] == "lio@school.example"
    assert f"https://ouder.school.example/inbox/{first['thread_id']}" in mail.get_content().split()
    assert [word for word in ("Ayşe", "Elif", "dövüyor", "Babası") if word in str(mail) + mail.get_content()] == []


async def is_read(api: Api) -> bool:
    (thread,) = (await api.get("/inbox"))["items"]
    return bool(thread["messages"][0]["translation"])
