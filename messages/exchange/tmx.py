"""Reading TMX 1.4b (level 1), the exchange format of translation memories, as OmegaT, Trados and others write it.

Nothing outside the file is opened: a DTD that it names is left alone, and entities of its own are refused. A unit may
hold several languages; the tags of formatting in it are dropped, since our texts are plain, but a placeholder stands
for something that would be lost, so such a unit is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element  # the reading itself is defusedxml's

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from messages.exchange.pairs import Written, WrongPair
from messages.languages import UnknownLanguage, parse_language

#: Bytes that we take: about 100,000 pairs.
LARGEST = 48 * 2**20

#: The `type` of the <prop> by which we say where a translation comes from.
ORIGIN = "x-ouderbrug-origin"

#: The attribute xml:lang.
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_DEEPEST = 12  # tmx, body, tu, tuv, seg, and some inline tags in each other
_OF_THE_FILE = (1, 2)  # how deep tmx, header and body are: what ends in them is not needed any more
_FORMATTING = ("bpt", "ept", "it")  # begin, end, and either of them alone; their content is code
_HIGHLIGHT = "hi"
_ANY_LANGUAGE = "*all*"


class NotTmx(ValueError):
    """The file as a whole cannot be read; the sentence says why."""


def read_tmx(content: bytes, otherwise: str) -> Iterator[tuple[str, Written | WrongPair]]:
    """Each translation, or why it is none, with its place in the file: the unit, from 1, and the language.

    `otherwise` is the tag of the source where the file does not say it. Raises NotTmx, also while it is being read.
    """
    if len(content) > LARGEST:
        raise NotTmx(f"The file is larger than {LARGEST // 2**20} MiB. Split it.")
    number, source = 0, ""
    try:
        for element in _elements(content):
            if element.tag == "header":
                source = element.get("srclang", "")
            else:
                number += 1
                for one in _unit(element, element.get("srclang", source), otherwise):
                    yield _place(number, one), one
    except DefusedXmlException as error:
        raise NotTmx("The file declares entities, which a translation memory has no use for. Remove them.") from error
    except (ParseError, LookupError, ValueError) as error:
        raise NotTmx(f"The file is no TMX: {error}.") from error


def _place(number: int, one: Written | WrongPair) -> str:
    language = one.target_language if isinstance(one, Written) else ""
    return f"unit {number}" + (f", {language}" if language else "")


def _elements(content: bytes) -> Iterator[Element]:
    """The header as it begins, and each unit when it is whole; then it is forgotten, to keep memory small."""
    path: list[Element] = []
    for event, element in iterparse(BytesIO(content), events=("start", "end")):
        if event == "start":
            path.append(element)
            _check_path(path)
        else:
            path.pop()
        if (event, element.tag) in {("start", "header"), ("end", "tu")}:
            yield element
        if event == "end" and len(path) in _OF_THE_FILE:
            path[-1].clear()


def _check_path(path: list[Element]) -> None:
    if path[0].tag != "tmx":
        raise ValueError(f"it begins with <{path[0].tag}>, not with <tmx>")
    if len(path) > _DEEPEST:
        raise ValueError(f"it has tags in each other, {len(path)} deep")


def _unit(unit: Element, source_language: str, otherwise: str) -> Iterator[Written | WrongPair]:
    variants = [child for child in unit if child.tag == "tuv"]
    wanted = otherwise if source_language in {"", _ANY_LANGUAGE} else source_language
    source = _find(variants, wanted)
    if source is None:
        yield WrongPair("", f"has no text in its source language, {wanted}")
    elif len(variants) == 1:
        yield WrongPair("", "has no translation")
    else:
        yield from (_pair(unit, source, variant) for variant in variants if variant is not source)


def _find(variants: list[Element], wanted: str) -> Element | None:
    """The text in a language: with its region where there is one, else with any."""
    ways = (str.casefold, _tag)
    return next((found for way in ways for found in variants if way(_language(found)) == way(wanted)), None)


def _pair(unit: Element, source: Element, target: Element) -> Written | WrongPair:
    try:
        return Written(
            source=_words(source),
            target=_words(target),
            source_language=_language(source),
            target_language=_language(target),
            origin=_origin(target) or _origin(unit),
            decided_by=_first("changeid", "creationid", target, unit),
            decided_at=_first("changedate", "creationdate", target, unit),
        )
    except WrongPair as wrong:
        return wrong


def _language(variant: Element) -> str:
    """TMX before 1.4 wrote lang."""
    return variant.get(LANG, variant.get("lang", ""))


def _tag(language: str) -> str:
    try:
        return parse_language(language).tag
    except UnknownLanguage:
        return language


def _words(variant: Element) -> str:
    segment = variant.find("seg")
    return "" if segment is None else _flat(segment, _language(variant))


def _flat(element: Element, language: str) -> str:
    """The text without tags of formatting and what they hold."""
    pieces = [element.text or ""]
    for inner in element:
        if inner.tag == _HIGHLIGHT:
            pieces.append(_flat(inner, language))
        elif inner.tag not in _FORMATTING:
            raise WrongPair(language, f"holds <{inner.tag}>, which stands for something that a plain text cannot have")
        pieces.append(inner.tail or "")
    return "".join(pieces)


def _origin(element: Element) -> str:
    return next((child.text or "" for child in element if child.tag == "prop" and child.get("type") == ORIGIN), "")


def _first(changed: str, created: str, variant: Element, unit: Element) -> str:
    """Who or when: the last change before the beginning, the text itself before its unit."""
    found = (element.get(name) for element in (variant, unit) for name in (changed, created))
    return next((value for value in found if value), "")
