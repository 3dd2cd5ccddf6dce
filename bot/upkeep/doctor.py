"""Everything that the doctor looks at, in the order in which a person would mend it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime

from bot.config import load_settings, school_of
from bot.errors import BadInput
from bot.upkeep.database_checks import check_database, find_known_departed, load_known_decisions
from bot.upkeep.findings import Finding, ok, problem, warning
from bot.upkeep.language_checks import check_languages
from bot.upkeep.machine_checks import check_address, check_backup, check_disk, check_files
from bot.upkeep.service_checks import check_mail, check_service
from bot.upkeep.telegram_checks import check_telegram

_OFF = warning("telegram", "The school has switched Telegram off on its own page: nothing is sent or fetched.")


async def examine(environment: Mapping[str, str], *, now: datetime) -> list[Finding]:
    """Changes nothing. Without settings there is nothing else to look at."""
    try:
        settings = load_settings(environment)
    except BadInput as error:
        return [problem("settings", error.sentence)]
    school = school_of(settings, await load_known_decisions(settings))
    return [
        ok("settings", "They can be read."),
        *check_files(settings, environment),
        check_disk(settings),
        *await check_database(settings, now),
        *(await check_telegram(settings, now) if school.telegram else [_OFF]),
        await check_service(settings, now, fetches=school.telegram),
        *await asyncio.to_thread(check_languages, settings),
        await check_mail(settings, school.alert_to, gone=await find_known_departed(settings, school.alert_to)),
        check_backup(settings, now),
        check_address(settings),
    ]
