"""A coordinator's look: who was reached and who answered, and the same as a table to take along (N6, N26)."""

from __future__ import annotations

import csv
from pathlib import Path

from bot.enums import Role
from tests.browser.journeys.school import Report, Site
from tests.builders import make_row
from tests.journeys.school import School

#: (first name of the parent, language, button of the invitation: yes, no, later)
_HOMES = (*((f"Ouder{n}", "ar", 0) for n in range(6)), *((f"Ouder{n}", "tr", None) for n in range(6, 12)))


async def invite_everybody(school: School) -> None:
    """Twelve families in two languages; those of one answer."""
    await school.admit(*(make_row(f"Kind{n}", parent, tag) for n, (parent, tag, _) in enumerate(_HOMES)))
    phones = [await school.join(parent, 8000 + n, tag) for n, (parent, tag, _) in enumerate(_HOMES)]
    await school.invite(await school.plan())
    await school.settle()
    for phone, (_, _, button) in zip(phones, _HOMES, strict=True):
        if button is not None:
            phone.tap(phone.messages[-1].message_id, button)
    await school.settle()


async def test_coordinator_sees_the_gap_between_languages_and_takes_the_table_along(
    site: Site, report: Report, tmp_path: Path
) -> None:
    await invite_everybody(site.school)
    await site.hire_ready("Sam", Role.COORDINATOR)
    sam = await site.sign_in("Sam", Role.COORDINATOR)
    sam.clicks = sam.keys = 0

    await sam.follow("Figures", within=".menu")
    await sam.reads("lie 100 percentage points")
    await sam.follow("Language", within="main .tabs")
    async with sam.page.expect_download() as saving:
        await sam.follow("Save as a table")
    saved = tmp_path / "figures.csv"
    await (await saving.value).save_as(saved)
    report("the gap between languages found, the table saved", sam.tally)

    rows = list(csv.DictReader(saved.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert [(row["Language"], row["Invitations"], row["Yes"]) for row in rows] == [
        ("Arabic", "6", "6"),
        ("Turkish", "6", "0"),
    ]
