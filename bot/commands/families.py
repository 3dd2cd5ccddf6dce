"""Commands about families: import and letters."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bot.actions.enrolment import issue_codes
from bot.actions.families import record_import
from bot.actions.letters import Mailing
from bot.bootstrap import open_deps
from bot.commands.base import say
from bot.config import Settings
from bot.deps import Deps
from bot.domain.actors import COMMAND
from bot.domain.codes import ENROLMENT_LIFETIME
from bot.domain.csv_rows import ParsedFile, parse_families
from bot.domain.imports import ImportPlan
from bot.errors import BadInput
from bot.queries.channel import require_bot_username
from bot.queries.letters import Addressee, list_addressees
from messages.letters import Letter, render_cards, render_letter, render_letters

#: Letters are written in batches, so that a crash half way leaves whole letters whose codes work.
_BATCH = 100
_ALL, _CARDS = "letters.html", "cards.html"


async def families_import(options: Namespace, settings: Settings) -> int:
    """Whole file or nothing; each wrong row is told by line, column and reason."""
    parsed = parse_families(_read_file(options.file))
    _tell_errors(parsed)
    async with open_deps(settings) as deps, deps.transaction() as session:
        plan = await record_import(
            session,
            actor=COMMAND,
            now=deps.clock.now(),
            parsed=parsed,
            skip_bad_rows=options.skip_bad_rows,
            dry_run=options.dry_run,
        )
    _tell_plan(plan, dry_run=options.dry_run)
    return 0


async def families_letters(options: Namespace, settings: Settings) -> int:
    """One page for each parent who has not joined, and all of them in one file to print."""
    folder = _make_folder(options.out)
    async with open_deps(settings) as deps:
        async with deps.reading() as session:
            username = await require_bot_username(session, configured=settings.telegram_bot)
            addressees = await list_addressees(session, group=options.group)
        letters = [
            letter
            for start in range(0, len(addressees), _BATCH)
            for letter in await _write_batch(deps, addressees[start : start + _BATCH], username, folder)
        ]
    if not letters:
        say("No letters: every parent has joined, or has joined and left.")
        return 0
    (folder / _ALL).write_text(render_letters(letters, school=deps.school.school_name), "utf-8")
    (folder / _CARDS).write_text(render_cards(letters), "utf-8")
    say(f"{len(letters)} letters in {folder}; {_ALL} holds all of them to print, {_CARDS} the same codes on cards.")
    return 0


def _read_file(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error


def _make_folder(path: str) -> Path:
    try:
        Path(path).mkdir(parents=True, exist_ok=True, mode=0o700)  # each letter holds a key
    except OSError as error:
        raise BadInput(f"{path} cannot be a folder for letters: {error.strerror}.") from error
    return Path(path)


def _tell_errors(parsed: ParsedFile) -> None:
    for error in parsed.errors:
        say(f"line {error.line}, {error.column or 'whole line'}: {error.reason}")


def _tell_plan(plan: ImportPlan, *, dry_run: bool) -> None:
    would = "Would be imported" if dry_run else "Imported"
    say(f"{would}: {plan.created} rows created, {plan.updated} updated, {plan.unchanged} unchanged.")
    if plan.missing:
        say(f"No longer in the file, and kept: {', '.join(plan.missing)}.")


async def _write_batch(deps: Deps, addressees: list[Addressee], username: str, folder: Path) -> list[Letter]:
    now = deps.clock.now()
    async with deps.transaction() as session:
        codes = await issue_codes(session, parents=[one.parent.parent_id for one in addressees], now=now)
    settings, mailing = deps.settings, Mailing(addressees, codes, now + ENROLMENT_LIFETIME)
    letters = mailing.letters(username=username, source=settings.source_language, zone=settings.timezone)
    for one, letter in zip(addressees, letters, strict=True):
        page = render_letter(letter, school=deps.school.school_name)
        folder.joinpath(f"{one.file_name}.html").write_text(page, "utf-8")
    return letters
