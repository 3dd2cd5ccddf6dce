"""The engine on real packages: batches, pivots, no network, no trace, and one known way to fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from messages.argos import ArgosTranslator
from messages.protection.masks import DEFAULT_SHAPE
from messages.translator import EngineFailed, UnsupportedPair
from tests.packages import package_file
from tests.packages.speaking import Speaker, unpacked

SENTENCES = ["Neem een flesje water mee.", "Kom op tijd.", "Bedankt voor uw hulp.", "Noor is ziek."]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Dutch → English → Turkish."""
    for pair in (("nl", "en"), ("en", "tr")):
        unpacked(package_file(*pair), tmp_path / "packages")
    return tmp_path / "packages"


@pytest.fixture
def translator(folder: Path) -> ArgosTranslator:
    return ArgosTranslator(folder, memory_mb=128)


def said(translator: ArgosTranslator, *texts: str, to: str = "tr") -> list[str]:
    return [one.text for one in translator.translate_many(texts, "nl", to)]


def test_sentences_take_two_hops_where_no_package_goes_straight(translator: ArgosTranslator) -> None:
    assert said(translator, "Neem een flesje water mee.", "Kom op tijd.") == [
        "Bir şişe su getirin.",
        "Zamanında gelin.",
    ]


def test_engine_says_what_ctranslate2_says(translator: ArgosTranslator, folder: Path) -> None:
    package = next(path for path in folder.iterdir() if "nl_en" in path.name)

    assert said(translator, *SENTENCES, to="en") == Speaker(package).translate(SENTENCES)


def test_repeated_sentences_are_answered_in_order(translator: ArgosTranslator) -> None:
    once = translator.translate_many(SENTENCES, "nl", "en")

    again = translator.translate_many([*SENTENCES[::-1], *SENTENCES], "nl", "en")

    assert again == [*once[::-1], *once]


def test_score_is_the_mean_of_the_least_sure_hop(translator: ArgosTranslator) -> None:
    (through,) = translator.translate_many(["Kom op tijd."], "nl", "tr")
    (first,) = translator.translate_many(["Kom op tijd."], "nl", "en")
    (second,) = translator.translate_many([first.text], "en", "tr")

    assert through.score == min(first.score, second.score)
    assert -1 < through.score < 0


def test_nothing_and_an_empty_text_are_translated_to_themselves(translator: ArgosTranslator) -> None:
    assert translator.translate_many([], "nl", "tr") == []
    assert said(translator, "") == [""]


def test_pair_without_a_route_is_unsupported(translator: ArgosTranslator) -> None:
    with pytest.raises(UnsupportedPair, match="nothing installed translates from nl to so"):
        translator.translate_many(["Kom op tijd."], "nl", "so")


def test_routes_name_the_packages_on_the_way(translator: ArgosTranslator) -> None:
    ways = [(route.source, route.target, len(route.hops)) for route in translator.routes()]

    assert ways == [("en", "tr", 1), ("nl", "en", 1), ("nl", "tr", 2)]
    assert str(translator.find_route("nl", "tr")).startswith("nl-en 1.0 ")


def test_language_is_known_as_soon_as_it_is_installed_and_no_longer_when_removed(
    translator: ArgosTranslator, folder: Path
) -> None:
    before = translator.find_route("en", "nl")
    added = unpacked(package_file("en", "nl"), folder)
    (back,) = translator.translate_many(["Come on time."], "en", "nl")
    shutil.rmtree(added)

    assert before is None
    assert back.text == "Kom op tijd."
    assert translator.find_route("en", "nl") is None


def test_package_with_a_truncated_model_fails_and_the_others_go_on(translator: ArgosTranslator, folder: Path) -> None:
    broken = next(path for path in folder.iterdir() if "en_tr" in path.name) / "model" / "model.bin"
    broken.write_bytes(broken.read_bytes()[:5000])

    with pytest.raises(EngineFailed, match=r"^en-tr 1.0 \w+: \w+$"):
        said(translator, "Kom op tijd.")
    assert said(translator, "Kom op tijd.", to="en") == ["Come on time."]


def test_models_above_the_cap_leave_memory_and_come_back(folder: Path) -> None:
    translator = ArgosTranslator(folder, memory_mb=1)

    assert said(translator, "Kom op tijd.") == said(translator, "Kom op tijd.") == ["Zamanında gelin."]
    assert translator.bytes_in_memory == 0


def test_many_threads_may_ask_at_once(translator: ArgosTranslator) -> None:
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda text: said(translator, text, to="en"), SENTENCES * 3))

    assert answers == [[text] for text in said(translator, *SENTENCES, to="en")] * 3


def test_only_the_newest_sentences_are_kept(translator: ArgosTranslator) -> None:
    many = [f"Noor heeft {number} boeken." for number in range(translator.KEPT + 10)]
    translator.translate_many(many, "nl", "en", beam=1)

    assert translator.sentences_in_memory == translator.KEPT


_FORCED = """
import json, os, sys
from pathlib import Path
from messages.argos import ArgosTranslator
from messages.protection.masks import DEFAULT_SHAPE
ArgosTranslator(Path(sys.argv[1]), memory_mb=128).translate_many(["Kom op tijd."], "nl", "en")
from argostranslate import settings
heavy = sorted({"torch", "stanza", "spacy", "minisbd"} & set(sys.modules))
told = [settings.debug, settings.model_provider.name, settings.device, os.environ.get("XDG_DATA_HOME"), heavy]
print(json.dumps(told))
"""


def test_settings_of_this_machine_cannot_make_it_talk_or_go_outside(folder: Path, tmp_path: Path) -> None:
    settings = tmp_path / "home" / ".config" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"ARGOS_DEBUG": "1", "ARGOS_MODEL_PROVIDER": "LIBRETRANSLATE", "ARGOS_DEVICE_TYPE": "cuda"}')
    home = {"HOME": str(tmp_path / "home"), "ARGOS_DEBUG": "1", "XDG_DATA_HOME": ""}
    ran = subprocess.run(
        [sys.executable, "-c", _FORCED, str(folder)], env=os.environ | home, capture_output=True, text=True, check=True
    )

    assert ran.stdout == '[false, "OPENNMT", "cpu", "", []]\n'
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == [".config"]


def test_mark_is_the_one_that_every_package_on_the_way_copies_best(translator: ArgosTranslator, folder: Path) -> None:
    unknown = translator.mask_shape("nl", "tr")
    for package in folder.iterdir():
        (package / "ouderbrug.json").write_text('{"mask": "{0}"}' if "en_tr" in package.name else '{"mask": "X"}')

    assert unknown == translator.mask_shape("nl", "tr") == translator.mask_shape("nl", "so") == DEFAULT_SHAPE
    assert ArgosTranslator(folder, memory_mb=128).mask_shape("nl", "en") == "X"
