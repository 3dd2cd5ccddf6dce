"""`ouderbrug staff` and `ouderbrug token`: what is printed once, and alone, so that a script can take it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import SystemClock
from bot.domain.actors import Actor
from bot.enums import Role, Scope
from bot.errors import NotSignedIn
from bot.queries.staff import require_actor
from tests.bot.commands.conftest import Ended, Run, in_database

_TOKEN = re.compile(r"ob_[A-Za-z0-9_-]{43}\n")


def _actor(token: str, after: timedelta = timedelta(0)) -> Actor:
    async def look(session: AsyncSession) -> Actor:
        return await require_actor(session, token=token.strip(), now=SystemClock().now() + after)

    return in_database(look)


@pytest.fixture
def school(ouderbrug: Run, families_csv: Path) -> None:
    ouderbrug("families", "import", families_csv)


def test_colleague_gets_a_one_time_link(ouderbrug: Run) -> None:
    ended = ouderbrug("staff", "add", "sam@school.example", "--role", "coordinator")

    assert (ended.code, ended.err) == (0, "")
    assert re.fullmatch(r"http://127\.0\.0\.1:8080/sign-in#ob_[A-Za-z0-9_-]{43}\n", ended.out)


def test_link_leads_to_the_public_address(ouderbrug: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUDERBRUG_PUBLIC_URL", "https://ouder.school.example/")

    ended = ouderbrug("staff", "add", "sam@school.example", "--role", "coordinator")

    assert ended.out.startswith("https://ouder.school.example/sign-in#ob_")


@pytest.mark.usefixtures("school")
def test_token_acts_for_a_colleague_with_the_own_groups(ouderbrug: Run) -> None:
    ouderbrug("staff", "add", "Ruth@School.example", "--role", "teacher", "--group", "groep 3", "--name", "Juf Ruth")

    ended = ouderbrug("token", "add", "ruth", "--scope", "events:write", "--staff", "ruth@school.example")

    assert _actor(ended.out) == Actor(
        "token:1", "Juf Ruth", Role.TEACHER, frozenset({"groep 3"}), frozenset({Scope.EVENTS_WRITE}), staff_id=1
    )


@pytest.mark.usefixtures("school")
def test_colleague_added_again_is_changed(ouderbrug: Run) -> None:
    ouderbrug("staff", "add", "ruth@school.example", "--role", "teacher", "--group", "groep 3", "--name", "Juf Ruth")
    ouderbrug("staff", "add", "ruth@school.example", "--role", "teacher", "--group", "groep 3", "--group", "groep 4")

    ended = ouderbrug("token", "add", "ruth", "--scope", "all", "--staff", "ruth@school.example")

    groups = frozenset({"groep 3", "groep 4"})
    assert _actor(ended.out) == Actor("token:1", "Juf Ruth", Role.TEACHER, groups, staff_id=1)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("ruth", "--role", "liaison"), "'ruth' is not an e-mail address."),
        (("@school.example", "--role", "liaison"), "'@school.example' is not an e-mail address."),
        (("a@b@c", "--role", "liaison"), "'a@b@c' is not an e-mail address."),
        (("a" * 250 + "@b.example", "--role", "liaison"), "An e-mail address has at most 254 characters."),
        (("a@b.example", "--role", "liaison", "--name", "x" * 201), "A name has at most 200 characters."),
        (("ruth@school.example", "--role", "teacher"), "A teacher needs at least one group: add --group."),
        (
            ("ruth@school.example", "--role", "teacher", "--group", "groep 9"),
            "There is no group 'groep 9'. Groups come with the import of families.",
        ),
    ],
    ids=["no at", "no name", "two", "long", "long name", "no group", "unknown group"],
)
def test_colleague_that_does_not_fit_is_told(ouderbrug: Run, words: tuple[str, ...], sentence: str) -> None:
    assert ouderbrug("staff", "add", *words) == Ended(2, "", f"ouderbrug: {sentence}\n")


def test_token_stands_alone_on_stdout(ouderbrug: Run) -> None:
    ended = ouderbrug("token", "add", "report", "--scope", "reports:read", "--scope", "inbox:read, events:read")

    assert (ended.code, ended.err) == (0, "")
    assert _TOKEN.fullmatch(ended.out)
    assert _actor(ended.out) == Actor(
        "token:1",
        None,
        Role.COORDINATOR,
        scopes=frozenset({Scope.REPORTS_READ, Scope.INBOX_READ, Scope.EVENTS_READ}),
    )


def test_token_of_some_days_ends(ouderbrug: Run) -> None:
    token = ouderbrug("token", "add", "short", "--scope", "all", "--days", "2").out

    assert _actor(token, timedelta(days=1, hours=23)).scopes == frozenset({Scope.ALL})
    with pytest.raises(NotSignedIn):
        _actor(token, timedelta(days=2))


def test_token_without_days_does_not_end(ouderbrug: Run) -> None:
    token = ouderbrug("token", "add", "long", "--scope", "all").out

    assert _actor(token, timedelta(days=9999)).scopes == frozenset({Scope.ALL})


@pytest.mark.parametrize("days", ["0", "-1", "soon", "1.5", "99999", "9" * 5000])
def test_token_of_odd_days_is_told(ouderbrug: Run, days: str) -> None:
    ended = ouderbrug("token", "add", "odd", "--scope", "all", f"--days={days}")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.endswith(f"argument --days: {days!r} should be a number from 1 to 3650\n")


@pytest.mark.parametrize("scope", ["everything", "", "all,", "events"])
def test_unknown_scope_lists_those_that_there_are(ouderbrug: Run, scope: str) -> None:
    ended = ouderbrug("token", "add", "odd", "--scope", scope)

    wrong = scope.strip("al,") if scope != "events" else scope
    assert ended == Ended(
        2,
        "",
        f"ouderbrug: There is no scope {wrong!r}; there are: all, read, write, families:read, families:write, "
        "events:read, events:write, inbox:read, inbox:write, translations:read, translations:write, reports:read.\n",
    )


def test_token_for_nobody_is_told(ouderbrug: Run) -> None:
    assert ouderbrug("token", "add", "x", "--scope", "all", "--staff", "nobody@school.example") == Ended(
        2, "", "ouderbrug: There is no colleague 'nobody@school.example'; add one with: ouderbrug staff add.\n"
    )


def test_token_with_a_long_name_is_told(ouderbrug: Run) -> None:
    assert ouderbrug("token", "add", "x" * 201, "--scope", "all") == Ended(
        2, "", "ouderbrug: A name has at most 200 characters.\n"
    )
