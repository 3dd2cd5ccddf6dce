"""How each language can be said: reviewed phrases, machine, people only, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from babel.messages.catalog import Catalog

from messages.languages import OFFERED, Language
from messages.packages import InstalledPackage, find_route
from messages.phrases import LOCALES, read_catalogue, spoken
from messages.translator import Route, Tag

Phrases = Literal["reviewed", "draft", "incomplete", "none"]
_REVIEWED = r'"X-State: reviewed\n"'

How = Literal["as written", "machine", "people only", "not at all"]


@dataclass(frozen=True, slots=True)
class Overview:
    """One language. `out` and `back` are the routes from and to the language that staff write in."""

    tag: Tag
    own_name: str
    name: str
    phrases: Phrases
    how: How
    out: Route | None
    back: Route | None


def list_languages(source: Tag, packages: Sequence[InstalledPackage]) -> list[Overview]:
    """Those of our parents, those with a catalogue, and those of which a package is installed."""
    installed = {end for package in packages for end in (package.source, package.target)}
    others = sorted((spoken() | installed) - set(OFFERED))
    return [_overview(tag, source, packages) for tag in (*OFFERED, *others)]


def _overview(tag: Tag, source: Tag, packages: Sequence[InstalledPackage]) -> Overview:
    language = Language(tag)
    out, back = find_route(packages, source, tag), find_route(packages, tag, source)
    return Overview(
        tag=tag,
        own_name=language.own_name,
        name=language.name_in(Language(source)),
        phrases=_phrases(tag),
        how=_how(tag, source, out),
        out=out,
        back=back,
    )


def _how(tag: Tag, source: Tag, out: Route | None) -> How:
    if tag == source:
        return "as written"
    if out:
        return "machine"
    return "people only" if tag in spoken() else "not at all"


@cache
def _phrases(tag: Tag) -> Phrases:
    """`reviewed` where a native speaker approved the whole catalogue (its X-State header)."""
    if tag not in spoken():
        return "none"
    written = (LOCALES / tag / "LC_MESSAGES" / "messages.po").read_text("utf-8")
    return judge_catalogue(read_catalogue(tag), written)


def judge_catalogue(catalogue: Catalog, written: str) -> Phrases:
    """`written` is the same as a file: the library drops the header that says who read it."""
    said = [message.string for message in catalogue if message.id]
    if not all(all(forms) if isinstance(forms, (list, tuple)) else forms for forms in said):
        return "incomplete"
    return "reviewed" if _REVIEWED in written else "draft"
