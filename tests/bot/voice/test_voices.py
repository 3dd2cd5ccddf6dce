"""Who speaks what: the true espeak-ng, and a program of a few lines that is called as Piper is."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.config import Settings, load_settings
from bot.voice.failures import NoSound
from bot.voice.voices import Voices
from messages.phrases import spoken
from tests.bot.voice.hearing import listen

SENTENCES = {
    "nl": "Beste Amina, juf Ruth nodigt u uit. Dag: dinsdag 8 december.",
    "ar": "عزيزتي أمينة، تدعوك المعلمة روت. اليوم: الثلاثاء، 8 ديسمبر.",
    "tr": "Sevgili Amina, Ruth öğretmen sizi davet ediyor. Gün: 8 Aralık Salı.",
    "zh-Hans": "亲爱的阿米娜，露丝老师邀请您。日期：12月8日星期二。",
    "kmr": "Amina ya hêja, mamoste Ruth te vedixwîne. Roj: sêşem, 8ê berfanbarê.",
    "pap": "Estimá Amina, juf Ruth ta invitá bo. Dia: djamars 8 di desèmber.",
    "fa": "آمنهٔ عزیز، معلم روت شما را دعوت می\u200cکند. روز: سه\u200cشنبه ۸ دسامبر.",
}

#: Called with `--model FILE --output-raw --sentence-silence S`, text on its input, bare samples on its output.
PIPER = f"""#!{sys.executable}
import math, struct, sys
assert sys.argv[1] == "--model" and sys.argv[3:] == ["--output-raw", "--sentence-silence", "0.3"], sys.argv
assert sys.argv[2].endswith(".onnx")
lines = sys.stdin.read().splitlines()
assert len(lines) == 1, lines
count = 16000 * len(lines[0]) // 20
tone = (int(9000 * math.sin(n / 16000 * 2 * math.pi * 300)) for n in range(count))
sys.stdout.buffer.write(b"".join(struct.pack("<h", sample) for sample in tone))
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"OUDERBRUG_DATA_DIR": str(tmp_path), "OUDERBRUG_PIPER": str(tmp_path / "no-piper")})


def install_piper(settings: Settings, tag: str, *, program: str = PIPER, about: object = None) -> Settings:
    """A voice named nl_NL-toon-low, and the program."""
    folder = settings.voices_dir / tag
    folder.mkdir(parents=True)
    (folder / "nl_NL-toon-low.onnx").write_bytes(b"weights")
    told = {"audio": {"sample_rate": 16000}} if about is None else about
    (folder / "nl_NL-toon-low.onnx.json").write_text(json.dumps(told))
    piper = settings.data_dir / "piper"
    piper.write_text(program)
    piper.chmod(0o755)
    return replace(settings, piper=str(piper))


def test_espeak_speaks_all_but_three_of_our_languages(settings: Settings) -> None:
    known = Voices(settings).known()

    assert set(known) == spoken() - {"ti", "so", "rif"}
    assert (known["zh-Hans"], known["kmr"], known["nl"]) == ("espeak-ng cmn", "espeak-ng ku", "espeak-ng nl")


@pytest.mark.parametrize("tag", SENTENCES)
def test_sentence_is_heard(settings: Settings, tag: str) -> None:
    said = Voices(settings).say(tag, SENTENCES[tag])

    heard = listen(said.sound.content)
    assert (heard.format, heard.rate, heard.channels) == (("OGG", "OPUS"), 48_000, 1)
    assert 2 < heard.seconds < 12
    assert heard.loud > 0.02
    assert said.sound.seconds - 1 < heard.seconds <= said.sound.seconds


def test_language_that_nobody_speaks_is_not_promised(settings: Settings) -> None:
    with pytest.raises(NoSound, match="nobody speaks this language"):
        Voices(settings).say("ti", "ሰላም።")


def test_installed_piper_voice_is_preferred(settings: Settings) -> None:
    settings = install_piper(settings, "nl")

    said = Voices(settings).say("nl", "Beste Amina,\njuf Ruth nodigt u uit.")

    assert Voices(settings).known()["nl"] == "piper nl_NL-toon-low"
    assert (said.voice, said.sound.seconds) == ("piper nl_NL-toon-low", 2)
    assert listen(said.sound.content).seconds == pytest.approx(35 / 20, abs=0.05)


def test_piper_gives_a_voice_to_a_language_that_espeak_does_not_speak(settings: Settings) -> None:
    settings = install_piper(settings, "so")

    assert Voices(settings).say("so", "Subax wanaagsan").voice == "piper nl_NL-toon-low"


@pytest.mark.parametrize(
    "about", [{}, [], {"audio": {"sample_rate": "fast"}}, {"audio": {"sample_rate": 1}}, {"audio": None}]
)
def test_file_beside_the_model_that_is_none_of_pipers_is_passed_over(settings: Settings, about: object) -> None:
    settings = install_piper(settings, "nl", about=about)

    assert Voices(settings).known()["nl"] == "espeak-ng nl"


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("#!/bin/sh\nexit 3\n", "the program ended with 3"),
        ("#!/bin/sh\ncat > /dev/null\n", "There is nothing to hear in it."),
        ("no program", "the program cannot be run: exec format error"),
    ],
)
def test_piper_that_fails_leaves_it_to_espeak_and_no_word_of_the_text_in_the_log(
    settings: Settings, program: str, reason: str
) -> None:
    settings = install_piper(settings, "nl", program=program)

    with capture_logs() as logs:
        said = Voices(settings).say("nl", "Beste Amina")

    assert said.voice == "espeak-ng nl"
    assert logs == [
        {"event": "a voice failed", "log_level": "warning", "voice": "piper nl_NL-toon-low", "error": reason}
    ]


def test_without_espeak_nobody_speaks(settings: Settings) -> None:
    assert Voices(replace(settings, espeak="/no/such/program")).known() == {}


def test_program_that_is_no_espeak_has_no_voices(settings: Settings, tmp_path: Path) -> None:
    program = tmp_path / "espeak"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)

    assert Voices(replace(settings, espeak=str(program))).known() == {}
