"""Where the pages of ideas for home, short questions, offers and good news are."""

from __future__ import annotations

from tests.browser.row import IDEAS as START
from tests.browser.row import Row

IDEAS: dict[str, Row] = {
    "GET /ideas": Row("/ideas", others=None),
    "GET /ideas/new": Row("/ideas/new?theme=reading_together", others=None),
    "POST /ideas/new": Row(
        "/ideas/new",
        "tlc",
        {**START, "groups": "{group}", "step": "start", "seen": "ar fa pl ti tr"},
        wrong={**START, "starts_on": "2020-01-01", "step": "start"},
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
}
