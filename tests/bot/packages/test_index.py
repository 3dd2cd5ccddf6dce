"""An index over HTTP as it may be met: good, gone, slow to come back, far too large, or no index at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.errors import Unavailable
from bot.packages.index import fetch_offers, index_address, known_sha256
from bot.packages.install import locked
from bot.packages.needs import Offer
from tests.bot.packages.serving import (
    Answer,
    Silence,
    announces_too_much,
    downloads,
    moves_to,
    pours_without_end,
    says,
    serving,
)

CHECK = "Check OUDERBRUG_PACKAGE_INDEX and the network."
LINE = {"from_code": "nl", "to_code": "en", "package_version": "1.1", "links": ["nl_en"]}


async def test_index_lists_the_packages_that_we_can_use(tmp_path: Path) -> None:
    lines = [
        {**LINE, "links": ["http://mirror.example/a", "ipfs://Qm", 3, "http://[", "b"], "sha256": "AB"},
        {**LINE, "to_code": "zh", "sha256": 7},
        {**LINE, "type": "sbd"},
        {**LINE, "package_version": "newest"},
        {**LINE, "links": []},
        {**LINE, "links": "http://mirror.example/a"},
        "nl_en",
    ]
    async with serving(index=says(json.dumps(lines))) as address, downloads() as fetching:
        with locked(tmp_path):
            offers = await fetch_offers(fetching, address, tmp_path)

    assert offers == [
        Offer("nl", "en", "1.1", ("http://mirror.example/a", f"{address}3", f"{address}b"), "AB"),
        Offer("nl", "zh-Hans", "1.1", (f"{address}nl_en",)),
    ]


@pytest.mark.parametrize(
    ("index", "sentence"),
    [
        (says("<html>"), "{} is no JSON, so it is no index."),
        (says("[" * 100_000), "{} is no JSON, so it is no index."),
        (says("{}"), "{} is no list of packages."),
        (says("gone", 404), "{} cannot be fetched: it answers HTTP 404."),
        (says("busy", 503), "{} cannot be fetched: it answers HTTP 503."),
        (moves_to("/index.json"), "{} cannot be fetched: it leads nowhere."),
        (pours_without_end, "{} is larger than 10 MB, so it is no index."),
        (announces_too_much, "{} is larger than 10 MB, so it is no index."),
    ],
    ids=["html", "deep", "object", "404", "503", "circle", "endless", "large"],
)
async def test_what_is_no_index_is_told(tmp_path: Path, index: Answer, sentence: str) -> None:
    async with serving(index=index) as address, downloads() as fetching:
        with pytest.raises(Unavailable) as told, locked(tmp_path):
            await fetch_offers(fetching, address, tmp_path)

    assert told.value.sentence == f"{sentence.format(f'{address}index.json')} {CHECK}"


async def test_index_that_moved_to_something_huge_is_told(tmp_path: Path) -> None:
    async with serving(index=moves_to("/huge"), huge=pours_without_end) as address, downloads() as fetching:
        with pytest.raises(Unavailable) as told, locked(tmp_path):
            await fetch_offers(fetching, address, tmp_path)

    assert told.value.sentence == f"{address}index.json is larger than 10 MB, so it is no index. {CHECK}"


async def test_index_that_moved_is_found(tmp_path: Path) -> None:
    async with serving(index=moves_to("/new"), new=says(json.dumps([LINE]))) as address, downloads() as fetching:
        with locked(tmp_path):
            assert len(await fetch_offers(fetching, address, tmp_path)) == 1


async def test_server_that_falls_silent_is_not_waited_for(tmp_path: Path) -> None:
    silence = Silence()

    async with serving(index=silence.answer) as address, downloads() as fetching:
        with pytest.raises(Unavailable) as told, locked(tmp_path):
            await fetch_offers(fetching, address, tmp_path)
        silence.over.set()

    assert told.value.sentence == f"{address}index.json cannot be fetched: no answer in time. {CHECK}"


async def test_server_that_is_not_there_is_told(tmp_path: Path, unused_tcp_port: int) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}/"
    async with downloads() as fetching:
        with pytest.raises(Unavailable) as told, locked(tmp_path):
            await fetch_offers(fetching, address, tmp_path)

    assert told.value.sentence == f"{address}index.json cannot be fetched: no connection. {CHECK}"


def test_address_of_the_index_is_the_setting_or_the_librarys_own() -> None:
    assert index_address("http://127.0.0.1:1/mirror") == "http://127.0.0.1:1/mirror/"
    assert index_address(None).startswith("https://")
    assert index_address(None).endswith("/")


def test_hash_that_no_one_pinned_is_the_one_of_the_index() -> None:
    assert known_sha256(Offer("nl", "en", "1.1", (), "ab")) == "ab"
