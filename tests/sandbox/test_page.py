"""The page with the phones: what it needs is there, and it needs nothing from elsewhere."""

import re
from pathlib import Path

import pytest

from bot.sandbox import Sandbox, running_sandbox
from tests.sandbox.conftest import Client

STATIC = Path(__file__).parents[2] / "bot" / "sandbox" / "static"


async def test_page_keeps_to_its_own_house(client: Client) -> None:
    async with client.session.get(client.url) as response:
        html = await response.text()
        policy = response.headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'self'")
    assert re.findall(r"https?://|style=|onclick=|<style|<script>", html) == []


async def test_all_that_the_page_names_is_there(client: Client) -> None:
    sources = "".join(path.read_text() for path in STATIC.iterdir())
    named = set(re.findall(r"/static/[a-z.]+", sources)) | {
        f"/static/{name}" for name in re.findall(r'url\("([a-z.]+)"\)', sources)
    }

    statuses = {}
    for path in named:
        async with client.session.get(client.url + path) as response:
            statuses[path] = response.status

    assert statuses == dict.fromkeys(named, 200)


async def test_about_tells_links_and_profile(client: Client) -> None:
    await client.result("setMyCommands", commands=[{"command": "help", "description": "Hulp"}], language_code="nl")
    await client.result("setMyDescription", description="De brug")

    assert await client.got("about") == {
        "bot": {"name": "Ouderbrug", "username": "ouderbrug_sandbox_bot"},
        "links": [],
        "timezone": "Europe/Amsterdam",
        "commands": {"nl": [{"command": "help", "description": "Hulp"}]},
        "descriptions": {"": "De brug"},
    }


async def test_links_stand_on_top() -> None:
    async with running_sandbox(links=[("Staff page", "http://127.0.0.1:8080/")]) as sandbox:
        assert [(link.label, link.url) for link in sandbox.world.links] == [("Staff page", "http://127.0.0.1:8080/")]


async def test_sandbox_has_an_address(sandbox: Sandbox) -> None:
    assert sandbox.url == f"http://127.0.0.1:{sandbox.port}"


async def test_wrong_token_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="token looks like"):
        async with running_sandbox("not a token"):
            pass
