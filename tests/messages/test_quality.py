"""The gate, sign by sign, and how well it does on the labelled set."""

from __future__ import annotations

import subprocess
import sys

import pytest

from messages.quality import judge
from messages.reasons import Reason
from tests.messages.quality_report import by_class, measure, read_pairs


@pytest.mark.parametrize(
    ("original", "translation", "target"),
    [
        ("Kom om 8.30 uur naar de hal.", "Come to the hall at 8:30.", "en"),
        ("Kom om 8.30 uur naar de hal.", "تعالوا إلى القاعة الساعة ٨:٣٠.", "ar"),
        ("Bel +31 6 1234 (juf Ruth).", "Proszę zadzwonić +31 6 1234 (juf Ruth).", "pl"),
        ("Ha ha ha ha!", "Ha ha ha ha!", "en"),
        ("Nee, nee, nee, zegt de beer.", "Hayır, hayır, hayır, diyor ayı.", "tr"),
        ("Lees  boeken met hem.", "Onunla kitap  kitap oku.", "tr"),
        ("Kom rustig binnen.", "Yavaş yavaş içeri girin.", "tr"),
        ("Museum", "Museum", "en"),
        ("WhatsApp", "WhatsApp", "ar"),
        ("Bel Juf Ruth Bakker.", "اتصلوا بـ Juf Ruth Bakker.", "ar"),
        ("Neem brood mee.", "ባኒ ሒዝኩም ምጹ እኹም።", "ti"),
        ("8:30 – 10:00 🎉", "8:30 – 10:00 🎉", "tr"),
        ("Mag dat?", "هل هذا مسموح؟", "ar"),
    ],
)
def test_judge_lets_a_sound_translation_pass(original: str, translation: str, target: str) -> None:
    assert judge(original, translation, -0.2, source="nl", target=target) == ()


@pytest.mark.parametrize(
    ("original", "translation", "reasons"),
    [
        ("De les is om 19:30.", "The lesson is at 7:30.", [("missing-item", "19:30"), ("new-number", "7:30")]),
        ("Het kost €30.", "It costs $30.", [("missing-item", "€"), ("invented", "$")]),
        ("Bel +447700 nu.", "Call 447700 now.", [("missing-item", "+447700"), ("new-number", "447700")]),
        ("Zie https://test.com/ nu!", "Stay up to date!", [("missing-item", "https://test.com/")]),
        ("Mail juf_r@a.nl.", "Mail juf r@a.nl.", [("missing-item", "juf_r@a.nl"), ("invented", "r@a.nl")]),
        ("Tot dan 🎉", "See you 😂", [("missing-item", "🎉"), ("invented", "😂")]),
        ("Dank u wel!", "(Laughter) Thank you!", [("invented", "(Laughter)")]),
        ("Dank u wel!", "♪ Thank you!", [("invented", "♪")]),
        ("Omar heeft gewonnen.", "[X0X] has won.", [("leftover", "[X0X]")]),
        ("Omar heeft gewonnen.", "<0xE2> has won it.", [("leftover", "<0xE2>")]),
        ("Komt u kijken?", "You come and look.", [("missing-item", "?")]),
        ("U komt kijken.", "Are you coming to look?", [("invented", "?")]),
        ("Het is koud.", "It is coooold.", [("repeated", "oooo")]),
        ("Het is koud vandaag.", "It is cold, is cold, is cold, is cold.", [("repeated", "is cold")]),
        ("Het is heel koud.", "It is cold, cold today.", [("repeated", "cold")]),
        ("Het is koud en nat.", "Cold weather and cold weather.", [("repeated", "cold weather")]),
        ("De school is dicht.", "The школа is closed.", [("wrong-script", "школа")]),
        ("De school is dicht.", "De school ist geschlossen, morgen.", [("wrong-language", "de")]),
        ("De school is dicht.", "…", [("empty", "")]),
        ("Tot morgen.", "See you. Free shipping on all orders today.", [("too-long", "")]),
        ("Was uw handen en eet daarna uw brood op.", "Wash.", [("too-short", "")]),
        ("De inloopochtend begint.", "An inloopochtend.", [("copied", "inloopochtend")]),
    ],
)
def test_judge_says_what_is_wrong(original: str, translation: str, reasons: list[tuple[str, str]]) -> None:
    found = judge(original, translation, None, source="nl", target="en")

    assert found == tuple(Reason(*reason) for reason in reasons)


def test_judge_sees_what_was_copied() -> None:
    whole = judge("Neem een doos mee.", "neem een doos mee", None, source="nl", target="en")
    stretch = judge("We had a treasure hunt.", "Wij had a treasure hunt.", None, source="en", target="nl")

    assert Reason("copied", "neem een doos mee") in whole
    assert Reason("copied", "had a treasure") in stretch


def test_judge_sees_letters_of_another_language_though_none_is_new() -> None:
    reasons = judge("De school is dicht.", "school is", None, source="nl", target="uk")

    assert reasons == (Reason("wrong-script"),)


@pytest.mark.parametrize(("score", "reasons"), [(-0.54, ()), (-0.56, (Reason("unsure"),)), (None, ())])
def test_judge_holds_what_the_machine_doubts(score: float | None, reasons: tuple[Reason, ...]) -> None:
    assert judge("Tot morgen.", "See you tomorrow.", score, source="nl", target="en") == reasons


def test_labelled_set_is_large_and_in_two_halves() -> None:
    pairs = read_pairs()

    assert len(pairs) >= 850
    assert 0.4 < sum(pair.held_out for pair in pairs if pair.made_by != "later") / len(pairs) < 0.6
    assert len({(pair.source, pair.target) for pair in pairs}) >= 30


@pytest.mark.parametrize(
    ("made_by", "precision", "recall", "good_passed"),
    [("engine", 0.95, 0.72, 0.97), ("later", 0.88, 0.54, 0.92), ("written", 0.95, 0.85, 0.97)],
)
def test_gate_keeps_its_figures_on_the_held_out_half(
    made_by: str, precision: float, recall: float, good_passed: float
) -> None:
    figures = measure(pair for pair in read_pairs() if pair.held_out and pair.made_by == made_by)

    assert figures.precision >= precision
    assert figures.recall >= recall
    assert figures.good_passed >= good_passed


def test_gate_holds_nearly_every_failure_that_leaves_a_trace() -> None:
    meaning = {"good", "meaning", "truncated", "gibberish"}
    counted = by_class([pair for pair in read_pairs() if pair.held_out and pair.label not in meaning])

    pairs, held = (sum(counts) for counts in zip(*counted.values(), strict=True))
    assert held / pairs >= 0.93


def test_report_prints_a_table() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "tests.messages.quality_report"], capture_output=True, text=True, check=True, timeout=60
    )

    assert said.stdout.startswith("| held-out half | broken + good |")
    assert "| written | meaning | 7 | 0 |" in said.stdout


def test_nothing_heavy_is_loaded_before_the_first_sentence() -> None:
    program = "import sys, messages.quality; print('py3langid' in sys.modules, 'numpy' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)

    assert said.stdout == "False False\n"
