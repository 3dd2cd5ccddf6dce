"""Everything that the doctor looks at, in the order in which a person would mend it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime

from bot.config import load_settings
from bot.errors import BadInput
from bot.upkeep.database_checks import check_database
from bot.upkeep.findings import Finding, ok, problem
from bot.upkeep.language_checks import check_languages
from bot.upkeep.machine_checks import check_address, check_backup, check_disk, check_files
from bot.upkeep.service_checks import check_mail, check_service
from bot.upkeep.telegram_checks import check_telegram


async def examine(environment: Mapping[str, str], *, now: datetime) -> list[Finding]:
    """Changes nothing. Without settings there is nothing else to look at."""
    try:
        settings = load_settings(environment)
    except BadInput as error:
        return [problem("settings", error.sentence)]
    return [
        ok("settings", "They can be read."),
        *check_files(settings, environment),
        check_disk(settings),
        *await check_database(settings, now),
        *await check_telegram(settings, now),
        await check_service(settings, now),
        *await asyncio.to_thread(check_languages, settings),
        await check_mail(settings),
        check_backup(settings, now),
        check_address(settings),
    ]
