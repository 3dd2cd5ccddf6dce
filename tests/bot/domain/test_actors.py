"""Who may do what: another group's things do not exist for a teacher."""

from __future__ import annotations

import pytest

from bot.domain.actors import COMMAND, Actor
from bot.enums import Role, Scope
from bot.errors import NotAllowed, NotFound
from tests.builders import GROUP, RUTH, SAM

LIO = Actor("staff:3", "Lio", Role.LIAISON)


def test_whole_school_is_everybodys_but_the_teachers() -> None:
    assert [actor.whole_school for actor in (RUTH, SAM, LIO, COMMAND)] == [False, True, True, True]


@pytest.mark.parametrize(
    ("granted", "reaches"),
    [
        (Scope.ALL, set(Scope)),
        (Scope.WRITE, set(Scope)),
        (Scope.READ, {scope for scope in Scope if scope.value.endswith(":read")}),
        (Scope.FAMILIES_WRITE, {Scope.FAMILIES_WRITE, Scope.FAMILIES_READ}),
        (Scope.FAMILIES_READ, {Scope.FAMILIES_READ}),
        (Scope.REPORTS_READ, {Scope.REPORTS_READ}),
    ],
)
def test_token_reaches_what_its_scope_covers(granted: Scope, reaches: set[Scope]) -> None:
    token = Actor("token:5", None, Role.COORDINATOR, scopes=frozenset({granted}))

    assert {scope for scope in Scope if _allows(token, scope)} == reaches


def test_token_without_the_scope_is_told_which_one() -> None:
    token = Actor("token:5", None, Role.COORDINATOR, scopes=frozenset({Scope.EVENTS_READ, Scope.INBOX_READ}))

    with pytest.raises(NotAllowed) as refused:
        token.check_scope(Scope.EVENTS_WRITE)

    assert refused.value.sentence == "This token was not made for events:write; make one with that scope."


@pytest.mark.parametrize("actor", [SAM, LIO, COMMAND])
def test_whole_school_reaches_every_group(actor: Actor) -> None:
    actor.check_groups(["groep 8", GROUP])


def test_teacher_reaches_the_own_groups() -> None:
    RUTH.check_groups([GROUP])
    RUTH.check_groups([])


def test_reaches_says_the_same_without_raising() -> None:
    here, elsewhere = [GROUP], [GROUP, "groep 4"]

    assert [(actor.reaches(here), actor.reaches(elsewhere)) for actor in (RUTH, SAM)] == [(True, False), (True, True)]


def test_teacher_does_not_find_another_group() -> None:
    with pytest.raises(NotFound) as refused:
        RUTH.check_groups(["groep 8", GROUP, "groep 4"])

    assert refused.value.sentence == "No group 'groep 4' among yours."


@pytest.mark.parametrize("actor", [RUTH, SAM, LIO])
def test_those_who_know_the_families_read_what_parents_write(actor: Actor) -> None:
    actor.check_reads_messages()


def test_administrator_does_not_read_what_parents_write() -> None:
    with pytest.raises(NotAllowed) as refused:
        COMMAND.check_reads_messages()

    assert refused.value.sentence == (
        "An administrator does not read what parents write. Ask a teacher, liaison or coordinator."
    )


def _allows(actor: Actor, scope: Scope) -> bool:
    try:
        actor.check_scope(scope)
    except NotAllowed:
        return False
    return True
