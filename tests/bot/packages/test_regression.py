"""The same sentences again: as before, otherwise, or broken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.packages.install import install_archive, locked
from bot.packages.regression import Change, Checked, check_route, engine_version
from messages.argos import ArgosTranslator
from messages.translator import Route
from tests.bot.packages.builders import make_archive, mute_model


def engine_on(packages: Path) -> tuple[ArgosTranslator, Route]:
    engine = ArgosTranslator(packages, memory_mb=100)
    route = engine.find_route("nl", "en")
    assert route is not None
    return engine, route


def stored(packages: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((packages / ".regression" / "nl-en.json").read_text("utf-8"))
    return content


def test_first_check_keeps_what_was_said_and_by_what(packages: Path) -> None:
    engine, route = engine_on(packages)

    assert check_route(engine, route, packages) == Checked(route, 12)
    assert (stored(packages)["route"], stored(packages)["engine"]) == (str(route), engine_version())
    assert len(stored(packages)["said"]) == 12


def test_second_check_finds_it_as_before(packages: Path) -> None:
    engine, route = engine_on(packages)
    check_route(engine, route, packages)

    again = check_route(engine, route, packages)

    assert again == Checked(route, 12, before=f"{route}, {engine_version()}", likeness=100.0)


def test_upgrade_tells_each_sentence_that_is_said_otherwise(packages: Path, tmp_path: Path) -> None:
    engine, before = engine_on(packages)
    check_route(engine, before, packages)
    said = stored(packages)["said"]
    with locked(packages):
        install_archive(make_archive(tmp_path, "nl_en", "1.1", seed=8), packages)
    engine, now = engine_on(packages)

    checked = check_route(engine, now, packages)

    assert checked.before == f"{before}, {engine_version()}"
    assert checked.changes == tuple(Change(text, said[text], stored(packages)["said"][text]) for text in said)
    assert checked.likeness is not None
    assert checked.likeness < 50


def test_sentences_that_are_new_or_gone_are_not_compared(packages: Path) -> None:
    engine, route = engine_on(packages)
    check_route(engine, route, packages)
    file = packages / ".regression" / "nl-en.json"
    kept = json.loads(file.read_text("utf-8"))
    kept["said"] = {"Een zin van vroeger.": "Old", "Vrijdag is de school dicht.": "Closed on Friday."}
    file.write_text(json.dumps(kept))

    checked = check_route(engine, route, packages)

    assert [(change.sentence, change.before) for change in checked.changes] == [
        ("Vrijdag is de school dicht.", "Closed on Friday.")
    ]


def test_route_that_breaks_is_told_and_what_it_said_before_is_kept(packages: Path) -> None:
    engine, route = engine_on(packages)
    check_route(engine, route, packages)
    before = stored(packages)
    (packages / "translate-nl_en-1_0" / "model" / "shared_vocabulary.json").write_text("{")

    checked = check_route(ArgosTranslator(packages, memory_mb=100), route, packages)

    assert checked == Checked(route, 12, broken=f"{route}: RuntimeError")
    assert stored(packages) == before


def test_route_that_falls_silent_is_broken(packages: Path) -> None:
    for name, content in mute_model().items():
        (packages / "translate-nl_en-1_0" / name).write_bytes(content)
    engine, route = engine_on(packages)

    assert check_route(engine, route, packages) == Checked(route, 12, broken="12 of 12 sentences came out empty")


def test_what_was_kept_and_is_no_use_counts_as_nothing(packages: Path) -> None:
    engine, route = engine_on(packages)
    (packages / ".regression").mkdir()

    for content in ("{", "[]", '{"said": 3}'):
        (packages / ".regression" / "nl-en.json").write_text(content)
        assert check_route(engine, route, packages) == Checked(route, 12)
