"""A package over HTTP: fetched with patience, compared with its hash, and never more than is allowed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import Unavailable
from bot.packages.index import install_offer
from bot.packages.install import locked
from bot.packages.needs import Offer
from bot.packages.refusals import RefusedPackage
from messages.machine.packages import list_packages
from tests.bot.packages.builders import make_archive
from tests.bot.packages.conftest import Say
from tests.bot.packages.serving import Hiccup, announces_too_much, downloads, sends, serving


def unseen(_done: int, _total: int | None) -> None: ...


async def install(offer: Offer, folder: Path, progress: Callable[[int, int | None], None] = unseen) -> str:
    async with downloads() as fetching:
        with locked(folder):
            return str((await install_offer(fetching, offer, folder, progress)).hop)


async def test_package_is_fetched_compared_and_installed_with_its_progress(packages: Path, tmp_path: Path) -> None:
    archive, told = make_archive(tmp_path, "nl_en", "1.1", seed=8), list[tuple[int, int | None]]()
    sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()

    async with serving(nl_en=sends(archive)) as address:
        await install(Offer("nl", "en", "1.1", (f"{address}nl_en",), sha256), packages, lambda *done: told.append(done))

    assert [package.version for package in list_packages(packages)] == ["1.1"]
    assert told[-1] == (archive.stat().st_size, archive.stat().st_size)


async def test_fetching_goes_on_after_a_hiccup(packages: Path, tmp_path: Path) -> None:
    hiccup = Hiccup(make_archive(tmp_path, "nl_en", "1.1"))

    async with serving(nl_en=hiccup.answer) as address:
        await install(Offer("nl", "en", "1.1", (f"{address}nl_en",)), packages)

    assert ([package.version for package in list_packages(packages)], hiccup.asked) == (["1.1"], 3)


async def test_next_place_is_asked_where_one_has_it_not(packages: Path, tmp_path: Path) -> None:
    archive = make_archive(tmp_path, "nl_en", "1.1")

    async with serving(nl_en=sends(archive)) as address:
        await install(Offer("nl", "en", "1.1", (f"{address}gone", f"{address}nl_en")), packages)

    assert [package.version for package in list_packages(packages)] == ["1.1"]


async def test_package_that_nobody_has_is_told_with_each_place(packages: Path, say: Say) -> None:
    before = say()

    async with serving() as address:
        with pytest.raises(Unavailable) as told:
            await install(Offer("nl", "en", "1.1", (f"{address}a", f"{address}b")), packages)

    assert told.value.sentence == (
        f"nl-en 1.1 cannot be fetched ({address}a: it answers HTTP 404; {address}b: it answers HTTP 404). "
        "Try again later."
    )
    assert say() == before


async def test_package_that_is_not_what_the_index_says_is_refused(packages: Path, tmp_path: Path, say: Say) -> None:
    before, archive = say(), make_archive(tmp_path, "nl_en", "1.1", seed=8)

    async with serving(nl_en=sends(archive)) as address:
        with pytest.raises(RefusedPackage) as refused:
            await install(Offer("nl", "en", "1.1", (f"{address}nl_en",), "0" * 64), packages)

    assert refused.value.sentence == (
        f"The package is refused: its SHA-256 is {hashlib.sha256(archive.read_bytes()).hexdigest()}, "
        f"but should be {'0' * 64}. Download it again; if it stays so, ask who publishes it."
    )
    assert say() == before


async def test_package_of_another_pair_is_refused(packages: Path, tmp_path: Path) -> None:
    async with serving(nl_en=sends(make_archive(tmp_path, "en_tr"))) as address:
        with pytest.raises(RefusedPackage, match="it goes from en to tr, not from nl to en"):
            await install(Offer("nl", "en", "1.1", (f"{address}nl_en",)), packages)


async def test_package_that_is_too_large_is_refused_before_it_is_here(packages: Path) -> None:
    async with serving(nl_en=announces_too_much) as address:
        with pytest.raises(RefusedPackage) as refused:
            await install(Offer("nl", "en", "1.1", (f"{address}nl_en",)), packages)

    assert refused.value.sentence == ("The package is refused: it is larger than 500 MB. Get it from another place.")
