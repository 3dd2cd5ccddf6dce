"""The packages are what train.py made of the corpus: whole, small, in Argos' form, and they do translate."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.packages import PACKAGES, package_file, serving_index
from tests.packages.speaking import Speaker, unpacked

DIRECTIONS = [("nl", "en"), ("en", "tr"), ("tr", "en"), ("en", "nl")]
MEGABYTE = 1_000_000

_INSTALL = """
import sys
from argostranslate import package
for file in sys.argv[1:]:
    package.install_from_path(file)
for found in package.get_installed_packages():
    copied = found.tokenizer.decode(found.tokenizer.encode("Noor om 14:30: {0}!"))
    print(found.type, found.from_code, found.to_code, found.package_version, copied)
"""


@pytest.fixture(scope="module")
def speakers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Speaker]:
    folder = tmp_path_factory.mktemp("packages")
    return {pair: Speaker(unpacked(package_file(*pair), folder)) for pair in DIRECTIONS}


def test_packages_are_those_that_were_written_down() -> None:
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in PACKAGES.glob("*.argosmodel")}

    assert sums == json.loads((PACKAGES / "checksums.json").read_text("utf-8"))
    assert sorted(sums) == sorted(package_file(*pair).name for pair in DIRECTIONS)


@pytest.mark.parametrize("pair", DIRECTIONS, ids="_".join)
def test_package_is_small(pair: tuple[str, str]) -> None:
    assert package_file(*pair).stat().st_size <= 3 * MEGABYTE


def test_argos_installs_the_packages(tmp_path: Path) -> None:
    """In a process of its own: the library reads its folders once, when it is imported, and keeps them."""
    places = {
        "XDG_DATA_HOME": "data",
        "XDG_CONFIG_HOME": "config",
        "XDG_CACHE_HOME": "cache",
        "ARGOS_PACKAGES_DIR": "p",
    }
    folders = {name: str(tmp_path / place) for name, place in places.items()}
    files = [str(package_file(*pair)) for pair in DIRECTIONS]

    ran = subprocess.run(
        [sys.executable, "-c", _INSTALL, *files], env=os.environ | folders, capture_output=True, text=True, check=True
    )

    assert sorted(ran.stdout.splitlines()) == sorted(
        f"translate {source} {target} 1.0 Noor om 14:30: {{0}}!" for source, target in DIRECTIONS
    )


def test_school_speaks_to_a_parent_in_two_hops(speakers: dict[tuple[str, str], Speaker]) -> None:
    english, turkish = _two_hops(speakers, ("nl", "en", "tr"), [
        "Neem een flesje water mee.",
        "We gaan morgen naar het park.",
        "Kom op tijd.",
        "Uw kind mag een knuffel meenemen.",
        "Bedankt voor uw hulp.",
    ])  # fmt: skip

    assert english == [
        "Bring a bottle of water.",
        "We are going to the park tomorrow.",
        "Come on time.",
        "Your child may bring a cuddly toy.",
        "Thank you for your help.",
    ]
    assert turkish == [
        "Bir şişe su getirin.",
        "Yarın parka gidiyoruz.",
        "Zamanında gelin.",
        "Çocuğunuz bir peluş oyuncak getirebilir.",
        "Yardımınız için teşekkürler.",
    ]


def test_parent_speaks_to_the_school_in_two_hops(speakers: dict[tuple[str, str], Speaker]) -> None:
    turkish = ["Çocuğum bugün hasta.", "Saat kaçta başlıyor?", "Bir sorum var."]

    english, dutch = _two_hops(speakers, ("tr", "en", "nl"), turkish)

    assert english == ["My child is ill today.", "What time does it start?", "I have a question."]
    assert dutch == ["Mijn kind is vandaag ziek.", "Hoe laat begint het?", "Ik heb een vraag."]


def test_names_numbers_and_masks_are_copied(speakers: dict[tuple[str, str], Speaker]) -> None:
    said = speakers["nl", "en"].translate(["Noor is ziek.", "De les begint om 14:30.", "Het kost {0}.", "Zie {1}."])

    assert said == ["Noor is ill.", "The lesson starts at 14:30.", "It costs {0}.", "See {1}."]


def test_index_links_to_the_packages_that_it_serves(tmp_path: Path) -> None:
    with serving_index() as address:
        index = _index(address)
        served = {link: _get(link) for entry in index for link in entry["links"]}

    assert served == {f"{address}{package_file(*pair).name}": package_file(*pair).read_bytes() for pair in DIRECTIONS}
    assert {(entry["from_code"], entry["to_code"], entry["package_version"]) for entry in index} == {
        (*pair, "1.0") for pair in DIRECTIONS
    }


def test_index_of_another_folder_can_be_served(tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text('[{"links": ["broken.argosmodel"]}]', "utf-8")
    (tmp_path / "broken.argosmodel").write_bytes(b"no zip")

    with serving_index(tmp_path) as address:
        assert _index(address) == [{"links": [f"{address}broken.argosmodel"]}]
        assert _get(f"{address}broken.argosmodel") == b"no zip"


def _two_hops(
    speakers: dict[tuple[str, str], Speaker], way: tuple[str, str, str], texts: list[str]
) -> tuple[list[str], list[str]]:
    source, pivot, target = way
    between = speakers[source, pivot].translate(texts)
    return between, speakers[pivot, target].translate(between)


def _index(address: str) -> Any:
    return json.loads(_get(f"{address}index.json"))


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=10) as response:
        body: bytes = response.read()
    return body
