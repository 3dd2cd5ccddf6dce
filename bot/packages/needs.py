"""Which packages a language needs, and which nobody else does; decided without network or disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from packaging.version import Version

from messages.machine.packages import InstalledPackage, find_route
from messages.translator import Hop, Tag

PIVOT = "en"

Pair = tuple[Tag, Tag]


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of an index: where a package lies, and its hash where the index knows it."""

    source: Tag
    target: Tag
    version: str
    links: tuple[str, ...]
    sha256: str | None = None

    def __str__(self) -> str:
        """As it is told."""
        return f"{self.source}-{self.target} {self.version}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to fetch so that a language can be said (`out`) and understood (`back`)."""

    fetch: list[Offer]
    out: bool
    back: bool


def plan_install(source: Tag, target: Tag, offers: Iterable[Offer], installed: Sequence[InstalledPackage]) -> Plan:
    """Both ways, each directly where there is a package for it, else through English; what is installed stays."""
    newest = _newest(offers)
    have = {(package.source, package.target): package.version for package in installed}
    out, back = (_way(pair, newest.keys() | have.keys()) for pair in ((source, target), (target, source)))
    wanted = [newest[pair] for pair in dict.fromkeys(out + back) if pair in newest]
    return Plan([offer for offer in wanted if _newer(offer, have)], bool(out), bool(back))


def split_removal(
    tag: Tag, source: Tag, packages: Sequence[InstalledPackage]
) -> tuple[list[InstalledPackage], dict[InstalledPackage, list[Tag]]]:
    """The packages of a language that can go, and those that stay with the other languages that pass through them."""
    others = sorted({end for package in packages for end in (package.source, package.target)} - {tag, source})
    own = [package for package in packages if tag in {package.source, package.target}]
    used = {other: _hops(packages, source, other) | _hops(packages, other, source) for other in others}
    users = {package: [other for other in others if package.hop in used[other]] for package in own}
    return [one for one, by in users.items() if not by], {one: by for one, by in users.items() if by}


def _hops(packages: Sequence[InstalledPackage], source: Tag, target: Tag) -> set[Hop]:
    route = find_route(packages, source, target)
    return set(route.hops) if route else set()


def _newest(offers: Iterable[Offer]) -> dict[Pair, Offer]:
    in_order = sorted(offers, key=lambda offer: Version(offer.version))
    return {(offer.source, offer.target): offer for offer in in_order}


def _way(pair: Pair, known: Iterable[Pair]) -> list[Pair]:
    source, target = pair
    if pair in known:
        return [pair]
    detour = [(source, PIVOT), (PIVOT, target)]
    return detour if all(hop in known for hop in detour) else []


def _newer(offer: Offer, have: dict[Pair, str]) -> bool:
    version = have.get((offer.source, offer.target))
    return version is None or Version(offer.version) > Version(version)
