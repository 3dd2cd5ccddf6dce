"""Commands about the translation memory: out to other programs, and in from them."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bot.actions.memory import record_imported
from bot.bootstrap import open_deps
from bot.commands.base import say
from bot.commands.languages import read_tag
from bot.config import Settings
from bot.domain.actors import COMMAND
from bot.domain.memory_files import WRITERS, check_format, parse_memory
from bot.domain.memory_import import MemoryPlan
from bot.errors import BadInput
from bot.queries.pairs import list_pairs


async def translations_export(options: Namespace, settings: Settings) -> int:
    """Everything that was approved, for a translation program or a spreadsheet; no words of a conversation."""
    out = Path(options.file)
    write = WRITERS[check_format(out.suffix)]
    target = read_tag(options.language) if options.language else None
    async with open_deps(settings) as deps, deps.reading() as session:
        pairs = await list_pairs(session, actor=COMMAND, target=target, machine=options.machine)
    _write_file(out, write(pairs))
    say(f"{len(pairs)} translations in {out}.")
    return 0


async def translations_import(options: Namespace, settings: Settings) -> int:
    """Whole file or nothing; each wrong place is told with its reason."""
    path = Path(options.file)
    parsed = parse_memory(path.suffix, _read_file(path), source_language=settings.source_language)
    say(*map(str, parsed.errors))
    async with open_deps(settings) as deps, deps.transaction() as session:
        plan = await record_imported(
            session,
            actor=COMMAND,
            now=deps.clock.now(),
            parsed=parsed,
            replace=options.replace,
            skip_bad_rows=options.skip_bad_rows,
            dry_run=options.dry_run,
        )
    _tell_plan(plan, dry_run=options.dry_run)
    return 0


def _read_file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error


def _write_file(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.") from error


def _tell_plan(plan: MemoryPlan, *, dry_run: bool) -> None:
    would = "Would be imported" if dry_run else "Imported"
    say(f"{would}: {plan.created} translations created, {plan.updated} updated, {plan.unchanged} unchanged.")
    if plan.kept:
        say(f"{plan.kept} were decided otherwise at this school, and stay so; --replace takes over the file's.")
    if plan.machine:
        say(f"{plan.machine} were made by a machine and approved by nobody; passed over.")
