"""What the school decides itself: each setting with what it does, where it comes from, and the way back."""

from __future__ import annotations

from bot.actions.school import record_setting, withdraw_setting
from bot.config import school_of
from bot.errors import BadInput, NotFound
from bot.queries.school import find_departed
from bot.web.pages.forms import Form
from bot.web.pages.setting_lines import LINES, SECTIONS, text_of
from bot.web.pages.visit import HEADS, Html, Page, PageAnswer, See, Visit

_HERE, _TELEGRAM = "/school/settings", "telegram"
_SWITCHES = (_TELEGRAM, "second_key")


async def show(visit: Visit) -> PageAnswer:
    """As they hold now."""
    return await _page(visit, Form())


async def decide(visit: Visit) -> PageAnswer:
    """From now on, in every process of this service within seconds."""
    name = _name(visit)
    try:
        async with visit.deps.transaction() as session:
            await record_setting(session, actor=visit.actor, now=visit.now, name=name, value=_value(visit, name))
    except BadInput as error:
        return await _page(visit, Form(visit.sent, {name: LINES[name].wrong if name in LINES else error.sentence}))
    await visit.deps.learn_decisions()
    notice = f"telegram-{visit.sent.get(name)}" if name == _TELEGRAM else "setting"
    return See(f"{_HERE}#{name}", notice=notice)


async def undo(visit: Visit) -> PageAnswer:
    """As the machine says."""
    name = _name(visit)
    async with visit.deps.transaction() as session:
        await withdraw_setting(session, actor=visit.actor, now=visit.now, name=name)
    await visit.deps.learn_decisions()
    return See(f"{_HERE}#{name}", notice="setting-withdrawn")


def _name(visit: Visit) -> str:
    name = visit.path["name"]
    if name not in LINES and name not in _SWITCHES:
        raise NotFound("There is nothing here.")
    return name


def _value(visit: Visit, name: str) -> str:
    if name in LINES and LINES[name].kind == "times":
        return f"{visit.sent.get(f'{name}-from', '')}-{visit.sent.get(f'{name}-until', '')}"
    return visit.sent.get(name, "").strip()


async def _page(visit: Visit, form: Form) -> Html:
    await visit.deps.learn_decisions()
    async with visit.deps.reading() as session:
        departed = await find_departed(session, visit.deps.school.alert_to)
    school, machine, made = visit.deps.school, school_of(visit.deps.settings, {}), visit.deps.decisions.made
    facts = {
        "form": form,
        "sections": SECTIONS,
        "telegram": school.telegram,
        "second_key": school.second_key,
        "token": visit.deps.settings.telegram_token is not None,
        "value_of": lambda name: text_of(school, name),
        "machine_of": lambda name: text_of(machine, name),
        "decided": made,
        "departed": departed,
    }
    return Html("settings.html", facts, status=422 if form.errors else 200)


PAGES = [
    Page("GET", _HERE, show, roles=HEADS),
    Page("POST", f"{_HERE}/{{name}}", decide, roles=HEADS),
    Page("POST", f"{_HERE}/{{name}}/undo", undo, roles=HEADS),
]
