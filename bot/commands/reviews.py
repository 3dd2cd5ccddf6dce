"""Commands for those who know a language: what they read goes out as a file, and what they approve comes in."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from babel import UnknownLocaleError
from babel.messages.pofile import PoFileError

from bot.commands.base import say
from bot.commands.languages import english_name, read_tag
from bot.config import Settings
from bot.deps import SystemClock
from bot.domain.review_csv import read_table, write_table
from bot.domain.reviews import Review, Row, judge
from bot.errors import BadInput, NotFound, Unavailable
from messages.approved import approved_in, change_approved
from messages.exchange.wording_files import read_wordings, write_wordings
from messages.exchange.wordings import Approval
from messages.phrases import read_catalogue, spoken
from messages.standing import list_wordings
from messages.translator import Tag

_FORMATS = {".po": write_wordings, ".csv": write_table}


async def languages_export(options: Namespace, settings: Settings) -> int:
    """Every sentence and tip of a language, or what nobody has approved yet, beside its Dutch and English."""
    tag, out = read_tag(options.code), Path(options.out)
    write = _FORMATS[_format(out)]
    _require_catalogue(tag)
    with approved_in(settings.approved_dir):
        wordings = [word for word in list_wordings(tag) if not (options.drafts and word.approval)]
        dutch = {word.key: word.forms[-1] for word in list_wordings("nl")}
    _save(out, write(tag, _plural_forms(tag), wordings, dutch))
    drafts = sum(word.approval is None for word in wordings)
    say(f"{len(wordings)} sentences of {english_name(tag)} in {out}: {drafts} of them drafts.")
    return 0


async def languages_import_review(options: Namespace, settings: Settings) -> int:
    """All or nothing; each wrong sentence is told by line and reason."""
    name = " ".join(options.reviewer.split())
    if not name:
        raise BadInput("--reviewer is who read it, such as 'Fatma Demir'.")
    tag, rows = _read(Path(options.file))
    _require_catalogue(tag)
    approval = Approval(name, SystemClock().now().astimezone(settings.timezone).date())
    with approved_in(settings.approved_dir):
        review = judge(rows, tag=tag, ours=list_wordings(tag), approval=approval, replacing=options.replace)
        _refuse_errors(review)
        if review.approved and not options.dry_run:
            _keep(review, tag, settings)
    _tell(review, tag, approval, dry_run=options.dry_run)
    return 0


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.") from error


def _read(path: Path) -> tuple[Tag, list[Row]]:
    read = read_table if _format(path) == ".csv" else _read_po
    try:
        return read(path.read_bytes())
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error


def _read_po(content: bytes) -> tuple[Tag, list[Row]]:
    try:
        tag, entries = read_wordings(content)
    except (PoFileError, UnicodeDecodeError, UnknownLocaleError, ValueError) as error:
        raise BadInput(f"The file is no gettext file in UTF-8 that says its language: {error}.") from error
    return tag, [Row(line, wording, draft) for line, wording, draft in entries]


def _format(path: Path) -> str:
    if path.suffix not in _FORMATS:
        raise BadInput(f"{path.name} should end in .po (for Poedit and the like) or .csv (for a spreadsheet).")
    return path.suffix


def _require_catalogue(tag: Tag) -> None:
    if tag not in spoken():
        raise NotFound(f"{tag!r} has no catalogue; there are: {', '.join(sorted(spoken()))}.")


def _plural_forms(tag: Tag) -> str:
    return read_catalogue(tag).plural_forms


def _refuse_errors(review: Review) -> None:
    for error in review.errors:
        say(f"line {error.line}: {error.reason}")
    if review.errors:
        raise BadInput(f"Nothing was stored; places that are wrong: {len(review.errors)}.")


def _keep(review: Review, tag: Tag, settings: Settings) -> None:
    try:
        change_approved(settings.approved_dir, tag, _plural_forms(tag), approved=review.approved)
    except OSError as error:
        raise Unavailable(f"{settings.approved_dir} cannot be written: {error.strerror}.") from error


def _tell(review: Review, tag: Tag, approval: Approval, *, dry_run: bool) -> None:
    would = "would be" if dry_run else "are"
    say(
        f"{english_name(tag)}: {len(review.approved)} sentences {would} {approval}, {review.corrected} of them in "
        f"other words; {review.drafts} are still drafts, {review.known} were approved before."
    )
