"""Invitations and announcements: to whom, in which languages, when; and how far they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.deps import Deps
from bot.enums import Role
from bot.ports import Rejected, Unknown, Unreachable
from tests.bot.web.conftest import ON_SQLITE, Api, plan_all, problem, send_all
from tests.builders import GROUP, make_event, make_families, make_joined, make_row, make_token
from tests.fakes import FakeClock, FakeMessenger

SHORT = "Parents hear of this less than 14 days before: working parents need time to arrange leave."
NOBODY = (
    "No machine translates into: {}. Have somebody translate and approve the sentences, tell it at the gate, or let a "
    "liaison call. Else parents read your sentences as written, with a note."
)


@pytest.fixture(autouse=True)
async def school(deps: Deps) -> None:
    """Five parents of groep 3 in four languages, three of them joined; event 1 is in three weeks."""
    async with deps.transaction() as session:
        await make_families(
            session,
            make_row("Noor", "Amina", "ar"),
            make_row("Sami", "Hodan", "ar"),
            make_row("Sem", "Marit", "nl"),
            make_row("Zosia", "Piotr", "pl"),
            make_row("Ming", "Wen", "ja"),
            make_row("Liya", "Selam", "ti", group="groep 4"),
        )
        await make_joined(session, "Amina", "Marit", "Wen")
        await make_event(session)


def share(
    language: str, parents: int, reachable: int, how: str = "reviewed", reads: str | None = None
) -> dict[str, Any]:
    return {"language": language, "reads": reads or language, "parents": parents, "reachable": reachable, "how": how}


FACTS_ONLY = [share("ar", 2, 1), share("ja", 1, 1, "none", "nl"), share("nl", 1, 1), share("pl", 1, 0)]
OWN_WORDS = [
    share("ar", 2, 1, "none"), share("ja", 1, 1, "none", "nl"), share("nl", 1, 1), share("pl", 1, 0, "none"),
]  # fmt: skip


def make_shown(**facts: Any) -> dict[str, Any]:
    """The invitation to event 1 as the API answers it."""
    return {
        "id": 1,
        "kind": "invitation",
        "event_id": 1,
        "state": "planned",
        "send_at": "2026-11-24T10:00:00+01:00",
        "remind_at": ["2026-12-08T08:30:00+01:00", "2026-12-14T08:30:00+01:00"],
        "audience_size": 5,
        "reachable": 3,
        "by_language": FACTS_ONLY,
        "warnings": [],
        "hints": [],
        "budget": {"full_families": 0, "moved_tips": 0},
        **facts,
    }


def make_progress(**facts: Any) -> dict[str, Any]:
    return {
        "id": 1,
        "kind": "invitation",
        "event_id": 1,
        "state": "planned",
        "send_at": "2026-11-24T10:00:00+01:00",
        **dict.fromkeys(("queued", "sent", "unknown", "failed", "paused", "cancelled", "expired", "over_budget"), 0),
        "paused_why": None,
        "waits_until": None,
        **facts,
    }


async def test_invitation_leaves_now_and_reminds_a_week_and_a_day_before(api: Api) -> None:
    reply = await api.post("/events/1/invitations")

    assert (reply.status, reply.body) == (201, make_shown())


async def test_invitation_leaves_when_it_is_told(api: Api) -> None:
    body = {"send_at": "2026-12-04T14:00:00+01:00", "remind": ["PT3H", "P2D", "P2D"], "audience": "all"}

    reply = await api.post("/events/1/invitations", body)

    assert reply.body == make_shown(
        send_at="2026-12-04T14:00:00+01:00",
        remind_at=["2026-12-13T08:30:00+01:00", "2026-12-15T05:30:00+01:00"],
        warnings=[SHORT],
    )


async def test_invitation_without_reminders(api: Api) -> None:
    reply = await api.post("/events/1/invitations", {"remind": []})

    assert reply.body == make_shown(remind_at=[])


async def test_invitation_leaves_out_reminders_that_would_come_before_it(api: Api) -> None:
    reply = await api.post("/events/1/invitations", {"send_at": "2026-12-10T09:00:00+01:00"})

    assert reply.body["remind_at"] == ["2026-12-14T08:30:00+01:00"]


async def test_invitation_planned_for_the_past_leaves_now(api: Api) -> None:
    reply = await api.post("/events/1/invitations", {"send_at": "2026-11-01T09:00:00+01:00"})

    assert reply.body == make_shown()


async def test_dry_run_of_an_invitation_schedules_nothing(deps: Deps, api: Api, messenger: FakeMessenger) -> None:
    reply = await api.post("/events/1/invitations?dry_run=true")
    await send_all(deps, messenger)

    assert (reply.status, reply.body) == (201, make_shown(id=None))
    assert (await api.get("/campaigns/1")).status == 404
    assert messenger.delivered == []


async def test_invitation_to_those_not_asked_lately_counts_only_them(
    deps: Deps, api: Api, messenger: FakeMessenger
) -> None:
    await api.post("/events/1/invitations")
    await send_all(deps, messenger)
    async with deps.transaction() as session:
        await make_event(session)

    reply = await api.post("/events/2/invitations", {"audience": "not_asked_lately"})

    assert (reply.body["audience_size"], reply.body["reachable"]) == (2, 0)
    assert reply.body["by_language"] == [share("ar", 1, 0), share("pl", 1, 0)]


@ON_SQLITE
@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"remind": ["7 days"]}, "'7 days' is not a notice; write an ISO 8601 duration such as P7D, P1D or PT3H."),
        ({"remind": ["P"]}, "'P' is not a notice; write an ISO 8601 duration such as P7D, P1D or PT3H."),
        ({"remind": ["P0D"]}, "The notice 'P0D' should be longer than nothing and at most 60 days."),
        ({"remind": ["P61D"]}, "The notice 'P61D' should be longer than nothing and at most 60 days."),
        (
            {"send_at": "2026-12-15T08:30:00+01:00"},
            "The invitation would leave when the event has begun already.",
        ),
    ],
)
async def test_invitation_that_does_not_hold_is_told(api: Api, body: dict[str, Any], sentence: str) -> None:
    reply = await api.post("/events/1/invitations", body)

    assert (reply.status, reply.body) == (400, problem(400, "Bad input", sentence))


@ON_SQLITE
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"remind": ["P" + "9" * 40 + "D"]}, "remind.0"),
        ({"remind": ["P1D"] * 11}, "remind"),
        ({"remind": "P1D"}, "remind"),
        ({"audience": "everybody"}, "audience"),
        ({"send_at": "2026-12-01T10:00:00"}, "send_at"),
        ({"when": "now"}, "when"),
    ],
)
async def test_invitation_tells_the_wrong_field(api: Api, body: dict[str, Any], field: str) -> None:
    reply = await api.post("/events/1/invitations", body)

    assert (reply.status, reply.body["errors"][0]["field"]) == (400, field)


async def test_announcement_warns_of_languages_that_nobody_translated(api: Api) -> None:
    reply = await api.post("/announcements", {"text": "Morgen zwemles.", "groups": [GROUP]})

    announced = {"kind": "announcement", "event_id": None, "remind_at": [], "by_language": OWN_WORDS}
    warnings = [NOBODY.format("Arabic, Polish")]
    assert (reply.status, reply.body) == (201, make_shown(**announced, warnings=warnings))


async def test_announcement_is_said_in_words_that_a_person_approved(
    deps: Deps, api: Api, messenger: FakeMessenger
) -> None:
    body = {"text": "Morgen zwemles. Neem een handdoek mee.", "parent_ids": ["P-Amina"]}
    await api.post("/announcements", {**body, "send_at": "2027-01-01T10:00:00+01:00"})
    for entry in (await api.get("/translations?state=unserved")).body["items"]:
        await api.put(f"/translations/{entry['id']}", {"target": f"[{entry['source']}]"})

    reply = await api.post("/announcements", body)
    await send_all(deps, messenger)

    assert (reply.body["by_language"], reply.body["warnings"]) == ([share("ar", 1, 1, "approved")], [])
    assert [delivery.address for delivery in messenger.delivered] == [7001]
    assert "[Morgen zwemles.] [Neem een handdoek mee.]" in messenger.delivered[0].text


async def test_dry_run_of_an_announcement_schedules_nothing(api: Api) -> None:
    reply = await api.post("/announcements?dry_run=true", {"text": "Morgen zwemles.", "groups": [GROUP]})

    assert (reply.status, reply.body["id"], reply.body["audience_size"]) == (201, None, 5)
    assert (await api.get("/campaigns/1")).status == 404
    wanted = (await api.get("/translations")).body["items"]
    assert [entry["target_language"] for entry in wanted] == ["ar", "pl"]  # what it would say is looked for already


@ON_SQLITE
@pytest.mark.parametrize(
    ("body", "status", "sentence"),
    [
        ({}, 400, "Name either groups or parent_ids."),
        ({"groups": [GROUP], "parent_ids": ["P-Amina"]}, 400, "Name either groups or parent_ids."),
        ({"groups": ["groep 9"]}, 404, "There is no group 'groep 9'. Groups come with the import of families."),
        ({"parent_ids": ["P-Amina", "P-Nobody"]}, 404, "There is no parent 'P-Nobody'."),
    ],
)
async def test_announcement_to_nobody_is_told(api: Api, body: dict[str, Any], status: int, sentence: str) -> None:
    reply = await api.post("/announcements", {"text": "Morgen zwemles.", **body})

    title = {400: "Bad input", 404: "Not found"}[status]
    assert (reply.status, reply.body) == (status, problem(status, title, sentence))


@ON_SQLITE
@pytest.mark.parametrize("text", ["", "   ", "x" * 2001, "a\0b", None, 5])
async def test_announcement_needs_a_text_that_fits(api: Api, text: object) -> None:
    reply = await api.post("/announcements", {"text": text, "groups": [GROUP]})

    assert (reply.status, reply.body["errors"][0]["field"]) == (400, "text")


async def test_campaign_is_followed_from_planned_to_done(deps: Deps, api: Api, messenger: FakeMessenger) -> None:
    messenger.errors = [None, Unreachable("HTTP 403 blocked")]
    seen = []

    await api.post("/events/1/invitations")
    seen.append((await api.get("/campaigns/1")).body)
    await plan_all(deps)
    seen.append((await api.get("/campaigns/1")).body)
    await send_all(deps, messenger)
    seen.append((await api.get("/campaigns/1")).body)

    assert seen == [
        make_progress(),
        make_progress(state="running", queued=3),
        make_progress(state="done", sent=2, failed=1),
    ]


async def test_campaign_that_telegram_refuses_waits_for_staff(deps: Deps, api: Api, messenger: FakeMessenger) -> None:
    messenger.errors = [Rejected("HTTP 400 can't parse entities")] * 3

    await api.post("/events/1/invitations")
    await send_all(deps, messenger)
    reply = await api.get("/campaigns/1")

    assert reply.body["failed"] + reply.body["paused"] == 3


async def test_campaign_tells_what_may_have_arrived(deps: Deps, api: Api, messenger: FakeMessenger) -> None:
    messenger.errors = [Unknown("timeout")]

    await api.post("/announcements", {"text": "Morgen zwemles.", "parent_ids": ["P-Amina"]})
    await send_all(deps, messenger)

    announced = {"kind": "announcement", "event_id": None}
    assert (await api.get("/campaigns/1")).body == make_progress(**announced, state="done", unknown=1)


async def test_campaign_is_called_off_with_its_reminders(
    deps: Deps, api: Api, clock: FakeClock, messenger: FakeMessenger
) -> None:
    await api.post("/events/1/invitations")
    await plan_all(deps)

    first, second = [await api.delete("/campaigns/1") for _ in range(2)]
    clock.push(timedelta(days=15))
    await send_all(deps, messenger)

    assert (first.status, first.body) == (200, make_progress(state="cancelled", cancelled=3))
    assert (second.status, second.body) == (409, problem(409, "Conflict", "Campaign 1 was cancelled before."))
    assert messenger.delivered == []


async def test_campaign_called_off_can_be_scheduled_again(deps: Deps, api: Api, messenger: FakeMessenger) -> None:
    await api.post("/events/1/invitations")
    await plan_all(deps)
    await api.delete("/campaigns/1")

    await api.post("/events/1/invitations")
    await send_all(deps, messenger)

    assert len(messenger.delivered) == 3


async def test_unknown_campaign_is_not_found(api: Api) -> None:
    expected = 404, problem(404, "Not found", "There is no campaign 7.")

    assert [
        (reply.status, reply.body) for reply in (await api.get("/campaigns/7"), await api.delete("/campaigns/7"))
    ] == [expected] * 2


async def test_teacher_reaches_the_own_group_only(deps: Deps, as_caller: Callable[[str], Api]) -> None:
    async with deps.transaction() as session:
        teacher = as_caller(await make_token(session, role=Role.TEACHER, groups=("groep 4",)))

    own = await teacher.post("/announcements", {"text": "Hallo", "parent_ids": ["P-Selam"]})
    others = [
        await teacher.post("/announcements", {"text": "Hallo", "parent_ids": ["P-Selam", "P-Amina"]}),
        await teacher.post("/announcements", {"text": "Hallo", "groups": [GROUP]}),
        await teacher.post("/events/1/invitations"),
    ]

    assert own.status == 201
    assert (await teacher.get("/campaigns/1")).status == 200
    assert [reply.status for reply in others] == [404, 404, 404]
