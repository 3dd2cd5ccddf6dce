"""How each language can be said: reviewed phrases, machine, people only, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from messages.languages import OFFERED, Language
from messages.machine.packages import InstalledPackage, find_route
from messages.phrases import spoken
from messages.standing import Standing, standing_of
from messages.translator import Route, Tag

How = Literal["as written", "machine", "people only", "not at all"]


@dataclass(frozen=True, slots=True)
class Overview:
    """One language. `out` and `back` are the routes from and to the language that staff write in."""

    tag: Tag
    own_name: str
    name: str
    standing: Standing
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
        standing=standing_of(tag),
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
