"""The command line: parse, call, print.

Exit codes: 0 done, 1 something failed and is told, 2 wrong use or bad input.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot import commands
from bot.config import load_settings
from bot.enums import Role, Scope
from bot.errors import AppError, BadInput, NotFound
from bot.logs import set_up_logs

if TYPE_CHECKING:
    Found = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  # argparse names it nowhere else

_WRONG_USE = (BadInput, NotFound)
_DIGITS = re.compile("[0-9]{1,6}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what a person can act on is one sentence on stderr."""
    options = make_parser().parse_args(arguments)
    set_up_logs(service=options.command in commands.SERVICES)
    try:
        settings = None if options.command in commands.WITHOUT_SETTINGS else load_settings()
        return int(asyncio.run(options.run(options, settings)))
    except AppError as error:
        print(f"ouderbrug: {error.sentence}", file=sys.stderr)
        return 2 if isinstance(error, _WRONG_USE) else 1
    except KeyboardInterrupt:
        return 0


def make_parser() -> argparse.ArgumentParser:
    """Every command with its help; the README's table is tested against it."""
    parser = argparse.ArgumentParser(prog="ouderbrug", description="A bridge between school and parents.")
    parser.set_defaults(command=None)
    found = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_services(found)
    _add_upkeep(found)
    _add_demo(found)
    _add_families(found)
    _add_languages(found)
    _add_translations(found)
    _add_staff(found)
    _add_reports(found)
    return parser


def _add(found: Found, name: str, run: commands.Command, summary: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = found.add_parser(name, help=summary, description=summary)
    command.set_defaults(run=run, command=run.__name__)
    return command


def _add_services(found: Found) -> None:
    _add(found, "run", commands.run, "Web, Telegram and workers in one process: the default for a school.")
    _add(found, "web", commands.web, "Only the web pages and the API.")
    work = _add(found, "work", commands.work, "Only the workers and Telegram.")
    work.add_argument("--only", help="some workers, with commas: planning,translating,sending,housekeeping")
    sandbox = _add(found, "sandbox", commands.sandbox, "The make-believe Telegram alone.")
    sandbox.add_argument("--port", type=_port, default=8081)
    sandbox.add_argument("--token", help="accept only this bot token; without it any well-formed one")
    sandbox.add_argument("--faults", metavar="FILE", help="YAML or JSON: what goes wrong, and the limits")
    database = found.add_parser("db", help="The database.").add_subparsers(required=True, metavar="WHAT")
    _add(database, "upgrade", commands.db_upgrade, "Bring the database to the newest schema.")


def _add_upkeep(found: Found) -> None:
    backup = _add(found, "backup", commands.backup, "Write the whole school to one file, while the service runs.")
    backup.add_argument("file", metavar="FILE")
    backup.add_argument("--replace", action="store_true", help="take the place of a file of that name")
    restore = _add(found, "restore", commands.restore, "Put a backup back, while no service runs.")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="although the database is not empty; that is lost")
    doctor = _add(found, "doctor", commands.doctor, "Look whether all is well, and say what to do.")
    doctor.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def _add_demo(found: Found) -> None:
    demo = _add(found, "demo", commands.demo, "A fictional school, on this machine, until Ctrl-C.")
    demo.add_argument("--story", action="store_true", help="play one school week on a fast clock, and end")
    demo.add_argument("--json", action="store_true", help="with --story: one JSON object instead of text")
    demo.add_argument("--port", type=_port, default=0, help="of the API; 0 takes any free one")
    demo.add_argument("--sandbox-port", type=_port, default=0, help="of the parents' phones; 0 takes any free one")


def _add_families(found: Found) -> None:
    families = found.add_parser("families", help="Families.").add_subparsers(required=True, metavar="WHAT")
    load = _add(families, "import", commands.families_import, "Import families from a CSV file, all or nothing.")
    load.add_argument("file", metavar="FILE.csv")
    load.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
    load.add_argument("--skip-bad-rows", action="store_true", help="import the good rows although others are wrong")
    letters = _add(families, "letters", commands.families_letters, "Write a letter with QR code for each parent.")
    letters.add_argument("--group", help="only for parents of this group")
    letters.add_argument("--out", required=True, metavar="DIR")
    erase = _add(found, "erase", commands.erase, "Erase everything about one parent; this cannot be undone.")
    erase.add_argument("parent_id", metavar="PARENT_ID", help="the school's own id, as in the list of families")


def _add_languages(found: Found) -> None:
    languages = found.add_parser("languages", help="Languages.").add_subparsers(required=True, metavar="WHAT")
    overview = _add(languages, "list", commands.languages_list, "How each language can be said.")
    overview.add_argument("--json", action="store_true", help="a list of objects instead of a table")
    install = _add(languages, "install", commands.languages_install, "Install language packages, by language or file.")
    install.add_argument("codes", metavar="CODE", nargs="*", help="a language, such as tr or Turks")
    install.add_argument("--file", metavar="X.argosmodel", help="a package that is here already")
    install.add_argument("--sha256", metavar="H", help="with --file: what its hash should be")
    _add(languages, "check", commands.languages_check, "Try every installed language; tell what is said otherwise.")
    remove = _add(languages, "remove", commands.languages_remove, "Remove the packages of a language.")
    remove.add_argument("code", metavar="CODE")
    _add_reviews(languages)
    wrap = _add(languages, "wrap", commands.languages_wrap, "Make a package of a CTranslate2 model, such as OPUS-MT.")
    wrap.add_argument("folder", metavar="FOLDER")
    wrap.add_argument("--from", dest="source", required=True, metavar="CODE")
    wrap.add_argument("--to", dest="target", required=True, metavar="CODE")
    wrap.add_argument("--version", default="1.0")
    wrap.add_argument("--out", required=True, metavar="FILE")


def _add_reviews(languages: Found) -> None:
    export = _add(languages, "export", commands.languages_export, "Write what a reviewer of a language reads.")
    export.add_argument("code", metavar="CODE")
    export.add_argument("--out", required=True, metavar="FILE", help="ends in .po or .csv")
    export.add_argument("--drafts", action="store_true", help="only what nobody has approved yet")
    review = _add(languages, "import-review", commands.languages_import_review, "Take over what a reviewer approved.")
    review.add_argument("file", metavar="FILE")
    review.add_argument("--reviewer", required=True, metavar="NAME")
    review.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
    review.add_argument("--replace", action="store_true", help="also change what somebody approved before")


def _add_translations(found: Found) -> None:
    memory = found.add_parser("translations", help="The translation memory.").add_subparsers(
        required=True, metavar="WHAT"
    )
    export = _add(memory, "export", commands.translations_export, "Write what was approved, for other programs.")
    export.add_argument("file", metavar="FILE", help="ends in .tmx or .csv")
    export.add_argument("--language", metavar="CODE", help="only translations into this one")
    export.add_argument("--machine", action="store_true", help="also what a machine made and nobody has approved")
    load = _add(memory, "import", commands.translations_import, "Approve translations from a file, all or nothing.")
    load.add_argument("file", metavar="FILE", help="ends in .tmx or .csv")
    load.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
    load.add_argument("--skip-bad-rows", action="store_true", help="import the good rows although others are wrong")
    load.add_argument("--replace", action="store_true", help="also change what people of this school decided")


def _add_staff(found: Found) -> None:
    staff = found.add_parser("staff", help="Colleagues.").add_subparsers(required=True, metavar="WHAT")
    add = _add(staff, "add", commands.staff_add, "Add or change a colleague; prints a one-time sign-in link.")
    add.add_argument("email", metavar="EMAIL")
    add.add_argument("--role", required=True, choices=[role.value for role in Role])
    add.add_argument("--group", action="append", default=[], help="may be repeated")
    add.add_argument("--name", help="as parents know them, such as 'juf Ruth'")
    token = found.add_parser("token", help="API tokens.").add_subparsers(required=True, metavar="WHAT")
    make = _add(token, "add", commands.token_add, "Make an API token; prints it once.")
    make.add_argument("name", metavar="NAME")
    make.add_argument("--scope", action="append", required=True, help=f"one or more of: {', '.join(Scope)}")
    make.add_argument("--staff", metavar="EMAIL", help="the colleague for whom it acts")
    make.add_argument("--days", type=_days, help="how long it works; without it, until it is withdrawn")


def _port(text: str) -> int:
    return _number(text, 0, 65_535)


def _days(text: str) -> int:
    return _number(text, 1, 3650)


def _number(text: str, lowest: int, highest: int) -> int:
    number = int(text) if _DIGITS.fullmatch(text) else -1
    if not lowest <= number <= highest:
        raise argparse.ArgumentTypeError(f"{text!r} should be a number from {lowest} to {highest}")
    return number


def _add_reports(found: Found) -> None:
    report = found.add_parser("report", help="Figures.").add_subparsers(required=True, metavar="WHAT")
    rate = _add(report, "response-rate", commands.report_response_rate, "Answered of delivered families.")
    rate.add_argument("--by", default="event", help="event, group, language, or several with commas")
    rate.add_argument("--format", choices=["table", "csv", "json"], default="table")
