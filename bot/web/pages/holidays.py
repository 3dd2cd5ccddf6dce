"""The days on which the school is closed: then nobody promises an answer, and no ideas for home leave."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from pydantic import Field

from bot.actions.holidays import erase_holiday, record_holiday
from bot.errors import BadInput
from bot.models import Holiday
from bot.queries.holidays import list_holidays, require_holiday
from bot.web.pages.forms import Form, FormDay, FormModel, read_form
from bot.web.pages.visit import HEADS, Html, Page, PageAnswer, See, Visit

_HERE = "/school/holidays"


class HolidayForm(FormModel):
    """First and last day included."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    starts_on: FormDay
    ends_on: FormDay


async def show(visit: Visit) -> PageAnswer:
    """Those to come, and the one that was just removed, to put back."""
    return await _page(visit, Form())


async def add(visit: Visit) -> PageAnswer:
    """From the same first day again, it is changed."""
    given, form = read_form(HolidayForm, visit.sent)
    if given is None:
        return await _page(visit, form)
    try:
        async with visit.deps.transaction() as session:
            await record_holiday(session, actor=visit.actor, now=visit.now, **dict(given))
    except BadInput as error:
        return await _page(visit, Form(visit.sent, {"ends_on": error.sentence}))
    return See(_HERE, notice="holiday")


async def remove(visit: Visit) -> PageAnswer:
    """The next page offers to put it back."""
    async with visit.deps.transaction() as session:
        holiday = await require_holiday(session, visit.row_id())
        gone = {"starts_on": holiday.starts_on, "ends_on": holiday.ends_on, "name": holiday.name}
        await erase_holiday(session, actor=visit.actor, now=visit.now, holiday_id=holiday.id)
    return See(f"{_HERE}?{urlencode(gone)}", notice="holiday-gone")


async def _page(visit: Visit, form: Form) -> Html:
    today = visit.now.astimezone(visit.zone).date()
    async with visit.deps.reading() as session:
        holidays = await list_holidays(session, today)
    facts = {
        "form": form,
        "holidays": [(holiday, *_days(holiday), _days(holiday)[0] <= today) for holiday in holidays],
        "gone": {name: visit.query[name] for name in HolidayForm.model_fields if name in visit.query},
    }
    return Html("holidays.html", facts, status=422 if form.errors else 200)


def _days(holiday: Holiday) -> tuple[date, date]:
    return date.fromisoformat(holiday.starts_on), date.fromisoformat(holiday.ends_on)


PAGES = [
    Page("GET", _HERE, show, roles=HEADS),
    Page("POST", _HERE, add, roles=HEADS),
    Page("POST", f"{_HERE}/{{id}}/remove", remove, roles=HEADS),
]
