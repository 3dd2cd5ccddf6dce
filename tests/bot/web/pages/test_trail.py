"""Who did what: in plain sentences, filtered, page by page, as a table; and tokens, shown once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import bot
from bot.actions.audit import record_audit
from bot.actions.family_looks import record_family_look
from bot.actions.tokens import create_token
from bot.deps import Deps
from bot.domain.actors import COMMAND
from bot.enums import Role, Scope, TranslationState
from bot.models import Staff
from bot.queries.staff import require_actor
from bot.web.pages.trail_words import SENTENCES
from messages.outgoing import MessageKind
from tests.bot.accounts import make_colleague
from tests.builders import SAM, make_families, make_row
from tests.fakes import NOW

#: Deeds whose key is put together where they are done, by how that is written there.
PUT_TOGETHER = {
    "f'translation-{entry.state}'": {
        f"translation-{state}" for state in (TranslationState.APPROVED, TranslationState.REJECTED)
    },
    "kind.value.replace('_', '-')": {
        kind.value.replace("_", "-") for kind in (MessageKind.CHECK_IN, MessageKind.OFFER)
    },
    "FAMILY_READ": {"family-read"},
    "READ": {"thread-read"},
}

#: In bot.actions.audit and bot.actions.decisions the key comes from who calls.
HANDED_ON = {"action"}
CALLED_WITH = {"campaign-resend", "campaign-resume"}


def written() -> Iterator[str]:
    """Each key, as the code hands it to the trail."""
    for path in Path(bot.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if isinstance(node, ast.Call) and name in ("record_audit", "note_look"):
                yield from (ast.unparse(one.value) for one in node.keywords if one.arg == "action")


def deeds() -> set[str]:
    found: set[str] = set(CALLED_WITH)
    for key in set(written()) - HANDED_ON:
        found |= PUT_TOGETHER[key] if key in PUT_TOGETHER else {ast.literal_eval(key)}
    return found


def test_every_deed_has_a_sentence_and_every_sentence_a_deed() -> None:
    assert deeds() == set(SENTENCES)


async def fill(deps: Deps) -> None:
    async with deps.transaction() as session:
        await make_families(session, make_row("Noor", "Amina"))
        await record_family_look(session, actor=SAM, now=NOW, parent_id="P-Amina")
        record_audit(session, actor=SAM, now=NOW - timedelta(days=2), action="reply", object_id=7)
        record_audit(session, actor=COMMAND, now=NOW - timedelta(days=3), action="from-later", object_id=None)


def plain(text: str) -> str:
    """The rows alone, without marks."""
    return " ".join(re.sub("<[^>]+>", " ", text[text.index("<tbody>") :]).split())


async def test_coordinator_reads_what_was_done_in_sentences(visit_as: Any, deps: Deps) -> None:
    await fill(deps)
    here = await visit_as(Role.COORDINATOR)

    all_of_it = await here.get("/school/audit")
    families = plain((await here.get("/school/audit?deed=family-read")).text)
    days = plain((await here.get("/school/audit?since=2026-11-22&until=2026-11-22")).text)
    parent = plain((await here.get("/school/audit?family=P-Amina&who=staff:2")).text)

    assert "did something that this version has no words for" in all_of_it.text
    assert "looked at a family P-Amina" in families
    assert 'href="/families/P-Amina"' in all_of_it.text
    assert ("answered a parent no. 7" in days, "looked at a family" in days) == (True, False)
    assert 'href="/inbox/7"' in all_of_it.text
    assert "looked at a family P-Amina" in parent
    assert "Nothing like this was done." in (await here.get("/school/audit?family=P-2")).text
    assert ">Amina<" not in all_of_it.text


async def test_administrator_gets_no_way_into_conversations(visit_as: Any, deps: Deps) -> None:
    await fill(deps)
    here = await visit_as(Role.ADMINISTRATOR)

    assert "/inbox/" not in (await here.get("/school/audit")).text


async def test_wrong_day_stands_beside_its_field(visit_as: Any) -> None:
    here = await visit_as(Role.COORDINATOR)

    for path in ("/school/audit", "/school/audit.csv"):
        shown = await here.get(f"{path}?since=soon")
        assert (shown.status, "Please give a date" in shown.text) == (422, True)


async def test_pages_of_fifty_follow_each_other(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        for _ in range(120):
            record_audit(session, actor=COMMAND, now=NOW, action="holiday", object_id=1)
    here = await visit_as(Role.ADMINISTRATOR)

    counts, path = [], "/school/audit?deed=holiday"
    while path:
        shown = (await here.get(path)).text
        counts.append(shown.count('<th scope="row"'))
        older = re.search(r'rel="next" href="([^"]+)"', shown)
        path = older[1].replace("&amp;", "&") if older else ""

    assert counts == [50, 50, 20]


async def test_table_holds_the_same(visit_as: Any, deps: Deps) -> None:
    await fill(deps)
    here = await visit_as(Role.COORDINATOR)

    shown = await here.get("/school/audit.csv?deed=family-read")

    assert shown.text.lstrip("\ufeff").splitlines() == [
        "When;Who;What;About",
        "2026-11-24 10:00:00;A colleague;looked at a family;P-Amina",
    ]


async def test_tables_are_named_in_the_language_of_the_reader(visit_as: Any) -> None:
    here = await visit_as(Role.COORDINATOR)
    await here.post("/account/language", language="nl")

    names = [
        (await here.get(path)).headers["Content-Disposition"] for path in ("/school/audit.csv", "/figures/table.csv")
    ]

    assert [name.rpartition("''")[2] for name in names] == ["2026-11-24-wie-deed-wat.csv", "cijfers.csv"]


async def test_token_is_shown_once_and_withdrawn(visit_as: Any, deps: Deps) -> None:
    here = await visit_as(Role.ADMINISTRATOR)

    made = await here.post("/school/tokens", name="rooster", scopes="events:read", days="30")
    found = re.search(r"ob_[\w-]+", made.text)

    assert found is not None
    async with deps.reading() as session:
        actor = await require_actor(session, token=found[0], now=NOW + timedelta(days=29))
    assert actor.scopes == {Scope.EVENTS_READ}
    shown = (await here.get("/school/tokens")).text
    assert (found[0] in shown, "See activities" in shown) == (False, True)
    assert (await here.post("/school/tokens/1/withdraw")).at == "/school/tokens?done=token-withdrawn"
    assert "There are no tokens" in (await here.get("/school/tokens")).text
    assert (await here.post("/school/tokens/9/withdraw")).status == 404


async def test_token_needs_a_name_scopes_an_end_and_a_colleague_who_is_here(visit_as: Any) -> None:
    here = await visit_as(Role.ADMINISTRATOR)
    right = {"name": "x", "scopes": "events:read", "days": "30"}

    for wrong in ({"name": ""}, {"scopes": ""}, {"scopes": "all-of-it"}, {"days": "9999"}, {"staff": "no@body"}):
        assert (wrong, (await here.post("/school/tokens", **{**right, **wrong})).status) == (wrong, 422)


async def test_token_acts_for_any_of_many_colleagues(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        session.add_all(
            Staff(email=f"c{number:03}@school.example", name=f"C{number:03}", role=Role.LIAISON, created_at=NOW)
            for number in range(101)
        )
    here = await visit_as(Role.ADMINISTRATOR)

    shown = (await here.get("/school/tokens")).text

    assert '<option value="c100@school.example">C100</option>' in shown


async def test_token_of_a_colleague_who_left_says_so(visit_as: Any, deps: Deps) -> None:
    async with deps.transaction() as session:
        tom = await make_colleague(session, "Tom", Role.LIAISON)
        await create_token(session, actor=COMMAND, now=NOW, name="oud", scopes=[Scope.ALL], staff_email=tom.email)
        tom.left_at = NOW
    here = await visit_as(Role.ADMINISTRATOR)

    shown = (await here.get("/school/tokens")).text

    assert ("has left: opens nothing" in shown, "never" in shown) == (True, True)
