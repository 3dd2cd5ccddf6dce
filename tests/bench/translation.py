"""translation.personalised and translation.identical: one message to 600 parents in 20 languages, nl→en→xx.

Versus a loop over `argostranslate.translate.translate`: of each parent's own text, the name in its first sentence, or
of the same text again and again, where the library's cache helps. The library has all its models in memory before the
clock starts. Ours is the whole road with nothing loaded yet: split, each sentence once a language, models loaded and
put away under the cap, each parent's message rendered.

The models are of true size and speak nonsense (true_size.py), so nothing is held against it; `when_all_refused` is the
ratio if the real judge refused every sentence, so that each was tried in every way there is. `greeting_apart` is the
ratio where the name stands on a line of its own, and the library's cache serves the next line.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from messages.argos import ArgosTranslator
from messages.engine import translate
from messages.facts import Reader, Words
from messages.interpreting.attempts import Judge
from messages.languages import Language
from messages.outgoing import HowSaid
from messages.phrases import spoken
from messages.quality import judge
from messages.reasons import Reason
from messages.render import render_announcement
from messages.sentences import split_sentences, with_margins
from tests.bench.argos_loop import Loop, argos_loop
from tests.bench.true_size import LANGUAGES, make_packages
from tests.packages.facts import NAMES

_MEMORY_MB = 1024
_PARENTS, _FEW = 600, 4

#: One for each round, so that no cache knows it from the round before.
_MESSAGES = tuple(
    map(
        " ".join,
        (
            (
                "Volgende week gaan wij met de klas naar het bos om bladeren en kastanjes te zoeken.",
                "Trek uw kind die dag warme kleren en stevige schoenen aan.",
                "Wij lopen samen vanaf school en zijn voor het einde van de dag weer terug.",
                "Wilt u een tasje meegeven met iets te eten en te drinken?",
                "Ouders die mee willen lopen zijn van harte welkom.",
            ),
            (
                "De kinderen hebben hard gewerkt aan een kleine tentoonstelling over het water in onze buurt.",
                "Zij laten u heel graag zien wat zij hebben geschreven, getekend en gebouwd.",
                "U mag uw jongere kinderen en andere familie gewoon meenemen.",
                "Er is koffie en thee, en de kinderen bakken zelf iets lekkers.",
                "Laat u ons weten of u erbij kunt zijn?",
            ),
            (
                "Op school merken wij dat veel kinderen in de ochtend nog moe zijn.",
                "Wij praten er in de klas over en lezen samen een boek over slapen.",
                "Thuis kunt u helpen door elke avond samen rustig te lezen of te vertellen.",
                "Dat mag in elke taal die u zelf het beste spreekt.",
                "Heeft u vragen of zorgen, loop dan gerust even binnen.",
            ),
        ),
    )
)

#: Parents by name and language, as many of each.
_READERS = [(NAMES[place % len(NAMES)], LANGUAGES[place % len(LANGUAGES)]) for place in range(_PARENTS)]


async def bench() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as work:
        packages = Path(work) / "packages"
        make_packages(packages, LANGUAGES)
        with argos_loop(packages, Path(work)) as loop:
            loop([("Goed.", language) for language in LANGUAGES])
            rounds = [_round(packages, message, loop) for message in _MESSAGES]
        refused = _ours(packages, _MESSAGES[-1], judge) / rounds[-1]["ours"]
    personalised = {"extrapolated_from": _FEW, "greeting_apart": _ratio(rounds, "greeted")}
    return [
        _result("personalised", rounds, refused) | personalised,
        _result("identical", rounds, refused),
    ]


def _round(packages: Path, message: str, loop: Loop) -> dict[str, float]:
    """Seconds of each way, for all parents. Where the greeting stands apart the rest is known from the time before."""
    few, more = _READERS[:_FEW], _PARENTS / _FEW
    ours = _ours(packages, message, _no_objection)
    identical = loop([(message, language) for _, language in _READERS])
    greetings = loop([(f"Beste {name},\n{message}", language) for name, language in few])
    personalised = loop([(f"Beste {name}, {message}", language) for name, language in few])
    return {
        "ours": ours,
        "identical": identical,
        "greeted": identical + greetings * more,
        "personalised": personalised * more,
    }


def _result(way: str, rounds: list[dict[str, float]], refused: float) -> dict[str, Any]:
    ratio, ours = _ratio(rounds, way), statistics.median(one["ours"] for one in rounds)
    return {
        "bench": f"translation.{way}", "value": round(ours, 2), "unit": "s", "versus": "argostranslate",
        "ratio": ratio, "when_all_refused": round(ratio / refused, 2),
        "parents": _PARENTS, "languages": len(LANGUAGES),
    }  # fmt: skip


def _ratio(rounds: list[dict[str, float]], way: str) -> float:
    """Theirs to ours, of the same round: what else the machine did then slowed both."""
    return round(statistics.median(one[way] / one["ours"] for one in rounds), 2)


def _ours(packages: Path, message: str, weigh: Judge) -> float:
    """A new engine: nothing is loaded, no sentence is remembered."""
    started = time.perf_counter()
    pieces = split_sentences(message)
    said = _translated(ArgosTranslator(packages, memory_mb=_MEMORY_MB), pieces, weigh)
    for number, (name, language) in enumerate(_READERS):
        _render(number, name, message, language, said[language])
    return time.perf_counter() - started


def _translated(translator: ArgosTranslator, pieces: Sequence[str], weigh: Judge) -> dict[str, str]:
    wanted = [(piece.strip(), ()) for piece in pieces]
    glossary: dict[str, Any] = {"fixed": {}, "keep": (), "plain": {}}
    jobs = [{"target": language, "wanted": wanted, "glossary": glossary} for language in LANGUAGES]
    verdicts = translate(translator, source="nl", jobs=jobs, weigh=weigh)
    texts = ("".join(with_margins(*pair) for pair in zip(pieces, map(_target, said), strict=True)) for said in verdicts)
    return dict(zip(LANGUAGES, texts, strict=True))


def _target(verdict: dict[str, Any]) -> str:
    return str(verdict["target"] or "")


def _render(number: int, name: str, message: str, language: str, translated: str) -> str:
    """Around the author's words stand phrases of the language, or English ones where it has none yet."""
    reader = Reader(number, name, ("Noor",), Language(language if language in spoken() else "en"))
    words = Words(message, Language("nl"), translated, HowSaid.MACHINE)
    return render_announcement(words, reader, asked_by="Juf Ruth").text


def _no_objection(
    original: str, translation: str, score: float | None, *, source: str, target: str
) -> tuple[Reason, ...]:
    """A judge who takes what comes."""
    return ()
