"""Without a mouse: every control is reached in order and seen to be reached, the content too; and a whole journey."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Browser, Page

from bot.actions.visits import record_password
from bot.domain.passwords import hash_password
from bot.queries.visitors import find_account
from tests.browser.chromium import watch
from tests.browser.conftest import School
from tests.browser.filled import OWN
from tests.browser.views import different_views
from tests.fakes import NOW

#: What somebody without a mouse has to reach, in order; of radio buttons of one name the ticked one, or the first.
_CONTROLS = """() => {
  const seen = new Set();
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary, audio, [tabindex='0']")]
    .filter((one) => !one.disabled && one.type !== "hidden" && one.checkVisibility())
    .filter((one) => {
      if (one.type !== "radio") return true;
      const group = [...document.getElementsByName(one.name)].filter((other) => other.form === one.form);
      return one === (group.find((other) => other.checked) ?? group[0]);
    })
    .map((one, place) => { one.dataset.control = String(place); return place; }).length;
}"""

#: From now on the page remembers which control got the focus, and whether one sees it.
_REMEMBER = """() => {
  window.reached = [];
  addEventListener("focusin", ({ target }) => {
    const style = getComputedStyle(target);
    const ringed = parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none";
    reached.push([Number(target.dataset.control ?? -1), ringed, target.outerHTML.slice(0, 120)]);
  });
}"""

#: What stays on top may not cover what has the focus: the page scrolls so far that it stands below.
_COVERED = """() => [...document.querySelectorAll("header")]
  .filter((one) => getComputedStyle(one).position === "sticky")
  .filter((one) => one.offsetHeight > parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop))
  .map((one) => `${one.offsetHeight} px of ${one.className} cover what has the focus`)"""

#: So many presses of a key are on their way at once.
_AT_ONCE = 20


async def test_every_control_is_reached_in_order_and_seen(school: School, browser: Browser) -> None:
    watched = await watch(browser, school.url, viewport={"width": 1280, "height": 900})
    page = await watched.open()
    found: list[str] = []

    async for view in different_views(school, "en"):
        await watched.be(school.cookies("en", view.visitor))
        await view.show(page)
        await _open_all(page)
        found += [f"{view.name}: {problem}" for problem in await _walk(page)]

    assert "\n".join(found) == ""


async def _open_all(page: Page) -> None:
    """What can be opened, by the key that opens it."""
    while closed := await page.query_selector("details:not([open]) > summary"):
        await closed.focus()
        await page.keyboard.press("Enter")
        assert await closed.evaluate("one => one.parentElement.open")


async def _walk(page: Page) -> list[str]:
    """From the top; a date has several stops, and a list of the browser's own too."""
    await page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    await page.evaluate("scrollTo(0, 0)")
    count = await page.evaluate(_CONTROLS)
    await page.evaluate(_REMEMBER)
    reached: list[tuple[int, bool, str]] = []
    for _ in range(count):
        await asyncio.gather(*(page.keyboard.press("Tab") for _ in range(_AT_ONCE)))
        reached = await page.evaluate("reached")
        if any(place == count - 1 for place, _, _ in reached):
            break
    first = {place: position for position, (place, _, _) in reversed(list(enumerate(reached)))}
    skipped = [f"control {place} of {count} is not reached" for place in range(count) if place not in first]
    order = sorted(first, key=first.__getitem__)
    jumped = [f"the order is {order}"] if order != sorted(order) else []
    unseen = [f"the focus is not seen on {what}" for _, ringed, what in reached if not ringed]
    covered: list[str] = await page.evaluate(_COVERED)
    return [*skipped, *jumped, *unseen, *covered]


async def test_skip_link_leads_past_the_menu(school: School, browser: Browser) -> None:
    watched = await watch(browser, school.url)
    await watched.be(school.cookies("en", "coordinator"))
    page = await watched.open()
    await page.goto("/families")

    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.className") == "skip"
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == "main"
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.fixture
async def email(school: School) -> str:
    """A teacher who has a password."""
    address = "en.teacher@school.example"
    async with school.deps.transaction() as session:
        staff = await find_account(session, email=address)
        assert staff is not None
        secret = hash_password("drie blauwe boten")
        await record_password(session, staff_id=staff.id, password_hash=secret, now=NOW)
        staff.totp_secret = None
    return address


async def test_invitation_leaves_without_a_mouse(school: School, browser: Browser, email: str) -> None:
    """From the door to the message on its way, with the keyboard alone."""
    watched = await watch(browser, school.url, locale="en-GB")
    page = await watched.open()
    await page.goto("/")
    await _type(page, "#email", email)
    await _type(page, "#password", "drie blauwe boten")
    await page.keyboard.press("Enter")
    await page.wait_for_url("/")

    await _go(page, "main a[href='/invite']")
    await page.wait_for_url("/invite")
    if not await page.is_checked(f"input[value='{OWN}']"):
        await _to(page, f"input[value='{OWN}']")
        await page.keyboard.press("Space")
    await _to(page, "#day")
    await page.keyboard.type("15122026")
    await _type(page, "#place", "Lokaal 3")
    await _go(page, "form[data-invite] button.main")
    await page.wait_for_url("**/events/*")
    await _go(page, "form[action$='/send'] button.main")
    await page.wait_for_url("**/events/*?done=invited")

    assert await page.locator(".notice").inner_text() == "The invitation leaves now. Here you see how it goes."
    assert watched.problems == []


async def _to(page: Page, control: str) -> None:
    """By the tabulator, wherever the focus is."""
    for _ in range(200):
        if await page.evaluate("(control) => document.activeElement.matches(control)", control):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{control} is not reached on {page.url}")


async def _type(page: Page, control: str, text: str) -> None:
    await _to(page, control)
    await page.keyboard.type(text)


async def _go(page: Page, control: str) -> None:
    await _to(page, control)
    await page.keyboard.press("Enter")
