"""Writing TMX 1.4b, level 1: one unit for each sentence, with all its translations, who decided them and when."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from messages.exchange.pairs import Pair
from messages.exchange.tmx import LANG, ORIGIN

_ANY_LANGUAGE = "*all*"

#: What XML 1.0 cannot hold, and nobody reads.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_tmx(pairs: Iterable[Pair]) -> bytes:
    """A whole file, sorted by sentence, so that two exports can be compared."""
    ordered = sorted(pairs, key=lambda pair: (pair.source_language, pair.source))
    root = Element("tmx", {"version": "1.4"})
    SubElement(root, "header", _header({pair.source_language for pair in ordered}))
    body = SubElement(root, "body")
    for (language, source), variants in groupby(ordered, lambda pair: (pair.source_language, pair.source)):
        unit = SubElement(body, "tu", {"srclang": language})
        _add_variant(unit, language, source, {})
        for pair in variants:
            _add_translation(unit, pair)
    indent(root)
    return bytes(tostring(root, "utf-8", xml_declaration=True))


def _header(languages: set[str]) -> dict[str, str]:
    return {
        "creationtool": "Ouderbrug",
        "creationtoolversion": version("ouderbrug"),
        "segtype": "sentence",
        "o-tmf": "Ouderbrug",
        "adminlang": "en",
        "srclang": languages.pop() if len(languages) == 1 else _ANY_LANGUAGE,
        "datatype": "plaintext",
    }


def _add_translation(unit: Element, pair: Pair) -> None:
    facts = {"changeid": _writable(pair.decided_by or ""), "changedate": _moment(pair.decided_at)}
    _add_variant(
        unit,
        pair.target_language,
        pair.target,
        {name: value for name, value in facts.items() if value},
        origin=pair.origin,
    )


def _add_variant(unit: Element, language: str, text: str, facts: dict[str, str], origin: str = "") -> None:
    variant = SubElement(unit, "tuv", {LANG: language, **facts})
    if origin:
        SubElement(variant, "prop", {"type": ORIGIN}).text = origin
    SubElement(variant, "seg").text = _writable(text)


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("", text)


def _moment(moment: datetime | None) -> str:
    """The standard's short form, to the second and always UTC."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}" if moment else ""
