"""Where the pages of families and their questions are."""

from __future__ import annotations

from tests.browser.row import ALL, CSV, Row

FAMILIES: dict[str, Row] = {
    "GET /families": Row(
        "/families?group={group}", ALL, also=("/families?show=not-reached&group=", "/families?find=zzz", "/families")
    ),
    "GET /families/checklist.csv": Row("/families/checklist.csv?group={group}", ALL, is_file=True),
    "GET /families/import": Row("/families/import", "ca", others=None),
    "POST /families/import": Row(
        "/families/import",
        "ca",
        {"csv": CSV, "step": "store", "skip": "yes"},
        None,
        wrong={},
        steps=({"csv": CSV, "step": "look"},),
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
        wrong={"child": "{child}", "phrase": "x", "text": "x"},
    ),
    "POST /families/good-news/{id}/take-back": Row("/families/good-news/{news}/take-back", "t"),
    "GET /inbox": Row("/inbox", others=None, also=("/inbox?show=mine", "/inbox?show=closed", "/inbox?show=liaison")),
    "GET /inbox/{id}": Row("/inbox/{thread}", also=("/inbox/{closed}",)),
    "POST /inbox/{id}/answer": Row(
        "/inbox/{thread}/answer",
        "tlc",
        {"answer": "Ja.", "step": "send"},
        wrong={},
        steps=({"answer": "Tot morgen.", "step": "look"},),
    ),
    "POST /inbox/{id}/note": Row("/inbox/{thread}/note", "tlc", {"note": "Bel even."}, wrong={}),
    "POST /inbox/{id}/assign": Row("/inbox/{thread}/assign"),
    "POST /inbox/{id}/to-liaison": Row("/inbox/{thread}/to-liaison"),
    "POST /inbox/{id}/from-liaison": Row("/inbox/{thread}/from-liaison", "lc", refused={"t": 403}),
    "POST /inbox/{id}/called": Row("/inbox/{thread}/called"),
    "POST /inbox/{id}/close": Row("/inbox/{thread}/close"),
    "POST /inbox/{id}/reopen": Row("/inbox/{thread}/reopen"),
    "GET /inbox/{id}/messages/{message_id}/voice": Row("/inbox/{thread}/messages/{voice}/voice", is_file=True),
    "GET /families/next-year": Row("/families/next-year", "ca", others=None, also=("/families/next-year?step=3",)),
    "POST /families/next-year": Row(
        "/families/next-year", "ca", {"csv": CSV}, None, 200, wrong={}, steps=({"csv": CSV},)
    ),
    "POST /families/next-year/back": Row(
        "/families/next-year/back", "ca", {"child": "{left_child}", "group": "{group}"}, None
    ),
}
