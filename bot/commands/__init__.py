"""What each command does once it is parsed. `bot.cli` is the parser in front of it."""

from bot.commands.base import Command
from bot.commands.demo import demo
from bot.commands.doctor import doctor
from bot.commands.erasure import erase
from bot.commands.families import families_import, families_letters
from bot.commands.languages import languages_check, languages_list, languages_wrap
from bot.commands.packages import languages_install, languages_remove
from bot.commands.reports import report_response_rate
from bot.commands.reviews import languages_export, languages_import_review
from bot.commands.services import db_upgrade, run, sandbox, web, work
from bot.commands.staff import staff_add, token_add
from bot.commands.translations import translations_export, translations_import
from bot.commands.upkeep import backup, restore

#: Commands that run without any setting of a school, or read them themselves.
WITHOUT_SETTINGS = ("demo", "sandbox", "doctor")

#: Commands that run until they are stopped, and so log to stdout.
SERVICES = ("run", "web", "work")

__all__ = [
    "SERVICES",
    "WITHOUT_SETTINGS",
    "Command",
    "backup",
    "db_upgrade",
    "demo",
    "doctor",
    "erase",
    "families_import",
    "families_letters",
    "languages_check",
    "languages_export",
    "languages_import_review",
    "languages_install",
    "languages_list",
    "languages_remove",
    "languages_wrap",
    "report_response_rate",
    "restore",
    "run",
    "sandbox",
    "staff_add",
    "token_add",
    "translations_export",
    "translations_import",
    "web",
    "work",
]
