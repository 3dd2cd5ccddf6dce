"""The engine as a program of its own: one JSON object a line in, one a line out.

Foreign weights can crash or hang a process; then it is this one, and never the one that sends to parents. It opens no
connection: whoever tries, the libraries included, gets an error.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from messages.argos import ArgosTranslator, usable_cores
from messages.back_translation import likeness
from messages.identify import identify
from messages.interpreting.attempts import Judge
from messages.interpreting.glossary import Glossary
from messages.interpreting.interpreter import Verdict, Wanted, interpret
from messages.quality import judge
from messages.sentences import split_sentences, with_margins, worth_translating
from messages.translator import EngineFailed, UnsupportedPair

#: What one may ask, as the other side names it.
Answer = Any


def routes(translator: ArgosTranslator) -> Answer:
    """Every pair that can be said now: source, target, and the packages on the way."""
    return [[route.source, route.target, str(route)] for route in translator.routes()]


def translate(translator: ArgosTranslator, *, source: str, jobs: list[dict[str, Any]], weigh: Judge = judge) -> Answer:
    """For each job the verdicts on its sentences, in order; None where nothing installed goes that way.

    As many languages side by side as there are cores: a few sentences do not keep more than one busy.
    """
    with ThreadPoolExecutor(usable_cores()) as threads:
        return list(threads.map(lambda job: _job(translator, source, weigh, **job), jobs))


def back(translator: ArgosTranslator, *, source: str, target: str, pairs: list[tuple[str, str]]) -> Answer:
    """Each translation brought back from `target` into `source`, and how like the original it is, 0 to 100."""
    said = translator.translate_many([text for _, text in pairs], target, source)
    return [[one.text, likeness(original, one.text)] for (original, _), one in zip(pairs, said, strict=True)]


def read(translator: ArgosTranslator, *, text: str, likely: list[str], into: str) -> Answer:
    """What a parent wrote: its language, and its words in that of staff. Held where the machine is not sure of it."""
    found = identify(text, likely)
    answer = {"language": found.language, "certain": found.certain, "mixed": found.mixed}
    if found.language in {None, into} or not translator.find_route(found.language or "", into):
        return answer | {"target": None, "held": False, "engine": None}
    pieces = split_sentences(text)
    wanted = [Wanted(piece.strip()) for piece in pieces if worth_translating(piece)]
    verdicts = interpret(translator, wanted, source=found.language or "", target=into, judge=judge)
    return answer | _joined(pieces, verdicts)


def _job(
    translator: ArgosTranslator, source: str, weigh: Judge, target: str, wanted: list[Any], glossary: dict[str, Any]
) -> Answer:
    sentences = [Wanted(text, tuple(names)) for text, names in wanted]
    terms = Glossary(glossary["fixed"], frozenset(glossary["keep"]), glossary["plain"])
    try:
        shape = translator.mask_shape(source, target)
        verdicts = interpret(
            translator, sentences, source=source, target=target, glossary=terms, judge=weigh, shape=shape
        )
    except UnsupportedPair:
        return None
    return [_plain(verdict) for verdict in verdicts]


def _plain(verdict: Verdict) -> dict[str, Any]:
    return {
        "target": verdict.target,
        "held": verdict.held,
        "reasons": [[reason.code, reason.detail] for reason in verdict.reasons],
        "score": verdict.score,
        "engine": verdict.engine,
    }


def _joined(pieces: Iterable[str], verdicts: list[Verdict]) -> dict[str, Any]:
    said = iter(verdicts)
    texts = [with_margins(piece, next(said).target or piece) if worth_translating(piece) else piece for piece in pieces]
    held = any(verdict.held for verdict in verdicts)
    return {"target": "".join(texts), "held": held, "engine": verdicts[0].engine if verdicts else None}


_ASKED: dict[str, Callable[..., Answer]] = {"routes": routes, "translate": translate, "back": back, "read": read}


def answer(translator: ArgosTranslator, line: str) -> dict[str, Any]:
    """One request, one answer; a failure is an answer too, and names no text."""
    asked = json.loads(line)
    try:
        return {"said": _ASKED[asked.pop("do")](translator, **asked)}
    except (EngineFailed, UnsupportedPair) as error:
        return {"failed": str(error)}


def forbid_network() -> None:
    """From now on every connection of this process is refused. Cannot be undone."""
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[object, ...]) -> None:  # pragma: no cover  # no audit hook is ever traced
    if event in {"socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"}:
        raise PermissionError("the translation engine uses no network")


def main() -> None:
    """Until its input ends."""
    parser = argparse.ArgumentParser(prog="messages.engine")
    parser.add_argument("packages", type=Path)
    parser.add_argument("memory_mb", type=int)
    options = parser.parse_args()
    forbid_network()
    translator = ArgosTranslator(options.packages, memory_mb=options.memory_mb)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(translator, line)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
