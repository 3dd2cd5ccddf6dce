"""Faults and limits: what breaks, when, and what the books say about it."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientTimeout, ContentTypeError, ServerDisconnectedError

from bot.sandbox import Phone, Sandbox, running_sandbox
from bot.sandbox.errors import ApiError
from bot.sandbox.faults_file import faults_plan, read_faults
from bot.sandbox.limits import Limits
from tests.sandbox.conftest import AMINA, TOKEN, Client


def break_with(sandbox: Sandbox, *faults: dict[str, Any]) -> None:
    sandbox.world.break_with(faults_plan(list(faults)))


async def send(client: Client, text: str = "x", chat_id: int = AMINA) -> tuple[int, Any]:
    return await client.call("sendMessage", chat_id=chat_id, text=text)


def delivered(phone: Phone) -> list[str]:
    return [message.text for message in phone.messages if message.outgoing]


@pytest.mark.parametrize(
    ("code", "description"),
    [
        (400, "Bad Request: chat not found"),
        (401, "Unauthorized"),
        (403, "Forbidden: bot was blocked by the user"),
        (500, "Internal Server Error"),
    ],
)
async def test_refusing_fault_delivers_nothing(
    sandbox: Sandbox, client: Client, amina: Phone, code: int, description: str
) -> None:
    break_with(sandbox, {"method": "sendMessage", "do": code})

    answer = await send(client)

    assert answer == (code, {"ok": False, "error_code": code, "description": description})
    assert (delivered(amina), sandbox.world.log.sent) == ([], [])
    assert [(each.method, each.chat_id, each.code) for each in sandbox.world.log.refused] == [
        ("sendMessage", AMINA, code)
    ]


async def test_429_tells_how_long_to_wait(sandbox: Sandbox, client: Client, amina: Phone) -> None:
    break_with(sandbox, {"method": "*", "do": "429", "retry_after": 3600})

    async with client.session.post(f"{client.url}/bot{TOKEN}/getMe") as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "3600")
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 3600",
            "parameters": {"retry_after": 3600},
        }


async def test_drop_before_delivers_nothing(sandbox: Sandbox, client: Client, amina: Phone) -> None:
    break_with(sandbox, {"method": "sendMessage", "do": "drop_before", "times": 1})

    with pytest.raises(ServerDisconnectedError):
        await send(client)

    assert delivered(amina) == []
    assert [(each.code, each.why) for each in sandbox.world.log.refused] == [(0, "drop_before")]


async def test_drop_after_delivers_without_an_answer(sandbox: Sandbox, client: Client, amina: Phone) -> None:
    break_with(sandbox, {"method": "sendMessage", "do": "drop_after", "times": 1})

    with pytest.raises(ServerDisconnectedError):
        await send(client)

    assert delivered(amina) == ["x"]
    assert [(each.message_id, each.fault) for each in sandbox.world.log.sent] == [(2, "drop_after")]


async def test_garbage_delivers_and_answers_nonsense(sandbox: Sandbox, client: Client, amina: Phone) -> None:
    break_with(sandbox, {"method": "sendMessage", "do": "garbage"})

    with pytest.raises(ContentTypeError):
        await send(client)

    assert (delivered(amina), sandbox.world.log.sent[0].fault) == (["x"], "garbage")


async def test_spoiled_answer_to_a_refused_call_is_a_refusal(sandbox: Sandbox, client: Client, amina: Phone) -> None:
    break_with(sandbox, {"method": "sendMessage", "do": "drop_after"})

    with pytest.raises(ServerDisconnectedError):
        await send(client, text="")

    assert (delivered(amina), [each.why for each in sandbox.world.log.refused]) == (
        [],
        ["Bad Request: message text is empty"],
    )


async def test_timeout_hangs_and_delivers_nothing(sandbox: Sandbox, client: Client, amina: Phone) -> None:
    break_with(sandbox, {"method": "sendMessage", "do": "timeout"})
    url, body = f"{client.url}/bot{TOKEN}/sendMessage", {"chat_id": AMINA, "text": "x"}

    with pytest.raises(asyncio.TimeoutError):
        await client.session.post(url, json=body, timeout=ClientTimeout(total=0.1))

    assert (delivered(amina), sandbox.world.log.refused[0].why) == ([], "timeout")


async def test_every_and_times_count_matching_calls(sandbox: Sandbox, client: Client, amina: Phone) -> None:
    piotr = sandbox.phone(7002)
    piotr.start()
    break_with(sandbox, {"method": "sendMessage", "chat_id": AMINA, "every": 2, "times": 2, "do": "500"})

    statuses = [(await send(client))[0] for _ in range(7)]
    others = [(await send(client, chat_id=7002))[0] for _ in range(3)]

    assert (statuses, others) == ([200, 500, 200, 500, 200, 200, 200], [200, 200, 200])


async def test_first_fault_that_breaks_wins(sandbox: Sandbox, client: Client, amina: Phone) -> None:
    break_with(sandbox, {"method": "sendMessage", "do": "500", "times": 1}, {"method": "*", "do": "403", "every": 2})

    statuses = [(await send(client))[0] for _ in range(4)]

    assert statuses == [500, 403, 200, 403]


async def test_limit_over_all_is_held(sandbox: Sandbox, client: Client) -> None:
    sandbox.world.break_with(faults_plan([{"limits": {"per_second": 5}}]))
    for chat_id in range(1, 10):
        sandbox.phone(chat_id).start()

    answers = [await send(client, chat_id=chat_id) for chat_id in range(1, 10)]

    assert [status for status, _ in answers] == [200] * 5 + [429] * 4
    assert answers[-1][1]["parameters"] == {"retry_after": 1}
    assert len(sandbox.world.log.sent) == 5


async def test_limit_per_chat_counts_edits(sandbox: Sandbox, client: Client, amina: Phone) -> None:
    piotr = sandbox.phone(7002)
    piotr.start()
    sandbox.world.limits.set(per_second=30, per_chat_per_second=1)

    first = await send(client)
    edit = await client.call("editMessageText", chat_id=AMINA, message_id=2, text="y")
    other = await send(client, chat_id=7002)

    assert (first[0], edit[0], other[0]) == (200, 429, 200)
    assert delivered(amina) == ["x"]


def test_limits_slide_with_time() -> None:
    now = 100.0
    limits = Limits(lambda: now)
    limits.set(per_second=2, per_chat_per_second=None)
    limits.admit(1)
    now = 100.5
    limits.admit(1)
    now = 100.9
    with pytest.raises(ApiError):
        limits.admit(1)

    now = 101.0
    limits.admit(1)
    with pytest.raises(ApiError):
        limits.admit(1)


FAULT = {"method": "sendMessage", "do": "500"}


@pytest.mark.parametrize(
    "content",
    [
        {"faults": [FAULT], "limits": {"per_second": 30}},
        [FAULT, {"limits": {"per_second": 30}}],
    ],
)
def test_plan_is_read_from_each_shape(content: object) -> None:
    faults, limits = faults_plan(content)

    assert [(fault.method, fault.do) for fault in faults] == [("sendMessage", "500")]
    assert (limits.per_second, limits.per_chat_per_second) == (30, None)


def test_bare_list_has_no_limits() -> None:
    faults, limits = faults_plan([FAULT])

    assert (len(faults), limits.per_second) == (1, None)


def test_file_is_yaml(tmp_path: Path) -> None:
    path = tmp_path / "faults.yaml"
    path.write_text("- {method: sendMessage, every: 3, do: 429, retry_after: 5}\n- limits: {per_chat_per_second: 1}\n")

    (fault,), limits = read_faults(path)

    assert (fault.every, fault.do, fault.retry_after, limits.per_chat_per_second) == (3, "429", 5, 1)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ([FAULT, {"method": "x"}], "Fault 2, field 'do': Field required."),
        ([{"do": "500", "evry": 2}], "Fault 1, field 'evry': Extra inputs are not permitted."),
        ([{"do": "500", "every": 0}], "Fault 1, field 'every': Input should be greater than 0."),
        ({"limits": {"per_second": "x"}}, "Limits, field 'per_second': Input should be a valid integer"),
        ({"fault": []}, "The faults must be a list, or a mapping with a list 'faults' and 'limits'."),
        ("nonsense", "The faults must be a list, or a mapping with a list 'faults' and 'limits'."),
    ],
)
def test_wrong_plan_is_told_by_entry_and_field(content: object, sentence: str) -> None:
    with pytest.raises(ValueError, match="^" + sentence.replace(".", r"\.")):
        faults_plan(content)


def test_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read: No such file or directory"):
        read_faults(tmp_path / "none.yaml")


async def test_running_sandbox_takes_faults() -> None:
    async with running_sandbox(faults=[FAULT]) as sandbox:
        assert sandbox.world.faults.as_json() == [{**FAULT, "matched": 0, "fired": 0}]
