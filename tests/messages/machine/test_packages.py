"""Which packages are installed, and the best way between two languages, while the folder changes underneath."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from messages.machine.packages import (
    InstalledPackage,
    PackageFolder,
    all_routes,
    find_route,
    list_packages,
    read_package,
    receipt_of,
)
from messages.translator import Hop, Route, UnsupportedPair

WEIGHTS = b"weights"
DIGEST = hashlib.sha256(WEIGHTS).hexdigest()[:8]


def make_package(folder: Path, pair: str, version: str = "1.0", *, weights: bytes = WEIGHTS, **more: object) -> Path:
    """A folder as the installer leaves it; only the engine would mind what the weights are."""
    path = folder / f"translate-{pair}-{version.replace('.', '_')}"
    (path / "model").mkdir(parents=True)
    source, target = pair.split("_")
    metadata = {"from_code": source, "to_code": target, "package_version": version, "type": "translate", **more}
    (path / "metadata.json").write_text(json.dumps(metadata))
    (path / "sentencepiece.model").write_bytes(b"pieces")
    (path / "model" / "model.bin").write_bytes(weights)
    return path


def pairs(packages: list[InstalledPackage]) -> list[str]:
    return [f"{package.source}-{package.target} {package.version}" for package in packages]


def test_package_is_read_with_its_version_weights_and_size(tmp_path: Path) -> None:
    path = make_package(tmp_path, "nl_en", "1.9", target_prefix=">>eng<<")

    assert list_packages(tmp_path) == [
        InstalledPackage(
            path=path,
            source="nl",
            target="en",
            version="1.9",
            digest=DIGEST,
            bytes_on_disk=sum(file.stat().st_size for file in path.rglob("*") if file.is_file()),
            target_prefix=">>eng<<",
        )
    ]


def test_package_names_its_hop_and_says_whether_it_saves_the_detour(tmp_path: Path) -> None:
    make_package(tmp_path, "nl_en")
    make_package(tmp_path, "nl_tr")

    first, second = list_packages(tmp_path)

    assert [first.hop, second.hop] == [Hop("nl", "en", "1.0", DIGEST), Hop("nl", "tr", "1.0", DIGEST)]
    assert [first.direct, second.direct] == [False, True]


@pytest.mark.parametrize(
    ("pair", "tags"),
    [("en_zh", "zh-Hans"), ("en_zt", "zh-Hant"), ("en_pb", "pt-BR"), ("en_nb", "no"), ("en_tl", "fil")],
)
def test_codes_of_the_packages_become_our_tags(tmp_path: Path, pair: str, tags: str) -> None:
    make_package(tmp_path, pair)

    assert [package.target for package in list_packages(tmp_path)] == [tags]


def test_newest_version_of_a_pair_wins_by_number_and_not_by_name(tmp_path: Path) -> None:
    for version in ("1.9", "1.10", "1.2"):
        make_package(tmp_path, "nl_en", version)

    assert pairs(list_packages(tmp_path)) == ["nl-en 1.10"]


def test_same_version_twice_is_decided_by_the_folders_name(tmp_path: Path) -> None:
    make_package(tmp_path, "nl_en").rename(tmp_path / "b")
    make_package(tmp_path, "nl_en", weights=b"others").rename(tmp_path / "a")

    assert [package.path.name for package in list_packages(tmp_path)] == ["b"]


def test_what_is_no_whole_package_is_passed_over_and_hurts_no_other(tmp_path: Path) -> None:
    make_package(tmp_path, "en_nl")
    make_package(tmp_path, "de_en").rename(tmp_path / ".translate-de_en")
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("not a folder")
    (make_package(tmp_path, "fr_en") / "metadata.json").write_text("{")
    (make_package(tmp_path, "es_en") / "model" / "model.bin").unlink()
    (make_package(tmp_path, "pl_en") / "sentencepiece.model").unlink()
    make_package(tmp_path, "ru_en", package_version="newest")

    assert pairs(list_packages(tmp_path)) == ["en-nl 1.0"]


def test_package_with_the_older_kind_of_tokenizer_is_read(tmp_path: Path) -> None:
    path = make_package(tmp_path, "nl_en")
    (path / "sentencepiece.model").rename(path / "bpe.model")

    assert pairs(list_packages(tmp_path)) == ["nl-en 1.0"]


def test_folder_that_does_not_exist_holds_nothing(tmp_path: Path) -> None:
    assert list_packages(tmp_path / "none") == []
    assert read_package(tmp_path / "none") is None


def test_receipt_saves_hashing_while_the_weights_are_as_they_were(tmp_path: Path) -> None:
    path = make_package(tmp_path, "nl_en")
    receipt = json.loads(receipt_of(path, archive="ab", mask="{0}"))
    (path / "ouderbrug.json").write_text(json.dumps({**receipt, "weights": "0123456789"}))

    assert receipt["weights"] == hashlib.sha256(WEIGHTS).hexdigest()
    assert [(package.digest, package.mask) for package in list_packages(tmp_path)] == [("01234567", "{0}")]


@pytest.mark.parametrize("receipt", ["", "[]", '{"mtime_ns": 1, "bytes": 7, "weights": "0123456789"}'])
def test_weights_are_hashed_when_the_receipt_does_not_vouch_for_them(tmp_path: Path, receipt: str) -> None:
    (make_package(tmp_path, "nl_en") / "ouderbrug.json").write_text(receipt)

    assert [package.digest for package in list_packages(tmp_path)] == [DIGEST]


def test_direct_package_is_preferred_to_the_detour(tmp_path: Path) -> None:
    for pair in ("nl_en", "en_tr", "nl_tr"):
        make_package(tmp_path, pair)

    route = find_route(list_packages(tmp_path), "nl", "tr")

    assert route == Route((Hop("nl", "tr", "1.0", DIGEST),))


def test_detour_goes_through_english_else_through_the_first_by_name(tmp_path: Path) -> None:
    for pair in ("nl_fr", "fr_tr", "nl_de", "de_tr"):
        make_package(tmp_path, pair)
    without_english = find_route(list_packages(tmp_path), "nl", "tr")
    for pair in ("nl_en", "en_tr"):
        make_package(tmp_path, pair)
    with_english = find_route(list_packages(tmp_path), "nl", "tr")

    assert str(without_english) == f"nl-de 1.0 {DIGEST} + de-tr 1.0 {DIGEST}"
    assert str(with_english) == f"nl-en 1.0 {DIGEST} + en-tr 1.0 {DIGEST}"


def test_no_route_to_oneself_nor_over_three_packages(tmp_path: Path) -> None:
    for pair in ("nl_en", "en_nl", "en_de", "de_tr"):
        make_package(tmp_path, pair)
    packages = list_packages(tmp_path)

    assert [find_route(packages, "nl", target) for target in ("nl", "tr", "ti")] == [None, None, None]


def test_all_routes_are_the_best_of_each_pair_in_order(tmp_path: Path) -> None:
    for pair in ("nl_en", "en_nl", "en_tr", "nl_tr"):
        make_package(tmp_path, pair)

    routes = all_routes(list_packages(tmp_path))

    assert [(route.source, route.target, len(route.hops)) for route in routes] == [
        ("en", "nl", 1),
        ("en", "tr", 1),
        ("nl", "en", 1),
        ("nl", "tr", 1),
    ]


def test_folder_sees_what_is_installed_replaced_and_removed_without_a_restart(tmp_path: Path) -> None:
    folder = PackageFolder(tmp_path / "packages")
    before = folder.packages()

    path = make_package(tmp_path / "packages", "nl_en")
    installed = folder.packages()
    (path / "model" / "model.bin").write_bytes(b"repaired")
    repaired = folder.packages()
    shutil.rmtree(path)

    assert (before, pairs(installed), folder.packages()) == ([], ["nl-en 1.0"], [])
    assert [package.digest for package in installed + repaired] == [DIGEST, hashlib.sha256(b"repaired").hexdigest()[:8]]


def test_folder_is_read_once_while_nothing_changes(tmp_path: Path) -> None:
    make_package(tmp_path, "nl_en")
    folder = PackageFolder(tmp_path)

    assert folder.packages() is folder.packages()


def test_folder_knows_routes_and_the_package_behind_a_hop(tmp_path: Path) -> None:
    path = make_package(tmp_path, "nl_en")
    folder = PackageFolder(tmp_path)
    route = folder.find_route("nl", "en")

    assert route is not None
    assert folder.routes() == [route]
    assert folder.package_of(route.hops[0]).path == path


def test_hop_whose_package_was_replaced_meanwhile_is_no_way_any_more(tmp_path: Path) -> None:
    path = make_package(tmp_path, "nl_en")
    folder = PackageFolder(tmp_path)
    hop = folder.packages()[0].hop
    (path / "model" / "model.bin").write_bytes(b"others")

    with pytest.raises(UnsupportedPair) as gone:
        folder.package_of(hop)

    assert (gone.value.source, gone.value.target) == ("nl", "en")


def test_package_half_removed_counts_as_none(tmp_path: Path) -> None:
    path = make_package(tmp_path, "nl_en")
    folder = PackageFolder(tmp_path)
    folder.packages()
    (path / "metadata.json").unlink()

    assert folder.packages() == []
