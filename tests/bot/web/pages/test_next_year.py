"""The next school year in three steps: the list, what it means, what is left to do; and the way back."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

from aiohttp import FormData
from sqlalchemy import select

from bot.deps import Deps
from bot.enums import Role
from bot.models import Child, Group
from bot.queries.leaving import PAGE
from tests.bot.web.pages.conftest import SAME_SITE, Browser, Shown
from tests.builders import GROUP, make_event, make_families, make_invitation, make_row
from tests.fakes import NOW

HEAD = "Leerlingnummer;Roepnaam;Groep;Ouder-id;Naam ouder;Thuistaal\n"
LIST = HEAD + "K-Noor;Noor;groep 4;P-Amina;Amina;Arabisch\n" + "K-Kim;Kïm <b>;groep 3;P-Ann;Ann;Nederlands\n"


async def send(here: Browser, content: str, **fields: str) -> Shown:
    form = FormData({"step": "look", **fields})
    form.add_field("file", content.encode(), filename="lijst.csv")
    return await here._send("POST", "/families/next-year", data=form, headers=SAME_SITE)


async def press(here: Browser, shown: Shown, *stay: str) -> Shown:
    """The button of the second step, with who was ticked."""
    fields = re.findall(r'<input type="hidden" name="(csv|step)" value="([^"]*)">', shown.text)
    form = FormData([*((name, unescape(value)) for name, value in fields), *(("stay", child) for child in stay)])
    form._is_multipart = True
    return await here._send("POST", "/families/next-year", data=form, headers=SAME_SITE)


async def groups(deps: Deps) -> dict[str, str | None]:
    async with deps.reading() as session:
        query = select(Child.external_id, Group.name).outerjoin(Group, Group.id == Child.group_id)
        return dict((await session.execute(query)).all())


async def fill(deps: Deps) -> None:
    async with deps.transaction() as session:
        rows = [make_row("Noor", "Amina"), make_row("Noor", "Omar"), make_row("Jan", "Piotr"), make_row("Ida", "Eva")]
        await make_families(session, *rows)


async def test_year_goes_on_in_three_steps_and_a_child_comes_back(visit_as: Any, deps: Deps) -> None:
    await fill(deps)
    here = await visit_as(Role.COORDINATOR)

    first = await here.get("/families/next-year")
    second = await send(here, LIST)
    before = await groups(deps)
    stored = await press(here, second, "K-Jan")
    third = await here.get(str(stored.at))
    after = await groups(deps)
    back = await here.post("/families/next-year/back", child="K-Ida", group="groep 4")

    assert "Step 1 of 3" in first.text
    assert "groep 3 → groep 4: 1 child<" in second.text.replace("\n", "")
    assert ("Kïm &lt;b&gt;" in second.text, "More than half" in second.text) == (True, True)
    assert re.findall(r'name="stay" value="([^"]+)"', second.text) == ["K-Ida", "K-Jan"]
    assert ">Omar</a>" in second.text
    assert before == dict.fromkeys(("K-Noor", "K-Jan", "K-Ida"), "groep 3")
    assert stored.at == "/families/next-year?step=3&done=next-year"
    assert ("/school/colleagues" in third.text, 'value="K-Ida"' in third.text) == (True, True)
    assert after == {"K-Noor": "groep 4", "K-Jan": "groep 3", "K-Ida": None, "K-Kim": "groep 3"}
    assert (back.at, (await groups(deps))["K-Ida"]) == ("/families/next-year?done=still-here#left", "groep 4")


async def test_activities_that_families_know_of_are_named_before_the_groups_change(visit_as: Any, deps: Deps) -> None:
    await fill(deps)
    async with deps.transaction() as session:
        for title, later in (("Musical <i>", 0), ("Kamp", 7)):
            event = await make_event(session, title=title)
            await make_invitation(session, event, send_at=NOW + timedelta(days=later))
        await make_event(session, title="Nog niets")

    looked = await send(await visit_as(Role.ADMINISTRATOR), LIST)

    assert re.findall(r'<li><span dir="auto">. (.+?)</span> <span class="soft">(.+?)</span>', looked.text) == [
        ("Musical &lt;i&gt;", "Tue 15 Dec 08:30")
    ]


async def test_list_with_a_wrong_line_cannot_be_stored(visit_as: Any, deps: Deps) -> None:
    await fill(deps)
    here = await visit_as(Role.ADMINISTRATOR)

    looked = await send(here, LIST + "K-X;;groep 3;P-X;X;Turks\n")
    forced = await send(here, LIST + "K-X;;groep 3;P-X;X;Turks\n", step="store")

    assert ("is empty, but must be filled in" in looked.text, 'name="csv"' in looked.text) == (True, False)
    assert (forced.status, "Nothing was imported." in forced.text) == (422, True)
    assert (await groups(deps)).keys() == {"K-Noor", "K-Jan", "K-Ida"}


async def test_without_a_file_and_without_a_group_nothing_happens(visit_as: Any, deps: Deps) -> None:
    await fill(deps)
    here = await visit_as(Role.COORDINATOR)

    shown = await here.post("/families/next-year", step="look")

    assert (shown.status, "Choose a file first." in shown.text) == (422, True)
    assert (await here.post("/families/next-year/back", child="K-Ida")).status == 404
    assert (await here.post("/families/next-year/back", child="K-Ida", group="groep 3")).status == 404


async def test_of_many_who_left_some_are_shown_and_all_are_counted(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, *(make_row(f"Kind {number}", "Eva") for number in range(PAGE + 5)))
    here = await visit_as(Role.COORDINATOR)
    looked = await send(here, LIST)

    leave = re.findall(r'name="stay" value="([^"]+)"', looked.text)
    shown = await here.get(str((await press(here, looked, leave[-1])).at))

    assert (len(leave), "and 5 more" in looked.text, "and 4 more" in shown.text) == (PAGE + 5, True, True)
    assert {child for child, group in (await groups(deps)).items() if group == GROUP} == {leave[-1], "K-Kim"}
