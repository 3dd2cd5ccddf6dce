"""Commands about languages: how each can be said, whether it still is, and models brought in by hand."""

from __future__ import annotations

import asyncio
import json
from argparse import Namespace
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from bot.commands.base import say
from bot.config import Settings
from bot.errors import BadInput
from bot.packages.overview import Overview, list_languages
from bot.packages.regression import Checked, check_route
from bot.packages.wrap import Naming, wrap_model
from messages.approved import approved_in
from messages.argos import ArgosTranslator
from messages.languages import OFFERED, Language, UnknownLanguage, parse_language
from messages.machine.package_metadata import to_code, to_tag
from messages.machine.packages import list_packages
from messages.standing import Standing
from messages.tips import themes, tip_wordings
from messages.translator import Route, Tag


async def languages_list(options: Namespace, settings: Settings) -> int:
    """The languages of our parents, those with a catalogue, and the installed ones."""
    with approved_in(settings.approved_dir):
        rows = list_languages(settings.source_language, list_packages(settings.packages_dir))
    if options.json:
        say(json.dumps([_as_json(row) for row in rows], ensure_ascii=False))
    else:
        _write_table(rows)
        say("", *_totals(rows))
    return 0


async def languages_check(_options: Namespace, settings: Settings) -> int:
    """A few sentences through every route from and to the language of staff; 1 where one is broken."""
    engine = ArgosTranslator(settings.packages_dir, memory_mb=settings.translation_memory_mb)
    routes = [route for route in engine.routes() if settings.source_language in {route.source, route.target}]
    if not routes:
        say("No language package is installed; ouderbrug languages install CODE installs one.")
    broken = False
    for route in routes:
        checked = await asyncio.to_thread(check_route, engine, route, settings.packages_dir)
        say(*_told(checked))
        broken = broken or checked.broken is not None
    return 1 if broken else 0


async def languages_wrap(options: Namespace, _settings: Settings) -> int:
    """A package of a converted model, tried before it is written."""
    naming = Naming(read_tag(options.source), read_tag(options.target), options.version)
    out = Path(options.out)
    await asyncio.to_thread(wrap_model, Path(options.folder), naming, out)
    say(f"{out} goes from {naming.source} to {naming.target} and translates. To install it:")
    say(f"ouderbrug languages install --file {out}")
    return 0


def read_tag(code: str) -> Tag:
    """The tag of a code as packages write it, or of a language's code or name. Raises BadInput."""
    if to_tag(code) != code or to_code(code) != code:
        return to_tag(code)
    try:
        return parse_language(code).tag
    except UnknownLanguage as error:
        raise BadInput(f"{code!r} is not a language that we know; write a code such as tr, or a name.") from error


def english_name(tag: Tag) -> str:
    """As commands name a language."""
    return Language(tag).name_in(Language("en"))


def _as_json(row: Overview) -> dict[str, object]:
    return {
        "tag": row.tag,
        "own_name": row.own_name,
        "name": row.name,
        "phrases": row.standing.state,
        "sentences": row.standing.phrases,
        "sentences_reviewed": row.standing.phrases_reviewed,
        "tips": row.standing.tips,
        "tips_reviewed": row.standing.tips_reviewed,
        "reviewers": list(row.standing.reviewers),
        "reviewed_on": row.standing.reviewed_on.isoformat() if row.standing.reviewed_on else None,
        "how": row.how,
        "out": [str(hop) for hop in row.out.hops] if row.out else [],
        "back": [str(hop) for hop in row.back.hops] if row.back else [],
    }


#: The own name comes last: in other scripts its width is anybody's guess.
_COLUMNS: dict[str, Callable[[Overview], str]] = {
    "code": lambda row: row.tag,
    "language": lambda row: row.name,
    "phrases": lambda row: row.standing.state,
    "reviewed": lambda row: f"{row.standing.phrases_reviewed} of {row.standing.phrases}",
    "tips (reviewed)": lambda row: f"{row.standing.tips} ({row.standing.tips_reviewed})",
    "by whom, when": lambda row: _reviewed(row.standing),
    "said by": lambda row: row.how,
    "packages there": lambda row: _packages(row.out),
    "packages back": lambda row: _packages(row.back),
    "own name": lambda row: row.own_name,
}


def _reviewed(standing: Standing) -> str:
    return ", ".join([*standing.reviewers, standing.reviewed_on.isoformat()]) if standing.reviewed_on else "-"


def _packages(route: Route | None) -> str:
    hops = route.hops if route else ()
    return " + ".join(f"{hop.source}-{hop.target} {hop.version}" for hop in hops) or "-"


def _write_table(rows: Iterable[Overview]) -> None:
    lines = [list(_COLUMNS), *([cell(row) for cell in _COLUMNS.values()] for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(_COLUMNS))]
    for line in lines:
        say("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def _totals(rows: list[Overview]) -> list[str]:
    """What the whole comes to: the languages of our parents, and the tips that all of them can read."""
    states = Counter(row.standing.state for row in rows if row.tag in OFFERED)
    common = set.intersection(*(set(tip_wordings(tag)) for tag in OFFERED))
    whole, tips = states["reviewed"] + states["draft"], max(row.standing.tips for row in rows)
    return [
        f"{whole} of {len(OFFERED)} languages complete: {states['reviewed']} reviewed, {states['draft']} drafts.",
        f"{tips} tips in {len(themes())} themes, {len(common)} of them in all {len(OFFERED)} languages.",
    ]


def _told(checked: Checked) -> list[str]:
    way = f"{checked.route.source}-{checked.route.target}"
    if checked.broken:
        return [f"{way}: broken: {checked.broken}. Install its packages again."]
    if checked.before is None:
        return [f"{way}: {checked.sentences} sentences said, and kept to compare with after an upgrade."]
    if not checked.changes:
        return [f"{way}: {checked.sentences} sentences said as before."]
    head = f"{way}: {len(checked.changes)} of {checked.sentences} sentences are said otherwise"
    lines = [f"{head} (likeness {checked.likeness:.0f} of 100). Before: {checked.before}; now: {checked.route}."]
    for change in checked.changes:
        lines += [f"  {change.sentence}", f"    - {change.before}", f"    + {change.now}"]
    return lines
