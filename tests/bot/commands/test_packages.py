"""`ouderbrug languages install` and `remove`, from an index on this machine and from files."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from messages.argos import ArgosTranslator
from messages.machine.packages import list_packages
from tests.bot.commands.conftest import Ended, Run
from tests.bot.packages.builders import make_archive
from tests.packages.serving import serving_index


class Index:
    """A folder that is served as an index."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._lines = folder, list[dict[str, Any]]()

    def offer(self, *pairs: str, version: str = "1.0", **more: object) -> None:
        for pair in pairs:
            archive = make_archive(self.folder, pair, version)
            source, target = pair.split("_")
            sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()
            line = {"from_code": source, "to_code": target, "package_version": version, "links": [archive.name]}
            self._lines.append({**line, "sha256": sha256, **more})
        (self.folder / "index.json").write_text(json.dumps(self._lines))


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    """An index that offers Turkish and Arabic through English, without a way back from Arabic."""
    (tmp_path / "index").mkdir()
    published = Index(tmp_path / "index")
    published.offer("nl_en", "en_nl", "en_tr", "tr_en", "en_ar")
    with serving_index(tmp_path / "index") as address:
        monkeypatch.setenv("OUDERBRUG_PACKAGE_INDEX", address)
        yield published


@pytest.fixture
def installed_pairs(data_dir: Path) -> Any:
    return lambda: [str(package.hop)[:-9] for package in list_packages(data_dir / "packages")]


def test_language_is_installed_with_what_it_needs(ouderbrug: Run, index: Index, installed_pairs: Any) -> None:
    ended = ouderbrug("languages", "install", "Turks")

    assert ended.code == 0
    assert [line.partition(":")[0] for line in ended.out.splitlines()] == [
        f"{pair} 1.0 is installed and translates" for pair in ("nl-en", "en-tr", "tr-en", "en-nl")
    ]
    assert all(line.endswith("its SHA-256 is as published.") for line in ended.out.splitlines())
    assert ended.err.splitlines()[0].startswith("Fetching nl-en 1.0: ")
    assert installed_pairs() == ["en-nl 1.0", "en-tr 1.0", "nl-en 1.0", "tr-en 1.0"]


def test_second_language_fetches_only_what_is_missing(ouderbrug: Run, index: Index) -> None:
    ouderbrug("languages", "install", "tr")

    arabic, again = ouderbrug("languages", "install", "ar"), ouderbrug("languages", "install", "tr")

    assert [line.split(":")[0] for line in arabic.out.splitlines()] == [
        "en-ar 1.0 is installed and translates",
        "The index has no package from Arabic to Dutch",
    ]
    assert again == Ended(0, "Turkish is installed already, and the index has nothing newer.\n", "")


def test_newer_version_in_the_index_takes_the_place_of_the_older(
    ouderbrug: Run, index: Index, installed_pairs: Any
) -> None:
    ouderbrug("languages", "install", "en")
    index.offer("nl_en", version="1.1")

    ended = ouderbrug("languages", "install", "en")

    assert (ended.code, installed_pairs()) == (0, ["en-nl 1.0", "nl-en 1.1"])


def test_what_fails_is_told_and_leaves_the_others(ouderbrug: Run, index: Index, installed_pairs: Any) -> None:
    index.offer("en_pl", sha256="0" * 64)

    ended = ouderbrug("languages", "install", "ti", "pl", "nl", "en")

    sha256 = hashlib.sha256((index.folder / "translate-en_pl-1_0.argosmodel").read_bytes()).hexdigest()
    assert ended.code == 2
    missing = "The index has no package from Dutch to Tigrinya. People can translate; --file takes one from elsewhere."
    refused = f"The package is refused: its SHA-256 is {sha256}, but should be {'0' * 64}."
    assert [line for line in ended.err.splitlines() if line.startswith("ouderbrug")] == [
        f"ouderbrug: ti: {missing}",
        f"ouderbrug: pl: {refused} Download it again; if it stays so, ask who publishes it.",
        "ouderbrug: nl: Dutch is the language that staff write in; it needs no package.",
    ]
    assert installed_pairs() == ["en-nl 1.0", "nl-en 1.0"]


def test_package_that_is_gone_from_the_server_ends_with_1(ouderbrug: Run, index: Index) -> None:
    (index.folder / "translate-en_tr-1_0.argosmodel").unlink()

    ended = ouderbrug("languages", "install", "tr")

    assert ended.code == 1
    assert ended.err.splitlines()[-1].startswith("ouderbrug: tr: en-tr 1.0 cannot be fetched (http://127.0.0.1:")


def test_file_is_compared_with_its_hash_when_it_is_given(ouderbrug: Run, tmp_path: Path, installed_pairs: Any) -> None:
    archive = make_archive(tmp_path)
    sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()

    wrong = ouderbrug("languages", "install", "--file", archive, "--sha256", "0" * 64)
    none_before = installed_pairs()
    right = ouderbrug("languages", "install", "--file", archive, "--sha256", sha256)
    without = ouderbrug("languages", "install", "--file", archive)

    assert (wrong.code, wrong.out, none_before) == (2, "", [])
    assert wrong.err == (
        f"ouderbrug: The package is refused: its SHA-256 is {sha256}, but should be {'0' * 64}. "
        "Download it again; if it stays so, ask who publishes it.\n"
    )
    assert right.out.endswith("; its SHA-256 is as published.\n")
    assert without.out.endswith("; no SHA-256 was given to compare with.\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "Name one or more languages, or one file: ouderbrug languages install tr ar"),
        (("tr", "--file", "x"), "Name one or more languages, or one file: ouderbrug languages install tr ar"),
        (("tr", "--sha256", "0"), "--sha256 belongs to --file."),
        (("--file", "nowhere.argosmodel"), "nowhere.argosmodel is no file."),
    ],
)
def test_wrong_use_is_told(ouderbrug: Run, words: tuple[str, ...], sentence: str) -> None:
    assert ouderbrug("languages", "install", *words) == Ended(2, "", f"ouderbrug: {sentence}\n")


def test_removing_leaves_what_others_pass_through_and_says_why(
    ouderbrug: Run, index: Index, installed_pairs: Any
) -> None:
    ouderbrug("languages", "install", "tr", "ar")

    english, turkish = ouderbrug("languages", "remove", "en"), ouderbrug("languages", "remove", "tr")

    assert (english.code, english.err) == (1, "")
    assert english.out.splitlines() == [
        "en-ar 1.0 stays: it is needed for Arabic.",
        "en-nl 1.0 stays: it is needed for Turkish.",
        "en-tr 1.0 stays: it is needed for Turkish.",
        "nl-en 1.0 stays: it is needed for Arabic, Turkish.",
        "tr-en 1.0 stays: it is needed for Turkish.",
    ]
    assert (turkish.code, [line.split(":")[0] for line in turkish.out.splitlines()]) == (
        0,
        ["en-tr 1.0 is removed", "tr-en 1.0 is removed"],
    )
    assert installed_pairs() == ["en-ar 1.0", "en-nl 1.0", "nl-en 1.0"]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("tr", "No package of Turkish is installed."),
        ("nl", "Dutch is the language that staff write in; remove the others one by one."),
    ],
)
def test_removing_what_is_not_there_is_told(ouderbrug: Run, code: str, sentence: str) -> None:
    assert ouderbrug("languages", "remove", code) == Ended(2, "", f"ouderbrug: {sentence}\n")


def test_codes_of_packages_and_tags_mean_the_same(ouderbrug: Run, index: Index, installed_pairs: Any) -> None:
    index.offer("en_zt", "en_nb")

    assert ouderbrug("languages", "install", "zt", "Noors").code == 0
    assert ouderbrug("languages", "remove", "zh-Hant").code == 0
    assert installed_pairs() == ["en-no 1.0", "nl-en 1.0"]


def test_real_packages_come_from_an_index_and_then_translate_to_turkish(
    ouderbrug: Run, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving_index() as address:
        monkeypatch.setenv("OUDERBRUG_PACKAGE_INDEX", address)
        ended = ouderbrug("languages", "install", "tr")

    engine = ArgosTranslator(data_dir / "packages", memory_mb=100)
    english, turkish = (engine.translate_many(["Neem een flesje water mee."], "nl", to)[0].text for to in ("en", "tr"))
    assert (ended.code, english) == (0, "Bring a bottle of water.")
    assert "su" in turkish.split()


def test_data_folder_is_made_for_its_owner_only(
    ouderbrug: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUDERBRUG_DATA_DIR", str(tmp_path / "new"))

    assert ouderbrug("languages", "install", "--file", make_archive(tmp_path)).code == 0
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
