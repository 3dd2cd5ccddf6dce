"""Where the pages of account, languages, translations, reviewers and school are."""

from __future__ import annotations

from tests.browser.filled import HALFWAY, NEW, REVIEWER
from tests.browser.row import ALL, Row

HOUSE: dict[str, Row] = {
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
    "GET /languages": Row("/languages", ALL, others=None),
    "POST /languages/{tag}/policy": Row("/languages/tr/policy", "lca", {"hold": "no"}, None),
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
    "POST /translations/{id}/undo": Row("/translations/{decided}/undo?language=tr", "lc", others=None),
    "GET /translations/reviewers": Row("/translations/reviewers", "lc", others=None),
    "POST /translations/reviewers": Row(
        "/translations/reviewers", "lc", {"name": "Fatma", "language": "tr", "pages": "nl"}, None, 200, wrong={}
    ),
    "POST /translations/reviewers/{id}/withdraw": Row("/translations/reviewers/{link}/withdraw", "lc", others=None),
    "GET /review": Row("/review", ALL, others=None, also=(f"{REVIEWER}:/review", "nobody:/review")),
    "POST /review": Row("/review", ALL, {"secret": "no"}, None, 422, wrong={"secret": "no"}),
    "POST /review/leave": Row("/review/leave", ALL, others=None),
    "GET /review/messages": Row("/review/messages", ALL, others=None, also=(f"{REVIEWER}:/review/messages",)),
    "POST /review/messages/{id}": Row("/review/messages/1", ALL, others=None, status=200),
    "POST /review/messages/{id}/undo": Row("/review/messages/1/undo", ALL, others=None, status=200),
    "GET /review/sentences": Row("/review/sentences", ALL, others=None, also=(f"{REVIEWER}:/review/sentences",)),
    "POST /review/sentences": Row("/review/sentences", ALL, others=None, status=200),
    "POST /review/sentences/undo": Row("/review/sentences/undo", ALL, others=None, status=200),
    "GET /school": Row("/school", "ca", others=None, status=303),
    "GET /school/colleagues": Row("/school/colleagues", "ca", others=None, also=("/school/colleagues?left=yes",)),
    "GET /school/colleagues/invite": Row("/school/colleagues/invite", "a", others=None),
    "POST /school/colleagues/invite": Row(
        "/school/colleagues/invite",
        "a",
        {"email": "kim{colleague}@school.example", "name": "Kim", "role": "teacher", "groups": "{elsewhere}"},
        None,
        200,
        wrong={"email": "x", "role": "teacher", "name": "x"},
    ),
    "GET /school/colleagues/{id}": Row("/school/colleagues/{colleague}", "ca", others=None),
    "POST /school/colleagues/{id}/link": Row("/school/colleagues/{colleague}/link", "a", others=None, status=200),
    "POST /school/colleagues/{id}/rights": Row(
        "/school/colleagues/{colleague}/rights",
        "a",
        {"role": "teacher", "groups": "{elsewhere}"},
        None,
        wrong={"role": "teacher"},
    ),
    "POST /school/colleagues/{id}/stand-in": Row(
        "/school/colleagues/{colleague}/stand-in",
        "ca",
        {"group": "{group}", "until": "2026-12-18"},
        None,
        wrong={"group": "{group}", "until": "2020-01-01"},
    ),
    "POST /school/colleagues/{id}/stand-down": Row(
        "/school/colleagues/{colleague}/stand-down", "ca", {"group": "{group}"}, None
    ),
    "POST /school/colleagues/{id}/left": Row("/school/colleagues/{colleague}/left", "a", others=None),
    "POST /school/colleagues/{id}/back": Row("/school/colleagues/{colleague}/back", "a", others=None),
    "POST /school/colleagues/{id}/sign-out": Row("/school/colleagues/{colleague}/sign-out", "a", others=None),
    "POST /school/colleagues/{id}/conversations": Row(
        "/school/colleagues/{colleague}/conversations", "ca", others=None
    ),
    "GET /school/tokens": Row("/school/tokens", "a", others=None),
    "POST /school/tokens": Row(
        "/school/tokens",
        "a",
        {"name": "Rooster", "scopes": "events:read", "days": "30"},
        None,
        200,
        wrong={"days": "30"},
    ),
    "POST /school/tokens/{id}/withdraw": Row("/school/tokens/{token}/withdraw", "a", others=None),
    "GET /school/audit": Row("/school/audit", "ca", others=None, also=("/school/audit?deed=invitation",)),
    "GET /school/audit.csv": Row("/school/audit.csv", "ca", others=None, is_file=True),
    "GET /school/settings": Row("/school/settings", "ca", others=None),
    "POST /school/settings/{name}": Row(
        "/school/settings/messages_per_week", "ca", {"messages_per_week": "4"}, None, wrong={"messages_per_week": "x"}
    ),
    "POST /school/settings/{name}/undo": Row("/school/settings/messages_per_week/undo", "ca", others=None),
    "GET /school/holidays": Row(
        "/school/holidays",
        "ca",
        others=None,
        also=("/school/holidays?starts_on=2026-12-21&ends_on=2027-01-03&name=Vakantie",),
    ),
    "POST /school/holidays": Row(
        "/school/holidays",
        "ca",
        {"name": "Mei", "starts_on": "2027-05-01", "ends_on": "2027-05-02"},
        None,
        wrong={"name": "Mei", "starts_on": "2027-05-01", "ends_on": "2027-04-02"},
    ),
    "POST /school/holidays/{id}/remove": Row("/school/holidays/{holiday}/remove", "ca", others=None),
}
