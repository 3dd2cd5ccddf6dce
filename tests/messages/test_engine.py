"""The engine's own side: one answer a line, whatever was asked, and no connection to anywhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from messages.argos import ArgosTranslator
from messages.engine import answer
from tests.packages import package_file
from tests.packages.speaking import unpacked


@pytest.fixture(scope="module")
def translator(tmp_path_factory: pytest.TempPathFactory) -> ArgosTranslator:
    folder = tmp_path_factory.mktemp("packages")
    for pair in (("nl", "en"), ("tr", "en"), ("en", "nl")):
        unpacked(package_file(*pair), folder)
    return ArgosTranslator(folder, memory_mb=128)


def ask(translator: ArgosTranslator, do: str, **facts: Any) -> Any:
    return answer(translator, json.dumps({"do": do, **facts}))


def test_glossary_and_names_reach_the_interpreter(translator: ArgosTranslator) -> None:
    glossary = {"fixed": {"bibliotheek": "Bieb"}, "keep": [], "plain": {}}
    wanted = [["Morgen gaan we naar de bibliotheek.", []]]

    said = ask(translator, "translate", source="nl", jobs=[{"target": "en", "wanted": wanted, "glossary": glossary}])

    assert "Bieb" in said["said"][0][0]["target"]


def test_language_that_nothing_goes_to_has_no_answer(translator: ArgosTranslator) -> None:
    nothing: dict[str, Any] = {"fixed": {}, "keep": [], "plain": {}}
    jobs = [{"target": "so", "wanted": [["Kom op tijd.", []]], "glossary": nothing}]

    assert ask(translator, "translate", source="nl", jobs=jobs) == {"said": [None]}


def test_failure_is_an_answer_that_names_no_text(translator: ArgosTranslator) -> None:
    assert ask(translator, "back", source="nl", target="so", pairs=[["Kom op tijd.", "…"]]) == {
        "failed": "nothing installed translates from so to nl"
    }


def test_routes_are_those_of_the_folder_with_the_packages_on_the_way(translator: ArgosTranslator) -> None:
    routes = {(source, target): engine for source, target, engine in ask(translator, "routes")["said"]}

    assert sorted(routes) == [("en", "nl"), ("nl", "en"), ("tr", "en"), ("tr", "nl")]
    assert [hop.split()[0] for hop in routes["tr", "nl"].split(" + ")] == ["tr-en", "en-nl"]


def test_translation_is_brought_back_with_its_likeness(translator: ArgosTranslator) -> None:
    pairs = [["Neem een appel mee.", "Bring an apple."], ["Kom morgen.", "Bring an apple."]]

    (same, other) = ask(translator, "back", source="nl", target="en", pairs=pairs)["said"]

    assert same == ["Neem een appel mee.", 100]
    assert (other[0], other[1] < 40) == ("Neem een appel mee.", True)


def test_message_keeps_its_lines_and_what_is_no_word(translator: ArgosTranslator) -> None:
    read = ask(translator, "read", text="Çocuğum bugün hasta.\n\n😷\nBir sorum var.", likely=["tr"], into="nl")["said"]

    assert (read["language"], read["target"]) == ("tr", "Mijn kind is vandaag ziek.\n\n😷\nIk heb een vraag.")


def test_message_in_the_language_of_staff_is_not_translated(translator: ArgosTranslator) -> None:
    read = ask(translator, "read", text="Mijn kind is vandaag ziek.", likely=["nl"], into="nl")["said"]

    assert (read["language"], read["target"], read["held"]) == ("nl", None, False)


_CONNECT = """
import socket
from messages.engine import forbid_network
forbid_network()
for attempt in (lambda: socket.getaddrinfo("localhost", 80), lambda: socket.socket().connect(("127.0.0.1", 9))):
    try:
        attempt()
    except PermissionError as error:
        print(error)
"""


def test_engine_refuses_every_connection() -> None:
    ran = subprocess.run([sys.executable, "-c", _CONNECT], capture_output=True, text=True, check=True)

    assert ran.stdout == "the translation engine uses no network\n" * 2


def test_engine_answers_line_by_line_until_its_input_ends(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "messages.engine", str(tmp_path), "128"]

    ran = subprocess.run(command, input='{"do": "routes"}\n' * 2, capture_output=True, text=True, check=True)

    assert ran.stdout == '{"said": []}\n' * 2
