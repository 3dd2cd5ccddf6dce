"""How each staff page is called for the things of one group, who may, and where there is more to look at.

A row of bot.web.pages.site.PAGES that is not here fails tests with a sentence that leads here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import quote

from bot.enums import Role
from bot.web.pages.site import PAGES
from bot.web.pages.visit import Page
from tests.browser.filled import HALFWAY, NEW, Place

ROLES = {"t": Role.TEACHER, "l": Role.LIAISON, "c": Role.COORDINATOR, "a": Role.ADMINISTRATOR}
CSV = "Leerlingnummer,Roepnaam,Groep,Ouder-id,Naam ouder,Thuistaal\nK9,Kim,groep 9,P9,Kees,nl\nK10,Bo,groep 9,,Bo,x\n"

EVENT = {"kind": "look_in_morning", "day": "2026-12-15", "starts": "08:30"}
IDEAS = {"theme": "reading_together", "starts_on": "2026-11-30"}


@dataclass(frozen=True, slots=True)
class Row:
    """One route. In `path`, `form` and `also` stands {thing} for what tests.browser.filled names so.

    `who`: the first letters of the roles that may; nobody else finds anything there. `others`: what a teacher gets for
    another group's thing; None where the route is about no group. `also`: further addresses worth a look, with the name
    of a special visitor before a colon. `wrong`: a form that is answered by the same page with its mistakes.
    `refused`: what a role gets that may see the thing, but not do this.
    """

    path: str
    who: str = "tlc"
    form: dict[str, str] = field(default_factory=dict)
    others: int | None = 404
    status: int | None = None
    also: tuple[str, ...] = ()
    wrong: dict[str, str] | None = None
    is_file: bool = False
    refused: dict[str, int] = field(default_factory=dict)

    def expected(self, page: Page, role: Role) -> tuple[int, int]:
        """Status for the own group's thing, and for another's."""
        letter = role[0]
        if letter not in self.who:
            return self.refused.get(letter, 404), 404
        done = self.status or (200 if page.method == "GET" else 303)
        return done, self.others if self.others and role is Role.TEACHER else done


ALL = "tlca"

#: By method and path, as in PAGES.
ROWS: dict[str, Row] = {
    "GET /sign-in": Row("/sign-in", ALL, others=None, status=303, also=("nobody:/sign-in", "nobody:/sign-in?then=/x")),
    "POST /sign-in": Row("/sign-in", ALL, others=None, status=422, wrong={"email": "a", "password": "b"}),
    "POST /sign-in/link": Row("/sign-in/link", ALL, {"secret": "no"}, None, 422, wrong={"secret": "no"}),
    "POST /sign-out": Row("/sign-out", ALL, others=None),
    "GET /account": Row("/account", ALL, others=None, also=("/account?done=saved",)),
    "GET /account/setup": Row(
        "/account/setup", ALL, others=None, status=303, also=(f"{NEW}:/account/setup", f"{HALFWAY}:/account/setup")
    ),
    "POST /account/password": Row(
        "/account/password", ALL, {"password": "vier gele olifanten"}, None, 422, wrong={"present": "x"}
    ),
    "GET /account/second-factor": Row("/account/second-factor", ALL, others=None),
    "POST /account/second-factor": Row("/account/second-factor", ALL, others=None, status=422, wrong={"code": "1"}),
    "POST /account/language": Row("/account/language", ALL, {"language": "nl"}, None, wrong={"language": "xx"}),
    "POST /account/browsers/{id}/sign-out": Row("/account/browsers/999999/sign-out", ALL, others=None),
    "POST /account/browsers/sign-out-elsewhere": Row("/account/browsers/sign-out-elsewhere", ALL, others=None),
    "GET /": Row("/", ALL, others=None),
    "GET /invite": Row("/invite?copy={event}"),
    "POST /invite": Row("/invite", "tlc", {**EVENT, "groups": "{group}"}, 422, wrong={"kind": "other", "day": "x"}),
    "GET /events/{id}": Row(
        "/events/{event}",
        also=("/events/{draft}?language=ar", "/events/{called_off}", "/events/{talks}", "/events/{past}"),
    ),
    "POST /events/{id}/send": Row("/events/{draft}/send", "tlc", {"when": "now"}, wrong={"when": "x"}),
    "POST /events/{id}/call-off": Row("/events/{to_call_off}/call-off"),
    "POST /events/{id}/throw-away": Row("/events/{spare}/throw-away"),
    "GET /events/{id}/edit": Row("/events/{event}/edit", also=("/events/{talks}/edit",)),
    "POST /events/{id}/edit": Row("/events/{event}/edit", "tlc", {**EVENT, "groups": "{group}"}, wrong={"day": "x"}),
    "GET /families": Row(
        "/families?group={group}", ALL, also=("/families?show=not-reached&group=", "/families?find=zzz", "/families")
    ),
    "GET /families/checklist.csv": Row("/families/checklist.csv?group={group}", ALL, is_file=True),
    "GET /families/import": Row("/families/import", "ca", others=None),
    "POST /families/import": Row(
        "/families/import", "ca", {"csv": CSV, "step": "store", "skip": "yes"}, None, wrong={"csv": CSV, "step": "look"}
    ),
    "GET /families/letters": Row("/families/letters?group={group}", ALL, others=200),
    "POST /families/letters": Row("/families/letters", ALL, {"group": "{group}", "kind": "letters"}, 422, 200),
    "POST /families/{parent_id}/letter": Row("/families/{unreached}/letter", ALL, status=200),
    "GET /families/not-reached": Row("/families/not-reached?group={group}"),
    "POST /families/{parent_id}/tried": Row("/families/{unreached}/tried", "tlc", {"tried": "letter"}),
    "GET /families/{parent_id}": Row("/families/{parent}", ALL, also=("/families/{unreached}",)),
    "POST /families/{parent_id}/notes": Row(
        "/families/{parent}/notes",
        "tlc",
        {"kind": "gate", "outcome": "spoke", "day": "2026-11-24"},
        wrong={"day": "2030-01-01", "kind": "gate", "outcome": "spoke"},
    ),
    "POST /families/{parent_id}/notes/{id}/take-back": Row("/families/{parent}/notes/{note}/take-back", "t"),
    "POST /families/{parent_id}/language": Row("/families/{parent}/language", ALL, {"language": "ar"}),
    "POST /families/{parent_id}/erase": Row(
        "/families/{leaver}/erase", "ca", {"number": "{leaver}"}, wrong={"number": "no"}
    ),
    "GET /families/good-news": Row("/families/good-news?child={child}", also=("/families/good-news?child=K-Liya",)),
    "POST /families/good-news": Row(
        "/families/good-news",
        "tlc",
        {"child": "{child}", "phrase": "was-brave"},
        wrong={"child": "K-Noor", "phrase": "x", "text": "x"},
    ),
    "POST /families/good-news/{id}/take-back": Row("/families/good-news/{news}/take-back", "t"),
    "GET /ideas": Row("/ideas", others=None),
    "GET /ideas/new": Row("/ideas/new?theme=reading_together", others=None),
    "POST /ideas/new": Row(
        "/ideas/new",
        "tlc",
        {**IDEAS, "groups": "{group}", "step": "start", "seen": "ar fa pl ti tr"},
        wrong={**IDEAS, "starts_on": "2020-01-01", "step": "start"},
    ),
    "GET /ideas/themes/{theme}": Row("/ideas/themes/reading_together?language=ar", others=None),
    "GET /ideas/check-ins": Row("/ideas/check-ins", others=None),
    "POST /ideas/check-ins": Row("/ideas/check-ins", "tlc", {"question": "clear", "groups": "{group}"}, wrong={}),
    "GET /ideas/check-ins/{id}": Row("/ideas/check-ins/{check_in}"),
    "POST /ideas/check-ins/{id}/call-off": Row("/ideas/check-ins/{check_in}/call-off"),
    "GET /ideas/offers": Row(
        "/ideas/offers", others=None, also=("/ideas/offers?skill=garden", "/ideas/offers?asked=1")
    ),
    "POST /ideas/offers": Row("/ideas/offers", "tlc", {"groups": "{group}"}, wrong={}),
    "POST /ideas/offers/{id}/call-off": Row("/ideas/offers/{offer_question}/call-off"),
    "GET /ideas/{id}": Row("/ideas/{programme}"),
    "POST /ideas/{id}/stop": Row("/ideas/{programme}/stop"),
    "POST /ideas/{id}/go-on": Row("/ideas/{programme}/go-on"),
    "GET /inbox": Row("/inbox", others=None, also=("/inbox?show=mine", "/inbox?show=closed", "/inbox?show=liaison")),
    "GET /inbox/{id}": Row("/inbox/{thread}", also=("/inbox/{closed}",)),
    "POST /inbox/{id}/answer": Row("/inbox/{thread}/answer", "tlc", {"answer": "Ja.", "step": "send"}, wrong={}),
    "POST /inbox/{id}/note": Row("/inbox/{thread}/note", "tlc", {"note": "Bel even."}, wrong={}),
    "POST /inbox/{id}/assign": Row("/inbox/{thread}/assign"),
    "POST /inbox/{id}/to-liaison": Row("/inbox/{thread}/to-liaison"),
    "POST /inbox/{id}/from-liaison": Row("/inbox/{thread}/from-liaison", "lc", refused={"t": 403}),
    "POST /inbox/{id}/called": Row("/inbox/{thread}/called"),
    "POST /inbox/{id}/close": Row("/inbox/{thread}/close"),
    "POST /inbox/{id}/reopen": Row("/inbox/{thread}/reopen"),
    "GET /inbox/{id}/messages/{message_id}/voice": Row("/inbox/{thread}/messages/{voice}/voice", is_file=True),
    "GET /languages": Row("/languages", ALL, others=None),
    "POST /languages/{tag}/policy": Row("/languages/tr/policy", "lc", {"hold": "no"}, None),
    "GET /translations": Row(
        "/translations?language=ar&state=held",
        "lc",
        others=None,
        also=("/translations", "/translations?language=ar&state=machine", "/translations?language=tr&words=zzz"),
    ),
    "POST /translations/{id}": Row(
        "/translations/1?language=tr", "lc", {"decision": "approve", "target": "Vaktinde gelin."}, None, wrong={}
    ),
    "GET /translations/words": Row("/translations/words", "lc", others=None),
    "POST /translations/words": Row(
        "/translations/words", "lc", {"source": "gymzaal", "kind": "keep"}, None, wrong={"kind": "fixed", "source": "x"}
    ),
    "POST /translations/words/{id}/remove": Row("/translations/words/{term}/remove", "lc", others=None),
}


def known() -> list[tuple[Page, Row]]:
    """Every page with its row; that none lacks one is test_rights' to see."""
    return [(page, ROWS[name_of(page)]) for page in PAGES if name_of(page) in ROWS]


def name_of(page: Page) -> str:
    return f"{page.method} {page.path}"


def address_of(path: str, place: Place) -> str:
    """With the things of one group in it."""
    return path.format_map({name: quote(thing, safe="") for name, thing in place.items()})


def fill_in(form: dict[str, str], place: Place) -> dict[str, str]:
    """A form about the things of one group."""
    return {name: value.format_map(place) for name, value in form.items()}
