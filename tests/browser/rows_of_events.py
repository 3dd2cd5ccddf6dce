"""Where the pages of today, invitations, calendar, ideas and figures are."""

from __future__ import annotations

from tests.browser.row import ALL, EVENT, ICS, Row

EVENTS: dict[str, Row] = {
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
    "POST /events/{id}/edit": Row(
        "/events/{event}/edit",
        "tlc",
        {**EVENT, "groups": "{group}", "step": "tell"},
        wrong={"day": "x"},
        steps=({**EVENT, "groups": "{group}", "place": "Aula"},),
    ),
    "POST /events/{id}/stop": Row("/events/{series}/stop", "tlc", {"campaign": "{campaign}"}, status=404),
    "POST /events/{id}/series/send": Row("/events/{series}/series/send", "tlc", {"weeks": "2"}),
    "POST /events/{id}/series/call-off": Row("/events/{series}/series/call-off"),
    "GET /events/{id}/talks": Row(
        "/events/{talks}/talks",
        also=(
            "/events/{talks}/talks?look=wall",
            "/events/{talks}/talks?who={talker}#book",
            "/events/{talks}/talks?back={waiter}&time={slot}",
            "/events/{evening}/talks?back={talker}&time={evening_slot}",
            "/events/{event}/talks",
        ),
    ),
    "POST /events/{id}/talks": Row(
        "/events/{talks}/talks", "tlc", {"who": "{waiter}", "time": "{slot}"}, wrong={"who": "x", "time": "x"}
    ),
    "POST /events/{id}/talks/{booking_id}/give-back": Row(
        "/events/{talks}/talks/{booking}/give-back", "tlc", {"who": "{talker}", "time": "{slot}"}, wrong={"who": "x"}
    ),
    "GET /events/{id}/spoken": Row(
        "/events/{event}/spoken", also=("/events/{event}/spoken?language=ar", "/events/{draft}/spoken")
    ),
    "POST /events/{id}/spoken": Row(
        "/events/{event}/spoken", "tlc", {"language": "ti"}, status=422, wrong={"language": "ti"}
    ),
    "GET /events/{id}/spoken/{language}": Row("/events/{event}/spoken/ti", is_file=True),
    "POST /events/{id}/spoken/{language}/remove": Row("/events/{event}/spoken/ti/remove"),
    "GET /events/{id}/unanswered": Row("/events/{event}/unanswered"),
    "GET /today/decisions": Row("/today/decisions", others=None, also=("/today/decisions?left={campaign}",)),
    "POST /today/decisions/{id}": Row("/today/decisions/{campaign}", "tlc", {"deed": "leave"}),
    "POST /today/decisions/{id}/undo": Row("/today/decisions/{campaign}/undo"),
    "GET /calendar": Row("/calendar?group={group}", also=("/calendar?month=2026-12", "/calendar?year=2025")),
    "GET /calendar/download": Row("/calendar/download", others=None, is_file=True),
    "GET /calendar/import": Row("/calendar/import", others=None),
    "POST /calendar/import": Row(
        "/calendar/import",
        "tlc",
        {"ics": ICS, "groups": "{group}", "step": "store"},
        422,
        wrong={"ics": "no calendar", "groups": "{group}"},
        steps=({"ics": ICS, "groups": "{group}"},),
    ),
    "GET /figures": Row(
        "/figures?by=group", others=None, also=("/figures?by=event", "/figures?by=language", "/figures?period=last")
    ),
    "GET /figures/table.csv": Row("/figures/table.csv?by=event", others=None, is_file=True),
    "GET /figures/never-asked": Row("/figures/never-asked", others=None),
}
